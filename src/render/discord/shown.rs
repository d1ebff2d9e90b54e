//! A passage as a card showed it, in few enough characters for a button's id.

use std::slice::Iter;

use crate::{
    answer::passage::{Passage, PassageId},
    article::ArticleId,
    text::span::Span,
};

/// Digits of the numbers in an id: 64 characters that need no escaping anywhere.
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/// Digits of an article's id.
const ARTICLE: usize = 8;
/// How many digits a passage's length may have.
const LENGTHS: [usize; 4] = [1, 2, 3, 8];
/// Stands for a card without a statement.
const NO_STATEMENT: u8 = 63;

/// A passage as a card showed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Which sentence.
    pub passage: PassageId,
    /// Which of its statements: the first byte of the content, from the start of the article, modulo 63. Nothing
    /// where the card showed none.
    pub statement: Option<u8>,
}

impl Shown {
    /// What names `passage` in a button.
    #[must_use]
    pub fn of(passage: &Passage) -> Shown {
        let content = passage.statement.as_ref().and_then(|statement| statement.content.first());
        let statement = content.map(|part| (part.start() % usize::from(NO_STATEMENT)) as u8);
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

    fn same_text(&self, other: &Shown) -> bool {
        (&self.passage.article, self.passage.version) == (&other.passage.article, other.passage.version)
    }
}

/// As many of `passages`, from the first on, as fit into `room` characters.
///
/// One takes 19 characters at most, mostly 16, and 7 where it is of the same article as the one before it; more
/// only if it begins beyond the first gigabyte, is longer than 256 kilobytes or of a version above 31.
#[must_use]
pub fn packed(passages: &[Shown], room: usize) -> String {
    let mut text = String::new();
    let mut before = None;
    for shown in passages {
        let one = pack(shown, before);
        if text.len() + one.len() > room {
            break;
        }
        text.push_str(&one);
        before = Some(shown);
    }
    text
}

/// The passages that [`packed`] wrote; nothing if it did not write `text`.
#[must_use]
pub fn unpacked(text: &str) -> Option<Vec<Shown>> {
    let mut digits = Digits(text.as_bytes().iter());
    let mut passages: Vec<Shown> = Vec::new();
    while !digits.0.as_slice().is_empty() {
        let next = digits.shown(passages.last())?;
        passages.push(next);
    }
    (!passages.is_empty()).then_some(passages)
}

/// A digit for the form of the rest, then article and version unless they are those of `before`, start, length
/// and statement.
fn pack(shown: &Shown, before: Option<&Shown>) -> String {
    let (start, length) = (shown.passage.span.start() as u64, shown.passage.span.len() as u64);
    let same = before.is_some_and(|before| before.same_text(shown));
    let start_width = width(start).min(8);
    let length_form = LENGTHS.iter().position(|digits| *digits >= width(length)).unwrap_or(LENGTHS.len() - 1);
    let form = u64::from(same) | (start_width as u64 - 1) << 1 | (length_form as u64) << 4;
    let mut text = written(form, 1);
    if !same {
        let article = u64::from_str_radix(shown.passage.article.as_str(), 16);
        text += &written(article.expect("an article id is twelve hexadecimal digits"), ARTICLE);
        text += &version(shown.passage.version);
    }
    text += &written(start, start_width);
    text += &written(length, LENGTHS[length_form]);
    text + &written(u64::from(shown.statement.unwrap_or(NO_STATEMENT)), 1)
}

/// Five bits in each digit; the sixth says that another follows.
fn version(mut number: u32) -> String {
    let mut text = String::new();
    while number >= 32 {
        text += &written(u64::from(number % 32 + 32), 1);
        number /= 32;
    }
    text + &written(u64::from(number), 1)
}

fn width(number: u64) -> usize {
    (64 - number.leading_zeros() as usize).div_ceil(6).max(1)
}

fn written(number: u64, width: usize) -> String {
    (0..width).rev().map(|place| char::from(DIGITS[(number >> (6 * place)) as usize % DIGITS.len()])).collect()
}

/// The digits that have not been read yet.
struct Digits<'text>(Iter<'text, u8>);

impl Digits<'_> {
    fn shown(&mut self, before: Option<&Shown>) -> Option<Shown> {
        let form = self.number(1)? as usize;
        let (article, version) = if form & 1 == 1 {
            let before = &before?.passage;
            (before.article.clone(), before.version)
        } else {
            (ArticleId::parse(&format!("{:012x}", self.number(ARTICLE)?))?, self.version()?)
        };
        let start = usize::try_from(self.number((form >> 1 & 7) + 1)?).ok()?;
        let length = usize::try_from(self.number(LENGTHS[form >> 4])?).ok()?;
        let statement = Some(self.number(1)? as u8).filter(|number| *number != NO_STATEMENT);
        let span = Span::new(start, start.checked_add(length)?);
        Some(Shown { passage: PassageId { article, version, span }, statement })
    }

    fn version(&mut self) -> Option<u32> {
        let mut number = 0;
        for place in 0..7 {
            let digit = self.number(1)?;
            number |= (digit % 32) << (5 * place);
            if digit < 32 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    fn number(&mut self, width: usize) -> Option<u64> {
        (0..width).try_fold(0, |number, _| {
            let digit = self.0.next()?;
            let value = DIGITS.iter().position(|known| known == digit)? as u64;
            Some(number << 6 | value)
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A passage of that article, version, start and length, whose statement follows from the start.
    pub(in crate::render::discord) fn shown(article: u64, version: u32, start: u32, length: u32) -> Shown {
        let article = ArticleId::parse(&format!("{:012x}", article & 0xffff_ffff_ffff)).unwrap();
        let span = Span::new(start as usize, start as usize + length as usize);
        let statement = Some((start % 64) as u8).filter(|number| *number != NO_STATEMENT);
        Shown { passage: PassageId { article, version, span }, statement }
    }

    #[test]
    fn a_passage_has_few_characters_and_another_of_its_article_fewer() {
        for (passages, expected) in [
            (vec![shown(u64::MAX, 31, (1 << 30) - 1, (1 << 18) - 1)], 19),
            (vec![shown(1, 1, 3000, 300)], 15),
            (vec![shown(1, 1, 3000, 300), shown(1, 1, 3300, 80)], 15 + 6),
            (vec![shown(1, 1, 3000, 300), shown(1, 2, 3300, 80)], 15 + 15),
            (vec![shown(u64::MAX, u32::MAX, u32::MAX, u32::MAX)], 1 + 8 + 7 + 6 + 8 + 1),
        ] {
            let text = packed(&passages, 100);
            assert_eq!(text.len(), expected, "{text}");
            assert_eq!(unpacked(&text), Some(passages));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_so_or_shorter(text in "[0-9A-Za-z_-]{0,60}") {
            if let Some(passages) = unpacked(&text) {
                let again = packed(&passages, 100);
                prop_assert!(again.len() <= text.len());
                prop_assert_eq!(unpacked(&again), Some(passages));
            }
        }
    }
}
