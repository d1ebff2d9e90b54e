//! An evaluation of checks for programs: one object on one line.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use crate::{
    answer::check::{CheckVerdict, ClaimForm},
    evaluate::check::{
        Evaluation, Judged,
        case::Sort,
        figures::{Figures, Row, Share},
    },
};

#[derive(Serialize)]
struct EvaluationObject<'a> {
    cases: usize,
    figures: FiguresObject,
    confusion: BTreeMap<String, RowObject>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<ErrorObject<'a>>,
}

#[derive(Serialize)]
struct FiguresObject {
    right: Option<f64>,
    verbatim: Option<f64>,
    altered: Option<f64>,
    reported: Option<f64>,
    reported_altered: Option<f64>,
    right_speaker: Option<f64>,
    /// By how well the record knows the right one.
    wrong_speaker: BTreeMap<&'static str, ShareObject>,
    invented: Option<f64>,
    /// Changed, and called as said or a slip: how many.
    passed: BTreeMap<&'static str, usize>,
    found: BTreeMap<&'static str, ShareObject>,
    median_ms: f64,
    p99_ms: f64,
}

#[derive(Serialize)]
struct ShareObject {
    share: Option<f64>,
    n: usize,
}

#[derive(Serialize)]
struct RowObject {
    n: usize,
    right: usize,
    given: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct ErrorObject<'a> {
    id: &'a str,
    sort: &'static str,
    kind: &'static str,
    footing: &'static str,
    form: &'static str,
    words: &'a str,
    speaker: Option<&'a str>,
    original: &'a str,
    expected: Vec<&'static str>,
    given: &'static str,
    reason: String,
    said: String,
    doc: Option<&'a str>,
    sentence: Option<&'a str>,
    sentence_speaker: Option<&'a str>,
}

/// The figures, the verdicts given by sort and kind, and `errors` where some were asked for.
#[must_use]
pub fn evaluation(evaluation: &Evaluation) -> String {
    let rows = evaluation.figures.rows.iter();
    let object = EvaluationObject {
        cases: evaluation.figures.right.of,
        figures: figures(&evaluation.figures),
        confusion: rows.map(|((sort, kind), row)| (format!("{} {}", sort.word(), kind.word()), given(row))).collect(),
        errors: evaluation.errors.iter().map(error).collect(),
    };
    serde_json::to_string(&object).expect("names and figures are always JSON")
}

fn figures(figures: &Figures) -> FiguresObject {
    let by_sort = |shares: &BTreeMap<Sort, Share>| shares.iter().map(|(sort, of)| (sort.word(), share(*of))).collect();
    let wrong = figures.wrong_speaker.iter();
    let milliseconds = |time: Duration| 1000.0 * time.as_secs_f64();
    FiguresObject {
        right: figures.right.value(),
        verbatim: figures.verbatim.value(),
        altered: figures.altered.value(),
        reported: figures.reported.value(),
        reported_altered: figures.reported_altered.value(),
        right_speaker: figures.right_speaker.value(),
        wrong_speaker: wrong.map(|(footing, of)| (footing.word(), share(*of))).collect(),
        invented: figures.invented.value(),
        passed: figures.grave.iter().map(|(sort, share)| (sort.word(), share.right)).collect(),
        found: by_sort(&figures.found),
        median_ms: milliseconds(figures.median),
        p99_ms: milliseconds(figures.slowest),
    }
}

fn share(share: Share) -> ShareObject {
    ShareObject { share: share.value(), n: share.of }
}

fn given(row: &Row) -> RowObject {
    let given = CheckVerdict::ALL.iter().zip(row.given).filter(|(_, count)| *count > 0);
    RowObject {
        n: row.right.of,
        right: row.right.right,
        given: given.map(|(verdict, count)| (verdict.word(), count)).collect(),
    }
}

fn error(error: &Judged) -> ErrorObject<'_> {
    let Judged { case, outcome, .. } = error;
    ErrorObject {
        id: &case.id,
        sort: case.sort.word(),
        kind: case.kind.word(),
        footing: case.footing.word(),
        form: match case.claim.form {
            ClaimForm::Quoted => "quoted",
            ClaimForm::Told => "told",
        },
        words: &case.claim.words,
        speaker: case.claim.speaker.as_deref(),
        original: &case.original,
        expected: case.accepted().iter().map(|verdict| verdict.word()).collect(),
        given: outcome.verdict.word(),
        reason: format!("{:?}", outcome.reason),
        said: format!("{:?}", outcome.said),
        doc: outcome.sentence.as_ref().map(|(doc, _)| doc.as_str()),
        sentence: outcome.sentence.as_ref().map(|(_, sentence)| sentence.as_str()),
        sentence_speaker: outcome.speaker.as_deref(),
    }
}
