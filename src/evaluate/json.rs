//! An evaluation for programs: one object on one line.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::evaluate::{
    Evaluation,
    comparison::ratio,
    measure::Tally,
    mistakes::{Mistake, Words},
    reliability::{Reliability, Reliance},
    table,
};

#[derive(Serialize)]
struct EvaluationObject<'a> {
    #[serde(flatten)]
    figures: BTreeMap<String, FiguresObject>,
    reliability: ReliabilityObject,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<MistakeObject<'a>>,
}

#[derive(Serialize)]
struct FiguresObject {
    p: f64,
    r: f64,
    f1: f64,
    n_pred: usize,
    n_gold: usize,
}

#[derive(Serialize)]
struct ReliabilityObject {
    bands: Vec<RelianceObject>,
    tenths: Vec<RelianceObject>,
}

#[derive(Serialize)]
struct RelianceObject {
    confidence: String,
    statements: usize,
    right: usize,
    share: Option<f64>,
    with_names: usize,
    named_right: usize,
    named_share: Option<f64>,
}

#[derive(Serialize)]
struct MistakeObject<'a> {
    error: &'static str,
    doc: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    gold: Option<WordsObject<'a>>,
    predicted: Option<WordsObject<'a>>,
}

#[derive(Serialize)]
struct WordsObject<'a> {
    source: &'a str,
    cue: &'a str,
    content: &'a str,
    speaker: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
}

/// The figures by their names, with four decimals; `reliability`; and `errors` where some were asked for.
#[must_use]
pub fn evaluation(evaluation: &Evaluation) -> String {
    let tallies = evaluation.scores.tallies.iter();
    let object = EvaluationObject {
        figures: tallies.map(|((measure, part), tally)| (table::key(*measure, *part), figures(tally))).collect(),
        reliability: reliability(&evaluation.reliability),
        errors: evaluation.mistakes.shown.iter().map(mistake).collect(),
    };
    serde_json::to_string(&object).expect("names and figures are always JSON")
}

/// A part of a whole, 0 to 1; nothing where there is no whole.
pub(super) fn share(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| ratio(part, whole))
}

fn figures(tally: &Tally) -> FiguresObject {
    FiguresObject {
        p: rounded(tally.precision()),
        r: rounded(tally.recall()),
        f1: rounded(tally.f1()),
        n_pred: tally.predicted,
        n_gold: tally.gold,
    }
}

/// The nearest figure of four decimals; of two as near the even one.
fn rounded(figure: f64) -> f64 {
    format!("{figure:.4}").parse().expect("a figure is written so that it can be read")
}

fn reliability(reliability: &Reliability) -> ReliabilityObject {
    let bands = reliability.bands.iter();
    let tenths = reliability.tenths.iter().enumerate();
    ReliabilityObject {
        bands: bands.map(|(band, reliance)| object(band.word().to_owned(), reliance)).collect(),
        tenths: tenths.map(|(tenth, reliance)| object(format!("0.{tenth}"), reliance)).collect(),
    }
}

fn object(confidence: String, reliance: &Reliance) -> RelianceObject {
    let Reliance { statements, right, with_names, named_right } = *reliance;
    RelianceObject {
        confidence,
        statements,
        right,
        share: share(right, statements).map(rounded),
        with_names,
        named_right,
        named_share: share(named_right, with_names).map(rounded),
    }
}

fn mistake(mistake: &Mistake) -> MistakeObject<'_> {
    MistakeObject {
        error: mistake.fault.word(),
        doc: &mistake.doc,
        start: mistake.range[0],
        end: mistake.range[1],
        text: &mistake.text,
        gold: mistake.gold.as_ref().map(words),
        predicted: mistake.predicted.as_ref().map(words),
    }
}

fn words(words: &Words) -> WordsObject<'_> {
    WordsObject {
        source: &words.source,
        cue: &words.cue,
        content: &words.content,
        speaker: words.speaker.as_deref(),
        confidence: words.confidence,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_to_the_even_figure() {
        for (figure, expected) in [(0.031_25, 0.0312), (0.093_75, 0.0938), (2.0 / 3.0, 0.6667), (1.0, 1.0)] {
            assert!((rounded(figure) - expected).abs() < 1e-12, "{figure}");
        }
    }
}
