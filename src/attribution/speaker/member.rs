//! Somebody or something with a name, as an article shows them.

use crate::{
    attribution::{
        grammar,
        reading::Reading,
        speaker::{identity::Identity, run::Run},
    },
    lexicon::{
        Lexicon,
        people::{Person, Pronoun, folded},
    },
    text::span::Span,
};

/// Somebody or something with a name.
#[derive(Clone, Debug)]
pub(super) struct Member {
    /// The full name, as the curated list or else this article writes it.
    pub(super) name: String,
    /// Whether it is a body rather than a person.
    pub(super) body: bool,
    pub(super) pronoun: Option<Pronoun>,
    /// What they are, as the article puts it.
    pub(super) role: Option<String>,
    /// The mention that gives the full name; none for somebody known by the curated list alone.
    pub(super) full: Option<Span>,
    /// Where they are first named.
    pub(super) since: usize,
    pub(super) identity: Identity,
    /// Whether the article names them in full, or nothing but their last name is known.
    pub(super) complete: bool,
    /// Whether the name stands in the curated list.
    pub(super) curated: bool,
    /// What they are by the curated list, folded.
    pub(super) office: String,
}

impl Member {
    /// Whether `word`, in lower case, is their last name rather than their first, in any spelling.
    pub(super) fn is_last_name(&self, word: &str) -> bool {
        let words = &self.identity.words;
        let word = Identity::of(word).words.join(" ");
        words.last() == Some(&word) || words.first() != Some(&word)
    }

    /// Whether `word`, in lower case, is a word of the name.
    pub(super) fn has_word(&self, word: &str) -> bool {
        self.identity.words.iter().any(|own| own == word)
    }

    /// Whether it is a body that can speak rather than a place.
    pub(super) fn is_agent(&self) -> bool {
        let words = &self.identity.words;
        self.body && (self.curated || words.len() == 1 || words.iter().any(|word| grammar::is_body_word(word)))
    }

    /// Whether they are known by the curated list alone, and need no introduction.
    pub(super) fn is_rival(&self) -> bool {
        self.curated && self.full.is_none()
    }

    /// Takes over what a later mention in full tells.
    pub(super) fn learn(
        &mut self,
        reading: &Reading<'_>,
        run: &Run,
        identity: &Identity,
        pronoun: Option<Pronoun>,
        role: Option<String>,
    ) {
        self.pronoun = self.pronoun.or(pronoun);
        self.role = self.role.take().or(role);
        if identity.words.len() > self.identity.words.len() {
            self.identity = identity.clone();
        }
        let capitals = |name: &str| !name.chars().any(char::is_lowercase);
        let name = run.written(reading);
        if !self.curated && capitals(&self.name) && !capitals(&name) {
            self.name = name;
            self.full = Some(reading.span(&run.name));
        }
    }
}

pub(super) fn office(person: Option<&Person>) -> String {
    folded(person.and_then(|person| person.role.as_deref()).unwrap_or_default())
}

/// Whether `role`, folded, has the word `title`.
pub(super) fn holds(role: &str, title: &str) -> bool {
    role.split(' ').any(|word| word == title)
}

pub(super) fn is_body(reading: &Reading<'_>, lexicon: &Lexicon, run: &Run, words: &[String]) -> bool {
    let first = words.first().map_or("", String::as_str);
    let place_before = run.name.start.checked_sub(1);
    let after_the = place_before.is_some_and(|place| reading.lower(place) == "the");
    let worded = words.iter().any(|word| grammar::is_body_word(word));
    let personal = lexicon.people.pronoun_of(first).is_some() || run.titled.is_some();
    let body_last = grammar::is_body_word(words.last().map_or("", String::as_str));
    let foreign = after_the || grammar::opens_place(first) || words.len() > 4;
    if personal { body_last } else { worded || foreign }
}

pub(super) fn pronoun(reading: &Reading<'_>, lexicon: &Lexicon, run: &Run, words: &[String]) -> Option<Pronoun> {
    let by_name = || {
        words
            .first()
            .filter(|_| words.len() > 1)
            .and_then(|first| lexicon.people.pronoun_of(first))
            .filter(|pronoun| *pronoun != Pronoun::They)
    };
    run.told(reading).or_else(by_name)
}
