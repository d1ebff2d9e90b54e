//! Archive and index of one folder, opened together and brought into step.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{
    archive::Archive,
    attribution::Reader,
    index::{Index, Opened},
    pipeline::{
        Event, Listener,
        indexing::{Indexed, catch_up},
        lock::Lock,
    },
};

/// A reader brings an index into step that lacks no more than so many articles: the work of about a second.
const SMALL_GAP_ARTICLES: usize = 100;

/// The record in a folder: what was archived, and the index made from it.
#[derive(Debug)]
pub struct Record {
    /// Where it lies.
    pub folder: PathBuf,
    /// The articles.
    pub archive: Archive,
    /// Their sentences.
    pub index: Index,
}

/// Where the index of the record in `folder` lies: apart from the archive, for it may be deleted whole.
#[must_use]
pub fn index_folder(folder: &Path) -> PathBuf {
    folder.join("sentences")
}

/// Where the vectors of the record in `folder` lie: they are derived from its index, and may be deleted whole.
#[must_use]
pub fn vectors_folder(folder: &Path) -> PathBuf {
    folder.join("vectors")
}

impl Record {
    /// Opens the record in `folder` to read it, an empty one where there is none.
    ///
    /// An index that is missing, of another schema or another archive, or was never committed is first made whole. One
    /// that is behind by a few articles is brought into step; by more than that, or while another process is
    /// writing, it is read as of its last commit, and the listener is told ([`Event::LeftBehind`]). Never waits for
    /// another process.
    ///
    /// # Errors
    ///
    /// If the folder can't be written, archive or index can't be read, or another process is making the index.
    pub fn open(folder: &Path, reader: &Reader, listener: Listener<'_>) -> Result<Record> {
        let archive = Archive::open(folder)?;
        let lock = Lock::take(folder);
        if let Opened::Ready(index) = Index::open(&index_folder(folder))? {
            let (reached, end) = (index.position()?, archive.position()?);
            let is_of_this_archive = reached <= end && (reached > 0 || end == 0);
            let behind = archive.changed_after(reached, usize::MAX)?.len();
            let is_read_as_it_is = is_of_this_archive && behind > SMALL_GAP_ARTICLES;
            if reached == end || is_read_as_it_is || lock.is_err() {
                if behind > 0 {
                    listener(Event::LeftBehind(behind));
                }
                return Ok(Record { folder: folder.to_owned(), archive, index });
            }
        }
        drop(archive);
        Record::open_to_write(&lock?, reader, listener)
    }

    /// Opens the record whose lock this is and brings its index into step.
    ///
    /// # Errors
    ///
    /// If the folder can't be written or the archive can't be read.
    pub fn open_to_write(lock: &Lock, reader: &Reader, listener: Listener<'_>) -> Result<Record> {
        let archive = Archive::open(lock.folder())?;
        let folder = index_folder(lock.folder());
        let index = match Index::open(&folder)? {
            // An index that is ahead was made from another archive.
            Opened::Ready(index) if index.position()? <= archive.position()? => index,
            Opened::Ready(_) | Opened::Missing => Index::create(&folder)?,
            Opened::Unusable(reason) => {
                tracing::warn!(reason, "the index can't be used and is built again");
                Index::create(&folder)?
            }
        };
        let record = Record { folder: lock.folder().to_owned(), archive, index };
        if record.index.position()? < record.archive.position()? {
            record.catch_up(reader, listener)?;
        }
        Ok(record)
    }

    /// Builds the index again from the archive of the record whose lock this is.
    ///
    /// # Errors
    ///
    /// If the folder can't be written or the archive can't be read.
    pub fn rebuild(lock: &Lock, reader: &Reader, listener: Listener<'_>) -> Result<(Record, Indexed)> {
        let archive = Archive::open(lock.folder())?;
        let index = Index::create(&index_folder(lock.folder()))?;
        let record = Record { folder: lock.folder().to_owned(), archive, index };
        let indexed = record.catch_up(reader, listener)?;
        Ok((record, indexed))
    }

    fn catch_up(&self, reader: &Reader, listener: Listener<'_>) -> Result<Indexed> {
        catch_up(&self.archive, &self.index, reader, listener)
            .context("making the index; `onrecord reindex` tries again")
    }
}
