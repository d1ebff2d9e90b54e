//! An answer as a Discord message: an embed for each passage, buttons below.
//!
//! Words of articles and users reach Discord escaped ([`mod@escape`]), or where it reads no Markdown, and no message
//! can ping anybody. Discord's limits ([`mod@limits`]) are kept without cutting a quotation: what has no room is left out
//! and said to be.

pub mod button;
pub mod card;
pub mod check;
pub mod escape;
pub mod limits;
pub mod link;
pub mod shown;

use serenity::all::{
    CreateActionRow, CreateAllowedMentions, CreateButton, CreateInteractionResponseMessage, EditInteractionResponse,
};

use crate::{
    answer::{
        Context,
        passage::{Answer, Passage, Verdict},
        question::{Form, Question},
    },
    render::{
        counted, date,
        discord::{
            button::{Button, buttons},
            card::{Card, escaped_within},
            escape::escape,
            limits::{CONTENT, DESCRIPTION, EMBEDS, EMBEDS_SUM, shortened},
            shown::Shown,
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
    passages(&asked, answer.verdict, &answer.passages, private)
}

/// The passages of a private answer for everybody, under the line that stood above it, with its verdict.
#[must_use]
pub fn shared(asked: Option<&str>, verdict: Option<Verdict>, found: &[Passage]) -> Message {
    passages(asked.unwrap_or("Shared answer"), verdict, found, false)
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

/// Cards for as many of the passages as a message has room for, the first under the line `asked`, and a Share
/// button if the message is private.
fn passages(asked: &str, verdict: Option<Verdict>, found: &[Passage], private: bool) -> Message {
    let cards: Vec<Card> = found.iter().map(Card::of).collect();
    let cards = headed(cards, asked);
    let kept = room(&cards);
    let shown = distinct(found.iter().take(kept).map(Shown::of));
    let share = private.then(|| Button::Share { verdict, passages: shown.clone() });
    let lines = [said(verdict).to_owned(), left_out(cards.len() - kept)];
    Message {
        content: lines.join(" ").trim().to_owned(),
        cards: cards.into_iter().take(kept).collect(),
        buttons: buttons(&shown, share.as_ref()),
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
    let shown = distinct(answer.passages.iter().take(kept - 1).map(Shown::of));
    Message {
        content: left_out(cards.len() - kept),
        cards: cards.into_iter().take(kept).collect(),
        buttons: buttons(&shown, None),
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

fn distinct(shown: impl Iterator<Item = Shown>) -> Vec<Shown> {
    let mut kept: Vec<Shown> = Vec::new();
    for one in shown {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

fn said(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        None => "",
        Some(Verdict::Supported) => "**Supported** by the record:",
        Some(Verdict::Contradicted) => "**Contradicted** by the record:",
        Some(Verdict::NotFound) => "**Not found** in the record; what comes near:",
    }
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

#[cfg(test)]
mod tests {
    use crate::{
        answer::passage::{Refusal, Scope},
        article::statement::StatementKind,
        render::discord::{card::tests::passage, limits::points},
    };

    use super::*;

    fn answered(passages: Vec<Passage>) -> Answer {
        Answer {
            question: Question::ask("What about\nthe <@1> bridge?"),
            answered: true,
            refusal: None,
            confidence: 0.9,
            verdict: None,
            passages,
            scope: Scope { articles: 2, outlets: 1, days: None },
        }
    }

    #[test]
    fn an_empty_author_or_field_is_never_sent() {
        let card = Card::default().under(" \n ");
        assert_eq!(card.above, None);
    }

    #[test]
    fn what_has_no_room_is_left_out_and_said_to_be() {
        let long = "a".repeat(2500);
        let found: Vec<Passage> = (0..4).map(|_| passage(&long, None, &[])).collect();
        let message = passages("Asked: x", None, &found, true);
        assert_eq!(message.cards.len(), 2);
        assert_eq!(message.content, "2 passages left out for want of room.");
        assert!(message.cards.iter().map(Card::points).sum::<usize>() <= EMBEDS_SUM);
        assert_eq!(message.buttons.len(), 2, "one passage twice has one Context button, and there is a Share button");
    }

    #[test]
    fn what_is_shared_keeps_its_verdict() {
        let found = vec![passage("It was rust.", None, &[])];
        for (verdict, expected) in [
            (None, ""),
            (Some(Verdict::Supported), "**Supported** by the record:"),
            (Some(Verdict::Contradicted), "**Contradicted** by the record:"),
            (Some(Verdict::NotFound), "**Not found** in the record; what comes near:"),
        ] {
            let private = passages("Asked: x", verdict, &found, true);
            let share = serde_json::to_value(private.buttons.last().unwrap()).unwrap();
            let Some(Button::Share { verdict, .. }) = Button::parse(share["custom_id"].as_str().unwrap()) else {
                panic!("a Share button: {share}");
            };
            let public = shared(Some("Asked: x"), verdict, &found);
            assert_eq!((public.content.as_str(), &public.cards), (expected, &private.cards));
        }
    }

    #[test]
    fn a_refusal_says_what_was_searched_and_marks_near_passages() {
        let near = passage("It was rust.", Some(StatementKind::Indirect), &[]);
        let refused = Answer { answered: false, refusal: Some(Refusal::NothingFits), ..answered(vec![near]) };
        let message = super::refused(&refused, "Asked: x");
        assert!(message.cards[0].description.contains("Not in the record"));
        assert!(message.cards[0].description.contains("2 articles, 1 outlet"));
        assert_eq!(message.cards[1].above.as_deref(), Some("Not an answer, only near"));
        assert_eq!(message.buttons.len(), 1, "Context, but no Share");
    }

    #[test]
    fn the_question_stands_above_in_one_line_with_its_bounds() {
        let mut question = Question { outlet: Some("Post".to_owned()), ..Question::said("Dana Poole", "rust") };
        question.since = Some("2025-11-20".parse().unwrap());
        assert_eq!(asked(&question), "what Dana Poole said about rust · in Post · since 20 Nov 2025");
        assert_eq!(asked(&Question::said("Poole", " ")), "what Poole said");
        let card = Card::default().under(&format!("Asked: {}", asked(&answered(vec![]).question)));
        assert_eq!(card.above.as_deref(), Some("Asked: What about the <@1> bridge?"));
        let long = Card::default().under(&"x".repeat(400));
        assert_eq!(points(&long.above.unwrap()), 256);
    }

    #[test]
    fn a_message_looks_like_this() {
        let body = "“We found rust,” Dana Poole said.";
        let mut found = passage(body, Some(StatementKind::Direct), &[crate::text::span::Span::new(0, 20)]);
        found.citation.outlet = Some("Harbour Courier".to_owned());
        found.citation.headline = Some("Bridge to stay shut".to_owned());
        found.citation.url = Some("https://courier.example/bridge".to_owned());
        let message = passages("Asked: What did Poole find?", None, &[found], true);
        insta::assert_json_snapshot!(message.response(true));
    }
}
