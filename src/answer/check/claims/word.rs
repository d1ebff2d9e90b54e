//! Words of a message, and which of them are verbs of speech.

use std::sync::LazyLock;

use crate::{
    lexicon::{
        Lexicon,
        cues::{Cues, Form, Frame, Stance},
    },
    text::span::Span,
};

/// The words that report speech, as built in.
static CUES: LazyLock<Cues> = LazyLock::new(|| Lexicon::built_in().cues);

/// A word between white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'t> {
    /// Without the punctuation around it.
    pub(super) bare: &'t str,
    /// Where that stands.
    pub(super) span: Span,
    /// Whether a comma, colon, semicolon, bracket or dash follows.
    pub(super) ends_clause: bool,
}

impl Word<'_> {
    /// In lower case, without a typographer's apostrophe.
    pub(super) fn lower(&self) -> String {
        self.bare.to_lowercase().replace(['’', '\''], "")
    }

    /// Whether it begins with a capital, or with a letter of a script without them.
    pub(super) fn is_capitalised(&self) -> bool {
        self.bare
            .chars()
            .next()
            .is_some_and(|first| first.is_uppercase() || !first.is_lowercase() && first.is_alphabetic())
    }
}

/// The words of `text`.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut at = 0;
    for raw in text.split_inclusive(char::is_whitespace) {
        let ends_clause = |signs: &str| {
            signs.contains([',', ';', ':', '(', ')', '[', ']', '|', '–', '—', '―']) || signs.trim() == "-"
        };
        let bare = raw.trim_matches(|letter: char| !letter.is_alphanumeric());
        if bare.is_empty() {
            if let Some(last) = words.last_mut() {
                last.ends_clause |= ends_clause(raw);
            }
        } else {
            let start = raw.find(bare).unwrap_or_default();
            if let Some(last) = words.last_mut() {
                last.ends_clause |= raw[..start].contains(['(', '[', '–', '—']);
            }
            let span = Span::new(at + start, at + start + bare.len());
            words.push(Word { bare, span, ends_clause: ends_clause(&raw[start + bare.len()..]) });
        }
        at += raw.len();
    }
    words
}

/// How a verb reports what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Saying {
    /// Whether a sentence may follow it without "that".
    pub(super) takes_clause: bool,
    /// Whether its subject says that it is not so.
    pub(super) denies: bool,
    /// Whether it is the plain form, as behind "did".
    pub(super) is_plain: bool,
}

/// What `word` is as a verb of speech, if it is one.
pub(super) fn saying(word: &Word<'_>) -> Option<Saying> {
    if word.is_capitalised() {
        return None;
    }
    let lower = word.lower();
    let (verb, form) = CUES.verbs(&lower).find(|(verb, form)| {
        verb.words.len() == 1
            && !verb.thought
            && verb.stance != Stance::Opposes
            && matches!(form, Form::Past | Form::Present)
    })?;
    Some(Saying {
        takes_clause: verb.takes.contains(&Frame::Clause),
        denies: verb.stance == Stance::Denies,
        is_plain: form == Form::Present && verb.words[0] == lower && lower != "say",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_speech_are_known_by_their_form() {
        let verb = |word: &str| words(word).first().and_then(saying);
        assert!(verb("said").is_some_and(|saying| saying.takes_clause && !saying.denies));
        assert!(verb("denied").is_some_and(|saying| saying.denies));
        assert!(verb("claim").is_some_and(|saying| saying.is_plain));
        assert_eq!([verb("States"), verb("bridge"), verb("slammed"), verb("thinks")], [None; 4]);
    }
}
