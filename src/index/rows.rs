//! Reads sentences back from the index.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context, Result};
use tantivy::{
    DocAddress, DocId, Searcher, SegmentOrdinal,
    columnar::Column,
    index::SegmentId,
    schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer},
};

use crate::{
    article::{ArticleId, Citation},
    index::{
        Hit, Matched, article_id,
        scan::{ArticleRange, article_range},
        schema::Fields,
        search::column,
        stored::StoredRow,
    },
};

/// Where an article lies.
#[derive(Clone, Copy)]
pub(super) struct Place {
    segment: SegmentOrdinal,
    range: ArticleRange,
}

impl Place {
    /// The place of `article`; nothing if the index does not have it.
    pub(super) fn of(searcher: &Searcher, fields: &Fields, article: &ArticleId) -> Result<Option<Place>> {
        for (segment, reader) in (0..).zip(searcher.segment_readers()) {
            if let Some(range) = article_range(reader, fields, article)? {
                return Ok(Some(Place { segment, range }));
            }
        }
        Ok(None)
    }

    /// Where the sentence with this ordinal lies, if the article has it.
    pub(super) fn sentence(self, ordinal: u32) -> Option<DocAddress> {
        self.range.sentence(ordinal).map(|doc| DocAddress::new(self.segment, doc))
    }
}

/// How many articles are remembered: some eight megabytes.
const REMEMBERED: usize = 16_384;

/// What is stored once for an article: its name and its citation.
type Named = Arc<(String, Citation)>;

/// Articles that were read, by segment and first sentence, for the searches to come. Segments never change.
#[derive(Default)]
pub(super) struct Remembered(Mutex<HashMap<(SegmentId, DocId), Named>>);

impl Remembered {
    fn article(&self, place: (SegmentId, DocId), read: impl FnOnce() -> Result<Named>) -> Result<Named> {
        // Only whole values are ever put in: what a panic left behind is good.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(article) = known().get(&place) {
            return Ok(Arc::clone(article));
        }
        let article = read()?;
        let mut known = known();
        if known.len() == REMEMBERED {
            known.clear();
        }
        known.insert(place, Arc::clone(&article));
        Ok(article)
    }
}

/// Sentences as stored.
pub(super) struct Rows<'a> {
    searcher: &'a Searcher,
    remembered: &'a Remembered,
    columns: HashMap<SegmentOrdinal, Columns>,
}

/// What of a segment is stored in columns.
struct Columns {
    articles: Column<u64>,
    versions: Column<u64>,
    ordinals: Column<u64>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(searcher: &'a Searcher, remembered: &'a Remembered) -> Rows<'a> {
        Rows { searcher, remembered, columns: HashMap::new() }
    }

    /// The sentence at `address`, without score and matches.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub(super) fn hit(&mut self, address: DocAddress) -> Result<Hit> {
        let columns = self.columns(address.segment_ord).context("reading the index")?;
        let number = |column: &Column<u64>| column.first(address.doc_id).unwrap_or_default();
        let (article, version) = (article_id(number(&columns.articles)), number(&columns.versions) as u32);
        let ordinal = number(&columns.ordinals) as DocId;
        let bytes = self.bytes(address)?;
        let row = StoredRow::decode(&bytes)?;
        let first = DocAddress::new(address.segment_ord, address.doc_id - ordinal.min(address.doc_id));
        let (doc, citation) = self.article(first)?.as_ref().clone();
        Ok(Hit {
            score: 0.0,
            article,
            version,
            doc,
            ordinal,
            sentence: row.sentence()?,
            statements: row.statements()?,
            text: row.text.to_owned(),
            citation,
            matched: Matched::default(),
        })
    }

    /// The article whose first sentence is at `first`.
    fn article(&self, first: DocAddress) -> Result<Named> {
        let segment = self.searcher.segment_reader(first.segment_ord).segment_id();
        self.remembered.article((segment, first.doc_id), || {
            let bytes = self.bytes(first)?;
            let stored = StoredRow::decode(&bytes)?.article.context("an article of the index has no citation")?;
            Ok(Arc::new((stored.doc.to_owned(), stored.citation()?)))
        })
    }

    fn columns(&mut self, segment: SegmentOrdinal) -> tantivy::Result<&Columns> {
        if !self.columns.contains_key(&segment) {
            let reader = self.searcher.segment_reader(segment);
            let columns = Columns {
                articles: column(reader, "article")?,
                versions: column(reader, "version")?,
                ordinals: column(reader, "ordinal")?,
            };
            self.columns.insert(segment, columns);
        }
        Ok(&self.columns[&segment])
    }

    fn bytes(&self, address: DocAddress) -> Result<Vec<u8>> {
        let row: StoredBytes = self.searcher.doc(address).context("reading a sentence of the index")?;
        Ok(row.0)
    }
}

/// The one stored field of a sentence.
struct StoredBytes(Vec<u8>);

impl DocumentDeserialize for StoredBytes {
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut row: D) -> Result<StoredBytes, DeserializeError> {
        let stored = row.next_field::<Vec<u8>>()?;
        Ok(StoredBytes(stored.map(|(_, bytes)| bytes).unwrap_or_default()))
    }
}
