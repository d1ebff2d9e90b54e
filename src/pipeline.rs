//! The way in, whole: locations, articles, archive, documents, index.
//!
//! An article counts as kept when the archive has it durably. The index follows: it notes how far it has read the
//! archive, and whatever stopped it, [`indexing::catch_up`] puts what is missing. The vectors follow the index
//! ([`embedding`]): until they are there, an article is found by its words.

pub mod embedding;
pub mod indexing;
pub mod lock;
pub mod record;
pub mod verify;

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    archive::{Archive, Kept},
    article::Incoming,
    attribution::Reader,
    index::Index,
    ingest::{Location, Skipped, file},
    pipeline::indexing::{Follower, Indexed},
};

/// How many articles are archived in one transaction, and read at a time.
const BATCH_ARTICLES: usize = 64;

/// A batch ends once its texts are longer than this, in bytes.
const BATCH_BYTES: usize = 8_000_000;

/// What the way in tells of while it works.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// So many files are to be read.
    Found(usize),
    /// The article of this place is in the archive, durably.
    Archived(&'a Incoming, Kept),
    /// This was not taken in.
    Skipped(&'a Skipped),
    /// So many articles of the archive are still to be put into the index.
    Behind(usize),
    /// The index lacks so many articles of the archive and is read as it is.
    LeftBehind(usize),
    /// So many more articles were put into the index.
    Indexed(usize),
    /// The vectors of so many sentences are still to be seen to.
    Unembedded(usize),
    /// Those of so many more were.
    Embedded(usize),
}

/// Somebody who is told of each [`Event`].
pub type Listener<'a> = &'a mut dyn FnMut(Event<'_>);

/// What the way in did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that the archive did not have.
    pub new: usize,
    /// Articles of which the archive had another text or citation.
    pub changed: usize,
    /// Articles that the archive had just so.
    pub unchanged: usize,
    /// What was not taken in.
    pub skipped: Vec<Skipped>,
    /// What the index was given.
    pub indexed: Indexed,
}

impl Report {
    /// How many articles are in the archive now.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.new + self.changed + self.unchanged
    }

    fn skip(&mut self, skipped: Skipped, listener: Listener<'_>) {
        listener(Event::Skipped(&skipped));
        self.skipped.push(skipped);
    }
}

/// Takes in the articles of `paths`, files of at most `limit` bytes: into the archive, then into the index.
///
/// A path or an article that can't be read is skipped with its reason. Nobody else may be writing to this archive
/// and index: see [`lock::Lock`].
///
/// # Errors
///
/// If archive or index can't be written; what was told to be archived stays so.
pub fn ingest(
    paths: &[PathBuf],
    limit: u64,
    archive: &Archive,
    index: &Index,
    reader: &Reader,
    listener: Listener<'_>,
) -> Result<Report> {
    let mut report = Report::default();
    let files = files(paths, &mut report, listener);
    listener(Event::Found(files.len()));
    let mut follower = Follower::new(archive, index, reader)?;
    let mut batch = Vec::new();
    for (number, path) in files.iter().enumerate() {
        match file::article(path, limit) {
            Ok(incoming) => batch.push(incoming),
            Err(skipped) => report.skip(skipped, listener),
        }
        let bytes: usize = batch.iter().map(|incoming| incoming.body.len()).sum();
        let is_last = number + 1 == files.len();
        if batch.len() == BATCH_ARTICLES || bytes > BATCH_BYTES || is_last {
            keep(archive, &batch, &mut report, listener)?;
            batch.clear();
            follower.put_new(&mut |_| {})?;
        }
    }
    report.indexed = follower.finish()?;
    Ok(report)
}

/// The files at `paths`; a path without articles is skipped.
fn files(paths: &[PathBuf], report: &mut Report, listener: Listener<'_>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match Location::at(path).and_then(|location| location.found()) {
            Ok(found) => {
                files.extend(found.files);
                found.skipped.into_iter().for_each(|skipped| report.skip(skipped, listener));
            }
            Err(skipped) => report.skip(skipped, listener),
        }
    }
    files
}

fn keep(archive: &Archive, batch: &[Incoming], report: &mut Report, listener: Listener<'_>) -> Result<()> {
    for (incoming, (_, kept)) in batch.iter().zip(archive.keep_all(batch)?) {
        match kept {
            Kept::New => report.new += 1,
            Kept::Changed => report.changed += 1,
            Kept::Unchanged => report.unchanged += 1,
        }
        listener(Event::Archived(incoming, kept));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::{lexicon::Lexicon, pipeline::verify::index_problems};

    /// What the way in told, a word each.
    fn run(paths: &[&Path], archive: &Archive, index: &Index) -> (Report, String) {
        let mut told = Vec::new();
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
        let mut listener = |event: Event<'_>| {
            told.push(match event {
                Event::Found(files) => format!("found {files}"),
                Event::Archived(incoming, kept) => format!("{} {kept:?}", incoming.doc.clone().unwrap_or_default()),
                Event::Skipped(skipped) => skipped.reason.clone(),
                _ => return,
            });
        };
        let report = ingest(&paths, 1000, archive, index, &reader(), &mut listener).unwrap();
        (report, told.join(", "))
    }

    fn reader() -> Reader {
        Reader::new(Lexicon::built_in())
    }

    #[test]
    fn articles_are_archived_told_and_indexed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "The wall stands. It will stand for long.").unwrap();
        fs::write(folder.path().join("b.txt"), "").unwrap();
        let (archive, index) = (Archive::in_memory(), Index::in_memory());
        let (report, told) = run(&[folder.path(), Path::new("/nowhere")], &archive, &index);
        assert!(told.starts_with("can't be read; check the path"), "{told}");
        assert!(told.ends_with("found 2, has no text in it, a New"), "{told}");
        assert_eq!((report.kept(), report.skipped.len(), report.indexed.sentences), (1, 2, 2));
        assert_eq!(index_problems(&archive, &index, &reader()).unwrap(), []);
        let (report, _) = run(&[folder.path()], &archive, &index);
        assert_eq!((report.unchanged, report.indexed.articles), (1, 0));
    }
}
