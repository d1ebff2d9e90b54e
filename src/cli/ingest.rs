//! `ingest`: articles into the record.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{
    cli::{Outcome, progress::Progress, remark, setup::Setup},
    pipeline::{self, Report, indexing::Indexed, lock::Lock, record::Record},
    render::counted,
};

/// Takes in the articles of `paths` and tells what became of them; with `waits`, once they are found by what they mean
/// too.
///
/// # Errors
///
/// If the record can't be written, or the one thing that was to be kept could not be.
pub(crate) fn run(setup: &Setup, paths: &[PathBuf], waits: bool) -> Result<Outcome> {
    let begin = Instant::now();
    let reader = setup.reader();
    let limit = setup.largest_file();
    let lock = Lock::take(&setup.folder)?;
    let mut progress = Progress::new(setup.verbose > 0);
    let record = Record::open_to_write(&lock, &reader, &mut |event| progress.show(event))?;
    let report =
        pipeline::ingest(paths, limit, &record.archive, &record.index, &reader, &mut |event| progress.show(event))?;
    drop(progress);
    if let ([skipped], 0) = (report.skipped.as_slice(), report.kept()) {
        bail!("{skipped}");
    }
    tell(&report, begin.elapsed());
    // Others may take in articles from here on.
    drop(lock);
    if waits {
        setup.embed(&record, false)?;
    }
    Ok(if report.kept() > 0 { Outcome::Done } else { Outcome::Failed })
}

fn tell(report: &Report, elapsed: Duration) {
    let skipped: Vec<_> = report.skipped.iter().chain(&report.indexed.skipped).collect();
    let kept = format!("kept {} new, {} changed, {} unchanged", report.new, report.changed, report.unchanged);
    if skipped.is_empty() {
        remark(&kept);
    } else {
        remark(&format!("{kept}; skipped {}:", skipped.len()));
    }
    for skipped in skipped {
        remark(&format!("  {skipped}"));
    }
    if report.indexed.articles > 0 {
        remark(&speed(report, elapsed));
    }
}

#[expect(clippy::cast_precision_loss, reason = "a speed is shown without decimals")]
fn speed(report: &Report, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs_f64().max(0.001);
    let (articles, sentences) = (report.indexed.articles, report.indexed.sentences);
    format!(
        "{} in {seconds:.1} s ({:.0} articles/s, {:.0} sentences/s)",
        indexed(&report.indexed),
        articles as f64 / seconds,
        sentences as f64 / seconds
    )
}

/// "indexed 1 article, 12 sentences, 3 statements".
pub(super) fn indexed(indexed: &Indexed) -> String {
    format!(
        "indexed {}, {}, {}",
        counted(indexed.articles, "article"),
        counted(indexed.sentences, "sentence"),
        counted(indexed.statements, "statement")
    )
}
