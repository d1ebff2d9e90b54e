//! Buttons whose id says all that is needed to serve them, so that they work after a restart.

use serenity::all::{ButtonStyle, CreateButton};

use crate::{
    answer::passage::{Passage, PassageId},
    article::ArticleId,
    render::discord::limits::{BUTTONS, CUSTOM_ID, points},
    text::span::Span,
};

/// Digits of the numbers in an id: 64 characters that need no escaping anywhere.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// What a press of one of our buttons asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Button {
    /// The sentences around a passage.
    Context(Shown),
    /// The private answer with these passages, for everybody in the channel.
    Share(Vec<Shown>),
}

/// A passage as a card showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which sentence.
    pub passage: PassageId,
    /// Which of its statements: the first byte of the content, from the start of the article, modulo 64. Nothing
    /// where the card showed none.
    pub statement: Option<u8>,
}

impl Shown {
    /// What names `passage` in a button.
    #[must_use]
    pub fn of(passage: &Passage) -> Shown {
        let content = passage.statement.as_ref().and_then(|statement| statement.content.first());
        let statement = content.map(|part| (part.start() % DIGITS.len()) as u8);
        Shown { passage: passage.id(), statement }
    }

    /// The one of `readings`, which are of the same sentence, that the card showed; the first where the statement
    /// is not there any more.
    #[must_use]
    pub fn among(&self, readings: Vec<Passage>) -> Option<Passage> {
        let at = readings.iter().position(|reading| Shown::of(reading).statement == self.statement);
        let reading = readings.into_iter().nth(at.unwrap_or(0))?;
        let statement = reading.statement.filter(|_| self.statement.is_some());
        Some(Passage { statement, ..reading })
    }
}

impl Button {
    /// The id that says so, at most [`CUSTOM_ID`] long: `c1:` and a passage, or `s1:` and as many as fit.
    #[must_use]
    pub fn custom_id(&self) -> String {
        match self {
            Button::Context(passage) => format!("c1:{}", packed(passage)),
            Button::Share(passages) => {
                let mut id = "s1:".to_owned();
                for (place, passage) in passages.iter().enumerate() {
                    let comma = if place == 0 { "" } else { "," };
                    let next = format!("{id}{comma}{}", packed(passage));
                    if points(&next) > CUSTOM_ID {
                        break;
                    }
                    id = next;
                }
                id
            }
        }
    }

    /// The button of that id; nothing if it is not one of ours, or of an older program.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Button> {
        let (form, state) = custom_id.split_once(':')?;
        match form {
            "c1" => unpacked(state).map(Button::Context),
            "s1" => state.split(',').map(unpacked).collect::<Option<Vec<_>>>().map(Button::Share),
            _ => None,
        }
    }
}

/// A Context button for each passage, as far as a row has room, and a Share button if the answer is private.
#[must_use]
pub fn buttons(passages: &[Shown], share: bool) -> Vec<CreateButton> {
    let room = if share { BUTTONS - 1 } else { BUTTONS };
    let alone = passages.len() == 1;
    let mut row: Vec<CreateButton> = (1..)
        .zip(passages.iter().take(room))
        .map(|(number, passage)| {
            let label = if alone { "Context".to_owned() } else { format!("Context {number}") };
            button(&Button::Context(passage.clone()), &label)
        })
        .collect();
    if share && !passages.is_empty() {
        row.push(button(&Button::Share(passages.to_vec()), "Share"));
    }
    row
}

fn button(button: &Button, label: &str) -> CreateButton {
    CreateButton::new(button.custom_id()).style(ButtonStyle::Secondary).label(label)
}

/// Article, version, start, length and statement, with dots between: 31 characters at most, mostly 18.
fn packed(shown: &Shown) -> String {
    let id = &shown.passage;
    let article = u64::from_str_radix(id.article.as_str(), 16).expect("an article id is twelve hexadecimal digits");
    let numbers = [article, u64::from(id.version), id.span.start() as u64, id.span.len() as u64];
    let statement = shown.statement.map(u64::from);
    numbers.into_iter().chain(statement).map(written).collect::<Vec<_>>().join(".")
}

fn unpacked(text: &str) -> Option<Shown> {
    let numbers: Vec<u64> = text.split('.').map(read).collect::<Option<_>>()?;
    let (numbers, statement) = numbers.split_at_checked(4)?;
    let [article, version, start, length] = *numbers else {
        return None;
    };
    let statement = match *statement {
        [] => None,
        [number] => Some(u8::try_from(number).ok()?),
        _ => return None,
    };
    let start = usize::try_from(start).ok()?;
    let end = start.checked_add(usize::try_from(length).ok()?)?;
    let article = ArticleId::parse(&format!("{article:012x}"))?;
    let passage = PassageId { article, version: u32::try_from(version).ok()?, span: Span::new(start, end) };
    Some(Shown { passage, statement })
}

fn written(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from(DIGITS[(number % 64) as usize]));
        number /= 64;
        if number == 0 {
            return digits.into_iter().rev().collect();
        }
    }
}

fn read(text: &str) -> Option<u64> {
    if text.is_empty() {
        return None;
    }
    text.bytes().try_fold(0u64, |number, digit| {
        let value = DIGITS.iter().position(|known| *known == digit)? as u64;
        number.checked_mul(64)?.checked_add(value)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(article: u64, version: u32, start: u32, length: u32) -> Shown {
        let article = ArticleId::parse(&format!("{:012x}", article & 0xffff_ffff_ffff)).unwrap();
        let span = Span::new(start as usize, start as usize + length as usize);
        Shown { passage: PassageId { article, version, span }, statement: Some((start % 64) as u8) }
    }

    #[test]
    fn five_passages_of_a_usual_article_fit_a_share_button() {
        let passages: Vec<_> = (0..5).map(|place| shown(u64::MAX - place, 2, 3000, 300)).collect();
        let share = Button::Share(passages);
        assert_eq!(Button::parse(&share.custom_id()), Some(share));
    }

    #[test]
    fn what_is_no_button_of_ours_is_not_read() {
        for id in [
            "",
            "c1",
            "c1:",
            "s1:",
            "c1:a.b.c",
            "c0:0.1.2.3",
            "c1:0.1.2.3.4.5",
            "c1:0.1.2.3.zz",
            "c1:0.1.2.!",
            "c1:zzzzzzzzzzzzzz.1.1.1",
        ] {
            assert_eq!(Button::parse(id), None, "{id}");
        }
        assert_eq!(Button::parse("c1:________.1.1.1").map(|_| ()), Some(()));
    }

    proptest! {
        #[test]
        fn ids_fit_and_read_back(numbers in prop::collection::vec((any::<u64>(), any::<u32>(), 0..u32::MAX, any::<u32>()), 1..8)) {
            let passages: Vec<_> = numbers.into_iter().map(|(a, v, s, l)| shown(a, v, s, l)).collect();
            let context = Button::Context(passages[0].clone());
            prop_assert_eq!(Button::parse(&context.custom_id()), Some(context));
            let id = Button::Share(passages.clone()).custom_id();
            prop_assert!(points(&id) <= CUSTOM_ID);
            let Some(Button::Share(kept)) = Button::parse(&id) else { panic!("{id}") };
            prop_assert!(kept.len() >= passages.len().min(3));
            prop_assert_eq!(&passages[..kept.len()], &kept[..]);
        }
    }
}
