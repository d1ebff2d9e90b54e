//! `/ask`: the best passages for a free question.

use jiff::civil::Date;
use serenity::all::CreateCommand;

use crate::{
    answer::question::Question,
    bot::{
        commands::{Options, command, text_option},
        interaction::Plan,
    },
};

/// The command's name.
pub const NAME: &str = "ask";
/// Characters of a question.
const QUESTION: u16 = 500;

/// The command as Discord is told of it.
pub fn register() -> CreateCommand {
    command(NAME, "Ask the news record a question; it answers by quoting articles")
        .add_option(text_option("question", "What you want to know, in your own words", QUESTION).required(true))
}

/// What the use of the command asks for, asked today.
#[must_use]
pub fn run(options: &Options<'_>, passages: usize, today: Date) -> Plan {
    let question = options.text("question").unwrap_or_default();
    Plan::Answer(Question { limit: passages, asked_on: Some(today), ..Question::ask(question) })
}
