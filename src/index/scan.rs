//! One segment of the index, looked through for the words of a query.

use std::cmp::Ordering;

use anyhow::Result;
use tantivy::{DocAddress, DocId, SegmentOrdinal, SegmentReader, Term, columnar::Column};

use crate::{
    article::ArticleId,
    index::{
        article_number,
        bounds::{Bounds, documents, each},
        schema::Fields,
        search::{Matched, Query, WINDOW, column},
        slots::Terms,
        touched::{Cursor, Touched, touched},
    },
};

/// What a word in the window or headline is worth, as a share of its inverse document frequency. Only chooses the
/// candidates: whoever reads the hits weighs [`Matched`] anew.
const WINDOW_BOOST: f32 = 0.7;

/// What the BM25 of the sentences beside it is worth to a sentence, by their distance; as above.
const BESIDE_BOOST: [f32; WINDOW] = [0.25, 0.125];

/// What the best BM25 of its article is worth to a sentence; as above. Of 1,152 questions on 168 articles, in a
/// record of 924, a right sentence is among the first sixty for 77 % by its window alone, with this for 83 %, with
/// the two others for 84 %; for 150 questions on other articles 79 %, 82 % and 83 %.
const BEST_BOOST: f32 = 1.0;

/// What a word anywhere in the article is worth, as a share of its inverse document frequency; as above.
const ARTICLE_BOOST: f32 = 0.5;

/// What a statement of a preferred speaker is worth, as a share of the whole query's weight; as above.
const PREFERRED_BOOST: f32 = 0.3;

/// A sentence that may be a hit.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) score: f32,
    pub(super) address: DocAddress,
    pub(super) matched: Matched,
    /// Whether the query names it.
    pub(super) is_named: bool,
    day: Option<i64>,
}

/// An article with what it has of a query.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scanned {
    pub(super) range: ArticleRange,
    headline: u64,
    /// In headline and sentences.
    words: u64,
    /// The best and the summed scores of its sentences.
    best: f32,
    sum: f32,
}

/// Where the sentences of one article lie in a segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ArticleRange {
    pub(super) start: DocId,
    pub(super) end: DocId,
}

impl Candidate {
    /// Best first, then the newest, then as they lie in the index.
    pub(super) fn order(&self, other: &Candidate) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then_with(|| other.day.cmp(&self.day)).then_with(|| self.address.cmp(&other.address))
    }

    /// The same, named by the query.
    pub(super) fn named(self) -> Candidate {
        Candidate { is_named: true, ..self }
    }

    fn set_score(&mut self, weights: &[f32]) {
        let matched = &self.matched;
        let beside = matched.before_scores.iter().zip(&matched.after_scores).zip(BESIDE_BOOST);
        self.score = matched.score
            + WINDOW_BOOST * mass(weights, matched.around())
            + beside.map(|((before, after), boost)| boost * (before + after)).sum::<f32>()
            + BEST_BOOST * matched.article_best
            + ARTICLE_BOOST * mass(weights, matched.article);
        if matched.is_preferred {
            self.score += PREFERRED_BOOST * weights.iter().sum::<f32>();
        }
    }
}

/// A segment with what its sentences have of a query.
pub(super) struct Scan<'a> {
    segment: &'a SegmentReader,
    ordinal: SegmentOrdinal,
    fields: &'a Fields,
    terms: &'a Terms,
    bounds: Bounds,
    ordinals: Column<u64>,
    sentences: Column<u64>,
    days: Column<i64>,
    /// The sentences that have a word.
    pub(super) touched: Vec<Touched>,
    /// The first sentences of the articles that have a word in the headline.
    headlines: Vec<Touched>,
    /// The sentences with a statement of a preferred speaker.
    preferred: Vec<DocId>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(
        segment: &'a SegmentReader,
        ordinal: SegmentOrdinal,
        fields: &'a Fields,
        query: &Query,
        terms: &'a Terms,
    ) -> Result<Scan<'a>> {
        let cursors = |field, terms| Cursor::all(segment, ordinal as usize, field, terms);
        Ok(Scan {
            segment,
            ordinal,
            fields,
            terms,
            bounds: Bounds::new(segment, fields, query)?,
            ordinals: column(segment, "ordinal")?,
            sentences: column(segment, "sentences")?,
            days: segment.fast_fields().i64("day")?,
            touched: touched(cursors(fields.stem, &terms.stems)?),
            headlines: touched(cursors(fields.headline, &terms.headline)?),
            preferred: documents(segment, fields.speaker, &query.preferred)?,
        })
    }

    /// Whether `doc` is in the index and within the bounds.
    pub(super) fn is_wanted(&self, doc: DocId) -> bool {
        !self.segment.is_deleted(doc) && self.bounds.allow(doc, &self.days)
    }

    /// Every sentence that is wanted, in order.
    pub(super) fn wanted(&self) -> impl Iterator<Item = DocId> {
        self.segment.doc_ids_alive().filter(|&doc| self.bounds.allow(doc, &self.days))
    }

    /// The day on which `doc` was published, as a number.
    pub(super) fn day(&self, doc: DocId) -> Option<i64> {
        self.days.first(doc)
    }

    /// Where `doc` stands, or would stand, among the touched sentences, looked for from `near` on.
    pub(super) fn position(&self, doc: DocId, near: usize) -> usize {
        let mut position = near.min(self.touched.len());
        while self.touched.get(position).is_some_and(|touched| touched.doc < doc) {
            position += 1;
        }
        while position > 0 && self.touched[position - 1].doc >= doc {
            position -= 1;
        }
        position
    }

    /// The article of `doc`, whose [`Scan::position`] is `position`.
    pub(super) fn article(&self, doc: DocId, position: usize) -> Scanned {
        let ordinal = self.ordinals.first(doc).unwrap_or_default() as DocId;
        let sentences = self.sentences.first(doc).unwrap_or_default() as DocId;
        let start = doc - ordinal.min(doc);
        let range = ArticleRange { start, end: (start + sentences).clamp(doc + 1, self.segment.max_doc()) };
        let headline = self.headline(range);
        let mut article = Scanned { range, headline, words: headline, best: 0.0, sum: 0.0 };
        let (before, after) = self.touched.split_at(position);
        let before = before.iter().rev().take_while(|touched| touched.doc >= range.start);
        let after = after.iter().take_while(|touched| touched.doc < range.end);
        for touched in before.chain(after) {
            article.words |= touched.words;
            article.best = article.best.max(touched.score);
            article.sum += touched.score;
        }
        article
    }

    /// The sentence `doc`, with what it, its window and `article` have; `position` is its [`Scan::position`].
    pub(super) fn candidate(&self, doc: DocId, article: &Scanned, position: usize) -> Candidate {
        let range = article.range;
        let mut matched = Matched {
            headline: article.headline,
            article: article.words,
            article_best: article.best,
            article_sum: article.sum,
            article_sentences: range.end - range.start,
            is_preferred: self.preferred.binary_search(&doc).is_ok(),
            ..Matched::default()
        };
        let window = range.start.max(doc.saturating_sub(WINDOW as DocId))..range.end.min(doc + WINDOW as DocId + 1);
        let first = self.position(window.start, position);
        for touched in self.touched[first..].iter().take_while(|touched| touched.doc < window.end) {
            let distance = touched.doc.abs_diff(doc) as usize;
            let (words, score) = match touched.doc.cmp(&doc) {
                Ordering::Less => (&mut matched.before[distance - 1], &mut matched.before_scores[distance - 1]),
                Ordering::Equal => (&mut matched.sentence, &mut matched.stem),
                Ordering::Greater => (&mut matched.after[distance - 1], &mut matched.after_scores[distance - 1]),
            };
            (*words, *score) = (touched.words, touched.score);
        }
        matched.score = matched.stem;
        let address = DocAddress::new(self.ordinal, doc);
        let day = self.days.first(doc);
        let mut candidate = Candidate { score: 0.0, address, matched, is_named: false, day };
        candidate.set_score(&self.terms.weights);
        candidate
    }

    /// The sentence `doc`, which may stand anywhere.
    pub(super) fn candidate_at(&self, doc: DocId) -> Candidate {
        let position = self.touched.partition_point(|touched| touched.doc < doc);
        self.candidate(doc, &self.article(doc, position), position)
    }

    fn headline(&self, article: ArticleRange) -> u64 {
        let found = self.headlines.binary_search_by_key(&article.start, |touched| touched.doc);
        found.map_or(0, |at| self.headlines[at].words)
    }

    /// The wanted sentences with a statement of a preferred speaker, each with about what it and the sentences beside
    /// it have.
    pub(super) fn preferred(&self) -> impl Iterator<Item = (DocId, f32)> {
        let mut position = 0;
        let wanted = self.preferred.iter().copied().filter(|&doc| self.is_wanted(doc));
        wanted.map(move |doc| {
            let behind = self.touched[position..].partition_point(|touched| touched.doc + (WINDOW as DocId) < doc);
            position += behind;
            let beside = self.touched[position..].iter().take_while(|touched| touched.doc <= doc + WINDOW as DocId);
            let (mut words, mut own) = (0, 0.0);
            for touched in beside {
                words |= touched.words;
                own += if touched.doc == doc { touched.score } else { 0.0 };
            }
            (doc, own + WINDOW_BOOST * mass(&self.terms.weights, words))
        })
    }

    /// The sentences of `places` that the segment has and the bounds let through, in no particular order.
    pub(super) fn named(&self, places: &[(ArticleId, u32)]) -> Result<Vec<DocId>> {
        let mut docs = Vec::new();
        for (article, ordinal) in places {
            let range = article_range(self.segment, self.fields, article)?;
            let doc = range.and_then(|range| range.sentence(*ordinal));
            docs.extend(doc.filter(|&doc| self.is_wanted(doc)));
        }
        Ok(docs)
    }

    /// Adds to `candidates`, all of this segment and in order, what is looked up for few: the words as they stand.
    pub(super) fn complete(&self, candidates: &mut [&mut Candidate]) -> Result<()> {
        let mut exact = Cursor::all(self.segment, self.ordinal as usize, self.fields.exact, &self.terms.exact)?;
        for candidate in candidates {
            let doc = candidate.address.doc_id;
            for cursor in &mut exact {
                candidate.matched.exact += cursor.score(doc);
            }
            candidate.matched.score += candidate.matched.exact;
            candidate.set_score(&self.terms.weights);
        }
        Ok(())
    }
}

impl ArticleRange {
    /// The sentence with this ordinal, if the article has it.
    pub(super) fn sentence(self, ordinal: u32) -> Option<DocId> {
        self.start.checked_add(ordinal).filter(|&doc| doc < self.end)
    }
}

/// The summed weights of the words whose bits are set.
fn mass(weights: &[f32], bits: u64) -> f32 {
    weights.iter().enumerate().filter(|(word, _)| bits >> word & 1 == 1).map(|(_, weight)| weight).sum()
}

/// Where the sentences of `article` lie in `segment`; nothing if they do not.
pub(super) fn article_range(
    segment: &SegmentReader,
    fields: &Fields,
    article: &ArticleId,
) -> Result<Option<ArticleRange>> {
    let mut range: Option<ArticleRange> = None;
    each(segment, &Term::from_field_u64(fields.article, article_number(article)), |doc, _| {
        if !segment.is_deleted(doc) {
            let start = range.map_or(doc, |range| range.start);
            range = Some(ArticleRange { start, end: doc + 1 });
        }
    })?;
    Ok(range)
}
