//! The vectors of a folder, to be searched.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    article::ArticleId,
    encoder::DIMENSIONS,
    semantic::{
        log::{FILE, HEADER, LogReader},
        memory::{Memory, Near},
        vector::Asked,
    },
};

/// The vectors in a folder as far as they have been written, by this process or another; to be shared between threads.
///
/// Every call first sees what was written since the last one: a look at the file's header and length. Vectors that are
/// not there, of another encoder, or can't be read are no error: then there are none, and words alone find sentences.
/// In memory a vector takes 388 bytes, its share of an article's entry apart.
#[derive(Debug)]
pub struct Vectors {
    path: PathBuf,
    fingerprint: u64,
    loaded: Mutex<Loaded>,
}

#[derive(Debug, Default)]
struct Loaded {
    /// Of the file that was read; nothing if there was none.
    generation: Option<u64>,
    /// How far it was read, in bytes.
    place: u64,
    memory: Arc<Memory>,
}

impl Vectors {
    /// The vectors in `folder` that the encoder of this fingerprint made; reads them all.
    #[must_use]
    pub fn open(folder: &Path, fingerprint: u64) -> Vectors {
        let vectors = Vectors { path: folder.join(FILE), fingerprint, loaded: Mutex::default() };
        vectors.current();
        vectors
    }

    /// How many sentences have a vector.
    #[must_use]
    pub fn sentences(&self) -> usize {
        self.current().sentences()
    }

    /// Whether this version of `article` has vectors.
    #[must_use]
    pub fn has(&self, article: &ArticleId, version: u32) -> bool {
        self.current().version(article.number()) == Some(version)
    }

    /// The `limit` sentences nearest to `query`, a vector of unit length, the nearest first; what is equally near, by
    /// article and place. Compares all sentences.
    #[must_use]
    pub fn nearest(&self, query: &[f32; DIMENSIONS], limit: usize) -> Vec<Near> {
        self.current().nearest(&Asked::of(query), limit, &|_| true)
    }

    /// The same, of the articles that `allows` leaves in.
    #[must_use]
    pub fn nearest_of(
        &self,
        query: &[f32; DIMENSIONS],
        limit: usize,
        allows: &dyn Fn(&ArticleId) -> bool,
    ) -> Vec<Near> {
        self.current().nearest(&Asked::of(query), limit, &|article| allows(&ArticleId::of_number(article)))
    }

    /// The cosine of `query`, a vector of unit length, with each of these sentences, articles with a sentence's
    /// ordinal; nothing for one that has no vector.
    #[must_use]
    pub fn cosine(&self, query: &[f32; DIMENSIONS], sentences: &[(ArticleId, u32)]) -> Vec<Option<f32>> {
        let (memory, asked) = (self.current(), Asked::of(query));
        sentences.iter().map(|(article, ordinal)| memory.cosine(&asked, article.number(), *ordinal)).collect()
    }

    /// All that is written by now.
    fn current(&self) -> Arc<Memory> {
        // What a panic left behind is at worst read again.
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Err(error) = loaded.refresh(&self.path, self.fingerprint) {
            tracing::warn!(%error, path = %self.path.display(), "the vectors can't be read");
        }
        Arc::clone(&loaded.memory)
    }
}

impl Loaded {
    fn refresh(&mut self, path: &Path, fingerprint: u64) -> io::Result<()> {
        let opened = LogReader::open(path)?;
        let Some((header, mut log)) = opened.filter(|(header, _)| header.fingerprint == fingerprint) else {
            *self = Loaded::default();
            return Ok(());
        };
        if self.generation != Some(header.generation) || log.length() < self.place {
            // The old ones are let go before the new ones are read: they need not fit into memory together.
            *self = Loaded { generation: Some(header.generation), place: HEADER, memory: Arc::default() };
        }
        if log.length() > self.place {
            log.go_to(self.place)?;
            let memory = Arc::make_mut(&mut self.memory);
            while let Some(record) = log.next()? {
                memory.put(&record);
            }
            self.place = log.place();
        }
        Ok(())
    }
}
