//! Slips: a typing error in a long word, another form of a word.

use std::collections::HashSet;

use crate::evaluate::check::{
    chance::Chance,
    wording::{Wording, is_function_word, is_telling},
};

/// How many letters a word has at least that gets a typing error.
const LONG: usize = 7;

/// How many letters a word has at least that is inflected: of shorter ones another form may be another word.
const INFLECTED: usize = 5;

/// The text with a letter swapped, dropped or doubled in a long word, so that it is no word of `vocabulary`.
pub(in crate::evaluate::check) fn typo(
    wording: &Wording<'_>,
    vocabulary: &HashSet<String>,
    chance: &mut Chance,
) -> Option<String> {
    let is_long = |at: usize| wording.word(at).len() >= LONG && is_plain_word(wording, at);
    let at = *chance.one(&wording.places(is_long))?;
    let letters: Vec<char> = wording.word(at).chars().collect();
    let first = chance.below(letters.len() - 3) + 1;
    let manner = chance.below(3);
    let mistyped: String = match manner {
        0 => swapped(letters, first),
        1 => letters.iter().enumerate().filter(|(number, _)| *number != first).map(|(_, letter)| letter).collect(),
        _ => doubled(letters, first),
    };
    let is_slip = mistyped != wording.word(at) && !vocabulary.contains(&mistyped);
    is_slip.then(|| wording.replaced(at, &mistyped))
}

fn swapped(mut letters: Vec<char>, first: usize) -> String {
    letters.swap(first, first + 1);
    letters.into_iter().collect()
}

fn doubled(mut letters: Vec<char>, first: usize) -> String {
    letters.insert(first, letters[first]);
    letters.into_iter().collect()
}

/// The text with another form of a word, which is in `vocabulary`: "bridges" for "bridge", "closing" for "closed".
pub(in crate::evaluate::check) fn inflected(
    wording: &Wording<'_>,
    vocabulary: &HashSet<String>,
    chance: &mut Chance,
) -> Option<String> {
    let is_open = |at: usize| wording.word(at).len() >= INFLECTED && is_plain_word(wording, at);
    let mut forms = Vec::new();
    for at in wording.places(is_open) {
        let known = other_forms(wording.word(at)).into_iter().filter(|form| vocabulary.contains(form));
        forms.extend(known.map(|form| (at, form)));
    }
    chance.one(&forms).map(|(at, form)| wording.replaced(*at, form))
}

/// Whether the word is an ordinary one that changes nothing but itself.
fn is_plain_word(wording: &Wording<'_>, at: usize) -> bool {
    let word = wording.word(at);
    wording.is_small(at) && wording.stands_alone(at) && !is_function_word(word) && !is_telling(word)
}

/// What the word may be with another ending.
fn other_forms(word: &str) -> Vec<String> {
    if let Some(stem) = word.strip_suffix("ied").or_else(|| word.strip_suffix("ies")) {
        return vec![format!("{stem}y")];
    }
    if let Some(stem) = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed")) {
        let endings: &[&str] = if word.ends_with("ing") { &["ed"] } else { &["ing"] };
        return endings.iter().map(|ending| format!("{stem}{ending}")).collect();
    }
    if word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return Vec::new();
    }
    match word.strip_suffix('s') {
        Some(stem) => vec![stem.to_owned()],
        None => vec![format!("{word}s")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary(words: &[&str]) -> HashSet<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn one_letter_of_one_long_word_slips() {
        let text = "We never thought the fishermen of Petersburg could repair it without machinery";
        let wording = Wording::new(text);
        for seed in 0..40 {
            let mut chance = Chance::of(&[&seed.to_string()]);
            let Some(typo) = typo(&wording, &vocabulary(&[]), &mut chance) else { continue };
            let words = Wording::new(&typo);
            let changed = words.places(|at| words.word(at) != wording.word(at));
            assert!(matches!(changed[..], [4] | [11]), "{typo}");
            assert!(typo.len().abs_diff(text.len()) <= 1, "{typo}");
        }
        assert_eq!(typo(&Wording::new("We went there"), &vocabulary(&[]), &mut Chance::of(&[])), None);
    }

    #[test]
    fn a_slip_that_is_a_word_is_none() {
        let wording = Wording::new("trailing");
        let all =
            ["trialing", "traliing", "traiilng", "traillng", "trailnig", "tailing", "triling", "traling", "trailng"];
        for seed in 0..40 {
            let mut chance = Chance::of(&[&seed.to_string()]);
            if let Some(typo) = typo(&wording, &vocabulary(&all), &mut chance) {
                assert!(!all.contains(&&*typo), "{typo}");
            }
        }
    }

    #[test]
    fn another_form_is_a_word_too() {
        for (text, known, expected) in [
            ("They closed it", &["closing"][..], Some("They closing it")),
            ("two bridges", &["bridge"], Some("two bridge")),
            ("the worried crew", &["worry"], Some("the worry crew")),
            ("all parties", &["party", "partie"], Some("all party")),
            ("the bridge", &["bridges"], Some("the bridges")),
            ("the bridge", &["bridge"], None),
            ("a glass", &["glas"], None),
            ("should", &["shoulds"], None),
        ] {
            let inflected = inflected(&Wording::new(text), &vocabulary(known), &mut Chance::of(&[text]));
            assert_eq!(inflected.as_deref(), expected, "{text}");
        }
    }
}
