//! `/said`: what did somebody say?

use jiff::civil::Date;
use serenity::all::CreateCommand;

use crate::{
    answer::question::Question,
    article::statement::StatementKind,
    bot::{
        commands::{Options, command, text_option},
        day::day,
        interaction::Plan,
    },
    render::discord::{card::escaped_within, limits::FIELD_VALUE, notice},
};

/// The command's name.
pub const NAME: &str = "said";
/// Characters of a name, a topic and a day.
const SPEAKER: u16 = 100;
const TOPIC: u16 = 300;
const DAY: u16 = 40;

/// The command as Discord is told of it.
pub fn register() -> CreateCommand {
    let kind = text_option("kind", "Only statements that the article gives like this", SPEAKER)
        .add_string_choice("direct: all of it in quotation marks", StatementKind::Direct.word())
        .add_string_choice("mixed: partly in quotation marks", StatementKind::Mixed.word())
        .add_string_choice("reported: in the article's words", StatementKind::Indirect.word());
    command(NAME, "What a person or body said, as the articles quote or report it")
        .add_option(text_option("speaker", "Who", SPEAKER).required(true).set_autocomplete(true))
        .add_option(text_option("about", "A topic", TOPIC))
        .add_option(text_option("since", "From this day on: 2025-11-25, yesterday, last week", DAY))
        .add_option(text_option("until", "Up to this day", DAY))
        .add_option(text_option("outlet", "Only articles of this outlet", SPEAKER))
        .add_option(kind)
}

/// What the use of the command asks for.
#[must_use]
pub fn run(options: &Options<'_>, passages: usize, today: Date) -> Plan {
    let bounds = bound(options, "since", today).and_then(|since| Ok((since, bound(options, "until", today)?)));
    let (since, until) = match bounds {
        Ok(bounds) => bounds,
        Err(plan) => return plan,
    };
    if since.zip(until).is_some_and(|(since, until)| since > until) {
        return Plan::Say(notice("`since` is later than `until`: no day lies between them."));
    }
    let speaker = options.text("speaker").unwrap_or_default();
    Plan::Answer(Question {
        outlet: options.text("outlet").map(str::to_owned),
        since,
        until,
        kind: options.text("kind").and_then(StatementKind::parse),
        limit: passages,
        ..Question::said(speaker, options.text("about").unwrap_or_default())
    })
}

/// The day in the option `name`, if it has one; what to tell the user where it is none.
fn bound(options: &Options<'_>, name: &str, today: Date) -> Result<Option<Date>, Plan> {
    let Some(text) = options.text(name) else {
        return Ok(None);
    };
    day(text, today).map(Some).ok_or_else(|| {
        let text = escaped_within(text, FIELD_VALUE);
        Plan::Say(notice(&format!(
            "`{name}` is not a day that I understand: “{text}”. Write it as 2025-11-25, or as yesterday, last week, 3 days ago."
        )))
    })
}
