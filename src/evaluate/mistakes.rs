//! Mistakes for reading: what gold and the program make of the same sentences where they differ.

use std::collections::BTreeMap;

use crate::{
    evaluate::{
        comparison::{Comparison, NameAgreement, Pair, Side},
        gold::{CodePointRange, MarkedStatement},
        sample::sample,
    },
    text::{
        sentence::sentences,
        span::{CodePoints, Span},
    },
};

/// What is wrong with a statement; where several things are, the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Nothing was matched to a gold statement.
    Missed,
    /// A predicted statement was matched to nothing.
    Invented,
    /// Less than half of the content is shared.
    Extent,
    /// The sources do not agree.
    Source,
    /// The full name is not that of gold, or gold names nobody.
    Name,
    /// No name where gold has one.
    NameMissing,
}

impl Fault {
    /// The name in lists and programs, as `wrong source`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Fault::Missed => "missed statement",
            Fault::Invented => "invented statement",
            Fault::Extent => "wrong content extent",
            Fault::Source => "wrong source",
            Fault::Name => "wrong name",
            Fault::NameMissing => "name missing",
        }
    }
}

/// A mistake with the sentences around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mistake {
    /// What is wrong.
    pub fault: Fault,
    /// In which document.
    pub doc: String,
    /// From the first to the last code point of both contents.
    pub range: CodePointRange,
    /// The sentences that the contents, sources and cues lie in.
    pub text: String,
    /// What gold has, if anything.
    pub gold: Option<Words>,
    /// What was predicted, if anything.
    pub predicted: Option<Words>,
}

/// The words of a statement; several ranges of one part have ` … ` between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    /// Who is speaking.
    pub source: String,
    /// What tells so.
    pub cue: String,
    /// What was said.
    pub content: String,
    /// The name of the one who is meant.
    pub speaker: Option<String>,
    /// How sure the program is.
    pub confidence: Option<f32>,
}

/// Some of the mistakes in all documents, and how many of each sort there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mistakes {
    /// How many there are of each sort.
    pub counts: BTreeMap<Fault, usize>,
    /// Those shown: by sort, then by document and place.
    pub shown: Vec<Mistake>,
}

impl Mistakes {
    /// At most `limit` of `all`, which are in the order of documents, spread over the sorts and the documents.
    pub(super) fn sample(all: Vec<Mistake>, limit: usize) -> Mistakes {
        let (counts, shown) = sample(all, limit, |mistake| mistake.fault);
        Mistakes { counts, shown }
    }
}

/// The mistakes in one document, in the order of their places.
pub(super) fn mistakes(comparison: &Comparison<'_>, pairs: &[Pair<'_>]) -> Vec<Mistake> {
    let gold = |side: &Side<'_>| pairs.iter().any(|pair| std::ptr::eq(pair.gold, side));
    let predicted = |side: &Side<'_>| pairs.iter().any(|pair| std::ptr::eq(pair.predicted, side));
    let reading = Surroundings::new(comparison);
    let missed = comparison.gold.iter().filter(|side| !gold(side));
    let missed = missed.map(|side| reading.mistake(Fault::Missed, Some(side), None));
    let invented = comparison.predicted.iter().filter(|side| !predicted(side));
    let invented = invented.map(|side| reading.mistake(Fault::Invented, None, Some(side)));
    let wrong = pairs.iter().filter_map(|pair| {
        fault(comparison, pair).map(|fault| reading.mistake(fault, Some(pair.gold), Some(pair.predicted)))
    });
    let mut mistakes: Vec<Mistake> = missed.chain(invented).chain(wrong).collect();
    mistakes.sort_by_key(|mistake| (mistake.range, mistake.fault));
    mistakes
}

fn fault(comparison: &Comparison<'_>, pair: &Pair<'_>) -> Option<Fault> {
    if !pair.content() {
        return Some(Fault::Extent);
    }
    if !pair.source {
        return Some(Fault::Source);
    }
    match comparison.name(pair) {
        NameAgreement::Wrong if comparison.has_names() => Some(Fault::Name),
        NameAgreement::Missing if comparison.has_names() => Some(Fault::NameMissing),
        _ => None,
    }
}

/// A text with its sentences.
struct Surroundings<'a> {
    comparison: &'a Comparison<'a>,
    text: String,
    points: CodePoints,
    sentences: Vec<Span>,
}

impl<'a> Surroundings<'a> {
    fn new(comparison: &'a Comparison<'a>) -> Surroundings<'a> {
        let text: String = comparison.characters.iter().collect();
        Surroundings { comparison, points: CodePoints::new(&text), sentences: sentences(&text), text }
    }

    fn mistake(&self, fault: Fault, gold: Option<&Side<'_>>, predicted: Option<&Side<'_>>) -> Mistake {
        let statements: Vec<&MarkedStatement> = gold.into_iter().chain(predicted).map(|side| side.marked).collect();
        let contents = statements.iter().flat_map(|statement| &statement.content);
        let all = statements.iter().flat_map(|marked| marked.source.iter().chain(&marked.cue).chain(&marked.content));
        let words = |side: &Side<'_>| self.words(side.marked);
        Mistake {
            fault,
            doc: self.comparison.gold_document.doc.clone(),
            range: cover(contents),
            text: self.sentences(cover(all)),
            gold: gold.map(words),
            predicted: predicted.map(words),
        }
    }

    fn words(&self, marked: &MarkedStatement) -> Words {
        Words {
            source: self.comparison.text_of(&marked.source),
            cue: self.comparison.text_of(&marked.cue),
            content: self.comparison.text_of(&marked.content),
            speaker: marked.speaker.clone(),
            confidence: marked.confidence,
        }
    }

    /// The sentences that the range touches.
    fn sentences(&self, [start, end]: CodePointRange) -> String {
        let range = self.points.span(start, end).expect("all ranges lie in the text");
        let touched = self.sentences.iter().copied().filter(|sentence| sentence.overlaps(range));
        touched.fold(range, Span::cover).of(&self.text).to_owned()
    }
}

fn cover<'a>(ranges: impl Iterator<Item = &'a CodePointRange>) -> CodePointRange {
    let cover = |one: CodePointRange, other: CodePointRange| [one[0].min(other[0]), one[1].max(other[1])];
    ranges.copied().reduce(cover).expect("a statement has content")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::comparison::tests::{document, statement};

    const TEXT: &str = "It is late. Ana Petrova said it will rain. Bob Lind said it will snow.";

    fn found(gold: Vec<MarkedStatement>, predicted: Vec<MarkedStatement>) -> Vec<Mistake> {
        let (gold, predicted) = (document(gold), document(predicted));
        let comparison = Comparison::new(TEXT, &gold, &predicted);
        mistakes(&comparison, &comparison.pairs())
    }

    #[test]
    fn a_mistake_is_what_is_wrong_first() {
        let ana = "It is late. <Ana Petrova>";
        let bob = "It is late. Ana Petrova said it will rain. <Bob Lind>";
        let rain = "It is late. Ana Petrova said <it will rain>.";
        let one = |source, content, speaker| vec![statement(source, content, speaker)];
        let right = || one(ana, rain, "Ana Petrova");
        for (gold, predicted, expected) in [
            (right(), right(), None),
            (right(), vec![], Some(Fault::Missed)),
            (vec![], right(), Some(Fault::Invented)),
            (right(), one(bob, "It is late. Ana Petrova said it will <rain>.", ""), Some(Fault::Source)),
            (right(), one(bob, "<It is late. Ana Petrova said it> will rain.", ""), Some(Fault::Extent)),
            (right(), one(bob, rain, ""), Some(Fault::Source)),
            (right(), one(ana, rain, "Petrova"), Some(Fault::Name)),
            (right(), one(ana, rain, ""), Some(Fault::NameMissing)),
        ] {
            let faults: Vec<Fault> = found(gold, predicted.clone()).iter().map(|mistake| mistake.fault).collect();
            assert_eq!(faults, expected.into_iter().collect::<Vec<_>>(), "{predicted:?}");
        }
    }

    #[test]
    fn a_mistake_is_shown_with_its_sentence() {
        let ana = statement("It is late. <Ana Petrova>", "It is late. Ana Petrova said <it will rain>.", "Ana Petrova");
        let found = found(vec![ana], vec![]);
        assert_eq!(found[0].text, "Ana Petrova said it will rain.");
        assert_eq!(found[0].range, [29, 41]);
        let gold = found[0].gold.as_ref().unwrap();
        assert_eq!((gold.source.as_str(), gold.content.as_str()), ("Ana Petrova", "it will rain"));
    }
}
