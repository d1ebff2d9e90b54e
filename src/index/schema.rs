//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The fields by name. One tantivy document is one sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    /// The article's id as a number.
    pub(super) article: Field,
    /// The article's version.
    pub(super) version: Field,
    /// Counts the article's sentences from 0. Neighbours in the index are neighbours in the article.
    pub(super) ordinal: Field,
    /// How many sentences the article has: with the ordinal it tells which of the neighbours are of the article.
    pub(super) sentences: Field,
    /// The day of publication as a number; lacking where it is unknown.
    pub(super) day: Field,
    /// The sentence's words, stemmed.
    pub(super) stem: Field,
    /// The sentence's words as they stand.
    pub(super) exact: Field,
    /// The headline's words, stemmed, at the first sentence of the article only.
    pub(super) headline: Field,
    /// The outlet in lower case.
    pub(super) outlet: Field,
    /// Names of all who have a statement in the sentence, as they stand.
    pub(super) speaker: Field,
    /// Kinds of the statements in the sentence.
    pub(super) kind: Field,
    /// Speakers of the statements that begin in the sentence, with role and kind ([`super::speakers`]).
    pub(super) begins: Field,
    /// What is given back ([`super::stored`]).
    pub(super) stored: Field,
}

/// The terms of a text are what stands between its spaces: [`super::terms`] makes them.
const BETWEEN_SPACES: &str = "whitespace";

/// The schema. Its names are its version: an index with other fields is built again.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexing = |tokenizer: &str| {
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqs)
    };
    let words = TextOptions::default().set_indexing_options(indexing(BETWEEN_SPACES));
    let headline = TextOptions::default().set_indexing_options(indexing(BETWEEN_SPACES).set_fieldnorms(false));
    let marks = TextOptions::default().set_indexing_options(indexing("raw").set_fieldnorms(false));
    let fields = Fields {
        article: builder.add_u64_field("article", INDEXED | FAST),
        version: builder.add_u64_field("version", FAST),
        ordinal: builder.add_u64_field("ordinal", FAST),
        sentences: builder.add_u64_field("sentences", FAST),
        day: builder.add_i64_field("day", FAST),
        stem: builder.add_text_field("stem", words.clone()),
        exact: builder.add_text_field("exact", words),
        headline: builder.add_text_field("article-headline", headline),
        outlet: builder.add_text_field("outlet", STRING),
        speaker: builder.add_text_field("speaker", STRING),
        kind: builder.add_text_field("kind", STRING),
        begins: builder.add_text_field("begins", marks),
        stored: builder.add_bytes_field("stored-3", STORED),
    };
    (builder.build(), fields)
}
