//! `/check` and the message command: is this on record, and of this speaker?

use serenity::all::{CommandData, CommandType, CreateCommand, InteractionContext, Message, ResolvedTarget};

use crate::{
    answer::check::{
        Claim,
        claims::{MOST, claims},
    },
    bot::{
        commands::{Options, command, text_option},
        interaction::Plan,
    },
    render::discord::notice,
};

/// The slash command's name.
pub const NAME: &str = "check";
/// The message command's name: what stands in the menu of a message.
pub const MESSAGE_NAME: &str = "Check quotations";
/// Characters of a quotation and a name.
const QUOTE: u16 = 1500;
const SPEAKER: u16 = 100;

const NOTHING: &str = "I find no quotation or claim in this message. I look for words in quotation marks, with a name or \
    without, for `Name: …`, for “Name said that …”, and for block quotations with a name beneath. \
    `/check` takes any words as a quotation.";

/// The slash command as Discord is told of it.
pub fn register() -> CreateCommand {
    command(NAME, "Check whether a quotation is on record, word for word, and who said it")
        .add_option(text_option("quote", "The quotation, with or without its marks", QUOTE).required(true))
        .add_option(text_option("speaker", "Who is to have said it", SPEAKER).set_autocomplete(true))
}

/// The message command as Discord is told of it: for messages everywhere, since only its user sees the answer.
pub fn register_message() -> CreateCommand {
    CreateCommand::new(MESSAGE_NAME).kind(CommandType::Message).contexts(vec![
        InteractionContext::Guild,
        InteractionContext::BotDm,
        InteractionContext::PrivateChannel,
    ])
}

/// What the use of the slash command asks for.
#[must_use]
pub fn run(options: &Options<'_>) -> Plan {
    let quote = options.text("quote").unwrap_or_default();
    let found = Claim::of_quote(quote, options.text("speaker"));
    if found.is_empty() {
        return Plan::Say(notice("There are no words in this quotation."));
    }
    plan(found, false)
}

/// What the use of the message command asks for. Only the message that was chosen is read.
#[must_use]
pub fn run_message(data: &CommandData) -> Plan {
    let Some(ResolvedTarget::Message(message)) = data.target() else {
        return Plan::Say(notice("I can't see this message."));
    };
    let found = claims(&text(message));
    if found.is_empty() { Plan::Say(notice(NOTHING)) } else { plan(found, true) }
}

/// The first claims, and how many more there are.
fn plan(mut claims: Vec<Claim>, always_private: bool) -> Plan {
    let more = claims.len().saturating_sub(MOST);
    claims.truncate(MOST);
    Plan::Check { claims, more, always_private }
}

/// What the message says: its own words, those that it forwards, or else those of its embeds.
fn text(message: &Message) -> String {
    let forwarded = message.message_snapshots.iter().map(|snapshot| snapshot.content.as_str());
    let said: Vec<&str> =
        [message.content.as_str()].into_iter().chain(forwarded).filter(|text| !text.is_empty()).collect();
    if !said.is_empty() {
        return said.join("\n\n");
    }
    let described = message.embeds.iter().filter_map(|embed| embed.description.as_deref());
    described.collect::<Vec<_>>().join("\n\n")
}
