//! From an interaction to its response, without Discord: the same for every transport.

use anyhow::Result;
use jiff::civil::Date;
use serenity::all::{
    AutocompleteChoice, CommandInteraction, ComponentInteraction, CreateAutocompleteResponse,
    CreateInteractionResponse, CreateInteractionResponseMessage, Interaction,
};

use crate::{
    answer::{Answerer, OnRecord, question::Question},
    bot::{Settings, commands},
    render::{
        counted,
        discord::{
            self, Message,
            button::{Button, Shown},
            escape::one_line,
            limits::{CHOICE, CHOICES, points, shortened},
            notice,
        },
    },
};

/// Sentences on each side that the Context button shows.
const AROUND: usize = 3;

/// What an interaction asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// To be told something that needs no look into the record.
    Say(Message),
    /// The help.
    Help,
    /// Names that begin like this.
    Complete(String),
    /// An answer.
    Answer(Question),
    /// A private answer for everybody.
    Share {
        /// The line that stood above the answer.
        asked: Option<String>,
        /// What it showed.
        passages: Vec<Shown>,
    },
    /// The sentences around one.
    Context(Shown),
}

/// What is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// For the asker alone.
    Private(Message),
    /// For everybody in the channel.
    Public(Message),
    /// Suggestions while somebody types.
    Names(Vec<OnRecord>),
}

/// What `interaction` asks for.
#[must_use]
pub fn plan(interaction: &Interaction, settings: &Settings, today: Date) -> Plan {
    match interaction {
        Interaction::Command(command) => {
            let known = commands::run(&command.data, settings.passages, today);
            known
                .unwrap_or_else(|| Plan::Say(notice("I don't know this command (any more). `/help` lists those I do.")))
        }
        Interaction::Autocomplete(command) => complete(command),
        Interaction::Component(component) => pressed(component),
        _ => Plan::Say(notice("I don't know what to do with that. `/help` says what I can do.")),
    }
}

/// What to send at once where the reply takes a while; nothing where the reply itself is sent at once.
#[must_use]
pub fn deferral(plan: &Plan, settings: &Settings) -> Option<CreateInteractionResponse> {
    let message = CreateInteractionResponseMessage::new().ephemeral(settings.private_answers);
    matches!(plan, Plan::Answer(_)).then_some(CreateInteractionResponse::Defer(message))
}

/// What the record has to say to `plan`.
///
/// # Errors
///
/// If the record can't be read.
pub fn reply(plan: &Plan, answerer: &Answerer, settings: &Settings) -> Result<Reply> {
    Ok(match plan {
        Plan::Say(message) => Reply::Private(message.clone()),
        Plan::Help => Reply::Private(commands::help::help(&answerer.scope()?)),
        Plan::Complete(typed) => Reply::Names(answerer.speakers(typed, CHOICES)?),
        Plan::Answer(question) => {
            let message = discord::answer(&answerer.answer(question)?, settings.private_answers);
            if settings.private_answers { Reply::Private(message) } else { Reply::Public(message) }
        }
        Plan::Share { asked, passages } => share(asked.as_deref(), passages, answerer)?,
        Plan::Context(shown) => Reply::Private(context(shown, answerer)?),
    })
}

/// What is sent instead of a reply that failed or came too late.
#[must_use]
pub fn apology(plan: &Plan, why: &str) -> Reply {
    if matches!(plan, Plan::Complete(_)) { Reply::Names(Vec::new()) } else { Reply::Private(notice(why)) }
}

impl Reply {
    /// The reply as the first response to an interaction.
    #[must_use]
    pub fn response(&self) -> CreateInteractionResponse {
        match self {
            Reply::Private(message) => CreateInteractionResponse::Message(message.response(true)),
            Reply::Public(message) => CreateInteractionResponse::Message(message.response(false)),
            Reply::Names(names) => CreateInteractionResponse::Autocomplete(choices(names)),
        }
    }

    /// The message of the reply, to stand in place of a deferral.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        match self {
            Reply::Private(message) | Reply::Public(message) => Some(message),
            Reply::Names(_) => None,
        }
    }
}

fn complete(command: &CommandInteraction) -> Plan {
    let typed = command.data.autocomplete().map(|option| option.value.to_owned());
    Plan::Complete(typed.unwrap_or_default())
}

fn pressed(component: &ComponentInteraction) -> Plan {
    match Button::parse(&component.data.custom_id) {
        Some(Button::Context(passage)) => Plan::Context(passage),
        Some(Button::Share(passages)) => Plan::Share { asked: asked(component), passages },
        None => Plan::Say(notice("This button is of an older version of mine. Please ask again.")),
    }
}

/// The line above the message whose button was pressed, which is one of ours.
fn asked(component: &ComponentInteraction) -> Option<String> {
    let first = component.message.embeds.first()?;
    first.author.as_ref().map(|author| author.name.clone())
}

fn context(shown: &Shown, answerer: &Answerer) -> Result<Message> {
    let Some(mut context) = answerer.context(&shown.passage, AROUND)? else {
        return Ok(notice("This article is no longer in the record."));
    };
    if let Some(passage) = shown.among(answerer.readings(&shown.passage)?) {
        context.passage = passage;
    }
    Ok(discord::context(&context))
}

fn share(asked: Option<&str>, shown: &[Shown], answerer: &Answerer) -> Result<Reply> {
    let mut passages = Vec::new();
    for one in shown {
        passages.extend(one.among(answerer.readings(&one.passage)?));
    }
    if passages.is_empty() {
        return Ok(Reply::Private(notice("The articles have changed since this answer. Please ask again.")));
    }
    Ok(Reply::Public(discord::shared(asked, &passages)))
}

/// Names with roles and counts; a name too long for Discord is left out.
fn choices(names: &[OnRecord]) -> CreateAutocompleteResponse {
    let choice = |speaker: &OnRecord| {
        let role = speaker.roles.first().map(|role| format!(", {role}")).unwrap_or_default();
        let count = counted(speaker.statements, "statement");
        let shown = format!("{}{role} · {count}", speaker.name);
        AutocompleteChoice::new(shortened(&one_line(&shown), CHOICE), speaker.name.clone())
    };
    let fitting = names.iter().filter(|speaker| (1..=CHOICE).contains(&points(&speaker.name)));
    CreateAutocompleteResponse::new().set_choices(fitting.take(CHOICES).map(choice).collect())
}
