//! Reads sentences back from the index.

use std::collections::HashMap;

use anyhow::{Context, Result};
use tantivy::{
    DocAddress, DocId, Searcher, SegmentOrdinal,
    columnar::Column,
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

/// Sentences as stored, each article's own row read once.
pub(super) struct Rows<'a> {
    searcher: &'a Searcher,
    columns: HashMap<SegmentOrdinal, Columns>,
    /// Name and citation of articles, by the address of their first sentence.
    articles: HashMap<DocAddress, (String, Citation)>,
}

/// What of a segment is stored in columns.
struct Columns {
    articles: Column<u64>,
    versions: Column<u64>,
    ordinals: Column<u64>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(searcher: &'a Searcher) -> Rows<'a> {
        Rows { searcher, columns: HashMap::new(), articles: HashMap::new() }
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
        if !self.articles.contains_key(&first) {
            let bytes = self.bytes(first)?;
            let stored = StoredRow::decode(&bytes)?.article.context("an article of the index has no citation")?;
            self.articles.insert(first, (stored.doc.to_owned(), stored.citation()?));
        }
        let (doc, citation) = self.articles[&first].clone();
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
