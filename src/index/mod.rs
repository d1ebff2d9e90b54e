//! Keeps sentences and finds sentences, with tantivy.
//!
//! The index is derived from the archive: it may be deleted and is then built again.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;

use crate::{
    article::{
        ArticleId, Citation,
        document::Document,
        statement::{Statement, StatementKind},
    },
    text::span::Span,
};

/// The sentences of all articles in their current versions.
#[derive(Debug)]
pub struct Index {}

/// What opening an index found.
#[derive(Debug)]
pub enum Opened {
    /// An index that this program can read.
    Ready(Index),
    /// There is none yet; [`Index::create`] makes an empty one.
    Missing,
    /// There is one, of another schema or broken; the reason is for the log. [`Index::create`] replaces it.
    Unusable(String),
}

/// Puts documents into an index. Only one writer can exist at a time, over all processes.
#[derive(Debug)]
pub struct Writer {}

/// Finds sentences in an index, as of the last commit; cheap to clone, to be shared between threads.
#[derive(Clone, Debug)]
pub struct Searcher {}

/// What to look for. Everything but the words narrows; nothing set leaves everything in.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The words as the asker wrote them, without question and speech words; the index stems them.
    pub words: Vec<String>,
    /// The full names of one speaker (all spellings that the record has); only their statements.
    pub speakers: Vec<String>,
    /// Only sentences of this outlet.
    pub outlet: Option<String>,
    /// Only articles published on this day or later.
    pub since: Option<Date>,
    /// Only articles published on this day or earlier.
    pub until: Option<Date>,
    /// Only sentences with a statement of this kind.
    pub kind: Option<StatementKind>,
    /// How many hits at most.
    pub limit: usize,
}

/// A sentence that the index found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Higher is better; comparable within one search.
    pub score: f32,
    /// Whose sentence it is.
    pub article: ArticleId,
    /// Which version of the article was indexed.
    pub version: u32,
    /// The article's name for files and scripts.
    pub doc: String,
    /// Counts the article's sentences from 0.
    pub ordinal: u32,
    /// Where the sentence stands in the body.
    pub sentence: Span,
    /// The sentence as indexed.
    pub text: String,
    /// Every statement with content in the sentence.
    pub statements: Vec<Statement>,
    /// What a reader needs to find the article.
    pub citation: Citation,
}

impl Index {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    ///
    /// If the folder can't be read.
    pub fn open(_folder: &Path) -> Result<Opened> {
        Ok(Opened::Missing)
    }

    /// Makes an empty index in `folder`, in place of any that is there.
    ///
    /// # Errors
    ///
    /// If the folder can't be written.
    pub fn create(_folder: &Path) -> Result<Index> {
        Ok(Index {})
    }

    /// An empty index in memory, for tests.
    #[must_use]
    pub fn in_memory() -> Index {
        Index {}
    }

    /// How far the archive had been written when the index was last committed ([`Writer::commit`]); 0 if never.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn position(&self) -> Result<u64> {
        Ok(0)
    }

    /// The one writer of this index.
    ///
    /// # Errors
    ///
    /// If another process holds it; the message says so.
    pub fn writer(&self) -> Result<Writer> {
        Ok(Writer {})
    }

    /// A searcher that always sees the last commit.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn searcher(&self) -> Result<Searcher> {
        Ok(Searcher {})
    }
}

impl Writer {
    /// Puts the sentences of `document` in place of all that the article had.
    ///
    /// Nothing is seen before [`Writer::commit`].
    ///
    /// # Errors
    ///
    /// If the index can't be written.
    pub fn put(&mut self, _document: &Document) -> Result<()> {
        Ok(())
    }

    /// Takes away all sentences of `article`.
    pub fn remove(&mut self, _article: &ArticleId) {}

    /// Makes all that was put visible and durable, and notes how far the archive was read.
    ///
    /// Costs 70 ms and more: once for many articles.
    ///
    /// # Errors
    ///
    /// If the index can't be written; then it is as of the commit before.
    pub fn commit(&mut self, _position: u64) -> Result<()> {
        Ok(())
    }
}

impl Searcher {
    /// The sentences that fit `query` best.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn search(&self, _query: &Query) -> Result<Vec<Hit>> {
        Ok(Vec::new())
    }
}
