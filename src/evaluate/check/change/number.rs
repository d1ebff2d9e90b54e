//! Numbers, days, months and years made others.

use crate::evaluate::check::{chance::Chance, wording::Wording};

/// Words for numbers; one is changed into another of its row.
const NUMBER_WORDS: [&[&str]; 4] = [
    &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"],
    &["hundred", "thousand", "million", "billion", "trillion"],
    &["hundreds", "thousands", "millions", "billions"],
];

/// Words for days and months; one is changed into another of its row.
const DATE_WORDS: [&[&str]; 3] = [
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    &["January", "February", "April", "June", "July", "August", "September", "October", "November", "December"],
    &["Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"],
];

/// The text with another number in it that is no part of a date.
pub(in crate::evaluate::check) fn number(wording: &Wording<'_>, chance: &mut Chance) -> Option<String> {
    changed(wording, chance, |at| !is_of_date(wording, at), &NUMBER_WORDS)
}

/// The text with another day, month or year in it.
pub(in crate::evaluate::check) fn date(wording: &Wording<'_>, chance: &mut Chance) -> Option<String> {
    changed(wording, chance, |at| is_of_date(wording, at), &DATE_WORDS)
}

fn changed(
    wording: &Wording<'_>,
    chance: &mut Chance,
    is_such: impl Fn(usize) -> bool,
    rows: &[&[&str]],
) -> Option<String> {
    let is_figure = |at: usize| wording.word(at).starts_with(|first: char| first.is_ascii_digit());
    let others = |at: usize| of_row(rows, wording.word(at));
    let places = wording.places(|at| (is_figure(at) && is_such(at)) || others(at).is_some());
    let at = *chance.one(&places)?;
    let word = match others(at) {
        Some((known, row)) => {
            let row: Vec<&&str> = row.iter().filter(|other| **other != known).collect();
            let other = *chance.one(&row)?;
            wording.word(at).replacen(known, other, 1)
        }
        None if is_year(wording.word(at)) => other_year(wording.word(at), chance),
        None => other_figure(wording.word(at), chance)?,
    };
    Some(wording.replaced(at, &word))
}

/// The first of the hyphenated parts of `word` that is in one of the rows, with its row.
fn of_row<'r>(rows: &'r [&'r [&'r str]], word: &str) -> Option<(&'r str, &'r [&'r str])> {
    let in_row = |part: &str, row: &'r [&'r str]| row.iter().find(|known| **known == part).map(|known| (*known, row));
    word.split('-').find_map(|part| rows.iter().find_map(|row| in_row(part, row)))
}

/// Whether the figure is a year, or the day of a month beside it.
fn is_of_date(wording: &Wording<'_>, at: usize) -> bool {
    let word = wording.word(at);
    let is_month = |at: usize| {
        let months =
            DATE_WORDS[1].iter().chain(DATE_WORDS[2]).chain(&["March", "May", "Mar", "Apr", "Jun", "Jul", "Sep"]);
        at < wording.len() && months.into_iter().any(|month| *month == wording.word(at))
    };
    let number: Option<u32> = word.parse().ok();
    let is_day = number.is_some_and(|day| (1..=31).contains(&day));
    is_year(word) || (is_day && ((at > 0 && is_month(at - 1)) || is_month(at + 1)))
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse().is_ok_and(|year: u32| (1800..2100).contains(&year))
}

/// A year of the same decade.
fn other_year(word: &str, chance: &mut Chance) -> String {
    let (decade, last) = word.split_at(word.len() - 1);
    let last: usize = last.parse().expect("a year has figures only");
    format!("{decade}{}", (last + 1 + chance.below(9)) % 10)
}

/// The figure with one of its leading digits changed.
fn other_figure(word: &str, chance: &mut Chance) -> Option<String> {
    let is_bare = word.ends_with(|last: char| last.is_ascii_digit()) || word.contains('-');
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if !is_bare || digits == 0 {
        return None;
    }
    let at = chance.below(digits);
    let old = usize::from(word.as_bytes()[at] - b'0');
    let new = match (old + 1 + chance.below(9)) % 10 {
        0 if at == 0 => (old % 9) + 1,
        new => new,
    };
    Some(format!("{}{new}{}", &word[..at], &word[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word that stands in `changed` instead of another one, for twenty seeds.
    fn changes(text: &str, change: fn(&Wording<'_>, &mut Chance) -> Option<String>) -> Vec<(String, String)> {
        let wording = Wording::new(text);
        let mut changes = Vec::new();
        for seed in 0..20 {
            let Some(changed) = change(&wording, &mut Chance::of(&[&seed.to_string()])) else { continue };
            let words = Wording::new(&changed);
            assert_eq!(words.len(), wording.len(), "{changed}");
            let places = words.places(|at| words.word(at) != wording.word(at));
            assert_eq!(places.len(), 1, "{changed}");
            changes.push((wording.word(places[0]).to_owned(), words.word(places[0]).to_owned()));
        }
        changes
    }

    #[test]
    fn numbers_become_others_of_their_sort() {
        let found = changes("On May 3 some 1,250 crews, twenty-eight boats and two dogs sank in 2011", number);
        assert!(found.iter().all(|(old, _)| matches!(&**old, "1,250" | "twenty-eight" | "two")), "{found:?}");
        assert!(found.iter().any(|(old, new)| old == "1,250" && new.ends_with(",250") && !new.starts_with('0')));
        assert!(found.iter().any(|(_, new)| new.ends_with("ty-eight")), "{found:?}");
        assert!(changes("No figure at all on Monday", number).is_empty());
        assert!(changes("in the 1980s and for the 2nd time", number).is_empty());
    }

    #[test]
    fn dates_become_other_dates() {
        let found = changes("On Monday and May 3, of 28 boats, in August 2011", date);
        assert!(found.iter().all(|(old, _)| matches!(&**old, "Monday" | "3" | "August" | "2011")), "{found:?}");
        assert!(found.iter().any(|(old, _)| old == "3") && found.iter().any(|(old, _)| old == "2011"));
        assert!(found.iter().any(|(old, new)| old == "Monday" && new.ends_with("day")));
        assert!(found.iter().all(|(old, new)| old != "2011" || new.starts_with("201")), "{found:?}");
        assert!(changes("They may march with 28 boats", date).is_empty());
    }
}
