//! Whoever spoke last without a name of their own: "a visitor", "Stone’s mother".
//!
//! A "she" behind "A visitor said" is that visitor and not the mayor of the paragraph before.

use crate::{
    article::statement::{ResolutionRule, Speaker},
    attribution::{
        grammar,
        reading::Tokens,
        speaker::{Resolved, Speakers, described, pronoun},
    },
    lexicon::{people::Pronoun, title},
};

/// How many sentences back, those in quotation marks not counted, a pronoun may mean a stranger.
const REACH: usize = 2;

/// One speaker who is no member of the cast.
#[derive(Clone, Debug)]
pub(super) struct Stranger {
    /// The first token of the source.
    place: usize,
    /// As the source was resolved; nobody where that stayed open.
    speaker: Option<Speaker>,
    /// What the words for them tell: "she" for a spokeswoman.
    pronoun: Option<Pronoun>,
}

impl Speakers<'_> {
    /// Keeps the one person whom the words of `source` mean, who is no member of the cast.
    pub(super) fn meet(&mut self, source: &Tokens, speaker: Option<&Speaker>) {
        let Some(noun) = self.person_noun(source) else { return };
        let word = self.reading.lower(noun);
        // "The nominee" may well be somebody named before; "according to a visitor" is no subject to take up.
        let owned = source.clone().any(|place| matches!(self.reading.lower(place), "’s" | "'s" | "’" | "'"));
        let definite = matches!(self.reading.lower(source.start), "the" | "this" | "that") && !owned;
        let adjunct = source.start > 0 && grammar::is_preposition(self.reading.lower(source.start - 1));
        if adjunct || definite && speaker.is_none() && !title::is_kin(word) {
            return;
        }
        let pronoun = title::pronoun(word).or_else(|| told_by_ending(word));
        self.stranger = Some(Stranger { place: source.start, speaker: speaker.cloned(), pronoun });
    }

    /// The noun for one person in the first part of the source: "mother" of "Stone’s mother, Ruth,".
    fn person_noun(&self, source: &Tokens) -> Option<usize> {
        let crowd = title::is_crowd(self.reading.lower(source.start));
        let ends = |place: &usize| {
            let word = self.reading.lower(*place);
            matches!(word, "," | "(" | "who" | "whose" | "that") || grammar::is_preposition(word)
        };
        let end = source.clone().skip(1).find(ends).unwrap_or(source.end);
        let one = |place: &usize| {
            let word = self.reading.lower(*place);
            is_one_person(word) || place + 1 == end && is_trade(word)
        };
        (source.start + 1..end).rev().find(one).filter(|_| !crowd)
    }

    /// The stranger whom the pronoun at `place` means; nothing where it may mean somebody with a name.
    pub(super) fn stranger_before(&mut self, place: usize, pronoun: Pronoun) -> Option<Resolved> {
        let stranger = self.stranger.as_ref().filter(|stranger| stranger.place < place)?;
        let last = self.turns.last().is_none_or(|turn| turn.place < stranger.place);
        let near = self.reading.told_before(place) - self.reading.told_before(stranger.place) <= REACH;
        let fits = stranger.pronoun.is_none_or(|own| own == pronoun);
        let between = stranger.place + 1..place;
        if !last || !near || !fits || pronoun::subject_within(self.reading, &self.cast, &between, pronoun) {
            return None;
        }
        let mut speaker = stranger.speaker.clone();
        if let Some(speaker) = &mut speaker {
            speaker.resolved_by.rule = ResolutionRule::Pronoun;
        }
        let sure = if speaker.is_some() { 0.75 } else { 0.5 };
        self.stranger = self.stranger.take().map(|stranger| Stranger { place, ..stranger });
        Some((speaker, sure))
    }
}

fn told_by_ending(word: &str) -> Option<Pronoun> {
    match word {
        "girl" => Some(Pronoun::She),
        "boy" => Some(Pronoun::He),
        word if word.ends_with("woman") => Some(Pronoun::She),
        word if word.ends_with("man") => Some(Pronoun::He),
        _ => None,
    }
}

/// Whether `word` means one person, of an office or of none.
fn is_one_person(word: &str) -> bool {
    let plural = word.ends_with('s') && !word.ends_with("ss");
    (title::is_title(word) || described::is_someone(word)) && !plural && !title::is_crowd(word)
}

/// Whether `word` looks like somebody of a trade, as "visitor" and "florist" do and "letter" does not.
fn is_trade(word: &str) -> bool {
    let thing = described::is_utterance(word)
        || described::is_document(word)
        || grammar::is_body_word(word)
        || ["letter", "paper", "order", "poster", "matter", "number", "former", "other", "another", "earlier"]
            .iter()
            .any(|ending| word.ends_with(ending));
    let ending = ["er", "or", "ist", "ian", "man"].iter().any(|ending| word.ends_with(ending));
    word.len() > 4 && ending && !thing
}
