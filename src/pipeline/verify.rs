//! Holds archive and index against each other.

use std::{collections::HashMap, fmt, path::Path};

use anyhow::Result;

use crate::{
    archive::{Archive, damage::Damage},
    article::ArticleId,
    attribution::Reader,
    index::{Index, Opened},
    pipeline::{indexing::read, record::index_folder},
};

/// Something that is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The archive is not as it was written.
    Archive(Damage),
    /// There is no index.
    NoIndex,
    /// There is one that can't be used, for this reason.
    UnusableIndex(String),
    /// The index has read the archive to another place than its end.
    OutOfStep {
        /// How far the index has read.
        index: u64,
        /// How far the archive goes.
        archive: u64,
    },
    /// The index lacks an article.
    Missing(ArticleId),
    /// The index has an article that the archive does not have.
    Unknown(ArticleId),
    /// The index has an older version of an article.
    Outdated {
        /// The article.
        article: ArticleId,
        /// The version in the index.
        indexed: u32,
        /// The version in the archive.
        current: u32,
    },
    /// The index has not as many sentences of an article as the article has.
    Incomplete {
        /// The article.
        article: ArticleId,
        /// Sentences in the index.
        indexed: usize,
        /// Sentences of the article.
        sentences: usize,
    },
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const REINDEX: &str = "`onrecord reindex` builds the index again";
        match self {
            Problem::Archive(damage) => write!(formatter, "{damage}; restore the archive from a copy"),
            Problem::NoIndex => write!(formatter, "there is no index; {REINDEX}"),
            Problem::UnusableIndex(reason) => write!(formatter, "the index can't be used ({reason}); {REINDEX}"),
            Problem::OutOfStep { index, archive } => {
                write!(formatter, "the index has read the archive up to {index} of {archive}; {REINDEX}")
            }
            Problem::Missing(article) => write!(formatter, "article `{article}` is not in the index; {REINDEX}"),
            Problem::Unknown(article) => {
                write!(formatter, "the index has an article `{article}` that the archive does not have; {REINDEX}")
            }
            Problem::Outdated { article, indexed, current } => {
                write!(formatter, "the index has version {indexed} of article `{article}`, not {current}; {REINDEX}")
            }
            Problem::Incomplete { article, indexed, sentences } => {
                write!(formatter, "the index has {indexed} of {sentences} sentences of article `{article}`; {REINDEX}")
            }
        }
    }
}

/// Checks the archive in `folder` for damage and the index beside it against the archive. Changes nothing.
///
/// Reads every article anew, as `onrecord reindex` would: about as slow.
///
/// # Errors
///
/// If either can't be read at all.
pub fn verify(folder: &Path, reader: &Reader) -> Result<Vec<Problem>> {
    let archive = Archive::open(folder)?;
    let mut problems: Vec<Problem> = archive.damage()?.into_iter().map(Problem::Archive).collect();
    match Index::open(&index_folder(folder))? {
        Opened::Ready(index) => problems.extend(index_problems(&archive, &index, reader)?),
        Opened::Missing if archive.position()? == 0 => {}
        Opened::Missing => problems.push(Problem::NoIndex),
        Opened::Unusable(reason) => problems.push(Problem::UnusableIndex(reason)),
    }
    Ok(problems)
}

/// What is wrong with `index` as the index of `archive`. Articles that are damaged or can't be read are left out.
///
/// # Errors
///
/// If either can't be read.
pub fn index_problems(archive: &Archive, index: &Index, reader: &Reader) -> Result<Vec<Problem>> {
    let mut problems = Vec::new();
    let (reached, end) = (index.position()?, archive.position()?);
    if reached != end {
        problems.push(Problem::OutOfStep { index: reached, archive: end });
    }
    let articles = index.searcher()?.articles()?.into_iter();
    let mut indexed: HashMap<ArticleId, (u32, usize)> =
        articles.map(|entry| (entry.article, (entry.version, entry.sentences))).collect();
    for (_, id) in archive.changed_after(0, usize::MAX)? {
        let entry = indexed.remove(&id);
        // A damaged text is damage of the archive, told of as such.
        let Ok(Some(article)) = archive.article(&id, None) else { continue };
        let current = article.version;
        let Ok(document) = read(reader, &article) else { continue };
        let sentences = document.sentences.len();
        match entry {
            None if sentences == 0 => {}
            None => problems.push(Problem::Missing(id)),
            Some((version, _)) if version != current => {
                problems.push(Problem::Outdated { article: id, indexed: version, current });
            }
            Some((_, count)) if count != sentences => {
                problems.push(Problem::Incomplete { article: id, indexed: count, sentences });
            }
            Some(_) => {}
        }
    }
    problems.extend(indexed.into_keys().map(Problem::Unknown));
    Ok(problems)
}
