//! Words as a check compares them, with their places.

use unicode_normalization::UnicodeNormalization;

use crate::{
    answer::vocabulary::{DATES, FUNCTION, NEGATION, is_number},
    index::terms,
    text::{
        span::Span,
        token::{Token, TokenKind, tokens},
    },
};

/// A word of a claim or of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in its text. The two words of "don’t" stand at one place.
    pub(super) span: Span,
    /// The word without capitals and accents, contractions written out.
    pub(super) norm: String,
    /// Its stem.
    pub(super) stem: String,
    /// What it is.
    pub(super) kind: WordKind,
    /// Whether it was written out of a contraction.
    pub(super) is_contracted: bool,
    /// Whether it begins with a capital within a sentence.
    pub(super) is_name: bool,
    /// Whether it stands in square brackets: a word of whoever quotes.
    pub(super) is_bracketed: bool,
}

/// What a word is to a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WordKind {
    /// A word that tells something.
    Telling,
    /// One of the small words of the language.
    Function,
    /// A negation.
    Negation,
    /// A number, in digits or words.
    Number,
    /// A month, a day of the week, "tomorrow".
    Date,
    /// A question mark: it tells a question from an assertion.
    QuestionMark,
    /// An ellipsis: something may be left out here.
    Gap,
}

/// "hardly" and the like, which the list of negations of questions does not have.
const HARDLY: [&str; 4] = ["hardly", "barely", "scarcely", "seldom"];

impl Word {
    /// How much it counts in a comparison.
    pub(super) fn weight(&self) -> f32 {
        match self.kind {
            WordKind::Telling | WordKind::Number | WordKind::Date => 1.0,
            WordKind::Negation => 0.7,
            WordKind::Function => 0.35,
            WordKind::QuestionMark | WordKind::Gap => 0.0,
        }
    }

    /// Whether it is a word at all, and not a mark.
    pub(super) fn is_word(&self) -> bool {
        !matches!(self.kind, WordKind::QuestionMark | WordKind::Gap)
    }
}

/// The words of `text`, in order, with the question marks and ellipses among them.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut begins, mut is_bracketed) = (true, false);
    let tokens = tokens(text);
    for (at, token) in tokens.iter().enumerate() {
        let written = token.span.of(text);
        match token.kind {
            TokenKind::Word | TokenKind::Number => {
                let sign = sign_before(text, &tokens[..at]);
                for part in parts(written, token.span) {
                    add(&mut words, text, part, sign, begins, is_bracketed);
                    begins = false;
                }
            }
            TokenKind::QuoteMark => {}
            TokenKind::Punctuation => match written.chars().next() {
                Some('[') => is_bracketed = true,
                Some(']') => is_bracketed = false,
                Some('?') => {
                    words.push(mark(token.span, WordKind::QuestionMark));
                    begins = true;
                }
                Some('…') => words.push(mark(token.span, WordKind::Gap)),
                Some('.') if written.len() > 1 => words.push(mark(token.span, WordKind::Gap)),
                Some('.' | '!' | ':') => begins = true,
                Some(sign @ ('$' | '€' | '£' | '¥' | '₴' | '%')) => {
                    words.push(symbol(token.span, sign, is_bracketed))
                }
                _ => {}
            },
        }
    }
    merge_per_cent(&mut words);
    words
}

/// Whether a number has a minus before it.
fn sign_before(text: &str, before: &[Token]) -> bool {
    let Some(last) = before.last() else { return false };
    let is_minus = matches!(last.span.of(text), "-" | "−" | "–");
    let is_apart = before.len() < 2 || before[before.len() - 2].span.end() < last.span.start();
    is_minus && is_apart
}

/// The parts of "vice-president" and of "28/29".
fn parts(written: &str, span: Span) -> Vec<Span> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let joint = |letter: char| matches!(letter, '-' | '‐' | '‑' | '/' | '&' | '_');
    for (at, letter) in written.char_indices().filter(|(_, letter)| joint(*letter)) {
        parts.push((start, at));
        start = at + letter.len_utf8();
    }
    parts.push((start, written.len()));
    let place = |(start, end): (usize, usize)| Span::new(span.start() + start, span.start() + end);
    parts.into_iter().filter(|(start, end)| start < end).map(place).collect()
}

fn add(words: &mut Vec<Word>, text: &str, span: Span, sign: bool, begins: bool, is_bracketed: bool) {
    let written = span.of(text);
    let folded = folded(written);
    let is_capital = written.chars().next().is_some_and(char::is_uppercase);
    let minus = sign && written.starts_with(|first: char| first.is_ascii_digit());
    let written_out = written_out(&folded);
    let is_contracted = written_out.len() > 1 && folded != "cannot";
    for norm in written_out {
        let norm = if minus { format!("-{norm}") } else { norm };
        let kind = kind(&norm);
        let is_name = is_capital && !begins && kind == WordKind::Telling;
        let stem = terms::stems(std::slice::from_ref(&norm)).concat();
        words.push(Word { span, stem, norm, kind, is_contracted, is_name, is_bracketed });
    }
}

/// The letters and digits of a word in lower case without accents, its apostrophes straight.
fn folded(written: &str) -> String {
    let straight = written.replace(['’', '‘', '＇'], "'");
    let plain: String = straight.nfkd().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}')).collect();
    let lower = plain.to_lowercase();
    let bare = if lower.starts_with(|first: char| first.is_ascii_digit()) {
        lower.replace(',', "")
    } else {
        lower.replace('.', "")
    };
    if bare.is_ascii() || bare.contains('\'') { bare } else { terms::words(&bare).concat() }
}

/// A contraction in two words; any other word as it is.
fn written_out(folded: &str) -> Vec<String> {
    let two = |first: &str, second: &str| vec![first.to_owned(), second.to_owned()];
    match folded {
        "won't" => return two("will", "not"),
        "can't" | "cannot" => return two("can", "not"),
        "shan't" => return two("shall", "not"),
        "ain't" => return two("is", "not"),
        "let's" => return two("let", "us"),
        "i'm" => return two("i", "am"),
        _ => {}
    }
    for (ending, second) in [("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "'d")] {
        if let Some(first) = folded.strip_suffix(ending).filter(|first| !first.is_empty()) {
            return two(first, second);
        }
    }
    vec![if folded.starts_with('\'') { folded.to_owned() } else { folded.replace('\'', "") }]
}

fn kind(norm: &str) -> WordKind {
    let is_digits = norm.trim_start_matches('-').starts_with(|first: char| first.is_numeric());
    match () {
        () if is_digits => WordKind::Number,
        () if NEGATION.has(norm) || HARDLY.contains(&norm) => WordKind::Negation,
        () if FUNCTION.has(norm) || norm.starts_with('\'') => WordKind::Function,
        () if DATES.has(norm) => WordKind::Date,
        () if is_number(norm) => WordKind::Number,
        () => WordKind::Telling,
    }
}

fn mark(span: Span, kind: WordKind) -> Word {
    let norm = if kind == WordKind::Gap { "…" } else { "?" };
    Word {
        span,
        norm: norm.to_owned(),
        stem: norm.to_owned(),
        kind,
        is_contracted: false,
        is_name: false,
        is_bracketed: false,
    }
}

fn symbol(span: Span, sign: char, is_bracketed: bool) -> Word {
    let norm = if sign == '%' { "percent".to_owned() } else { sign.to_string() };
    Word { is_bracketed, stem: norm.clone(), norm, ..mark(span, WordKind::Number) }
}

/// "per cent" is "percent".
fn merge_per_cent(words: &mut Vec<Word>) {
    let mut at = 0;
    while at < words.len() {
        if words[at].norm == "cent" && at > 0 && words[at - 1].norm == "per" {
            let span = words[at - 1].span.cover(words[at].span);
            words[at - 1] = Word { span, ..symbol(span, '%', words[at].is_bracketed) };
            words.remove(at);
        } else {
            let word = &mut words[at];
            word.kind = if word.norm == "percent" { WordKind::Number } else { word.kind };
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_folded() {
        for (text, expected) in [
            ("“The plan won’t work,” she said.", "the plan will not work she said"),
            ("The vice-president’s U.S. visit cost $1,200.50", "the vice president 's us visit cost $ 1200.50"),
            ("We won? 5 per cent … 7% fell -3", "we won ? 5 percent … 7 percent fell -3"),
            ("Café [the city] owners don't", "cafe the city owners do not"),
            ("Łódź ist größer", "lodz ist grosser"),
            ("🙂 — !", ""),
        ] {
            let norms: Vec<String> = words(text).into_iter().map(|word| word.norm).collect();
            assert_eq!(norms.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn kinds_of_words_are_told_apart() {
        let text = "Harbour dues never rose 12 on Monday, Mayor Hall told [us].";
        let found = words(text);
        let of = |norm: &str| found.iter().find(|word| word.norm == norm).unwrap();
        assert_eq!(of("never").kind, WordKind::Negation);
        assert_eq!(of("12").kind, WordKind::Number);
        assert_eq!(of("monday").kind, WordKind::Date);
        assert!(of("hall").is_name && !of("harbour").is_name);
        assert!(of("us").is_bracketed);
        assert_eq!(of("hall").span.of(text), "Hall");
    }
}
