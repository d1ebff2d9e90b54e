//! `ask`, `said` and `who`: one question, one answer.

use anyhow::{Context, Result};
use jiff::{Zoned, civil::Date};

use crate::{
    answer::question::Question,
    article::statement::StatementKind,
    cli::{
        Outcome,
        arguments::{Format, Shown},
        print,
        setup::Setup,
    },
    render::{json, terminal},
};

/// The bounds that only `said` has.
pub(crate) struct Bounds {
    /// Published on this day or later.
    pub(crate) since: Option<Date>,
    /// Published on this day or earlier.
    pub(crate) until: Option<Date>,
    /// Only statements given so.
    pub(crate) kind: Option<StatementKind>,
}

/// Answers a free question, asked now in `timezone`, the system's where none is given.
pub(crate) fn ask(setup: &Setup, question: &str, timezone: Option<&str>, shown: &Shown) -> Result<Outcome> {
    answer(setup, Question { asked_on: Some(today(timezone)?), ..Question::ask(question) }, shown)
}

/// What day it is in `timezone`.
fn today(timezone: Option<&str>) -> Result<Date> {
    let now = Zoned::now();
    let Some(timezone) = timezone else { return Ok(now.date()) };
    let there = now.in_tz(timezone);
    Ok(there.with_context(|| format!("unknown time zone `{timezone}`; write one as Europe/Kyiv or UTC"))?.date())
}

/// Shows what `speaker` said, about `topic` if that is not empty.
pub(crate) fn said(setup: &Setup, speaker: &str, topic: &str, bounds: Bounds, shown: &Shown) -> Result<Outcome> {
    let Bounds { since, until, kind } = bounds;
    answer(setup, Question { since, until, kind, ..Question::said(speaker, topic) }, shown)
}

/// Shows who said `statement`.
pub(crate) fn who(setup: &Setup, statement: &str, shown: &Shown) -> Result<Outcome> {
    answer(setup, Question::who(statement), shown)
}

fn answer(setup: &Setup, question: Question, shown: &Shown) -> Result<Outcome> {
    let usual = match shown.format {
        Format::Text => setup.config.answers.passages,
        Format::Json => 10,
    };
    let limit = shown.limit.map_or(usual, usize::from);
    let question = Question { limit, outlet: shown.outlet.clone(), ..question };
    let answer = setup.answerer()?.answer(&question)?;
    match shown.format {
        Format::Text => print(&terminal::answer(&answer, Setup::layout()))?,
        Format::Json => print(&format!("{}\n", json::answer(&answer, None)))?,
    }
    Ok(if answer.answered { Outcome::Done } else { Outcome::NothingFound })
}
