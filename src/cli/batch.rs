//! `answer --batch`: a file of questions, one JSON line in, one out.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::{
    answer::{Answerer, budget::Degraded, question::Question},
    cli::{Outcome, arguments::BatchFormat, print, remark, setup::Setup},
    render::json,
};

/// One line of the file.
#[derive(Deserialize)]
struct Line {
    id: String,
    question: String,
    /// `ask`, `who`, `said` or `check`; the program decides where it is left out.
    command: Option<String>,
}

/// Answers every question of `batch` in order, and prints the time that an answer took.
///
/// Without `in_time` an answer takes as long as it takes: figures then do not depend on the machine.
pub(crate) fn run(setup: &Setup, batch: &Path, format: BatchFormat, in_time: bool) -> Result<Outcome> {
    let answerer = setup.answerer()?;
    let answerer = if in_time { answerer } else { answerer.with_time_budget(None) };
    if format != BatchFormat::Answers {
        print(&format!("{}\n", json::weighing_names()))?;
    }
    let mut times = Vec::new();
    for (number, line) in lines(batch)?.enumerate() {
        let line = line.with_context(|| format!("reading `{}`", batch.display()))?;
        if line.trim().is_empty() {
            continue;
        }
        let place = || format!("`{}`, line {}", batch.display(), number + 1);
        let line: Line = serde_json::from_str(&line).with_context(place)?;
        let started = Instant::now();
        let answer = answer(&answerer, &line, format).with_context(place)?;
        times.push(started.elapsed());
        print(&format!("{answer}\n"))?;
    }
    remark(&summary(&mut times));
    remark_degraded(answerer.degraded());
    Ok(Outcome::Done)
}

fn lines(batch: &Path) -> Result<Box<dyn Iterator<Item = io::Result<String>>>> {
    if batch == Path::new("-") {
        return Ok(Box::new(BufReader::new(io::stdin()).lines()));
    }
    let file = File::open(batch).with_context(|| format!("can't open `{}`; check the path", batch.display()))?;
    Ok(Box::new(BufReader::new(file).lines()))
}

fn answer(answerer: &Answerer, line: &Line, format: BatchFormat) -> Result<String> {
    let question = match line.command.as_deref() {
        // A batch gives a whole question whatever the command: speaker and topic are read out of it.
        None | Some("ask" | "said" | "verify" | "check") => Question::ask(&line.question),
        Some("who") => Question::who(&line.question),
        Some(other) => bail!("unknown command `{other}`; known are ask, who, said and check"),
    };
    let is_judged = match format {
        BatchFormat::Answers => return Ok(json::answer(&answerer.answer(&question)?, Some(&line.id))),
        BatchFormat::Features => false,
        BatchFormat::Judged => true,
    };
    Ok(json::weighing(&answerer.weighing(&question, is_judged)?, &line.id))
}

/// Says what was left out for lack of time, if anything was.
fn remark_degraded(degraded: Degraded) {
    let Degraded { fewer_judged, unjudged, words_alone } = degraded;
    if degraded != Degraded::default() {
        remark(&format!(
            "for lack of time: {fewer_judged} judged in part, {unjudged} not judged, {words_alone} by words alone"
        ));
    }
}

/// "30 questions, 1.2 ms at the median, 3.4 ms at the 99th percentile".
fn summary(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |share: f64| {
        // Nearest rank: a percentile is one of the measured times.
        let rank = (share * times.len() as f64).ceil() as usize;
        times.get(rank.saturating_sub(1)).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
    };
    format!("{} questions, {:.1} ms at the median, {:.1} ms at the 99th percentile", times.len(), at(0.5), at(0.99))
}
