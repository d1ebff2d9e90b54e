//! Puts documents into the index.

use std::fmt;

use anyhow::{Context, Result};
use tantivy::{
    IndexWriter, TantivyDocument, Term,
    indexer::{LogMergePolicy, UserOperation},
};

use crate::{
    article::{Article, ArticleId, document::Document, statement::Statement},
    index::{
        article_number, day_number,
        schema::Fields,
        speakers::begin_term,
        stored::StoredRow,
        terms::{stem_text, words},
    },
    text::span::Span,
};

/// Puts documents into an index. Only one writer can exist at a time, over all processes.
pub struct Writer {
    inner: IndexWriter,
    fields: Fields,
}

impl fmt::Debug for Writer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl Writer {
    pub(super) fn new(inner: IndexWriter, fields: Fields) -> Writer {
        inner.set_merge_policy(Box::new(LogMergePolicy::default()));
        Writer { inner, fields }
    }

    /// Puts the sentences of `document` in place of all that the article had.
    ///
    /// Nothing is seen before [`Writer::commit`]. The sentences of an article stay side by side, in order, in one
    /// segment: the windows of [`super::Searcher`] rest on that.
    ///
    /// # Errors
    ///
    /// If the index can't be written.
    pub fn put(&mut self, document: &Document) -> Result<()> {
        let mut operations = vec![UserOperation::Delete(self.article_term(&document.article.id))];
        let headline = document.article.citation.headline.as_deref().unwrap_or_default();
        let headline = stem_text(&words(headline));
        for (ordinal, statements) in (0..).zip(document.statements_by_sentence()) {
            operations.push(UserOperation::Add(self.sentence(document, ordinal, &statements, &headline)));
        }
        self.inner.run(operations).context("writing to the index")?;
        Ok(())
    }

    /// Takes away all sentences of `article`.
    pub fn remove(&mut self, article: &ArticleId) {
        self.inner.delete_term(self.article_term(article));
    }

    /// Makes all that was put visible and durable, and notes how far the archive was read.
    ///
    /// Costs 70 ms and more: once for many articles.
    ///
    /// # Errors
    ///
    /// If the index can't be written; then it is as of the commit before.
    pub fn commit(&mut self, position: u64) -> Result<()> {
        let mut commit = self.inner.prepare_commit().context("writing to the index")?;
        commit.set_payload(&position.to_string());
        commit.commit().context("writing to the index")?;
        Ok(())
    }

    /// Waits until the segments that are being merged are merged. Worth it at the end of many commits: a program
    /// that just ends breaks the merges off, and the next one starts them again.
    ///
    /// # Errors
    ///
    /// If a merge fails; the index is whole all the same.
    pub fn finish(self) -> Result<()> {
        self.inner.wait_merging_threads().context("merging segments of the index")
    }

    fn article_term(&self, article: &ArticleId) -> Term {
        Term::from_field_u64(self.fields.article, article_number(article))
    }

    fn sentence(
        &self,
        document: &Document,
        ordinal: u32,
        statements: &[&Statement],
        headline: &str,
    ) -> TantivyDocument {
        let fields = &self.fields;
        let sentence = document.sentences[ordinal as usize];
        let mut row = TantivyDocument::new();
        self.add_article(&mut row, &document.article);
        row.add_u64(fields.ordinal, u64::from(ordinal));
        row.add_u64(fields.sentences, document.sentences.len() as u64);
        let exact = words(sentence.of(&document.article.body));
        row.add_text(fields.stem, stem_text(&exact));
        row.add_text(fields.exact, exact.join(" "));
        if ordinal == 0 {
            row.add_text(fields.headline, headline);
        }
        for statement in statements {
            self.add_statement(&mut row, statement, sentence);
        }
        row.add_bytes(fields.stored, &StoredRow::of(document, ordinal, statements).encode());
        row
    }

    fn add_article(&self, row: &mut TantivyDocument, article: &Article) {
        row.add_u64(self.fields.article, article_number(&article.id));
        row.add_u64(self.fields.version, u64::from(article.version));
        if let Some(published) = &article.citation.published {
            row.add_i64(self.fields.day, day_number(published.date));
        }
        if let Some(outlet) = &article.citation.outlet {
            row.add_text(self.fields.outlet, outlet.to_lowercase());
        }
    }

    fn add_statement(&self, row: &mut TantivyDocument, statement: &Statement, sentence: Span) {
        row.add_text(self.fields.kind, statement.kind.word());
        let Some(speaker) = &statement.speaker else { return };
        row.add_text(self.fields.speaker, &speaker.name);
        let begins = statement
            .content
            .first()
            .is_some_and(|part| part.overlaps(sentence) && (sentence.start()..sentence.end()).contains(&part.start()));
        if begins {
            row.add_text(self.fields.begins, begin_term(speaker));
        }
    }
}
