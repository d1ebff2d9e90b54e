//! The commands, one file each: how Discord is told of it, and what a use of it asks for.

pub mod ask;
pub mod check;
pub mod help;
pub mod said;
pub mod who;

use jiff::civil::Date;
use serenity::all::{
    CommandData, CommandOptionType, CreateCommand, CreateCommandOption, InteractionContext, ResolvedValue,
};

use crate::bot::interaction::Plan;

/// The values that the user gave to a command's options.
#[derive(Debug)]
pub struct Options<'a> {
    values: Vec<(&'a str, &'a str)>,
}

impl<'a> Options<'a> {
    /// The texts among the options of `data`.
    #[must_use]
    pub fn of(data: &'a CommandData) -> Options<'a> {
        let text = |value: &ResolvedValue<'a>| match value {
            ResolvedValue::String(text) | ResolvedValue::Autocomplete { value: text, .. } => Some(*text),
            _ => None,
        };
        let values = data.options().iter().filter_map(|option| Some((option.name, text(&option.value)?))).collect();
        Options { values }
    }

    /// What the user wrote for `name`, without white space at its ends; nothing if that leaves nothing.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        let value = self.values.iter().find(|(option, _)| *option == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }
}

/// All commands as Discord is told of them.
#[must_use]
pub fn all() -> Vec<CreateCommand> {
    vec![
        ask::register(),
        said::register(),
        who::register(),
        check::register(),
        check::register_message(),
        help::register(),
    ]
}

/// What the use of a command asks for; nothing if there is no such command (any more).
#[must_use]
pub fn run(data: &CommandData, passages: usize, today: Date) -> Option<Plan> {
    let options = Options::of(data);
    Some(match data.name.as_str() {
        ask::NAME => ask::run(&options, passages, today),
        said::NAME => said::run(&options, passages, today),
        who::NAME => who::run(&options, passages),
        check::NAME => check::run(&options),
        check::MESSAGE_NAME => check::run_message(data),
        help::NAME => help::run(),
        _ => return None,
    })
}

/// A command of that name for servers and for direct messages with the bot.
fn command(name: &str, description: &str) -> CreateCommand {
    CreateCommand::new(name)
        .description(description)
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
}

/// An option that takes text of at most `longest` characters.
fn text_option(name: &str, description: &str, longest: u16) -> CreateCommandOption {
    CreateCommandOption::new(CommandOptionType::String, name, description).max_length(longest)
}
