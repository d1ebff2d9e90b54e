//! What differs between a claim and the words of the record, word by word, and how grave that is.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::answer::{
    check::{
        Change,
        alignment::{is_respelt, is_shifted},
        word::{Word, WordKind},
    },
    vocabulary::counted,
};

/// Words that may come and go without a change of sense.
const TRIVIAL: [&str; 14] =
    ["a", "an", "the", "that", "and", "so", "well", "just", "also", "then", "now", "there", "'s", "very"];

/// Beginnings that turn a word into its opposite.
const OPPOSITES: [&str; 7] = ["un", "in", "im", "ir", "il", "dis", "non"];

/// Words of the record beside those of the claim, as ranges of both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) record: Range<usize>,
    pub(super) claim: Range<usize>,
    pub(super) is_same: bool,
}

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Claim and record side by side, in order.
    pub(super) stretches: Vec<Stretch>,
    /// Changes of words.
    pub(super) changes: Vec<Change>,
    /// Slips and other differences that leave the sense.
    pub(super) slips: usize,
    /// Words of the record that an ellipsis of the claim stands for.
    pub(super) at_gaps: Vec<usize>,
    /// Words that differ as direct and reported speech do.
    pub(super) shifts: usize,
}

/// How words are compared.
pub(super) struct Comparison<'a> {
    pub(super) claim: &'a [Word],
    pub(super) record: &'a [Word],
    /// Of each word of the record, whether it stands between what was said.
    pub(super) is_between: &'a [bool],
    /// Whether the record has a word: a word that it has is no slip of another.
    pub(super) is_known: &'a dyn Fn(&str) -> bool,
}

impl Comparison<'_> {
    /// The difference between claim and record.
    pub(super) fn difference(&self) -> Difference {
        let (claim, gaps) = without_marks(self.claim);
        let (record, _) = without_marks(self.record);
        let keys = |words: &[Word], places: &[usize]| -> Vec<String> {
            places.iter().map(|&place| words[place].norm.clone()).collect()
        };
        let operations = capture_diff_slices(Algorithm::Myers, &keys(self.record, &record), &keys(self.claim, &claim));
        let mut difference = Difference::default();
        for operation in operations {
            let (ours, theirs) = (operation.old_range(), operation.new_range());
            let is_same = matches!(operation, DiffOp::Equal { .. });
            let is_at_gap = gaps.iter().any(|&gap| (theirs.start..=theirs.end).contains(&gap));
            if is_same {
                let written_apart = ours.clone().zip(theirs.clone()).any(|(ours, theirs)| {
                    self.record[record[ours]].is_contracted != self.claim[claim[theirs]].is_contracted
                });
                difference.slips += usize::from(written_apart);
            } else {
                let ours: Vec<usize> = record[ours.clone()].to_vec();
                self.weigh(&ours, &claim[theirs.clone()], is_at_gap, &mut difference);
            }
            difference.stretches.push(Stretch {
                record: places(&record, ours),
                claim: places(&claim, theirs),
                is_same,
            });
        }
        difference
    }

    /// Weighs words of the record against other words of the claim in the same place.
    fn weigh(&self, record: &[usize], claim: &[usize], is_at_gap: bool, difference: &mut Difference) {
        let mut left: Vec<usize> = record.to_vec();
        for &place in claim {
            let word = &self.claim[place];
            if word.is_bracketed {
                difference.slips += 1;
                continue;
            }
            let partner = left.iter().position(|&other| self.pair(word, &self.record[other]).is_some());
            match partner.map(|at| self.pair(word, &self.record[left.remove(at)])) {
                Some(Some(Pair::Slip)) => difference.slips += 1,
                Some(Some(Pair::Shift)) => difference.shifts += 1,
                Some(Some(Pair::Opposite)) => difference.changes.push(Change::Negation),
                Some(None) | None => self.lone(word, difference),
            }
        }
        let is_quoters = claim.iter().any(|&place| self.claim[place].is_bracketed);
        for place in left {
            let word = &self.record[place];
            match () {
                () if self.is_between[place] || word.is_bracketed || is_quoters => {}
                () if is_at_gap => difference.at_gaps.push(place),
                () => self.lone(word, difference),
            }
        }
    }

    /// What a word is that only one side has.
    fn lone(&self, word: &Word, difference: &mut Difference) {
        let change = match word.kind {
            WordKind::Negation => Change::Negation,
            WordKind::Number => Change::Number,
            WordKind::Date => Change::Date,
            WordKind::Telling if word.is_name => Change::Name,
            WordKind::Function if TRIVIAL.contains(&word.norm.as_str()) => {
                difference.slips += 1;
                return;
            }
            _ => Change::Word,
        };
        difference.changes.push(change);
    }

    /// What makes two different words a pair; nothing where they are just two words.
    fn pair(&self, claim: &Word, record: &Word) -> Option<Pair> {
        let (one, other) = (claim.norm.as_str(), record.norm.as_str());
        let plain = |word: &Word| matches!(word.kind, WordKind::Telling | WordKind::Function);
        if claim.kind == WordKind::Number && record.kind == WordKind::Number {
            return counted(one).filter(|count| counted(other) == Some(*count)).map(|_| Pair::Slip);
        }
        if !plain(claim) || !plain(record) {
            return None;
        }
        let is_opposite = |long: &str, short: &str| {
            short.len() >= 4 && OPPOSITES.iter().any(|begin| long.strip_prefix(begin) == Some(short))
        };
        match () {
            () if is_shifted(one, other) => Some(Pair::Shift),
            () if is_opposite(one, other) || is_opposite(other, one) => Some(Pair::Opposite),
            () if claim.stem == record.stem => Some(Pair::Slip),
            () if is_respelt(one, other) && !(self.is_known)(one) => Some(Pair::Slip),
            () => None,
        }
    }
}

/// Two words in each other's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Slip,
    Shift,
    Opposite,
}

/// The places of words, and before which of these an ellipsis stands.
fn without_marks(words: &[Word]) -> (Vec<usize>, Vec<usize>) {
    let (mut places, mut gaps) = (Vec::new(), Vec::new());
    for (place, word) in words.iter().enumerate() {
        match word.kind {
            WordKind::Gap => gaps.push(places.len()),
            WordKind::QuestionMark => {}
            _ => places.push(place),
        }
    }
    (places, gaps)
}

fn places(of: &[usize], range: Range<usize>) -> Range<usize> {
    match of.get(range.clone()) {
        Some([first, .., last]) => *first..last + 1,
        Some([only]) => *only..only + 1,
        _ => {
            let at = of.get(range.start).copied().unwrap_or_else(|| of.last().map_or(0, |last| last + 1));
            at..at
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::check::word::words;

    fn difference(claim: &str, record: &str) -> Difference {
        let (claim, record) = (words(claim), words(record));
        let known = words("the ferry fell fall rose port fort was closed public Riga Oslo");
        let is_known = |word: &str| known.iter().any(|known| known.norm == word);
        let is_between = vec![false; record.len()];
        Comparison { claim: &claim, record: &record, is_between: &is_between, is_known: &is_known }.difference()
    }

    #[test]
    fn marks_and_capitals_are_no_difference() {
        let same = difference("THE FERRY — was “closed”!", "The ferry was 'closed'");
        assert_eq!((same.changes, same.slips, same.shifts), (Vec::new(), 0, 0));
    }

    #[test]
    fn changes_are_known_by_their_gravest() {
        for (claim, record, change) in [
            ("the ferry was not closed", "the ferry was closed", Some(Change::Negation)),
            ("the ferry wasn't closed", "the ferry was closed", Some(Change::Negation)),
            ("an unhappy crew", "a happy crew", Some(Change::Negation)),
            ("it has 14 decks", "it has 15 decks", Some(Change::Number)),
            ("it sails on Monday", "it sails on Friday", Some(Change::Date)),
            ("it sails to Riga again", "it sails to Oslo again", Some(Change::Name)),
            ("the port was closed", "the fort was closed", Some(Change::Word)),
            ("fares rose", "fares fell", Some(Change::Word)),
            ("the fery was closed", "the ferry was closed", None),
            ("the ferries were closed", "the ferry was closed", None),
            ("it has 3 decks", "it has three decks", None),
            ("the ferry isn't late", "the ferry is not late", None),
        ] {
            let found = difference(claim, record);
            assert_eq!(found.changes.iter().min().copied(), change, "{claim}");
            assert!(change.is_some() || found.slips + found.shifts > 0, "{claim}");
        }
    }

    #[test]
    fn an_ellipsis_and_brackets_allow_for_other_words() {
        let cut = difference("the ferry … was closed", "the ferry to Oslo, they said, was closed");
        assert_eq!((cut.changes.len(), cut.at_gaps.len()), (0, 4));
        let quoter = difference("[The ferry] was closed", "It was closed");
        assert_eq!((quoter.changes.len(), quoter.slips > 0), (0, true));
    }
}
