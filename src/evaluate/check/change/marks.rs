//! Changes that leave every word as it is: marks, capitals, accents, white space.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::evaluate::check::{chance::Chance, wording::Wording};

/// A way to change a text that may do nothing to it.
type Manner = fn(&str, &mut Chance) -> String;

const MANNERS: [Manner; 11] = [
    |text, _| other_quotation_marks(text),
    |text, chance| other_dashes(text, chance),
    |text, _| text.to_uppercase(),
    |text, _| text.to_lowercase(),
    |text, _| first_letter_turned(text),
    |text, _| text.nfd().filter(|letter| !is_combining_mark(*letter)).collect(),
    |text, chance| with_ellipses(text, chance),
    |text, chance| other_spaces(text, chance),
    |text, _| first_word_in_brackets(text),
    |text, _| text.trim_end_matches(['.', ',', ';', ':', '!', '?', '…']).to_owned(),
    |text, _| format!("{}.", text.trim_end_matches(['.', ',', ';', ':'])),
];

/// `count` versions of `text` at most with the same words, each changed in another manner.
pub(in crate::evaluate::check) fn changed(text: &str, count: usize, chance: &mut Chance) -> Vec<String> {
    let manners = chance.shuffled(MANNERS.to_vec());
    let mut changed: Vec<String> = Vec::new();
    for manner in manners {
        let version = manner(text, chance);
        if version != text && !changed.contains(&version) {
            changed.push(version);
        }
    }
    changed.truncate(count);
    changed
}

/// Curly marks made straight, or straight ones curly.
fn other_quotation_marks(text: &str) -> String {
    if text.contains(['“', '”', '‘', '’']) {
        return text.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    }
    let mut curly = String::with_capacity(text.len());
    for mark in text.chars() {
        let opens = curly.is_empty() || curly.ends_with(|before: char| before.is_whitespace() || before == '(');
        curly.push(match (mark, opens) {
            ('"', true) => '“',
            ('"', false) => '”',
            ('\'', true) => '‘',
            ('\'', false) => '’',
            _ => mark,
        });
    }
    curly
}

fn other_dashes(text: &str, chance: &mut Chance) -> String {
    const DASHES: [&str; 5] = [" — ", " – ", " -- ", "—", " - "];
    let dash = chance.one(&DASHES).expect("there are some");
    let plain = DASHES.iter().take(3).fold(text.to_owned(), |text, dash| text.replace(dash, "—"));
    plain.replace("--", "—").replace(" - ", "—").replace('—', dash)
}

fn first_letter_turned(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| match first.is_uppercase() {
        true => first.to_lowercase().to_string(),
        false => first.to_uppercase().to_string(),
    });
    first.unwrap_or_default() + letters.as_str()
}

fn with_ellipses(text: &str, chance: &mut Chance) -> String {
    let ellipsis = ["…", "...", ". . ."][chance.below(3)];
    match chance.below(3) {
        0 => format!("{ellipsis} {text}"),
        1 => format!("{} {ellipsis}", text.trim_end_matches(['.', ','])),
        _ => format!("{ellipsis}{}{ellipsis}", text.trim_end_matches(['.', ','])),
    }
}

/// Every third space is another: two of them, the end of a line, one that does not break.
fn other_spaces(text: &str, chance: &mut Chance) -> String {
    let space = ["  ", "\n", "\u{a0}"][chance.below(3)];
    let mut spaced = String::with_capacity(text.len() + 16);
    for (number, word) in text.split(' ').enumerate() {
        if number > 0 {
            spaced.push_str(if number % 3 == 1 { space } else { " " });
        }
        spaced.push_str(word);
    }
    spaced
}

fn first_word_in_brackets(text: &str) -> String {
    let wording = Wording::new(text);
    match wording.len() > 1 && wording.stands_alone(0) {
        true => wording.replaced(0, &format!("[{}]", wording.word(0))),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_manner_leaves_the_words() {
        let chance = || Chance::of(&["marks"]);
        for (manner, text, expected) in [
            (0, "It’s “shut”", "It's \"shut\""),
            (0, "It's \"shut\" ('all' of it)", "It’s “shut” (‘all’ of it)"),
            (2, "The quay", "THE QUAY"),
            (3, "The Quay", "the quay"),
            (4, "The quay", "the quay"),
            (4, "the quay", "The quay"),
            (5, "a café in Besançon", "a cafe in Besancon"),
            (8, "The quay", "[The] quay"),
            (9, "The quay is shut,", "The quay is shut"),
            (10, "The quay is shut,", "The quay is shut."),
        ] {
            assert_eq!(MANNERS[manner](text, &mut chance()), expected);
        }
        for (manner, text) in [(1, "shut—or so—for good"), (6, "The quay is shut."), (7, "The quay is shut")] {
            let changed = MANNERS[manner](text, &mut chance());
            assert_ne!(changed, text);
            let letters = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
            assert_eq!(letters(&changed), letters(text), "{changed}");
        }
    }

    #[test]
    fn as_many_versions_are_given_as_are_asked_for_and_none_twice() {
        let versions = changed("the quay", 20, &mut Chance::of(&["many"]));
        assert!(versions.len() > 4, "{versions:?}");
        assert!(versions.iter().all(|version| version != "the quay"));
        assert_eq!(changed("the quay", 2, &mut Chance::of(&["two"])).len(), 2);
    }
}
