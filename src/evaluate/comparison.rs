//! One document as gold and as predicted, with the statements that were found matched to those that are there.

use std::{cmp::Ordering, collections::BTreeMap};

use crate::{
    article::statement::StatementKind,
    evaluate::{
        gold::{CodePointRange, MarkedDocument, MarkedStatement},
        name,
        words::{WordSet, Words},
    },
};

/// A marked statement as sets of words.
pub(super) struct Side<'a> {
    pub(super) marked: &'a MarkedStatement,
    /// The words of the content; never empty.
    pub(super) content: WordSet,
    /// The words of the source.
    pub(super) source: WordSet,
    /// The words of the source that name somebody.
    telling: WordSet,
    /// The kind by the marks in the text, whatever the file says.
    pub(super) kind: StatementKind,
}

impl Side<'_> {
    /// Whether two sources agree: both are empty, or they share a word that names somebody; where one of them has
    /// no such word (a pronoun), any word.
    pub(super) fn shares_source(&self, other: &Side<'_>) -> bool {
        if self.source.is_empty() || other.source.is_empty() {
            return self.source.is_empty() && other.source.is_empty();
        }
        if self.telling.is_empty() || other.telling.is_empty() {
            return !self.source.is_disjoint(&other.source);
        }
        !self.telling.is_disjoint(&other.telling)
    }

    fn ranges(&self) -> Vec<CodePointRange> {
        let mut ranges = self.marked.content.clone();
        ranges.sort_unstable();
        ranges
    }
}

/// A gold statement and the predicted one that was matched to it.
pub(super) struct Pair<'a> {
    pub(super) gold: &'a Side<'a>,
    pub(super) predicted: &'a Side<'a>,
    /// Twice the shared words of the contents by the words of both (Dice 1945): 1 for the same words.
    pub(super) dice: f64,
    /// Whether the sources agree.
    pub(super) source: bool,
}

/// How a predicted name stands to gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameAgreement {
    /// The full name of gold; or nothing but the source's own words where gold names nobody.
    Right,
    /// Another name, or a part of the name.
    Wrong,
    /// No name where gold has one.
    Missing,
}

impl Pair<'_> {
    /// Whether half or more of the content was found.
    pub(super) fn content(&self) -> bool {
        self.dice >= 0.5
    }

    /// Whether the contents are the same code points.
    pub(super) fn same_ranges(&self) -> bool {
        self.gold.ranges() == self.predicted.ranges()
    }

    /// Whether the full name is right.
    pub(super) fn full_name(&self) -> bool {
        name::is_same_name(self.gold.marked.speaker.as_deref(), self.predicted.marked.speaker.as_deref())
    }

    /// Whether the last name is right.
    pub(super) fn last_name(&self) -> bool {
        name::is_same_last_name(self.gold.marked.speaker.as_deref(), self.predicted.marked.speaker.as_deref())
    }
}

/// One document as gold and as predicted.
pub(super) struct Comparison<'a> {
    /// The text, in code points.
    pub(super) characters: Vec<char>,
    pub(super) words: Words,
    pub(super) gold_document: &'a MarkedDocument,
    pub(super) predicted_document: &'a MarkedDocument,
    /// The gold statements that have words in them.
    pub(super) gold: Vec<Side<'a>>,
    /// The predicted statements that have words in them and do not lie where the annotators could not agree.
    pub(super) predicted: Vec<Side<'a>>,
}

impl<'a> Comparison<'a> {
    /// Compares the statements of one text, whose ranges all lie in it.
    pub(super) fn new(text: &str, gold: &'a MarkedDocument, predicted: &'a MarkedDocument) -> Comparison<'a> {
        let words = Words::of(text);
        let ignored = words.within(&gold.ignore);
        let gold_sides = sides(gold, &words);
        let mut predicted_sides = sides(predicted, &words);
        predicted_sides.retain(|side| {
            let mostly_ignored = 2 * side.content.intersection(&ignored).count() >= side.content.len();
            !mostly_ignored || gold_sides.iter().any(|gold| !gold.content.is_disjoint(&side.content))
        });
        Comparison {
            characters: text.chars().collect(),
            words,
            gold_document: gold,
            predicted_document: predicted,
            gold: gold_sides,
            predicted: predicted_sides,
        }
    }

    /// Whether gold gives the names of the speakers.
    pub(super) fn has_names(&self) -> bool {
        self.gold_document.speaker_labelled
    }

    /// Each gold statement with at most one predicted one that shares words with its content.
    ///
    /// The pairs are taken greedily, those with the most words in common first; of equals those whose sources agree,
    /// then those that stand first.
    pub(super) fn pairs(&self) -> Vec<Pair<'_>> {
        let mut candidates = self.candidates();
        candidates.sort_by(|(one, one_key), (other, other_key)| closer(one, other).then(one_key.cmp(other_key)));
        let mut gold_free = vec![true; self.gold.len()];
        let mut predicted_free = vec![true; self.predicted.len()];
        let mut pairs = Vec::new();
        for (pair, (gold, predicted)) in candidates {
            if gold_free[gold] && predicted_free[predicted] {
                gold_free[gold] = false;
                predicted_free[predicted] = false;
                pairs.push(pair);
            }
        }
        pairs
    }

    /// Every gold statement with every predicted one that shares a word with its content, and their numbers.
    fn candidates(&self) -> Vec<(Pair<'_>, (usize, usize))> {
        let mut at_word: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, predicted) in self.predicted.iter().enumerate() {
            predicted.content.iter().for_each(|word| at_word.entry(*word).or_default().push(number));
        }
        let mut candidates = Vec::new();
        for (gold_number, gold) in self.gold.iter().enumerate() {
            let touching: WordSet =
                gold.content.iter().filter_map(|word| at_word.get(word)).flatten().copied().collect();
            for number in touching {
                let predicted = &self.predicted[number];
                let pair = Pair {
                    gold,
                    predicted,
                    dice: dice(&gold.content, &predicted.content),
                    source: gold.shares_source(predicted),
                };
                candidates.push((pair, (gold_number, number)));
            }
        }
        candidates
    }

    /// How the predicted name of a pair stands to gold, in a document with names.
    pub(super) fn name(&self, pair: &Pair<'_>) -> NameAgreement {
        let gold = pair.gold.marked.speaker.as_deref();
        let predicted = pair.predicted.marked.speaker.as_deref();
        match (name::names_somebody(gold), name::names_somebody(predicted)) {
            (true, false) => NameAgreement::Missing,
            (true, true) if pair.full_name() => NameAgreement::Right,
            (false, true) if !self.is_as_written(pair.predicted) => NameAgreement::Wrong,
            (false, _) => NameAgreement::Right,
            (true, true) => NameAgreement::Wrong,
        }
    }

    /// Whether the name says no more than the words of the source.
    fn is_as_written(&self, side: &Side<'_>) -> bool {
        let source = name::words(Some(&self.text_of(&side.marked.source).replace([',', '(', '–', '—'], " ")));
        name::words(side.marked.speaker.as_deref()).iter().all(|word| source.contains(word))
    }

    /// The words of the ranges, with ` … ` between one range and the next.
    pub(super) fn text_of(&self, ranges: &[CodePointRange]) -> String {
        let text = |&[start, end]: &CodePointRange| self.characters[start..end].iter().collect::<String>();
        ranges.iter().map(text).collect::<Vec<_>>().join(" … ")
    }
}

fn sides<'a>(document: &'a MarkedDocument, words: &Words) -> Vec<Side<'a>> {
    let side = |marked: &'a MarkedStatement| {
        let content = words.within(&marked.content);
        let source = words.within(&marked.source);
        Side { marked, kind: words.kind(&content), telling: words.telling(&source), content, source }
    };
    document.statements.iter().map(side).filter(|side| !side.content.is_empty()).collect()
}

fn dice(one: &WordSet, other: &WordSet) -> f64 {
    ratio(2 * one.intersection(other).count(), one.len() + other.len())
}

/// A quotient of two counts.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    number(part) / number(whole)
}

/// A count to reckon with.
#[expect(clippy::cast_precision_loss, reason = "counts of words and statements are far below 2^52")]
pub(super) fn number(count: usize) -> f64 {
    count as f64
}

fn closer(one: &Pair<'_>, other: &Pair<'_>) -> Ordering {
    other.dice.total_cmp(&one.dice).then(other.source.cmp(&one.source))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The ranges of the words between `<` and `>` in `marked`, counted in the text without them.
    pub(in crate::evaluate) fn ranges(marked: &str) -> Vec<CodePointRange> {
        let mut ranges = Vec::new();
        let mut length = 0;
        for character in marked.chars() {
            match character {
                '<' => ranges.push([length, length]),
                '>' => ranges.last_mut().unwrap()[1] = length,
                _ => length += 1,
            }
        }
        ranges
    }

    /// A statement by a text with its source marked, one with its content marked, and a name.
    pub(in crate::evaluate) fn statement(source: &str, content: &str, speaker: &str) -> MarkedStatement {
        MarkedStatement {
            source: ranges(source),
            content: ranges(content),
            speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
            ..MarkedStatement::default()
        }
    }

    pub(in crate::evaluate) fn document(statements: Vec<MarkedStatement>) -> MarkedDocument {
        MarkedDocument { doc: "quay".to_owned(), statements, speaker_labelled: true, ..MarkedDocument::default() }
    }

    const TEXT: &str = "Ana Petrova, the harbour master, said it will rain and Bob Lind said it will snow.";

    #[test]
    fn sources_agree_by_a_word_that_names_somebody() {
        let whole = "<Ana Petrova, the harbour master>,";
        for (one, other, agree) in [
            (whole, "Ana <Petrova>", true),
            (whole, "Ana Petrova, the <harbour master>", true),
            (whole, "Ana Petrova, <the>", true),
            (whole, "Ana Petrova, the harbour master, said it will rain and <Bob Lind>", false),
            (whole, "", false),
            ("", "", true),
        ] {
            let documents = [one, other].map(|source| document(vec![statement(source, "<Ana>", "")]));
            let words = Words::of(TEXT);
            let [one_side, other_side] = [&documents[0], &documents[1]].map(|document| sides(document, &words));
            assert_eq!(one_side[0].shares_source(&other_side[0]), agree, "{one} / {other}");
        }
    }

    #[test]
    fn of_equal_contents_those_with_the_same_source_are_matched() {
        let content = "Ana Petrova, the harbour master, said <it will rain> and";
        let gold = document(vec![statement("<Ana Petrova>", content, "Ana Petrova")]);
        let bob = "Ana Petrova, the harbour master, said it will rain and <Bob Lind>";
        let predicted = document(vec![statement(bob, content, ""), statement("<Ana> Petrova", content, "")]);
        let comparison = Comparison::new(TEXT, &gold, &predicted);
        let pairs = comparison.pairs();
        assert_eq!(pairs.len(), 1);
        assert!(pairs[0].source && pairs[0].same_ranges() && (pairs[0].dice - 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_closest_pair_is_taken_first() {
        let all = "Ana Petrova, the harbour master, said <it will rain and Bob Lind said it will snow>.";
        let first = "Ana Petrova, the harbour master, said <it will rain> and Bob Lind said it will snow.";
        let gold = document(vec![statement("", all, ""), statement("", first, "")]);
        let predicted = document(vec![statement("", first, "")]);
        let comparison = Comparison::new(TEXT, &gold, &predicted);
        let pairs = comparison.pairs();
        assert_eq!(pairs.len(), 1);
        assert_eq!(pairs[0].gold.content.len(), 3, "the shorter gold statement, with all of its words");
    }

    #[test]
    fn names_are_held_against_gold_and_source() {
        let content = "Ana Petrova, the harbour master, said <it will rain> and";
        let source = "Ana Petrova, <the harbour master>, said";
        for (gold, predicted, expected) in [
            ("Ana Petrova", "Ana Petrova", NameAgreement::Right),
            ("Ana Petrova", "Petrova", NameAgreement::Wrong),
            ("Ana Petrova", "", NameAgreement::Missing),
            ("", "", NameAgreement::Right),
            ("", "the harbour master", NameAgreement::Right),
            ("", "Ana Petrova", NameAgreement::Wrong),
        ] {
            let gold_document = document(vec![statement(source, content, gold)]);
            let predicted_document = document(vec![statement(source, content, predicted)]);
            let comparison = Comparison::new(TEXT, &gold_document, &predicted_document);
            assert_eq!(comparison.name(&comparison.pairs()[0]), expected, "{gold} / {predicted}");
        }
    }

    #[test]
    fn what_lies_in_a_disputed_place_does_not_count() {
        let snow = "Ana Petrova, the harbour master, said it will rain and Bob Lind said <it will snow>.";
        let predicted = document(vec![statement("", snow, "")]);
        let disputed = MarkedDocument { ignore: ranges(snow), ..document(vec![]) };
        assert!(Comparison::new(TEXT, &disputed, &predicted).predicted.is_empty());
        let touched = MarkedDocument { ignore: ranges(snow), ..document(vec![statement("", snow, "")]) };
        assert_eq!(Comparison::new(TEXT, &touched, &predicted).predicted.len(), 1);
    }
}
