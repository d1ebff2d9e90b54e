//! Words left out: at the ends, harmlessly or not, and within.

use std::ops::Range;

use crate::evaluate::check::{
    chance::Chance,
    wording::{Wording, is_telling},
};

/// How many words with content of their own are left at least.
pub(in crate::evaluate::check) const LEAST: usize = 5;

/// The text without its begin, its end or both, where that takes nothing that bears on the sense.
pub(in crate::evaluate::check) fn ends(wording: &Wording<'_>, chance: &mut Chance) -> Option<String> {
    let count = wording.len();
    let head = chance.below(4);
    let tail = chance.below(count / 4 + 1);
    let kept = head..count.saturating_sub(tail);
    let mut lost = (0..head).chain(kept.end..count);
    let is_harmless = !lost.any(|at| is_telling(wording.word(at)));
    (head + tail > 0 && is_harmless).then(|| cut(wording, kept)).flatten()
}

/// Only what stands in `kept`, if that is enough and cuts no word off from its ending.
fn cut(wording: &Wording<'_>, kept: Range<usize>) -> Option<String> {
    if kept.is_empty() || wording.content_words(kept.clone()) < LEAST {
        return None;
    }
    let is_whole = |at: usize| at == wording.len() || wording.word(at).starts_with(char::is_alphanumeric);
    (is_whole(kept.start) && is_whole(kept.end)).then(|| wording.part(kept).to_owned())
}

/// The text without an end that bears on the sense: cut behind a negation or an "I think", before an "if" or a "but".
pub(in crate::evaluate::check) fn qualifier(wording: &Wording<'_>, chance: &mut Chance) -> Option<String> {
    let count = wording.len();
    let behind = (0..count / 2).filter(|at| is_denial(wording, *at)).map(|at| at + 1..count);
    let before = (1..count).filter(|at| opens_condition(wording, *at)).map(|at| 0..at);
    let hedge = hedge(wording).map(|end| end..count);
    let condition = leading_condition(wording).map(|end| end..count);
    let all: Vec<String> =
        behind.chain(before).chain(hedge).chain(condition).filter_map(|kept| cut(wording, kept)).collect();
    chance.one(&all).cloned()
}

/// Whether the word denies what follows it; not in "not only".
fn is_denial(wording: &Wording<'_>, at: usize) -> bool {
    let word = wording.plain(at);
    let denies = matches!(&*word, "not" | "never" | "cannot") || word.ends_with("n't");
    denies && !matches!(&*wording.plain(at + 1), "only" | "just" | "because" | "merely" | "simply")
}

/// Whether a condition or a restriction begins with the word.
fn opens_condition(wording: &Wording<'_>, at: usize) -> bool {
    let before = wording.plain(at - 1);
    match &*wording.plain(at) {
        "if" => !matches!(
            &*before,
            "even" | "as" | "what" | "only" | "know" | "knows" | "see" | "wonder" | "ask" | "asked" | "but" | "and"
        ),
        "but" => !matches!(&*before, "nothing" | "all" | "anything" | "none" | "not" | "anyone" | "everyone" | "no"),
        "unless" | "until" | "except" | "although" | "though" => !matches!(&*before, "even" | "up" | "as"),
        _ => false,
    }
}

/// How many words a hedge at the begin has.
fn hedge(wording: &Wording<'_>) -> Option<usize> {
    let second = wording.plain(1);
    let hedges = matches!(&*second, "think" | "believe" | "hope" | "guess" | "suspect" | "doubt" | "feel");
    let that = usize::from(wording.plain(2) == "that");
    match &*wording.plain(0) {
        "maybe" | "perhaps" | "possibly" | "probably" => Some(1),
        "i" | "we" if hedges => Some(2 + that),
        _ => None,
    }
}

/// How many words an "if …," at the begin has.
fn leading_condition(wording: &Wording<'_>) -> Option<usize> {
    let opens = matches!(&*wording.plain(0), "if" | "unless" | "until");
    let end = || (3..wording.len()).find(|at| wording.between(*at).starts_with(','));
    opens.then(end).flatten()
}

/// The text without two to five words within, with `mark` in their place.
pub(in crate::evaluate::check) fn inner(wording: &Wording<'_>, mark: &str, chance: &mut Chance) -> Option<String> {
    /// How many words stay at each end.
    const EDGE: usize = 3;
    let room = wording.len().checked_sub(2 * EDGE + 2)?;
    let length = (2 + chance.below(4)).min(room + 1);
    let first = EDGE + chance.below(wording.len() - 2 * EDGE - length + 1);
    let lost = first..first + length;
    let left = wording.content_words(0..lost.start) + wording.content_words(lost.end..wording.len());
    let is_enough = left >= LEAST && wording.content_words(lost.clone()) > 0;
    let is_whole = [lost.start, lost.end].iter().all(|at| wording.word(*at).starts_with(char::is_alphanumeric));
    let stays_a_gap = wording.plain(lost.start) != wording.plain(lost.end);
    (is_enough && is_whole && stays_a_gap).then(|| wording.without(lost, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harmless_ends_take_nothing_that_bears_on_the_sense() {
        let text = "Yesterday the old harbour wall cracked along a length of forty metres, but nobody was hurt there";
        let wording = Wording::new(text);
        let mut found = 0;
        for seed in 0..60 {
            let Some(cut) = ends(&wording, &mut Chance::of(&[&seed.to_string()])) else { continue };
            assert!(text.contains(&cut) && cut.len() < text.len() && cut.contains("but nobody"), "{cut}");
            found += 1;
        }
        assert!(found > 5, "{found}");
        assert_eq!(ends(&Wording::new("It is shut"), &mut Chance::of(&["short"])), None);
    }

    #[test]
    fn what_qualifies_is_cut_off() {
        for (text, expected) in [
            (
                "We will not close the old harbour wall this winter season",
                Some("close the old harbour wall this winter season"),
            ),
            (
                "The council repairs the harbour wall next spring if money comes",
                Some("The council repairs the harbour wall next spring"),
            ),
            (
                "I think that the council repairs the harbour wall next spring",
                Some("the council repairs the harbour wall next spring"),
            ),
            (
                "If money comes, the council repairs the harbour wall next spring",
                Some("the council repairs the harbour wall next spring"),
            ),
            ("The council repairs not only the harbour wall next spring", None),
            ("We will not close the wall", None),
            ("The council repairs nothing but the harbour wall next spring again", None),
        ] {
            let cut = qualifier(&Wording::new(text), &mut Chance::of(&[text]));
            assert_eq!(cut.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn words_within_leave_a_gap() {
        let text = "The council wants to repair the harbour wall before the first winter storm arrives";
        let wording = Wording::new(text);
        let mut found = 0;
        for seed in 0..40 {
            let chance = || Chance::of(&[&seed.to_string()]);
            let Some(plain) = inner(&wording, "", &mut chance()) else { continue };
            let marked = inner(&wording, "… ", &mut chance()).unwrap();
            assert_eq!(marked.replace("… ", ""), plain);
            let lost = wording.len() - Wording::new(&plain).len();
            assert!((2..=5).contains(&lost), "{plain}");
            assert!(plain.starts_with("The council wants") && plain.ends_with("winter storm arrives"), "{plain}");
            found += 1;
        }
        assert!(found > 20, "{found}");
        assert_eq!(inner(&Wording::new("one two three four"), "", &mut Chance::of(&[])), None);
    }
}
