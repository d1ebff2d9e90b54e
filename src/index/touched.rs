//! The sentences of a segment that have a word of a query, with what they have of it.
//!
//! The lists of where each term stands are walked side by side, a block of sentences at a time, so that only what
//! has a word costs anything and the sums stay in the processor's nearest memory. What comes out is in the order of
//! the index: the neighbours of a sentence are found beside it.

use tantivy::{
    DocId, DocSet, SegmentReader, TERMINATED,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings},
    query::Bm25Weight,
    schema::{Field, IndexRecordOption},
};

use crate::index::slots::Scored;

/// How many sentences of a segment are summed up at a time.
const BLOCK: usize = 4096;

/// What one sentence has of a query.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Touched {
    pub(super) doc: DocId,
    /// BM25, summed over the terms.
    pub(super) score: f32,
    /// The query's words, as bits.
    pub(super) words: u64,
}

/// A place in the list of sentences that have one term.
pub(super) struct Cursor<'a> {
    postings: SegmentPostings,
    norms: FieldNormReader,
    bit: u64,
    weight: Option<&'a Bm25Weight>,
}

impl<'a> Cursor<'a> {
    /// Cursors at the beginnings of the lists that segment number `ordinal` has for `terms`.
    pub(super) fn all(
        segment: &SegmentReader,
        ordinal: usize,
        field: Field,
        terms: &'a [Scored],
    ) -> tantivy::Result<Vec<Cursor<'a>>> {
        let inverted = segment.inverted_index(field)?;
        // Headlines have no lengths, and no weights that would ask for them.
        let norms = segment.fieldnorms_readers().get_field(field)?;
        let norms = norms.unwrap_or_else(|| FieldNormReader::constant(segment.max_doc(), 1));
        let cursor = |scored: &'a Scored, info| {
            let postings = inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
            Ok(Cursor { postings, norms: norms.clone(), bit: scored.bit, weight: scored.weight.as_ref() })
        };
        let found = terms.iter().filter_map(|scored| Some((scored, scored.places[ordinal].as_ref()?)));
        found.map(|(scored, info)| cursor(scored, info)).collect()
    }

    /// What finding the term in `doc` is worth; nothing where it is not there. Documents are asked for in order.
    pub(super) fn score(&mut self, doc: DocId) -> f32 {
        if self.postings.doc() < doc {
            self.postings.seek(doc);
        }
        if self.postings.doc() == doc { self.worth() } else { 0.0 }
    }

    /// What the term is worth where the cursor stands.
    fn worth(&self) -> f32 {
        let worth =
            |weight: &Bm25Weight| weight.score(self.norms.fieldnorm_id(self.postings.doc()), self.postings.term_freq());
        self.weight.map_or(0.0, worth)
    }

    /// Adds what the term gives to the sentences of `block` and stops behind them.
    fn add_to(&mut self, block: &mut Block) {
        let mut doc = self.postings.doc();
        while doc < block.end {
            let at = (doc - block.start) as usize;
            block.sums[at].score += self.worth();
            block.sums[at].words |= self.bit;
            block.seen[at / 64] |= 1 << (at % 64);
            doc = self.postings.advance();
        }
    }
}

/// The sums of some neighbouring sentences.
struct Block {
    start: DocId,
    end: DocId,
    sums: Vec<Touched>,
    /// Which of them have a word, as bits.
    seen: [u64; BLOCK / 64],
}

impl Block {
    /// Puts the sentences that have a word behind `touched`, and forgets them.
    fn empty_into(&mut self, touched: &mut Vec<Touched>) {
        for (number, seen) in self.seen.iter_mut().enumerate() {
            while *seen != 0 {
                let at = number * 64 + seen.trailing_zeros() as usize;
                *seen &= *seen - 1;
                touched.push(Touched { doc: self.start + at as DocId, ..self.sums[at] });
                self.sums[at] = Touched::default();
            }
        }
    }
}

/// The sentences, deleted ones too, in which one of `cursors` stands from here on, in order.
pub(super) fn touched(mut cursors: Vec<Cursor<'_>>) -> Vec<Touched> {
    let mut touched = Vec::new();
    let mut block = Block { start: 0, end: 0, sums: vec![Touched::default(); BLOCK], seen: [0; BLOCK / 64] };
    while let Some(next) = cursors.iter().map(|cursor| cursor.postings.doc()).min().filter(|&doc| doc != TERMINATED) {
        block.start = next - next % BLOCK as DocId;
        block.end = block.start + BLOCK as DocId;
        cursors.iter_mut().for_each(|cursor| cursor.add_to(&mut block));
        block.empty_into(&mut touched);
    }
    touched
}
