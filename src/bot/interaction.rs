//! From an interaction to its response, without Discord: the same for every transport.

use anyhow::Result;
use jiff::civil::Date;
use serenity::all::{
    AutocompleteChoice, CommandInteraction, ComponentInteraction, CreateAutocompleteResponse,
    CreateInteractionResponse, CreateInteractionResponseMessage, Interaction,
};

use crate::{
    answer::{Answerer, OnRecord, check::Claim, passage::Verdict, question::Question},
    bot::{Settings, commands},
    render::{
        counted,
        discord::{
            self, Message,
            button::{Button, buttons},
            card::Card,
            check::checks,
            escape::one_line,
            limits::{CHOICE, CHOICES, points, shortened},
            notice,
            shown::Shown,
        },
    },
};

/// Sentences on each side that the Context button shows.
const AROUND: usize = 3;
/// What is said instead of sharing words that are no longer on record.
const CHANGED: &str = "The articles have changed since this answer. Please ask again.";

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
    /// What the record says to claims.
    Check {
        /// Those that are checked.
        claims: Vec<Claim>,
        /// How many more there were.
        more: usize,
        /// Whether only the asker is to see it, whatever the settings say.
        always_private: bool,
    },
    /// A private check for everybody.
    ShareCheck {
        /// The message that it was.
        message: Message,
        /// The sentences on its cards.
        passages: Vec<Shown>,
    },
    /// A private answer for everybody.
    Share {
        /// The line that stood above the answer.
        asked: Option<String>,
        /// What it said to a yes/no question.
        verdict: Option<Verdict>,
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
    let is_private = match plan {
        Plan::Answer(_) => settings.private_answers,
        Plan::Check { always_private, .. } => settings.private_answers || *always_private,
        _ => return None,
    };
    let message = CreateInteractionResponseMessage::new().ephemeral(is_private);
    Some(CreateInteractionResponse::Defer(message))
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
        Plan::Check { claims, more, always_private } => {
            let checked = claims.iter().map(|claim| answerer.check(claim)).collect::<Result<Vec<_>>>()?;
            let is_private = settings.private_answers || *always_private;
            let message = checks(&checked, *more, is_private);
            if is_private { Reply::Private(message) } else { Reply::Public(message) }
        }
        Plan::ShareCheck { message, passages } => share_check(message, passages, answerer)?,
        Plan::Share { asked, verdict, passages } => share(asked.as_deref(), *verdict, passages, answerer)?,
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
        Some(Button::Share { verdict, passages }) => Plan::Share { asked: asked(component), verdict, passages },
        Some(Button::ShareCheck(passages)) => Plan::ShareCheck { message: shown(component), passages },
        None => Plan::Say(notice("This button is of an older version of mine. Please ask again.")),
    }
}

/// The line above the message whose button was pressed, which is one of ours.
fn asked(component: &ComponentInteraction) -> Option<String> {
    let first = component.message.embeds.first()?;
    first.author.as_ref().map(|author| author.name.clone())
}

/// The message whose button was pressed, without its buttons.
fn shown(component: &ComponentInteraction) -> Message {
    let message = &component.message;
    Message {
        content: message.content.clone(),
        cards: message.embeds.iter().map(Card::read).collect(),
        ..Message::default()
    }
}

/// The same message for everybody, unless an article that it quotes has changed since.
fn share_check(message: &Message, passages: &[Shown], answerer: &Answerer) -> Result<Reply> {
    for shown in passages {
        if answerer.readings(&shown.passage)?.is_empty() {
            return Ok(Reply::Private(notice(CHANGED)));
        }
    }
    Ok(Reply::Public(Message { buttons: buttons(passages, None), ..message.clone() }))
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

fn share(asked: Option<&str>, verdict: Option<Verdict>, shown: &[Shown], answerer: &Answerer) -> Result<Reply> {
    let mut passages = Vec::new();
    for one in shown {
        passages.extend(one.among(answerer.readings(&one.passage)?));
    }
    if passages.is_empty() {
        return Ok(Reply::Private(notice(CHANGED)));
    }
    Ok(Reply::Public(discord::shared(asked, verdict, &passages)))
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, from_value, json};

    use super::*;
    use crate::{answer::passage::PassageId, article::statement::StatementKind};

    fn settings(private_answers: bool) -> Settings {
        Settings {
            private_answers,
            passages: 2,
            answer_time: Duration::from_secs(1),
            shutdown_grace: Duration::from_secs(1),
            api: None,
        }
    }

    fn interaction(kind: u8, data: Value) -> Interaction {
        let user = json!({"id": "8", "username": "mira"});
        from_value(json!({"id": "9", "application_id": "5", "type": kind, "data": data, "channel_id": "6",
            "user": user, "token": "t", "version": 1, "locale": "en-GB", "entitlements": [],
            "attachment_size_limit": 1, "message": {"id": "7", "channel_id": "6", "author": user, "content": "",
                "timestamp": "2025-11-25T12:00:00Z", "edited_timestamp": null, "tts": false,
                "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
                "embeds": [{"author": {"name": "Asked: x"}}], "pinned": false, "type": 0}}))
        .unwrap()
    }

    fn command(name: &str, options: &[(&str, &str)]) -> Interaction {
        let options: Vec<Value> =
            options.iter().map(|(name, value)| json!({"name": name, "type": 3, "value": value})).collect();
        interaction(2, json!({"id": "1", "name": name, "type": 1, "options": options}))
    }

    fn planned(interaction: &Interaction) -> Plan {
        plan(interaction, &settings(true), "2025-11-26".parse().unwrap())
    }

    #[test]
    fn a_command_becomes_a_question_with_its_bounds() {
        let asked = |question| Plan::Answer(Question { limit: 2, ..question });
        let options = [("speaker", " Dana Poole "), ("about", "rust"), ("since", "last week"), ("kind", "direct")];
        let said = Question {
            since: Some("2025-11-19".parse().unwrap()),
            kind: Some(StatementKind::Direct),
            ..Question::said("Dana Poole", "rust")
        };
        assert_eq!(planned(&command("said", &options)), asked(said));
        let ask = |text| asked(Question { asked_on: Some("2025-11-26".parse().unwrap()), ..Question::ask(text) });
        assert_eq!(planned(&command("ask", &[("question", "Why?")])), ask("Why?"));
        assert_eq!(planned(&command("who", &[("statement", "so")])), asked(Question::who("so")));
        assert_eq!(planned(&command("ask", &[])), ask(""));
        assert_eq!(planned(&command("help", &[])), Plan::Help);
    }

    #[test]
    fn a_press_becomes_what_the_button_says() {
        let press = |id: &str| planned(&interaction(3, json!({"custom_id": id, "component_type": 2})));
        let passage: PassageId = "0123456789ab.1:120-340".parse().unwrap();
        let shown = Shown { passage, statement: Some(4) };
        assert_eq!(press(&Button::Context(shown.clone()).custom_id()), Plan::Context(shown.clone()));
        let (verdict, passages) = (Some(Verdict::Contradicted), vec![shown.clone(), shown]);
        let share = Button::Share { verdict, passages: passages.clone() };
        assert_eq!(press(&share.custom_id()), Plan::Share { asked: Some("Asked: x".to_owned()), verdict, passages });
        assert!(matches!(press("c1:1.1.2.3.4"), Plan::Say(_)));
    }

    #[test]
    fn only_answers_are_deferred_and_as_private_as_the_settings_say() {
        let answer = Plan::Answer(Question::ask("Why?"));
        let flags = |private| {
            serde_json::to_value(deferral(&answer, &settings(private)).unwrap()).unwrap()["data"]["flags"].clone()
        };
        assert_eq!(flags(true), 64);
        assert_eq!(flags(false), 0);
        assert!(deferral(&Plan::Help, &settings(true)).is_none());
        assert!(deferral(&Plan::Complete(String::new()), &settings(true)).is_none());
    }

    #[test]
    fn suggestions_keep_discords_limits() {
        let speaker = |name: &str| OnRecord {
            name: name.to_owned(),
            roles: vec!["r".repeat(120)],
            kind: crate::article::statement::SpeakerKind::Person,
            statements: 1,
            articles: 1,
        };
        let mut names = vec![speaker(&"x".repeat(101)), speaker("")];
        names.extend((0..30).map(|number| speaker(&format!("Speaker {number}"))));
        let sent = serde_json::to_value(Reply::Names(names).response()).unwrap();
        let choices = sent["data"]["choices"].as_array().unwrap();
        assert_eq!(choices.len(), CHOICES);
        assert_eq!(choices[0]["value"], "Speaker 0");
        assert!(choices.iter().all(|choice| points(choice["name"].as_str().unwrap()) <= CHOICE));
    }
}
