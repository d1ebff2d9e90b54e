//! An answer as a Discord message: an embed for each passage, buttons below.
//!
//! Words of articles and users reach Discord in embeds only, escaped ([`escape`]), and no message can ping
//! anybody. Discord's limits ([`limits`]) are kept without cutting a quotation: what has no room is left out
//! and said to be.

pub mod button;
pub mod card;
pub mod escape;
pub mod limits;
pub mod link;

use serenity::all::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateInteractionResponseMessage, EditInteractionResponse,
};

use crate::{
    answer::{
        Context,
        passage::{Answer, Passage, PassageId, Verdict},
        question::{Form, Question},
    },
    render::{
        counted, date,
        discord::{
            button::buttons,
            card::{Card, escaped_within},
            escape::escape,
            limits::{CONTENT, DESCRIPTION, EMBEDS, EMBEDS_SUM, shortened},
        },
        refusal, scope,
    },
};

/// A message before Discord's builders, for a new response and for an edit alike.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Our own words, in Markdown.
    pub content: String,
    /// Shown in order.
    pub cards: Vec<Card>,
    /// In one row below.
    pub buttons: Vec<CreateButton>,
}

/// The answer to a question, with a Share button if only the asker sees it.
#[must_use]
pub fn answer(answer: &crate::answer::Checked, private: bool) -> Message {
    let asked = format!("Asked: {}", asked(&answer.question));
    if !answer.answered || answer.passages.is_empty() {
        return refused(answer, &asked);
    }
    let mut message = passages(&asked, &answer.passages, private);
    if let Some(verdict) = verdict(answer) {
        message.content = [verdict, &message.content].join(" ").trim_end().to_owned();
    }
    message
}

/// The passages of a private answer for everybody, under the line that stood above it.
#[must_use]
pub fn shared(asked: Option<&str>, found: &[Passage]) -> Message {
    passages(asked.unwrap_or("Shared answer"), found, false)
}

/// The sentences around a passage.
#[must_use]
pub fn context(context: &Context) -> Message {
    Message { cards: vec![Card::around(context)], ..Message::default() }
}

/// A message of our own words alone.
#[must_use]
pub fn notice(markdown: &str) -> Message {
    Message { content: shortened(markdown, CONTENT), ..Message::default() }
}

impl Message {
    /// The message as a new response, for the asker alone if `private`.
    pub fn response(&self, private: bool) -> CreateInteractionResponseMessage {
        let message = CreateInteractionResponseMessage::new()
            .allowed_mentions(CreateAllowedMentions::new())
            .embeds(self.cards.iter().map(Card::embed).collect())
            .components(self.rows())
            .ephemeral(private);
        if self.content.is_empty() { message } else { message.content(&self.content) }
    }

    /// The message in place of one that was deferred.
    pub fn edit(&self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .allowed_mentions(CreateAllowedMentions::new())
            .embeds(self.cards.iter().map(Card::embed).collect())
            .components(self.rows())
            .content(&self.content)
    }

    fn rows(&self) -> Vec<CreateActionRow> {
        if self.buttons.is_empty() { Vec::new() } else { vec![CreateActionRow::Buttons(self.buttons.clone())] }
    }
}

/// Cards for as many of the passages as a message has room for, the first under the line `asked`.
fn passages(asked: &str, found: &[Passage], share: bool) -> Message {
    let cards: Vec<Card> = found.iter().map(Card::of).collect();
    let cards = headed(cards, asked);
    let kept = room(&cards);
    let ids: Vec<PassageId> = found.iter().take(kept).map(Passage::id).collect();
    Message {
        content: left_out(cards.len() - kept),
        cards: cards.into_iter().take(kept).collect(),
        buttons: buttons(&distinct(ids), share),
    }
}

/// That there is no answer, what was searched, and the near passages, each marked as no answer.
fn refused(answer: &Answer, asked: &str) -> Message {
    let why = refusal(answer).unwrap_or_else(|| "Not in the record.".to_owned());
    let searched = format!("Searched: {}.", scope(&answer.scope));
    let description = format!("**{}**\n{}", escaped_within(&why, DESCRIPTION / 2), escape(&searched));
    let mut cards = vec![Card { description, ..Card::default() }.under(asked)];
    cards.extend(answer.passages.iter().map(|passage| Card::of(passage).under("Not an answer, only near")));
    let kept = room(&cards);
    let ids: Vec<PassageId> = answer.passages.iter().take(kept - 1).map(Passage::id).collect();
    Message {
        content: left_out(cards.len() - kept),
        cards: cards.into_iter().take(kept).collect(),
        buttons: buttons(&distinct(ids), false),
    }
}

fn headed(cards: Vec<Card>, line: &str) -> Vec<Card> {
    let mut cards = cards.into_iter();
    cards.next().map(|first| first.under(line)).into_iter().chain(cards).collect()
}

/// How many of the cards, from the first on, fit into a message together.
fn room(cards: &[Card]) -> usize {
    let mut sum = 0;
    let fits = |card: &&Card| {
        sum += card.points();
        sum <= EMBEDS_SUM
    };
    cards.iter().take(EMBEDS).take_while(fits).count()
}

fn left_out(count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!("{} left out for want of room.", counted(count, "passage")),
    }
}

fn distinct(ids: Vec<PassageId>) -> Vec<PassageId> {
    let mut kept: Vec<PassageId> = Vec::new();
    for id in ids {
        if !kept.contains(&id) {
            kept.push(id);
        }
    }
    kept
}

fn verdict(answer: &Answer) -> Option<&'static str> {
    answer.verdict.map(|verdict| match verdict {
        Verdict::Supported => "**supported** by the record:",
        Verdict::Contradicted => "**contradicted** by the record:",
        Verdict::NotFound => "**not found** in the record; what comes near:",
    })
}

/// The question with its bounds in one line, as the asker put it.
fn asked(question: &Question) -> String {
    let text = question.text.trim();
    let mut line = match (question.form, question.speaker.as_deref()) {
        (Form::Said, Some(speaker)) if text.is_empty() => format!("what {speaker} said"),
        (Form::Said, Some(speaker)) => format!("what {speaker} said about {text}"),
        (Form::Who, _) => format!("who said: {text}"),
        _ => text.to_owned(),
    };
    let outlet = question.outlet.as_ref().map(|outlet| format!("in {outlet}"));
    let since = question.since.map(|day| format!("since {}", date(day)));
    let until = question.until.map(|day| format!("until {}", date(day)));
    let kind = question.kind.map(|kind| format!("{} only", kind.word()));
    for bound in [outlet, since, until, kind].into_iter().flatten() {
        line.push_str(" · ");
        line.push_str(&bound);
    }
    line
}
