//! An evaluation for people.

use std::fmt::Write;

use crate::evaluate::{
    Evaluation,
    measure::{Measure, Part, Tally},
    mistakes::{Mistake, Mistakes, Words},
    reliability::{Reliability, Reliance},
    scores::Scores,
};

/// The figures, the reliability of confidence, and the mistakes that were asked for, with an empty line between.
#[must_use]
pub fn text(evaluation: &Evaluation) -> String {
    let mut text = scores(&evaluation.scores);
    text.push('\n');
    text.push_str(&reliability(&evaluation.reliability));
    if !evaluation.mistakes.shown.is_empty() {
        text.push('\n');
        text.push_str(&mistakes(&evaluation.mistakes));
    }
    text
}

/// Precision, recall and F1 in per cent, and how many there are, a line for each measure and kind.
fn scores(scores: &Scores) -> String {
    let mut text = format!("{:28}{:>7}{:>7}{:>7}   n_pred n_gold\n", "metric", "P", "R", "F1");
    for ((measure, part), tally) in &scores.tallies {
        // This one is for programs only.
        if *measure != Measure::SpeakerLastPerson {
            text.push_str(&line(&key(*measure, *part), tally, has_precision(*measure, *part)));
        }
    }
    text
}

/// The name of a figure, as `attr_50:direct`.
pub(super) fn key(measure: Measure, part: Part) -> String {
    match part {
        Part::All => measure.word().to_owned(),
        Part::Kind(kind) => format!("{}:{}", measure.word(), kind.word()),
        Part::SpeechCue => format!("{}:speech_recall", measure.word()),
    }
}

fn has_precision(measure: Measure, part: Part) -> bool {
    part != Part::SpeechCue && measure != Measure::SpeakerPerson
}

fn line(key: &str, tally: &Tally, has_precision: bool) -> String {
    let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|figure| 100.0 * figure);
    if has_precision {
        let (predicted, gold) = (tally.predicted, tally.gold);
        format!("{key:28}{precision:7.1}{recall:7.1}{f1:7.1}   {predicted:6} {gold:6}\n")
    } else {
        format!("{key:35}{recall:7.1}{:17}{:6}\n", "", tally.gold)
    }
}

fn reliability(reliability: &Reliability) -> String {
    let mut text = format!(
        "{:12}{:>11}{:>7}{:>7}{:>12}{:>7}{:>7}\n",
        "confidence", "statements", "right", "%", "with names", "right", "%"
    );
    for (band, reliance) in &reliability.bands {
        text.push_str(&reliance_line(band.word(), reliance));
    }
    for (tenth, reliance) in reliability.tenths.iter().enumerate().rev() {
        text.push_str(&reliance_line(&format!("from 0.{tenth}"), reliance));
    }
    text.push_str("right: half or more of the content, and its source; with names: half or more of the content, and the full name\n");
    text
}

fn reliance_line(name: &str, reliance: &Reliance) -> String {
    let Reliance { statements, right, with_names, named_right } = *reliance;
    let (share, named_share) = (per_cent(right, statements), per_cent(named_right, with_names));
    format!("{name:12}{statements:>11}{right:>7}{share:>7}{with_names:>12}{named_right:>7}{named_share:>7}\n")
}

fn per_cent(part: usize, whole: usize) -> String {
    super::json::share(part, whole).map_or_else(|| "–".to_owned(), |share| format!("{:.1}", 100.0 * share))
}

fn mistakes(mistakes: &Mistakes) -> String {
    let mut text = String::new();
    for (fault, count) in &mistakes.counts {
        let shown: Vec<&Mistake> = mistakes.shown.iter().filter(|mistake| mistake.fault == *fault).collect();
        let gap = if text.is_empty() { "" } else { "\n" };
        writeln!(text, "{gap}{}: {} of {count}", fault.word(), shown.len()).expect("a string takes any text");
        shown.into_iter().for_each(|mistake| text.push_str(&shown_mistake(mistake)));
    }
    text
}

fn shown_mistake(mistake: &Mistake) -> String {
    let [start, end] = mistake.range;
    let gold = shown_words(mistake.gold.as_ref());
    let predicted = shown_words(mistake.predicted.as_ref());
    format!(
        "\n  {} {start}-{end}\n    {}\n    gold       {gold}\n    predicted  {predicted}\n",
        mistake.doc,
        one_line(&mistake.text)
    )
}

fn shown_words(words: Option<&Words>) -> String {
    let Some(words) = words else { return "nothing".to_owned() };
    let parts = [&words.source, &words.cue, &words.content].map(|part| one_line(part));
    let speaker = words.speaker.as_deref().filter(|speaker| !speaker.is_empty());
    let speaker = speaker.map(|speaker| format!(" = {}", one_line(speaker))).unwrap_or_default();
    let confidence = words.confidence.map(|confidence| format!(" ({confidence:.2})")).unwrap_or_default();
    format!("[{}]{speaker} [{}] [{}]{confidence}", parts[0], parts[1], parts[2])
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
