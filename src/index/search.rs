//! Finds sentences.
//!
//! Words are looked up term by term, never through a query language, so that any string may be searched for.
//! The work on one segment of the index is in `scan`.

use std::{
    fmt,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result};
use jiff::civil::Date;
use tantivy::{Directory, IndexReader, ReloadPolicy, SegmentReader, columnar::Column};

use crate::{
    article::{ArticleId, statement::StatementKind},
    index::{
        Hit, article_id,
        candidates::candidates,
        rows::{Place, Remembered, Rows},
        scan::Candidate,
        schema::Fields,
        slots::Slot,
        speakers::{self, SpeakerCount},
    },
};

/// How many words of a query are looked at: their matches are kept as bits of one number.
pub const MAX_WORDS: usize = 64;

/// How many sentences on each side belong to a sentence's window.
pub const WINDOW: usize = 2;

/// What to look for. Everything but the words narrows; nothing set leaves everything in.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The words as the asker wrote them, without question and speech words; the index stems them. Those behind
    /// the first [`MAX_WORDS`] are not looked at. Without words, everything that fits the bounds is found, the
    /// newest first.
    pub words: Vec<String>,
    /// Other spellings of single words.
    pub spellings: Vec<Spelling>,
    /// The full names of one speaker (all spellings that the record has); only their statements.
    pub speakers: Vec<String>,
    /// Full names whose statements are to come first, other things being equal.
    pub preferred: Vec<String>,
    /// Only sentences of this outlet.
    pub outlet: Option<String>,
    /// Only articles published on this day or later.
    pub since: Option<Date>,
    /// Only articles published on this day or earlier.
    pub until: Option<Date>,
    /// Only sentences with a statement of this kind.
    pub kind: Option<StatementKind>,
    /// How many hits of each sort.
    pub pool: Pool,
    /// Sentences found elsewhere, by article and ordinal: they are given back too if they fit the bounds, whatever
    /// words they have. Those that the index does not have are passed over.
    pub also: Vec<(ArticleId, u32)>,
}

/// How many hits of each sort a search gives back; a sentence of several sorts counts in each.
///
/// One list caps what can be found: the sentence that answers is often not among the hundred with the best words of
/// their own, but beside one of them, or said by the one who is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// The best by their own words.
    pub by_sentence: usize,
    /// The best by their own words and those around them, in the window and the article ([`Hit::score`]).
    pub by_window: usize,
    /// The best, by the same score, of those with a statement of a preferred speaker.
    pub of_preferred: usize,
}

/// Another spelling of a word of a [`Query`]: a sentence that has it counts as having the word.
#[derive(Clone, Debug, PartialEq)]
pub struct Spelling {
    /// Which of the query's words, counted from 0.
    pub word: usize,
    /// The other spelling, one word.
    pub form: String,
    /// How much it is worth beside the word itself, 0 to 1.
    pub weight: f32,
}

/// Where the words of a query were found: bit *n* stands for word *n*.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Matched {
    /// BM25 of the sentence itself, stemmed words and words as they stand: the sum of the next two.
    pub score: f32,
    /// BM25 of its stemmed words.
    pub stem: f32,
    /// BM25 of its words as they stand, which count a part of what stems do.
    pub exact: f32,
    /// In the sentence itself.
    pub sentence: u64,
    /// In the sentences before it, the nearest first.
    pub before: [u64; WINDOW],
    /// In the sentences after it, the nearest first.
    pub after: [u64; WINDOW],
    /// In the article's headline.
    pub headline: u64,
    /// Anywhere in the article.
    pub article: u64,
    /// BM25 of the stems of the sentences before it, the nearest first.
    pub before_scores: [f32; WINDOW],
    /// BM25 of the stems of the sentences after it, the nearest first.
    pub after_scores: [f32; WINDOW],
    /// The best BM25 of stems of any sentence of the article: that of this sentence, where it is the best.
    pub article_best: f32,
    /// BM25 of stems, summed over the sentences of the article.
    pub article_sum: f32,
    /// How many sentences the article has.
    pub article_sentences: u32,
    /// Whether a preferred speaker has a statement in the sentence.
    pub is_preferred: bool,
    /// Its place among the best by their own words, from 0; nothing if it is not one of them.
    pub rank_by_sentence: Option<u32>,
    /// Its place among the best by their window, from 0; nothing if it is not one of them.
    pub rank_by_window: Option<u32>,
}

impl Matched {
    /// In the sentence, its window or the headline.
    #[must_use]
    pub fn around(&self) -> u64 {
        let beside = self.before.iter().chain(&self.after).fold(0, |all, bits| all | bits);
        self.sentence | beside | self.headline
    }
}

/// The sentences on both sides of one, each with its statements; without score and matches.
#[derive(Clone, Debug)]
pub struct Beside {
    /// The sentence before it; nothing where it is the first of its article.
    pub before: Option<Hit>,
    /// The sentence after it; nothing where it is the last of its article.
    pub after: Option<Hit>,
}

/// An article as the index has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexedArticle {
    /// Whose sentences.
    pub article: ArticleId,
    /// Which version of them.
    pub version: u32,
    /// How many.
    pub sentences: usize,
}

/// Finds sentences in an index, as of the last commit; cheap to clone, to be shared between threads.
#[derive(Clone)]
pub struct Searcher {
    shared: Arc<Shared>,
}

struct Shared {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    /// The index's list of segments as the reader last read it.
    seen: Mutex<Vec<u8>>,
    /// The speakers, and the generation of the reader that they were counted in.
    speakers: Mutex<Option<(u64, Arc<Vec<SpeakerCount>>)>>,
    remembered: Remembered,
}

impl fmt::Debug for Searcher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Searcher").finish_non_exhaustive()
    }
}

impl Searcher {
    pub(super) fn new(index: tantivy::Index, fields: Fields) -> Result<Searcher> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .context("opening the index for reading")?;
        let seen = Mutex::new(Vec::new());
        let (speakers, remembered) = (Mutex::new(None), Remembered::default());
        Ok(Searcher { shared: Arc::new(Shared { index, reader, fields, seen, speakers, remembered }) })
    }

    /// The sentences that fit `query`, as many of each sort as its pool says and those that it names, each once, the
    /// best by score first; the newer, then the earlier one in the index where two fit alike.
    ///
    /// A sentence's score is BM25 over its words, stemmed and as they stand, plus what the sentences beside it, the
    /// headline and the rest of the article add. A sentence without any of the words may have a score by that. Every
    /// sentence with one of the words is touched: the cost grows with how frequent the words are.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn search(&self, query: &Query) -> Result<Vec<Hit>> {
        let searcher = self.current()?;
        let candidates = candidates(&searcher, &self.shared.fields, query)?;
        let mut rows = Rows::new(&searcher, &self.shared.remembered);
        let mut hits: Vec<(usize, Hit)> = Vec::with_capacity(candidates.len());
        // Neighbours in the index are read together.
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_unstable_by_key(|&number| candidates[number].address);
        for number in order {
            let Candidate { score, address, matched, .. } = candidates[number];
            hits.push((number, Hit { score, matched, ..rows.hit(address)? }));
        }
        hits.sort_unstable_by_key(|(number, _)| *number);
        Ok(hits.into_iter().map(|(_, hit)| hit).collect())
    }

    /// The sentences before and after each of `places` (article and ordinal) that the article has, in the order of
    /// `places`: what a reader needs to understand a sentence. Places that the index does not have have neither.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn beside(&self, places: &[(ArticleId, u32)]) -> Result<Vec<Beside>> {
        let searcher = self.current()?;
        let mut rows = Rows::new(&searcher, &self.shared.remembered);
        let mut found = Vec::new();
        for (article, ordinal) in places {
            let place = Place::of(&searcher, &self.shared.fields, article)?;
            let mut at = |ordinal: Option<u32>| -> Result<Option<Hit>> {
                let address = ordinal.and_then(|ordinal| place.and_then(|place| place.sentence(ordinal)));
                address.map(|address| rows.hit(address)).transpose()
            };
            let is_there = place.is_some_and(|place| place.sentence(*ordinal).is_some());
            let before = at(ordinal.checked_sub(1).filter(|_| is_there))?;
            found.push(Beside { before, after: at(ordinal.checked_add(1).filter(|_| is_there))? });
        }
        Ok(found)
    }

    /// How much each of the query's words says: its inverse document frequency, in all its spellings. A word that
    /// stands there twice counts once.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn weights(&self, query: &Query) -> Result<Vec<f32>> {
        let slots = Slot::all(&self.current()?, &self.shared.fields, query)?;
        Ok(slots.iter().map(|slot| slot.weight).collect())
    }

    /// Whether some sentence has `word` or a form of it.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn has_word(&self, word: &str) -> Result<bool> {
        let query = Query { words: vec![word.to_owned()], ..Query::default() };
        let slots = Slot::all(&self.current()?, &self.shared.fields, &query)?;
        Ok(slots.iter().any(|slot| slot.sentences > 0))
    }

    /// The sentences of `article` from number `first` on, at most `count`, in order.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn sentences(&self, article: &ArticleId, first: u32, count: usize) -> Result<Vec<Hit>> {
        let searcher = self.current()?;
        let Some(place) = Place::of(&searcher, &self.shared.fields, article)? else { return Ok(Vec::new()) };
        let mut rows = Rows::new(&searcher, &self.shared.remembered);
        let ordinals = (first..).take(count);
        ordinals.map_while(|ordinal| place.sentence(ordinal)).map(|address| rows.hit(address)).collect()
    }

    /// Everybody with a statement in the index, the most quoted first; counted once for each state of the index.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn speakers(&self) -> Result<Arc<Vec<SpeakerCount>>> {
        let searcher = self.current()?;
        let generation = searcher.generation().generation_id();
        let mut counted = locked(&self.shared.speakers);
        if let Some((of, speakers)) = counted.as_ref()
            && *of == generation
        {
            return Ok(Arc::clone(speakers));
        }
        let speakers = Arc::new(speakers::counts(searcher.segment_readers(), self.shared.fields.begins)?);
        *counted = Some((generation, Arc::clone(&speakers)));
        Ok(speakers)
    }

    /// Every article of the index, in no particular order. An article that was put without a sentence has no entry.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn articles(&self) -> Result<Vec<IndexedArticle>> {
        let mut articles: Vec<IndexedArticle> = Vec::new();
        for segment in self.current()?.segment_readers() {
            let (ids, versions) = (column(segment, "article")?, column(segment, "version")?);
            for doc in segment.doc_ids_alive() {
                let article = article_id(ids.first(doc).unwrap_or_default());
                let version = versions.first(doc).and_then(|version| u32::try_from(version).ok()).unwrap_or_default();
                match articles.last_mut() {
                    Some(last) if last.article == article && last.version == version => last.sentences += 1,
                    _ => articles.push(IndexedArticle { article, version, sentences: 1 }),
                }
            }
        }
        Ok(articles)
    }

    /// A view of the last commit. Whether there was one since is seen by the index's list of segments, a small file.
    fn current(&self) -> Result<tantivy::Searcher> {
        let shared = &*self.shared;
        // In the moment in which an index is replaced it has no list; what was read before stays good.
        if let Ok(list) = shared.index.directory().atomic_read(Path::new("meta.json")) {
            let mut seen = locked(&shared.seen);
            if *seen != list {
                shared.reader.reload().context("reading the index anew")?;
                *seen = list;
            }
        }
        Ok(shared.reader.searcher())
    }
}

/// The numbers of the field called `name` in `segment`.
pub(super) fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Column<u64>> {
    segment.fast_fields().u64(name)
}

/// A lock is only held for assignments that can't fail halfway, so what a panic left behind is whole.
fn locked<Value>(mutex: &Mutex<Value>) -> MutexGuard<'_, Value> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
