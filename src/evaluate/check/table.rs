//! An evaluation of checks for people.

use std::fmt::Write;

use crate::{
    answer::check::CheckVerdict,
    evaluate::check::{
        Evaluation, Judged,
        figures::{Figures, Row, Share},
    },
};

/// How wide the names of the rows are.
const NAME: usize = 24;

/// The confusion of sorts and verdicts, the figures, and the errors that were asked for.
#[must_use]
pub fn text(evaluation: &Evaluation) -> String {
    let figures = &evaluation.figures;
    let mut text = confusion(figures);
    text.push('\n');
    text.push_str(&summary(figures));
    let mut sort = None;
    for error in &evaluation.errors {
        if sort.replace(error.case.sort) != Some(error.case.sort) {
            writeln!(text, "\n{}", error.case.sort.word()).expect("a string takes any text");
        }
        text.push_str(&shown(error));
    }
    text
}

fn confusion(figures: &Figures) -> String {
    let mut text = format!("{:NAME$}", "");
    for verdict in CheckVerdict::ALL {
        write!(text, "{:>14}", verdict.word()).expect("a string takes any text");
    }
    text.push_str("         n   right\n");
    for ((sort, kind), row) in &figures.rows {
        text.push_str(&line(&format!("{} {}", sort.word(), kind.word()), row));
    }
    text
}

fn line(name: &str, row: &Row) -> String {
    let mut text = format!("{name:NAME$}");
    for count in row.given {
        let count = if count == 0 { "-".to_owned() } else { count.to_string() };
        write!(text, "{count:>14}").expect("a string takes any text");
    }
    format!("{text}{:>10}  {:>6}\n", row.right.of, percent(row.right))
}

fn percent(share: Share) -> String {
    share.value().map_or_else(|| "-".to_owned(), |value| format!("{:.1}%", 100.0 * value))
}

fn of(share: Share) -> String {
    format!("{} ({} of {})", percent(share), share.right, share.of)
}

fn summary(figures: &Figures) -> String {
    let mut lines = vec![
        format!("right                         {}", of(figures.right)),
        format!("quoted: same verbatim         {}", of(figures.verbatim)),
        format!("quoted: altered not verbatim  {}", of(figures.altered)),
        format!("told: same reported           {}", of(figures.reported)),
        format!("told: altered not as reported {}", of(figures.reported_altered)),
        format!("right speaker confirmed       {}", of(figures.right_speaker)),
    ];
    for (footing, share) in &figures.wrong_speaker {
        lines.push(format!("wrong speaker noticed where {}: {}", footing.word(), of(*share)));
    }
    lines.push(format!("invented not found            {}", of(figures.invented)));
    for (sort, share) in &figures.grave {
        lines.push(format!("{} changed and passed: {} of {}", sort.word(), share.right, share.of));
    }
    let found: Vec<String> =
        figures.found.iter().map(|(sort, share)| format!("{} {}", sort.word(), percent(*share))).collect();
    lines.push(format!("found though altered: {}", found.join(", ")));
    lines.push(format!(
        "a check took {:.1} ms in the median, {:.1} ms in 99 of 100",
        1000.0 * figures.median.as_secs_f64(),
        1000.0 * figures.slowest.as_secs_f64()
    ));
    lines.join("\n") + "\n"
}

fn shown(error: &Judged) -> String {
    let Judged { case, outcome, .. } = error;
    let expected: Vec<&str> = case.accepted().iter().map(|verdict| verdict.word()).collect();
    let by = |speaker: Option<&str>| speaker.map(|speaker| format!("{speaker}: ")).unwrap_or_default();
    let (doc, sentence) = outcome.sentence.as_ref().map_or(("", "nothing"), |(doc, sentence)| (doc, sentence));
    format!(
        "\n  {} ({}, {})\n    claim     {}{}\n    made of   {}\n    expected  {}\n    given     {} {:?} {:?}\n    \
        sentence  {}{} {doc}\n",
        case.id,
        case.kind.word(),
        case.footing.word(),
        by(case.claim.speaker.as_deref()),
        on_one_line(&case.claim.words),
        on_one_line(&case.original),
        expected.join(", "),
        outcome.verdict.word(),
        outcome.reason,
        outcome.said,
        by(outcome.speaker.as_deref()),
        on_one_line(sentence),
    )
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
