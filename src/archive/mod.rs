//! Keeps articles, every version of them, in one SQLite file: the record.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;

use crate::article::{Article, ArticleId, Incoming};

/// The archive of one `index/` folder.
#[derive(Debug)]
pub struct Archive {}

/// What keeping an article did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The archive did not have it.
    New,
    /// The archive had another text or citation of it: this is the next version.
    Changed,
    /// The archive has it just so.
    Unchanged,
}

/// How much of the record a set of bounds leaves in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Articles.
    pub articles: usize,
    /// Different outlets among them.
    pub outlets: usize,
    /// Day of the oldest and of the newest dated article.
    pub days: Option<(Date, Date)>,
}

impl Archive {
    /// Opens the archive in `folder`, making folder and file where there are none.
    ///
    /// # Errors
    ///
    /// If the folder can't be written or the file is no archive.
    pub fn open(_folder: &Path) -> Result<Archive> {
        Ok(Archive {})
    }

    /// An empty archive in memory, for tests.
    #[must_use]
    pub fn in_memory() -> Archive {
        Archive {}
    }

    /// Keeps `incoming`, durably once it returns.
    ///
    /// # Errors
    ///
    /// If the file can't be written; then nothing has changed.
    pub fn keep(&self, _incoming: &Incoming) -> Result<(Article, Kept)> {
        anyhow::bail!("not yet")
    }

    /// Counts the changes to the archive: what was kept later has a higher position.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn position(&self) -> Result<u64> {
        Ok(0)
    }

    /// The current versions of up to `limit` articles kept after `position`, oldest change first, each with its position.
    ///
    /// # Errors
    ///
    /// If the file can't be read or a text is not what was archived.
    pub fn after(&self, _position: u64, _limit: usize) -> Result<Vec<(u64, Article)>> {
        Ok(Vec::new())
    }

    /// A version of an article, its text checked against its hash; the current one for `None`.
    ///
    /// # Errors
    ///
    /// If the file can't be read or the text is not what was archived.
    pub fn article(&self, _id: &ArticleId, _version: Option<u32>) -> Result<Option<Article>> {
        Ok(None)
    }

    /// How much of the record these bounds leave in (current versions only).
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn extent(&self, _outlet: Option<&str>, _since: Option<Date>, _until: Option<Date>) -> Result<Extent> {
        Ok(Extent::default())
    }
}
