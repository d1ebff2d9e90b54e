//! `/who`: who said that?

use serenity::all::CreateCommand;

use crate::{
    answer::question::Question,
    bot::{
        commands::{Options, command, text_option},
        interaction::Plan,
    },
};

/// The command's name.
pub const NAME: &str = "who";
/// Characters of a statement.
const STATEMENT: u16 = 1000;

/// The command as Discord is told of it.
pub fn register() -> CreateCommand {
    command(NAME, "Find out who said something").add_option(
        text_option("statement", "What was said, word for word or in your own words", STATEMENT).required(true),
    )
}

/// What the use of the command asks for.
#[must_use]
pub fn run(options: &Options<'_>, passages: usize) -> Plan {
    let statement = options.text("statement").unwrap_or_default();
    Plan::Answer(Question { limit: passages, ..Question::who(statement) })
}
