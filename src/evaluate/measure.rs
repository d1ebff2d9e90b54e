//! What is measured, of which statements, and what a figure is.

use crate::{
    article::statement::StatementKind,
    evaluate::comparison::{Pair, number},
};

/// What is held to be right. The order is that of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The content has the same words.
    Exact,
    /// The content has the same code points.
    ExactRaw,
    /// The contents share a word.
    Overlap,
    /// The contents share half of their words (Dice ≥ .5).
    Dice50,
    /// Each stretch of a content on its own has the same words.
    FragmentExact,
    /// Each stretch of a source on its own has the same words.
    SourceExact,
    /// Each stretch of a cue on its own has the same words.
    CueExact,
    /// The mean share of a content that is covered.
    Partial,
    /// Words that lie in contents.
    Token,
    /// Words that lie in contents whose sources agree.
    TokenAttribution,
    /// The contents share a word and the sources agree.
    AttributionSoft,
    /// The contents share half of their words and the sources agree: the headline figure.
    Attribution50,
    /// Content and source have the same words.
    AttributionStrict,
    /// The contents share a word and the full name of the speaker is right.
    Speaker,
    /// The contents share a word and the last name of the speaker is right.
    SpeakerLast,
    /// As `Speaker`, of the people whom gold names.
    SpeakerPerson,
    /// As `SpeakerLast`, of the people whom gold names.
    SpeakerLastPerson,
    /// The full name is right, of the statements that were matched.
    SpeakerGivenMatch,
    /// The last name is right, of the statements that were matched.
    SpeakerLastGivenMatch,
}

/// The measures that a matched pair of statements fulfils or not.
pub(super) const OF_PAIRS: [Measure; 7] = [
    Measure::Exact,
    Measure::ExactRaw,
    Measure::Overlap,
    Measure::Dice50,
    Measure::AttributionSoft,
    Measure::Attribution50,
    Measure::AttributionStrict,
];

/// In the order of the table.
pub(super) const KINDS: [StatementKind; 3] = [StatementKind::Direct, StatementKind::Mixed, StatementKind::Indirect];

impl Measure {
    /// The name in tables and programs, as `attr_50`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Measure::Exact => "exact",
            Measure::ExactRaw => "exact_raw",
            Measure::Overlap => "overlap",
            Measure::Dice50 => "dice50",
            Measure::FragmentExact => "frag_exact",
            Measure::SourceExact => "src_exact",
            Measure::CueExact => "cue_exact",
            Measure::Partial => "partial",
            Measure::Token => "token",
            Measure::TokenAttribution => "token_attr",
            Measure::AttributionSoft => "attr_soft",
            Measure::Attribution50 => "attr_50",
            Measure::AttributionStrict => "attr_strict",
            Measure::Speaker => "spk",
            Measure::SpeakerLast => "spk_last",
            Measure::SpeakerPerson => "spk_person_recall",
            Measure::SpeakerLastPerson => "spk_last_person_recall",
            Measure::SpeakerGivenMatch => "spk_given_match",
            Measure::SpeakerLastGivenMatch => "spk_last_given_match",
        }
    }

    /// Whether a matched pair fulfils a measure of pairs.
    pub(super) fn holds(self, pair: &Pair<'_>) -> bool {
        let exact = || pair.gold.content == pair.predicted.content;
        match self {
            Measure::Exact => exact(),
            Measure::ExactRaw => pair.same_ranges(),
            Measure::Overlap => true,
            Measure::Dice50 => pair.content(),
            Measure::AttributionSoft => pair.source,
            Measure::Attribution50 => pair.source && pair.content(),
            Measure::AttributionStrict => exact() && pair.gold.source == pair.predicted.source,
            _ => false,
        }
    }
}

/// Of which statements a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// All.
    All,
    /// Recall by the kind of the gold statement, precision by that of the predicted one.
    Kind(StatementKind),
    /// Gold statements whose cue is one of speech; there is no precision of these.
    SpeechCue,
}

/// What was found of what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// How much of what was predicted is right.
    pub right_predicted: f64,
    /// How much was predicted.
    pub predicted: usize,
    /// How much of gold was found.
    pub right_gold: f64,
    /// How much there is in gold.
    pub gold: usize,
}

impl Tally {
    /// Right ones of those predicted and of those in gold.
    pub(super) fn new(right_predicted: usize, predicted: usize, right_gold: usize, gold: usize) -> Tally {
        Tally { right_predicted: number(right_predicted), predicted, right_gold: number(right_gold), gold }
    }

    pub(super) fn add(&mut self, other: Tally) {
        self.right_predicted += other.right_predicted;
        self.predicted += other.predicted;
        self.right_gold += other.right_gold;
        self.gold += other.gold;
    }

    /// How much of what was predicted is right, 0 to 1; 1 where there was nothing to predict and nothing was.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right_predicted, self.predicted, self.gold)
    }

    /// How much of gold was found, 0 to 1; 1 where there is nothing and nothing was predicted.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.right_gold, self.gold, self.predicted)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        let sum = precision + recall;
        if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
    }
}

fn share(right: f64, of: usize, others: usize) -> f64 {
    match (of, others) {
        (0, 0) => 1.0,
        (0, _) => 0.0,
        _ => right / number(of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_found_where_nothing_is_counts_as_right() {
        assert_eq!(Tally::default().f1(), 1.0);
        assert_eq!(Tally::new(0, 0, 0, 3).f1(), 0.0);
        assert_eq!(Tally::new(0, 3, 0, 0).f1(), 0.0);
    }
}
