//! `people`: those on record.

use anyhow::Result;

use crate::{
    cli::{Outcome, arguments::Format, print, remark, setup::Setup},
    render::{json, terminal},
};

/// Lists those whose name is like `name`, the most quoted first if it is empty.
pub(crate) fn run(setup: &Setup, name: &str, format: Format, limit: usize) -> Result<Outcome> {
    let people = setup.answerer()?.speakers(name, limit)?;
    if people.is_empty() {
        remark(&match name {
            "" => "Nobody is on record yet.".to_owned(),
            name => format!("Nobody called `{name}` is on record."),
        });
        return Ok(Outcome::NothingFound);
    }
    match format {
        Format::Text => print(&terminal::people(&people, Setup::layout()))?,
        Format::Json => people.iter().try_for_each(|one| print(&format!("{}\n", json::on_record(one))))?,
    }
    Ok(Outcome::Done)
}
