//! Answers and statements as JSON, one object a line, for programs.
//!
//! All offsets are Unicode code points in the archived text, end exclusive.

pub mod check;

use std::ops::Range;

use serde::Serialize;

use crate::{
    answer::{
        Checked, OnRecord,
        passage::{Elsewhere, Passage, Quote},
        weighing::{Weighing, feature_names, question_feature_names},
    },
    article::{Article, document::Document, statement::Statement},
    attribution::inputs::{CLASS_SIZES, CLASSES, Inputs},
    render,
    semantic::in_context,
    text::span::{CodePoints, Span},
};

#[derive(Serialize)]
struct AnswerLine<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    question: &'a str,
    answered: bool,
    confidence: f32,
    verdict: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<String>,
    scope: String,
    answers: Vec<PassageObject<'a>>,
}

#[derive(Serialize)]
struct PassageObject<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    sentence: &'a str,
    speaker: Option<&'a str>,
    role: Option<&'a str>,
    kind: &'static str,
    polarity: Option<&'static str>,
    confidence: Option<f32>,
    resolved_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    via: Vec<&'a str>,
    score: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ContextObject<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    copies: Vec<CopyObject<'a>>,
    passage: String,
    outlet: Option<&'a str>,
    headline: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
}

/// The sentences beside one, without which it can't be understood.
#[derive(Serialize)]
struct ContextObject<'a> {
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
struct CopyObject<'a> {
    doc: &'a str,
    passage: String,
    outlet: Option<&'a str>,
    headline: Option<&'a str>,
}

#[derive(Serialize)]
struct SentenceLine<'a> {
    doc: &'a str,
    ordinal: usize,
    start: usize,
    end: usize,
    sentence: &'a str,
    speaker: Option<&'a str>,
    headline: Option<&'a str>,
}

#[derive(Serialize)]
struct InputsLine<'a> {
    doc: &'a str,
    tokens: Vec<(usize, usize)>,
    pieces: &'a [Vec<u16>],
    classes: &'a [[u16; CLASSES]],
    class_sizes: [usize; CLASSES],
    sentences: &'a [usize],
    paragraphs: &'a [usize],
    quotations: &'a [Option<usize>],
    windows: Vec<[usize; 2]>,
    proposals: Vec<ProposalObject>,
}

#[derive(Serialize)]
struct ProposalObject {
    source: [usize; 2],
    cue: [usize; 2],
    content: Vec<[usize; 2]>,
}

#[derive(Serialize)]
struct FeatureNames<'a> {
    features: &'a [String],
    question_features: &'a [&'a str],
}

#[derive(Serialize)]
struct WeighingLine<'a> {
    id: &'a str,
    aim: &'a str,
    has_vectors: bool,
    question_features: &'a [f32],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    verdict_inputs: &'a [(&'static str, f32)],
    candidates: Vec<CandidateObject<'a>>,
}

#[derive(Serialize)]
struct CandidateObject<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    ordinal: u32,
    features: &'a [f32],
    #[serde(skip_serializing_if = "Option::is_none")]
    judged: Option<f32>,
}

#[derive(Serialize)]
struct DocumentLine<'a> {
    doc: &'a str,
    attributions: Vec<StatementObject<'a>>,
}

#[derive(Serialize)]
struct StatementObject<'a> {
    source: Vec<[usize; 2]>,
    cue: Vec<[usize; 2]>,
    content: Vec<[usize; 2]>,
    kind: &'static str,
    speaker: Option<&'a str>,
    role: Option<&'a str>,
    speaker_kind: Option<&'static str>,
    resolved_by: Option<&'static str>,
    polarity: &'static str,
    confidence: f32,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    via: Vec<&'a str>,
}

#[derive(Serialize)]
struct OnRecordLine<'a> {
    name: &'a str,
    kind: &'static str,
    roles: &'a [String],
    statements: usize,
    articles: usize,
}

#[derive(Serialize)]
struct ArticleLine<'a> {
    id: &'a str,
    version: u32,
    doc: &'a str,
    headline: Option<&'a str>,
    outlet: Option<&'a str>,
    byline: Option<&'a str>,
    dateline: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
}

/// The answer as one line; `id` is that of the question where a script gave one.
#[must_use]
pub fn answer(answer: &Checked, id: Option<&str>) -> String {
    line(&AnswerLine {
        id,
        question: &answer.question.text,
        answered: answer.answered,
        confidence: answer.confidence,
        verdict: answer.verdict.map(|verdict| verdict.word()),
        refusal: render::refusal(answer),
        scope: render::scope(&answer.scope),
        answers: answer.passages.iter().map(passage).collect(),
    })
}

fn passage(passage: &Passage) -> PassageObject<'_> {
    let statement = passage.statement.as_ref();
    // Programs are told whoever has a name, with the confidence beside it, as they are of an article's statements.
    let speaker = statement.and_then(Statement::stated_speaker);
    PassageObject {
        doc: &passage.doc,
        start: passage.code_points.0,
        end: passage.code_points.1,
        sentence: passage.quote.text(),
        speaker: speaker.map(|speaker| speaker.name.as_str()),
        role: speaker.and_then(|speaker| speaker.role.as_deref()),
        kind: statement.map_or("narration", |statement| statement.kind.word()),
        polarity: statement.map(|statement| statement.polarity.word()),
        confidence: statement.map(|statement| statement.confidence),
        resolved_by: speaker.map(|speaker| speaker.resolved_by.rule.word()),
        via: statement.map(via).unwrap_or_default(),
        score: passage.score,
        context: context(passage),
        copies: passage.copies.iter().map(copy).collect(),
        passage: passage.id().to_string(),
        outlet: passage.citation.outlet.as_deref(),
        headline: passage.citation.headline.as_deref(),
        published: passage.citation.published.as_ref().map(|published| published.written.as_str()),
        url: passage.citation.url.as_deref(),
    }
}

fn context(passage: &Passage) -> Option<ContextObject<'_>> {
    let (before, after) = (passage.before.as_ref().map(Quote::text), passage.after.as_ref().map(Quote::text));
    (before.is_some() || after.is_some()).then_some(ContextObject { before, after })
}

fn copy(copy: &Elsewhere) -> CopyObject<'_> {
    CopyObject {
        doc: &copy.doc,
        passage: copy.id.to_string(),
        outlet: copy.citation.outlet.as_deref(),
        headline: copy.citation.headline.as_deref(),
    }
}

/// The names of the numbers in each [`weighing`], as one line.
#[must_use]
pub fn weighing_names() -> String {
    line(&FeatureNames { features: feature_names(), question_features: question_feature_names() })
}

/// What is known of a question's candidates as one line.
#[must_use]
pub fn weighing(weighing: &Weighing, id: &str) -> String {
    let candidates = weighing.candidates.iter().map(|candidate| CandidateObject {
        doc: &candidate.doc,
        start: candidate.code_points.0,
        end: candidate.code_points.1,
        ordinal: candidate.ordinal,
        features: &candidate.features,
        judged: candidate.judged,
    });
    line(&WeighingLine {
        id,
        aim: weighing.aim,
        has_vectors: weighing.has_vectors,
        question_features: &weighing.question_features,
        verdict_inputs: &weighing.verdict_inputs,
        candidates: candidates.collect(),
    })
}

/// The statements of an article as one line.
#[must_use]
pub fn document(document: &Document) -> String {
    let points = CodePoints::new(&document.article.body);
    let attributions = document.statements.iter().map(|one| statement(one, &points)).collect();
    line(&DocumentLine { doc: &document.article.doc, attributions })
}

/// What the encoder is told of each sentence of an article, a line each.
#[must_use]
pub fn sentences(document: &Document) -> String {
    let (article, points) = (&document.article, CodePoints::new(&document.article.body));
    let mut lines = String::new();
    for (ordinal, (span, statements)) in document.sentences.iter().zip(document.statements_by_sentence()).enumerate() {
        let statements: Vec<Statement> = statements.into_iter().cloned().collect();
        // The sentence before is the line before.
        let told = in_context(span.of(&article.body), &statements, None, article.citation.headline.as_deref());
        let (start, end) = points.of(*span);
        let (doc, sentence, speaker, headline) = (&article.doc, told.sentence, told.speaker, told.headline);
        lines.push_str(&line(&SentenceLine { doc, ordinal, start, end, sentence, speaker, headline }));
        lines.push('\n');
    }
    lines
}

/// What the tagger is told of an article as one line; ranges of tokens are pairs, their end exclusive.
#[must_use]
pub fn inputs(doc: &str, body: &str, inputs: &Inputs) -> String {
    let points = CodePoints::new(body);
    let range = |range: &Range<usize>| [range.start, range.end];
    line(&InputsLine {
        doc,
        tokens: inputs.tokens.iter().map(|span| points.of(*span)).collect(),
        pieces: &inputs.pieces,
        classes: &inputs.classes,
        class_sizes: CLASS_SIZES,
        sentences: &inputs.sentences,
        paragraphs: &inputs.paragraphs,
        quotations: &inputs.quotations,
        windows: inputs.windows.iter().map(range).collect(),
        proposals: inputs
            .proposals
            .iter()
            .map(|proposal| ProposalObject {
                source: range(&proposal.source),
                cue: range(&proposal.cue),
                content: proposal.content.iter().map(range).collect(),
            })
            .collect(),
    })
}

fn statement<'a>(statement: &'a Statement, points: &CodePoints) -> StatementObject<'a> {
    let pairs = |spans: &[Span]| spans.iter().map(|span| points.of(*span)).map(|(start, end)| [start, end]).collect();
    let speaker = statement.stated_speaker();
    StatementObject {
        source: pairs(&statement.source),
        cue: pairs(&statement.cue),
        content: pairs(&statement.content),
        kind: statement.kind.word(),
        speaker: speaker.map(|speaker| speaker.name.as_str()),
        role: speaker.and_then(|speaker| speaker.role.as_deref()),
        speaker_kind: speaker.map(|speaker| speaker.kind.word()),
        resolved_by: speaker.map(|speaker| speaker.resolved_by.rule.word()),
        polarity: statement.polarity.word(),
        confidence: statement.confidence,
        via: via(statement),
    }
}

/// Who relays the statement, the outermost first.
fn via(statement: &Statement) -> Vec<&str> {
    statement.via.iter().map(|speaker| speaker.name.as_str()).collect()
}

/// Somebody on record as one line.
#[must_use]
pub fn on_record(one: &OnRecord) -> String {
    line(&OnRecordLine {
        name: &one.name,
        kind: one.kind.word(),
        roles: &one.roles,
        statements: one.statements,
        articles: one.articles,
    })
}

/// The head of an article as one line.
#[must_use]
pub fn article(article: &Article) -> String {
    let citation = &article.citation;
    line(&ArticleLine {
        id: article.id.as_str(),
        version: article.version,
        doc: &article.doc,
        headline: citation.headline.as_deref(),
        outlet: citation.outlet.as_deref(),
        byline: citation.byline.as_deref(),
        dateline: citation.dateline.as_deref(),
        published: citation.published.as_ref().map(|published| published.written.as_str()),
        url: citation.url.as_deref(),
    })
}

fn line(object: &impl Serialize) -> String {
    serde_json::to_string(object).expect("plain structs of strings and numbers serialize")
}
