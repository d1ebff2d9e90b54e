//! An evaluation of answers for people.

use std::fmt::Write;

use crate::evaluate::answers::{
    Evaluation,
    figures::{ARTICLE_DEPTHS, DEPTHS, Figures, Refusals, Speakers, Verdicts},
    marked::MarkedPassage,
    misses::{Miss, Misses},
};

/// The figures, overall and by type, warnings, and the misses that were asked for.
#[must_use]
pub fn text(evaluation: &Evaluation) -> String {
    let mut text = header();
    text.push_str(&row("all", &evaluation.all));
    for (kind, figures) in &evaluation.by_type {
        text.push_str(&row(kind, figures));
    }
    text.push_str(&refusals(&evaluation.all));
    text.push_str(&verdicts(&evaluation.all.verdicts));
    text.push_str(&speakers(&evaluation.all.speakers));
    for warning in &evaluation.warnings {
        writeln!(text, "warning: {warning}").expect("a string takes any text");
    }
    if !evaluation.misses.shown.is_empty() {
        text.push('\n');
        text.push_str(&misses(&evaluation.misses));
    }
    text
}

fn header() -> String {
    let hits = DEPTHS.map(|depth| format!("hit@{depth}"));
    let article_hits = ARTICLE_DEPTHS.map(|depth| format!("art.hit@{depth}"));
    let rest = ["speaker_acc", "spk|right", "end_to_end"].map(str::to_owned);
    let columns = [&["n".to_owned()][..], &hits, &["MRR@10".to_owned()], &article_hits, &rest].concat();
    line("", &columns)
}

fn row(name: &str, figures: &Figures) -> String {
    let Speakers { accuracy, given_right, .. } = &figures.speakers;
    let shares: Vec<Option<f64>> = figures
        .hits
        .into_iter()
        .chain([figures.reciprocal_rank])
        .chain(figures.article_hits)
        .chain([*accuracy, *given_right, figures.end_to_end])
        .collect();
    let count = figures.answerable.to_string();
    let columns: Vec<String> = std::iter::once(count).chain(shares.into_iter().map(shown)).collect();
    line(name, &columns)
}

fn line(name: &str, columns: &[String]) -> String {
    let columns: Vec<String> = columns.iter().map(|column| format!("{column:>13}")).collect();
    format!("{name:16}{}\n", columns.join(" "))
}

fn shown(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"))
}

fn refusals(figures: &Figures) -> String {
    let refusal = figures.refusal.as_ref();
    let part = |part: fn(&Refusals) -> f64| shown(refusal.map(part));
    format!(
        "unanswerable {}  AUROC {}  refusal P {} R {} F1 {}  answer precision {}\n",
        figures.unanswerable,
        shown(refusal.and_then(|refusal| refusal.separation)),
        part(|refusal| refusal.precision),
        part(|refusal| refusal.recall),
        part(|refusal| refusal.f1),
        shown(figures.answer_precision)
    )
}

fn verdicts(verdicts: &Verdicts) -> String {
    format!(
        "verify {}  verdict accuracy {} (supported {}, contradicted {})  verdict and sentence right {}  \
        false verdicts on unanswerable {}\n",
        verdicts.questions,
        shown(verdicts.accuracy),
        shown(verdicts.supported),
        shown(verdicts.contradicted),
        shown(verdicts.and_right),
        shown(verdicts.misgiven)
    )
}

fn speakers(speakers: &Speakers) -> String {
    format!(
        "speaker {}  accuracy {}  with first name {}  given right sentence {}\n",
        speakers.questions,
        shown(speakers.accuracy),
        shown(speakers.full),
        shown(speakers.given_right)
    )
}

fn misses(misses: &Misses) -> String {
    let mut text = String::new();
    for (fault, count) in &misses.counts {
        let of_sort: Vec<&Miss> = misses.shown.iter().filter(|miss| miss.fault == *fault).collect();
        let gap = if text.is_empty() { "" } else { "\n" };
        writeln!(text, "{gap}{}: {} of {count}", fault.word(), of_sort.len()).expect("a string takes any text");
        of_sort.into_iter().for_each(|miss| text.push_str(&shown_miss(miss)));
    }
    text
}

fn shown_miss(miss: &Miss) -> String {
    let question = &miss.question;
    let rank = miss.rank.map(|rank| format!(", right at {rank}")).unwrap_or_default();
    let mut text = format!(
        "\n  {} ({}{rank}, confidence {:.2})\n    {}\n",
        question.id, question.kind, miss.confidence, question.question
    );
    let speaker = question.speaker.as_deref();
    for gold in &question.answers {
        text.push_str(&passage("gold", gold, speaker));
    }
    if question.answers.is_empty() {
        text.push_str("    gold   nothing\n");
    }
    match &miss.first {
        Some(first) => text.push_str(&passage("first", first, first.speaker.as_deref())),
        None => text.push_str("    first  nothing\n"),
    }
    if let (Some(gold), Some(given)) = (&question.verdict, &miss.verdict) {
        writeln!(text, "    gold is {gold}, the verdict {given}").expect("a string takes any text");
    }
    text
}

fn passage(name: &str, passage: &MarkedPassage, speaker: Option<&str>) -> String {
    let sentence = passage.sentence.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let speaker = speaker.filter(|speaker| !speaker.is_empty()).map(|speaker| format!("{speaker}: "));
    format!(
        "    {name:5}  {} {}-{}\n           {}{sentence}\n",
        passage.doc,
        passage.start,
        passage.end,
        speaker.unwrap_or_default()
    )
}
