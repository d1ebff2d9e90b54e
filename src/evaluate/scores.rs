//! Precision, recall and F1 of statements under several measures, by kind.
//!
//! All are counted on words, over all documents together ("micro"). The measures of extent are those of the field:
//! exact and overlapping spans and the *partial* measure, the mean share of each predicted (precision) or gold
//! (recall) content that is covered (Johansson and Moschitti 2013, "Relational features in fine-grained opinion
//! analysis"; Pareti and others 2013, "Automatically detecting and attributing indirect quotations"), and words
//! without regard to spans (Newell, Cowlishaw and Man 2018, "Quote extraction and analysis for news", on Citron).

use std::collections::{BTreeMap, BTreeSet};

use crate::evaluate::{
    comparison::{Comparison, Pair, Side, ratio},
    gold::{CodePointRange, MarkedDocument, MarkedStatement},
    measure::{KINDS, Measure, OF_PAIRS, Part, Tally},
    name::names_somebody,
    words::WordSet,
};

/// The tallies of documents under all measures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scores {
    /// The figures in the order of the table. Those of speakers are there only where gold names any.
    pub tallies: BTreeMap<(Measure, Part), Tally>,
}

impl Scores {
    /// Adds a document.
    pub(super) fn add(&mut self, comparison: &Comparison<'_>, pairs: &[Pair<'_>]) {
        self.add_pairs(comparison, pairs);
        self.add_coverage(comparison);
        self.add_attributed_words(comparison);
        self.add_stretches(comparison);
        if comparison.has_names() {
            self.add_names(comparison, pairs);
        }
    }

    fn count(&mut self, measure: Measure, part: Part, tally: Tally) {
        self.tallies.entry((measure, part)).or_default().add(tally);
    }

    fn add_pairs(&mut self, comparison: &Comparison<'_>, pairs: &[Pair<'_>]) {
        let Comparison { gold, predicted, .. } = comparison;
        for measure in OF_PAIRS {
            let right: Vec<&Pair<'_>> = pairs.iter().filter(|pair| measure.holds(pair)).collect();
            let tally = Tally::new(right.len(), predicted.len(), right.len(), gold.len());
            self.count(measure, Part::All, tally);
            for kind in KINDS {
                let tally = Tally::new(
                    right.iter().filter(|pair| pair.predicted.kind == kind).count(),
                    predicted.iter().filter(|side| side.kind == kind).count(),
                    right.iter().filter(|pair| pair.gold.kind == kind).count(),
                    gold.iter().filter(|side| side.kind == kind).count(),
                );
                self.count(measure, Part::Kind(kind), tally);
            }
            let found = right.iter().filter(|pair| pair.gold.marked.speech_cue).count();
            let there = gold.iter().filter(|side| side.marked.speech_cue).count();
            self.count(measure, Part::SpeechCue, Tally::new(0, 0, found, there));
        }
    }

    /// The measures `partial` and `token`.
    fn add_coverage(&mut self, comparison: &Comparison<'_>) {
        let all_gold = union(&of_part(&comparison.gold, Part::All));
        let all_predicted = union(&of_part(&comparison.predicted, Part::All));
        for part in parts() {
            let (gold, predicted) = (of_part(&comparison.gold, part), of_part(&comparison.predicted, part));
            let partial = Tally {
                right_predicted: covered(&predicted, &all_gold),
                predicted: predicted.len(),
                right_gold: covered(&gold, &all_predicted),
                gold: gold.len(),
            };
            self.count(Measure::Partial, part, partial);
            let (gold, predicted) = (union(&gold), union(&predicted));
            let right_predicted = predicted.intersection(&all_gold).count();
            let right_gold = gold.intersection(&all_predicted).count();
            let token = Tally::new(right_predicted, predicted.len(), right_gold, gold.len());
            self.count(Measure::Token, part, token);
        }
    }

    /// The measure `token_attr`: a word is right where one of its predicted sources agrees with one of its gold ones.
    fn add_attributed_words(&mut self, comparison: &Comparison<'_>) {
        let predicted_at = by_word(&comparison.predicted);
        let mut right = WordSet::new();
        for (word, gold) in by_word(&comparison.gold) {
            let predicted = predicted_at.get(&word).map_or(&[][..], Vec::as_slice);
            if gold.iter().any(|gold| predicted.iter().any(|predicted| gold.shares_source(predicted))) {
                right.insert(word);
            }
        }
        for part in parts() {
            let gold = union(&of_part(&comparison.gold, part));
            let predicted = union(&of_part(&comparison.predicted, part));
            let right_predicted = right.intersection(&predicted).count();
            let right_gold = right.intersection(&gold).count();
            let tally = Tally::new(right_predicted, predicted.len(), right_gold, gold.len());
            self.count(Measure::TokenAttribution, part, tally);
        }
    }

    /// Stretches of content, source and cue on their own, with no regard to which statement they belong to.
    fn add_stretches(&mut self, comparison: &Comparison<'_>) {
        type Ranges = fn(&MarkedStatement) -> &[CodePointRange];
        let parts: [(Measure, Ranges); 3] = [
            (Measure::FragmentExact, |statement| &statement.content),
            (Measure::SourceExact, |statement| &statement.source),
            (Measure::CueExact, |statement| &statement.cue),
        ];
        for (measure, ranges) in parts {
            let stretches = |document: &MarkedDocument| -> BTreeSet<WordSet> {
                let ranges = document.statements.iter().flat_map(ranges);
                ranges.map(|range| comparison.words.within(&[*range])).filter(|words| !words.is_empty()).collect()
            };
            let gold = stretches(comparison.gold_document);
            let predicted = stretches(comparison.predicted_document);
            let right = gold.intersection(&predicted).count();
            self.count(measure, Part::All, Tally::new(right, predicted.len(), right, gold.len()));
        }
    }

    /// The measures of speakers: precision of all predictions with a name, recall of all gold statements with one.
    fn add_names(&mut self, comparison: &Comparison<'_>, pairs: &[Pair<'_>]) {
        type IsRight = fn(&Pair<'_>) -> bool;
        let named = |sides: &[Side<'_>]| sides.iter().filter(|side| is_named(side)).count();
        let measures: [(IsRight, [Measure; 3]); 2] = [
            (|pair| pair.full_name(), [Measure::Speaker, Measure::SpeakerPerson, Measure::SpeakerGivenMatch]),
            (
                |pair| pair.last_name(),
                [Measure::SpeakerLast, Measure::SpeakerLastPerson, Measure::SpeakerLastGivenMatch],
            ),
        ];
        for (is_right, [all, people, given_match]) in measures {
            let right: Vec<&Pair<'_>> = pairs.iter().filter(|pair| is_right(pair)).collect();
            let (predicted, gold) = (named(&comparison.predicted), named(&comparison.gold));
            self.count(all, Part::All, Tally::new(right.len(), predicted, right.len(), gold));
            let found = right.iter().filter(|pair| is_named_person(pair.gold)).count();
            let there = comparison.gold.iter().filter(|side| is_named_person(side)).count();
            self.count(people, Part::All, Tally::new(0, 0, found, there));
            let matched = pairs.iter().filter(|pair| is_named(pair.gold)).count();
            let found = right.iter().filter(|pair| is_named(pair.gold)).count();
            self.count(given_match, Part::All, Tally::new(found, matched, found, matched));
        }
    }
}

fn is_named(side: &Side<'_>) -> bool {
    names_somebody(side.marked.speaker.as_deref())
}

fn is_named_person(side: &Side<'_>) -> bool {
    is_named(side) && side.marked.speaker_kind.as_deref() == Some("person")
}

fn parts() -> impl Iterator<Item = Part> {
    [Part::All].into_iter().chain(KINDS.map(Part::Kind))
}

fn of_part<'a>(sides: &'a [Side<'a>], part: Part) -> Vec<&'a Side<'a>> {
    let belongs = |side: &&Side<'_>| match part {
        Part::Kind(kind) => side.kind == kind,
        Part::SpeechCue => side.marked.speech_cue,
        Part::All => true,
    };
    sides.iter().filter(belongs).collect()
}

fn union(sides: &[&Side<'_>]) -> WordSet {
    sides.iter().flat_map(|side| &side.content).copied().collect()
}

/// The sum of the shares of each content that lie in `words`.
fn covered(sides: &[&Side<'_>], words: &WordSet) -> f64 {
    sides.iter().map(|side| ratio(side.content.intersection(words).count(), side.content.len())).sum()
}

/// The statements that have each word in their content.
fn by_word<'a>(sides: &'a [Side<'a>]) -> BTreeMap<usize, Vec<&'a Side<'a>>> {
    let mut by_word: BTreeMap<usize, Vec<&Side<'_>>> = BTreeMap::new();
    for side in sides {
        side.content.iter().for_each(|word| by_word.entry(*word).or_default().push(side));
    }
    by_word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::statement::StatementKind,
        evaluate::comparison::tests::{document, statement},
    };

    const TEXT: &str = "Ana Petrova said \"it will rain\" today. Bob Lind argued that it may snow.";

    const ANA: &str = "<Ana Petrova>";
    const BOB: &str = "Ana Petrova said \"it will rain\" today. <Bob Lind>";
    const RAIN: &str = "Ana Petrova said <\"it will rain\"> today.";
    const RAIN_TODAY: &str = "Ana Petrova said <\"it will rain\" today>.";
    const THAT_SNOW: &str = "Ana Petrova said \"it will rain\" today. Bob Lind argued <that it may snow>.";
    const SNOW: &str = "Ana Petrova said \"it will rain\" today. Bob Lind argued that <it may snow>.";

    fn scores(gold: Vec<MarkedStatement>, predicted: Vec<MarkedStatement>) -> Scores {
        let (gold, predicted) = (document(gold), document(predicted));
        let comparison = Comparison::new(TEXT, &gold, &predicted);
        let mut scores = Scores::default();
        scores.add(&comparison, &comparison.pairs());
        scores
    }

    #[test]
    fn figures_are_those_reckoned_by_hand() {
        let person = |statement| MarkedStatement { speaker_kind: Some("person".to_owned()), ..statement };
        let speech = |statement| MarkedStatement { speech_cue: true, ..statement };
        let gold = vec![person(speech(statement(ANA, RAIN, "Ana Petrova"))), statement(BOB, THAT_SNOW, "Bob Lind")];
        // A word too many and half the name; a word too few and the wrong source with the right name.
        let predicted = vec![statement(ANA, RAIN_TODAY, "Petrova"), statement(ANA, SNOW, "Bob Lind")];
        let scores = scores(gold, predicted);
        let kind = Part::Kind;
        for (measure, part, precision, recall) in [
            (Measure::Exact, Part::All, 0.0, 0.0),
            (Measure::Overlap, Part::All, 1.0, 1.0),
            (Measure::Dice50, Part::All, 1.0, 1.0),
            (Measure::Attribution50, Part::All, 0.5, 0.5),
            (Measure::Attribution50, Part::SpeechCue, 0.0, 1.0),
            (Measure::Attribution50, kind(StatementKind::Direct), 0.0, 1.0),
            (Measure::Attribution50, kind(StatementKind::Mixed), 1.0, 0.0),
            (Measure::Attribution50, kind(StatementKind::Indirect), 0.0, 0.0),
            (Measure::AttributionStrict, Part::All, 0.0, 0.0),
            (Measure::Partial, Part::All, (0.75 + 1.0) / 2.0, (1.0 + 0.75) / 2.0),
            (Measure::Token, Part::All, 6.0 / 7.0, 6.0 / 7.0),
            (Measure::TokenAttribution, Part::All, 3.0 / 7.0, 3.0 / 7.0),
            (Measure::TokenAttribution, kind(StatementKind::Direct), 0.0, 1.0),
            (Measure::FragmentExact, Part::All, 0.0, 0.0),
            (Measure::SourceExact, Part::All, 1.0, 0.5),
            (Measure::CueExact, Part::All, 1.0, 1.0),
            (Measure::Speaker, Part::All, 0.5, 0.5),
            (Measure::SpeakerLast, Part::All, 1.0, 1.0),
            (Measure::SpeakerPerson, Part::All, 0.0, 0.0),
            (Measure::SpeakerLastPerson, Part::All, 0.0, 1.0),
            (Measure::SpeakerGivenMatch, Part::All, 0.5, 0.5),
        ] {
            let tally = scores.tallies[&(measure, part)];
            let found = [tally.precision(), tally.recall()];
            let near = (found[0] - precision).abs() < 1e-12 && (found[1] - recall).abs() < 1e-12;
            assert!(near, "{measure:?} {part:?}: {found:?}, not {precision} and {recall}");
        }
    }

    #[test]
    fn a_second_statement_of_the_same_words_costs_precision() {
        let right = || statement(ANA, RAIN, "Ana Petrova");
        let tally = scores(vec![right()], vec![right(), right()]).tallies[&(Measure::Attribution50, Part::All)];
        assert_eq!((tally.precision(), tally.recall()), (0.5, 1.0));
        assert!((tally.f1() - 2.0 / 3.0).abs() < 1e-12);
    }
}
