//! A content word or a name made another one.

use std::collections::{HashMap, HashSet};

use crate::{
    evaluate::check::{
        chance::Chance,
        wording::{Wording, is_function_word, is_telling, plain},
    },
    lexicon::title,
    text::day::{MONTHS, WEEKDAYS},
};

/// How many letters a word has at least that is swapped for another.
const LEAST: usize = 5;

/// Words of the same endings are likely to be words of the same sort.
const ENDINGS: [&str; 12] = ["ing", "ed", "ly", "tion", "ment", "ness", "ers", "er", "ity", "al", "s", ""];

/// Words that may take the place of others, by their ending, each with the document that it is from.
#[derive(Default)]
pub(in crate::evaluate::check) struct Pool {
    by_ending: HashMap<&'static str, Vec<(String, String)>>,
}

impl Pool {
    /// Takes up the content words of a claim from the document `doc`.
    pub(in crate::evaluate::check) fn add(&mut self, doc: &str, wording: &Wording<'_>) {
        for at in wording.places(|at| can_be_swapped(wording, at)) {
            let word = wording.word(at);
            self.by_ending.entry(ending(word)).or_default().push((word.to_owned(), doc.to_owned()));
        }
    }

    /// The text with one content word swapped for one of another document that looks like it, but is no form of it.
    pub(in crate::evaluate::check) fn swapped(
        &self,
        doc: &str,
        wording: &Wording<'_>,
        chance: &mut Chance,
    ) -> Option<String> {
        /// How many words are tried.
        const TRIES: usize = 20;
        let at = *chance.one(&wording.places(|at| can_be_swapped(wording, at)))?;
        let word = wording.word(at);
        let others = self.by_ending.get(ending(word))?;
        for _ in 0..TRIES {
            let (other, from) = chance.one(others)?;
            if from != doc && !is_alike(word, other) && !wording.text.contains(other.as_str()) {
                return Some(wording.replaced(at, other));
            }
        }
        None
    }
}

fn can_be_swapped(wording: &Wording<'_>, at: usize) -> bool {
    let word = wording.word(at);
    let is_content = !is_function_word(word) && !is_telling(word);
    word.len() >= LEAST && is_content && wording.is_small(at) && wording.stands_alone(at)
}

fn ending(word: &str) -> &'static str {
    ENDINGS.into_iter().find(|ending| word.ends_with(ending)).unwrap_or_default()
}

/// Whether one may be a form or a misspelling of the other.
fn is_alike(left: &str, right: &str) -> bool {
    let shared = left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count();
    let differing = left.chars().zip(right.chars()).filter(|(left, right)| left != right).count();
    shared >= 3 || left.contains(right) || right.contains(left) || differing + left.len().abs_diff(right.len()) <= 2
}

/// The names in a text: its capitalised words within sentences.
#[derive(Default)]
pub(in crate::evaluate::check) struct Names {
    names: Vec<String>,
    /// Names that stand beside one another, which may be one person's.
    beside: HashSet<(String, String)>,
}

impl Names {
    /// The names of `text`; what is written small elsewhere in it has its capital from a headline.
    pub(in crate::evaluate::check) fn of(text: &str) -> Names {
        let wording = Wording::new(text);
        let small: HashSet<&str> = (0..wording.len()).map(|at| wording.word(at)).collect();
        let mut found = Names::default();
        for at in wording.places(|at| is_name(&wording, at) && !small.contains(&*wording.plain(at))) {
            let name = wording.word(at).to_owned();
            if starts_large(&wording, at - 1) {
                found.beside.insert((plain(wording.word(at - 1)), plain(&name)));
            }
            if !found.names.contains(&name) {
                found.names.push(name);
            }
        }
        found
    }

    /// The text with a name within swapped for another of these that is no part of the same name.
    pub(in crate::evaluate::check) fn swapped(&self, wording: &Wording<'_>, chance: &mut Chance) -> Option<String> {
        let capitals = wording.places(|at| starts_large(wording, at)).len();
        if 2 * capitals > wording.len() {
            return None;
        }
        let at = *chance.one(&wording.places(|at| is_name(wording, at)))?;
        let name = wording.word(at);
        let can_replace = |other: &&String| {
            is_abbreviation(other) == is_abbreviation(name)
                && !is_alike(&plain(name), &plain(other))
                && !wording.text.contains(other.as_str())
                && !self.are_beside(name, other)
        };
        let others: Vec<&String> = self.names.iter().filter(can_replace).collect();
        chance.one(&others).map(|other| wording.replaced(at, other))
    }

    fn are_beside(&self, left: &str, right: &str) -> bool {
        let (left, right) = (plain(left), plain(right));
        self.beside.contains(&(left.clone(), right.clone())) || self.beside.contains(&(right, left))
    }
}

fn starts_large(wording: &Wording<'_>, at: usize) -> bool {
    wording.word(at).starts_with(char::is_uppercase)
}

fn is_abbreviation(word: &str) -> bool {
    !word.contains(char::is_lowercase)
}

/// Whether the word is a name: it has a capital that neither its place, nor a title, nor the calendar gives it.
fn is_name(wording: &Wording<'_>, at: usize) -> bool {
    let word = wording.plain(at);
    let is_plain = word.chars().all(char::is_alphabetic) && word.chars().count() > 2;
    let is_other = is_of_the_calendar(&word) || title::is_title(&word) || is_function_word(&word);
    starts_large(wording, at) && is_plain && !is_other && !wording.begins(at)
}

fn is_of_the_calendar(word: &str) -> bool {
    MONTHS.contains(&word) || WEEKDAYS.contains(&word) || word == "sept"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_swapped_for_one_of_its_look() {
        let mut pool = Pool::default();
        pool.add("other", &Wording::new("Painting never closed without hammering"));
        pool.add("own", &Wording::new("the singing"));
        let wording = Wording::new("We are repairing it");
        for seed in 0..10 {
            let swapped = pool.swapped("own", &wording, &mut Chance::of(&[&seed.to_string()]));
            assert_eq!(swapped.as_deref(), Some("We are hammering it"));
        }
        assert_eq!(
            pool.swapped("other", &Wording::new("We are closing"), &mut Chance::of(&[])).as_deref(),
            Some("We are singing")
        );
        assert_eq!(
            pool.swapped("own", &Wording::new("We hammered it"), &mut Chance::of(&[])).as_deref(),
            Some("We closed it")
        );
        assert_eq!(pool.swapped("own", &Wording::new("We are here"), &mut Chance::of(&[])), None);
    }

    #[test]
    fn forms_and_misspellings_are_alike() {
        for (left, right, expected) in [
            ("closing", "closed", true),
            ("house", "mouse", true),
            ("bridge", "footbridge", true),
            ("bridge", "harbour", false),
            ("painted", "closed", false),
        ] {
            assert_eq!(is_alike(left, right), expected, "{left} {right}");
        }
    }

    #[test]
    fn a_name_is_swapped_for_that_of_another() {
        let text = "All Crews Here. On Monday the crews of Ana Petrova met Governor Hall in Lund. Yesterday NATO and the \
            USA came here.";
        let names = Names::of(text);
        assert_eq!(names.names, ["Ana", "Petrova", "Hall", "Lund", "NATO", "USA"]);
        let found: HashSet<String> = (0..30)
            .filter_map(|seed| {
                names.swapped(&Wording::new("We met with Petrova here"), &mut Chance::of(&[&seed.to_string()]))
            })
            .collect();
        let expected = ["We met with Hall here", "We met with Lund here"].map(str::to_owned);
        assert_eq!(found, HashSet::from(expected));
        let swapped = names.swapped(&Wording::new("We met with NATO here"), &mut Chance::of(&[]));
        assert_eq!(swapped.as_deref(), Some("We met with USA here"));
        assert_eq!(names.swapped(&Wording::new("Crews Met Petrova"), &mut Chance::of(&[])), None);
        assert_eq!(names.swapped(&Wording::new("Petrova came here"), &mut Chance::of(&[])), None);
    }
}
