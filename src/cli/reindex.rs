//! `reindex`: the index made again from the archive.

use std::time::Instant;

use anyhow::Result;

use crate::{
    cli::{Outcome, ingest, progress::Progress, remark, setup::Setup},
    pipeline::{lock::Lock, record::Record},
};

/// Builds the index again and tells what is in it. Of the vectors those are made again whose sentence, speaker or
/// headline is another now, or all of them if they are of another encoder.
///
/// # Errors
///
/// If there is no archive, it can't be read, or the index can't be written.
pub(crate) fn run(setup: &Setup) -> Result<Outcome> {
    let begin = Instant::now();
    setup.require_archive()?;
    let lock = Lock::take(&setup.folder)?;
    let mut progress = Progress::new(false);
    let (record, indexed) = Record::rebuild(&lock, &setup.reader(), &mut |event| progress.show(event))?;
    drop(progress);
    remark(&format!("{} in {:.1} s", ingest::indexed(&indexed), begin.elapsed().as_secs_f64()));
    for skipped in &indexed.skipped {
        remark(&format!("left out {skipped}"));
    }
    drop(lock);
    setup.embed(&record, true)?;
    Ok(if indexed.skipped.is_empty() { Outcome::Done } else { Outcome::Failed })
}
