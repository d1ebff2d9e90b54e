//! An evaluation of answers for programs: one object on one line.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::evaluate::answers::{
    Evaluation,
    figures::{Figures, Refusals},
    marked::MarkedPassage,
    misses::Miss,
};

#[derive(Serialize)]
struct EvaluationObject<'a> {
    figures: BTreeMap<&'a str, FiguresObject>,
    /// Of this command always nothing: answers are taken as they are.
    threshold: Option<f64>,
    /// Of this command always empty: there is no resampling.
    intervals: BTreeMap<&'a str, [f64; 2]>,
    warnings: &'a [String],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<MissObject<'a>>,
}

#[derive(Serialize)]
struct FiguresObject {
    n: usize,
    n_unanswerable: usize,
    #[serde(rename = "hit@1")]
    hit_1: Option<f64>,
    #[serde(rename = "hit@3")]
    hit_3: Option<f64>,
    #[serde(rename = "hit@5")]
    hit_5: Option<f64>,
    #[serde(rename = "hit@10")]
    hit_10: Option<f64>,
    #[serde(rename = "MRR@10")]
    reciprocal_rank: Option<f64>,
    #[serde(rename = "article_hit@1")]
    article_hit_1: Option<f64>,
    #[serde(rename = "article_hit@3")]
    article_hit_3: Option<f64>,
    n_speaker: usize,
    speaker_acc: Option<f64>,
    speaker_full: Option<f64>,
    speaker_given_right: Option<f64>,
    n_verdict: usize,
    verdict_acc: Option<f64>,
    verdict_and_right: Option<f64>,
    verdict_recall_supported: Option<f64>,
    verdict_recall_contradicted: Option<f64>,
    false_verdicts: Option<f64>,
    suspect: usize,
    #[serde(flatten)]
    refusal: Option<RefusalsObject>,
    end_to_end: Option<f64>,
    answer_precision: Option<f64>,
}

#[derive(Serialize)]
struct RefusalsObject {
    #[serde(rename = "refusal_P")]
    precision: f64,
    #[serde(rename = "refusal_R")]
    recall: f64,
    #[serde(rename = "refusal_F1")]
    f1: f64,
    #[serde(rename = "AUROC")]
    separation: Option<f64>,
}

#[derive(Serialize)]
struct MissObject<'a> {
    error: &'static str,
    id: &'a str,
    r#type: &'a str,
    question: &'a str,
    rank: Option<usize>,
    gold: Vec<PassageObject<'a>>,
    gold_speaker: Option<&'a str>,
    gold_verdict: Option<&'a str>,
    first: Option<PassageObject<'a>>,
    verdict: Option<&'a str>,
    /// Null where the program gave none.
    confidence: f64,
}

#[derive(Serialize)]
struct PassageObject<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    sentence: Option<&'a str>,
    speaker: Option<&'a str>,
}

/// The figures by their names, overall (`all`) and by type; warnings; and `errors` where some were asked for.
#[must_use]
pub fn evaluation(evaluation: &Evaluation) -> String {
    let by_type = evaluation.by_type.iter().map(|(kind, figures)| (kind.as_str(), figures));
    let all = std::iter::once(("all", &evaluation.all));
    let object = EvaluationObject {
        figures: all.chain(by_type).map(|(kind, of_kind)| (kind, figures(of_kind))).collect(),
        threshold: None,
        intervals: BTreeMap::new(),
        warnings: &evaluation.warnings,
        errors: evaluation.misses.shown.iter().map(miss).collect(),
    };
    serde_json::to_string(&object).expect("names and figures are always JSON")
}

fn figures(figures: &Figures) -> FiguresObject {
    let [hit_1, hit_3, hit_5, hit_10] = figures.hits;
    let [article_hit_1, article_hit_3] = figures.article_hits;
    FiguresObject {
        n: figures.answerable,
        n_unanswerable: figures.unanswerable,
        hit_1,
        hit_3,
        hit_5,
        hit_10,
        reciprocal_rank: figures.reciprocal_rank,
        article_hit_1,
        article_hit_3,
        n_speaker: figures.speakers.questions,
        speaker_acc: figures.speakers.accuracy,
        speaker_full: figures.speakers.full,
        speaker_given_right: figures.speakers.given_right,
        n_verdict: figures.verdicts.questions,
        verdict_acc: figures.verdicts.accuracy,
        verdict_and_right: figures.verdicts.and_right,
        verdict_recall_supported: figures.verdicts.supported,
        verdict_recall_contradicted: figures.verdicts.contradicted,
        false_verdicts: figures.verdicts.misgiven,
        suspect: figures.suspect,
        refusal: figures.refusal.as_ref().map(refusals),
        end_to_end: figures.end_to_end,
        answer_precision: figures.answer_precision,
    }
}

fn refusals(refusals: &Refusals) -> RefusalsObject {
    let Refusals { precision, recall, f1, separation } = *refusals;
    RefusalsObject { precision, recall, f1, separation }
}

fn miss(miss: &Miss) -> MissObject<'_> {
    let question = &miss.question;
    MissObject {
        error: miss.fault.word(),
        id: &question.id,
        r#type: &question.kind,
        question: &question.question,
        rank: miss.rank,
        gold: question.answers.iter().map(passage).collect(),
        gold_speaker: question.speaker.as_deref(),
        gold_verdict: question.verdict.as_deref(),
        first: miss.first.as_ref().map(passage),
        verdict: miss.verdict.as_deref(),
        confidence: miss.confidence,
    }
}

fn passage(passage: &MarkedPassage) -> PassageObject<'_> {
    PassageObject {
        doc: &passage.doc,
        start: passage.start,
        end: passage.end,
        sentence: passage.sentence.as_deref(),
        speaker: passage.speaker.as_deref(),
    }
}
