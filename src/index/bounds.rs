//! What narrows a query, in one segment of the index.

use anyhow::Result;
use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED, Term, columnar::Column, postings::Postings, schema::Field,
    schema::IndexRecordOption,
};

use crate::index::{day_number, schema::Fields, search::Query};

/// The bounds of a query.
pub(super) struct Bounds {
    since: Option<i64>,
    until: Option<i64>,
    /// Which sentences each of the other bounds lets through.
    sets: Vec<Vec<bool>>,
}

impl Bounds {
    pub(super) fn new(segment: &SegmentReader, fields: &Fields, query: &Query) -> Result<Bounds> {
        let outlet: Vec<String> = query.outlet.iter().map(|outlet| outlet.to_lowercase()).collect();
        let kind: Vec<String> = query.kind.iter().map(|kind| kind.word().to_owned()).collect();
        let narrowing = [(fields.speaker, &query.speakers), (fields.outlet, &outlet), (fields.kind, &kind)];
        let mut sets = Vec::new();
        for (field, values) in narrowing.into_iter().filter(|(_, values)| !values.is_empty()) {
            let mut set = vec![false; segment.max_doc() as usize];
            documents(segment, field, values)?.into_iter().for_each(|doc| set[doc as usize] = true);
            sets.push(set);
        }
        Ok(Bounds { since: query.since.map(day_number), until: query.until.map(day_number), sets })
    }

    /// Whether the sentence `doc`, published on one of `days`, is within the bounds.
    pub(super) fn allow(&self, doc: DocId, days: &Column<i64>) -> bool {
        let in_time = (self.since.is_none() && self.until.is_none())
            || days.first(doc).is_some_and(|day| {
                self.since.is_none_or(|since| day >= since) && self.until.is_none_or(|until| day <= until)
            });
        in_time && self.sets.iter().all(|set| set[doc as usize])
    }
}

/// The sentences that have one of `values` in `field`, deleted ones too, in order.
pub(super) fn documents(segment: &SegmentReader, field: Field, values: &[String]) -> Result<Vec<DocId>> {
    let mut documents = Vec::new();
    for value in values {
        each(segment, &Term::from_field_text(field, value), |doc, _| documents.push(doc))?;
    }
    documents.sort_unstable();
    documents.dedup();
    Ok(documents)
}

/// Calls `with` for every sentence that has `term`, deleted ones too, with how often it has it.
pub(super) fn each(segment: &SegmentReader, term: &Term, mut with: impl FnMut(DocId, u32)) -> Result<()> {
    let inverted = segment.inverted_index(term.field())?;
    let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::WithFreqs)? else { return Ok(()) };
    while postings.doc() != TERMINATED {
        with(postings.doc(), postings.term_freq());
        postings.advance();
    }
    Ok(())
}
