//! `/help`: what the bot can do, what it can't, what it stores.

use serenity::all::CreateCommand;

use crate::{
    answer::passage::Scope,
    bot::{commands::command, interaction::Plan},
    render::{
        discord::{Message, card::Card},
        scope,
    },
};

/// The command's name.
pub const NAME: &str = "help";

const HELP: &str = "\
I answer questions about news coverage with sentences of archived articles, word for word, and say who speaks.

**`/ask`** a question in your own words
**`/said`** what a person or body said, about a topic, between two days, in one outlet
**`/who`** said something?
**`/check`** a quotation: is it on record, word for word, and of this speaker? For a message, open its menu, then \
**Apps** and **Check quotations**: only you see what I find.
**Context** shows the sentences around one. **Share** posts a private answer to the channel.

**How to read a card**
*direct*: all that was said stands in quotation marks; only this is the speaker's own wording.
*reported, not verbatim*: the article says it in its own words.
*mixed*: both; only what stands in quotation marks is the speaker's wording.
*narration*: nobody's statement; the article itself says it.
*certain, likely, unsure*: how sure I am who speaks. Below likely it says *speaker unclear*.

**What I can't do**: I know nothing beyond these articles, I don't judge whether a statement is true, and I can \
take a speaker for another. Look at the article before you rely on a card.

**What I store**: articles, nothing about you. Questions are not kept.";

/// The command as Discord is told of it.
pub fn register() -> CreateCommand {
    command(NAME, "What I can do, what I can't, what I store")
}

/// What the use of the command asks for.
#[must_use]
pub fn run() -> Plan {
    Plan::Help
}

/// The help, with what the record holds.
#[must_use]
pub fn help(record: &Scope) -> Message {
    let description = format!("{HELP}\n\n**On record**: {}.", scope(record));
    Message { cards: vec![Card { description, ..Card::default() }], ..Message::default() }
}
