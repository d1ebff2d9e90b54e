//! Where in a stretch of an article the words of a claim stand.
//!
//! A semi-global alignment (Needleman and Wunsch, 1970, with free ends on the side of the article): all of the claim
//! is placed, whatever stands before and behind it in the article costs nothing. Words between the halves of a
//! quotation ("…," she said, "…") and words at an ellipsis cost next to nothing.

use crate::answer::check::word::{Word, WordKind};

/// What a word of the claim costs that the article has not, as a share of its weight.
const LACKING: f32 = 0.6;
/// What a word of the article costs that the claim has not, as a share of its weight.
const PASSED_OVER: f32 = 0.3;
/// The same where it is no part of what was said.
const BETWEEN: f32 = 0.02;
/// What another word in the same place costs, as a share of its weight.
const REPLACED: f32 = 0.5;

/// How alike two words are, 0 to 1.
pub(super) fn likeness(one: &Word, other: &Word) -> f32 {
    match () {
        () if one.norm == other.norm => 1.0,
        () if one.stem == other.stem && one.is_word() => 0.85,
        () if is_shifted(&one.norm, &other.norm) => 0.7,
        () if is_respelt(&one.norm, &other.norm) => 0.7,
        () => 0.0,
    }
}

/// Whether one word may be a slip of the other: a letter in four or so differs.
pub(super) fn is_respelt(one: &str, other: &str) -> bool {
    let (length, others) = (one.chars().count(), other.chars().count());
    let bound = if length.min(others) >= 8 { 2 } else { 1 };
    length.min(others) >= 4
        && length.abs_diff(others) <= bound
        && one.chars().chain(other.chars()).all(char::is_alphabetic)
        && strsim::osa_distance(one, other) <= bound
}

/// Words that take each other's place when direct speech becomes reported speech.
const SHIFTED: &[&[&str]] = &[
    &["i", "he", "she", "we", "they", "you", "it", "one"],
    &["me", "him", "her", "us", "them", "you", "it"],
    &["my", "his", "her", "our", "their", "your", "its"],
    &["mine", "his", "hers", "ours", "theirs", "yours"],
    &["myself", "himself", "herself", "ourselves", "themselves", "itself"],
    &["am", "is", "are", "was", "were", "be", "been", "'s"],
    &["have", "has", "had", "'d"],
    &["do", "does", "did"],
    &["will", "would", "'d"],
    &["can", "could"],
    &["may", "might"],
    &["shall", "should"],
    &["this", "that", "these", "those"],
    &["here", "there"],
    &["now", "then"],
];

/// Whether two words differ only as direct and reported speech do: "I will" and "he would".
pub(super) fn is_shifted(one: &str, other: &str) -> bool {
    SHIFTED.iter().any(|group| group.contains(&one) && group.contains(&other))
}

/// A place in the article: words `first` to before `end`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Aligned {
    pub(super) first: usize,
    pub(super) end: usize,
    /// What the alignment is worth as a share of what the claim itself is, at most 1.
    pub(super) worth: f32,
}

/// The best place for `claim` among `words` of an article; `is_between` says of each whether it stands between what
/// was said. Nothing where not a word fits.
pub(super) fn align(claim: &[Word], words: &[Word], is_between: &[bool]) -> Option<Aligned> {
    let whole: f32 = claim.iter().map(Word::weight).sum();
    // Of each place, the best that ends there and where that begins.
    let mut row: Vec<(f32, usize)> = (0..=words.len()).map(|place| (0.0, place)).collect();
    for word in claim.iter().filter(|word| word.kind != WordKind::QuestionMark) {
        let mut next = Vec::with_capacity(row.len());
        if word.kind == WordKind::Gap {
            let mut best = row[0];
            for &reached in &row {
                best = if reached.0 > best.0 { reached } else { best };
                next.push(best);
            }
            row = next;
            continue;
        }
        let weight = word.weight();
        next.push((row[0].0 - LACKING * weight, row[0].1));
        for (place, other) in words.iter().enumerate() {
            let alike = likeness(word, other);
            let step = if alike > 0.0 { alike * weight } else { -REPLACED * weight };
            let skip = if is_between[place] { BETWEEN } else { PASSED_OVER * other.weight() };
            let ways = [
                (row[place].0 + step, row[place].1),
                (row[place + 1].0 - LACKING * weight, row[place + 1].1),
                (next[place].0 - skip, next[place].1),
            ];
            next.push(ways.into_iter().fold(ways[0], |best, way| if way.0 > best.0 { way } else { best }));
        }
        row = next;
    }
    // Of ends that are worth alike, the first.
    let ends = row.iter().enumerate().rev();
    let (end, &(best, first)) = ends.max_by(|one, other| one.1.0.total_cmp(&other.1.0))?;
    (best > 0.0 && first < end && whole > 0.0).then(|| Aligned { first, end, worth: best / whole })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::check::word::words;

    fn aligned(claim: &str, article: &str) -> Option<(String, f32)> {
        let words = words(article);
        let found = align(&super::super::word::words(claim), &words, &vec![false; words.len()])?;
        let span = words[found.first].span.cover(words[found.end - 1].span);
        Some((span.of(article).to_owned(), found.worth))
    }

    #[test]
    fn a_claim_finds_its_place() {
        let article = "The mayor spoke. She said the old bridge was safe for lorries, and the ferry was not. The end.";
        for (claim, expected) in [
            ("the old bridge was safe", "the old bridge was safe"),
            ("THE OLD BRIGDE WAS SAFE", "the old bridge was safe"),
            ("the bridge is safe for lorries", "the old bridge was safe for lorries"),
            ("the old bridge was safe?", "the old bridge was safe"),
            ("the old bridge … the ferry was not", "the old bridge was safe for lorries, and the ferry was not"),
        ] {
            assert_eq!(aligned(claim, article).unwrap().0, expected, "{claim}");
        }
        assert!(aligned("herring prices doubled", article).is_none_or(|(_, worth)| worth < 0.3));
    }

    #[test]
    fn what_stands_between_two_halves_costs_nothing() {
        let article = "“The bridge,” said Mary Hall on a windy quay at noon, “is safe.”";
        let words = words(article);
        let between: Vec<bool> = words.iter().map(|word| (2..11).contains(&place(&words, word))).collect();
        let claim = super::super::word::words("The bridge is safe");
        assert!(align(&claim, &words, &between).unwrap().worth > 0.85);
        assert!(align(&claim, &words, &vec![false; words.len()]).unwrap().worth < 0.6);
    }

    fn place(words: &[Word], word: &Word) -> usize {
        words.iter().position(|other| other == word).unwrap()
    }
}
