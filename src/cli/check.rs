//! `check`: is this quotation on record?

use std::io::{self, Read};

use anyhow::{Context, Result};

use crate::{
    answer::check::{
        CheckVerdict, Claim,
        claims::{MOST, claims},
    },
    cli::{Outcome, arguments::Format, print, remark, setup::Setup},
    render::{json, terminal},
};

/// More of standard input than this is not read, in bytes.
const LONGEST: u64 = 1_000_000;

/// Checks `quote`, or for `-` the claims of the message on standard input; `speaker` is whom the asker names.
pub(crate) fn run(setup: &Setup, quote: &str, speaker: Option<&str>, format: Format) -> Result<Outcome> {
    let mut found = match (quote, speaker) {
        ("-", None) => claims(&standard_input()?),
        ("-", speaker) => Claim::of_quote(&standard_input()?, speaker),
        (quote, speaker) => Claim::of_quote(quote, speaker),
    };
    if found.is_empty() {
        remark("There is no quotation or claim to check.");
        return Ok(Outcome::NothingFound);
    }
    let more = found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let answerer = setup.answerer()?;
    let checked = found.iter().map(|claim| answerer.check(claim)).collect::<Result<Vec<_>>>()?;
    match format {
        Format::Text => print(&terminal::check::checks(&checked, more, Setup::layout()))?,
        Format::Json => {
            for one in &checked {
                print(&format!("{}\n", json::check::checked(one)))?;
            }
            if more > 0 {
                remark(&format!("{more} more claims were not checked."));
            }
        }
    }
    let is_found = checked.iter().any(|one| one.verdict != CheckVerdict::NotFound);
    Ok(if is_found { Outcome::Done } else { Outcome::NothingFound })
}

fn standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(LONGEST).read_to_end(&mut bytes).context("reading the message from standard input")?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
