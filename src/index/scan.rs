//! One segment of the index, looked through for the words of a query.

use std::{cmp::Ordering, collections::HashSet};

use anyhow::{Context, Result};
use tantivy::{
    DocAddress, DocId, DocSet, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, Term,
    columnar::Column,
    postings::Postings,
    query::{Bm25StatisticsProvider, Bm25Weight},
    schema::{Field, IndexRecordOption},
};

use crate::{
    article::ArticleId,
    index::{
        article_number, day_number,
        lists::Lists,
        schema::Fields,
        search::{MAX_WORDS, Matched, Query, WINDOW, column},
        terms::{stems, words},
    },
};

/// What a word as it stands is worth beside its stem. Measured on four public sets before this was written.
const EXACT_BOOST: f32 = 0.3;

/// What a word in the window or headline is worth, as a share of its inverse document frequency. Only chooses the
/// candidates: whoever reads the hits weighs [`Matched`] anew.
const WINDOW_BOOST: f32 = 0.7;

/// What a statement of a preferred speaker is worth, as a share of the whole query's weight; as above.
const PREFERRED_BOOST: f32 = 0.3;

/// The terms that stand for one word of a query.
pub(super) struct Slot {
    stems: Vec<(Term, Bm25Weight)>,
    exact: Vec<(Term, Bm25Weight)>,
    headline: Vec<Term>,
    /// How many sentences have the word in any of its spellings, roughly.
    pub(super) sentences: u64,
    /// Inverse document frequency of the word in all its spellings.
    pub(super) weight: f32,
}

/// A sentence that may be a hit.
pub(super) struct Candidate {
    pub(super) score: f32,
    pub(super) address: DocAddress,
    pub(super) matched: Matched,
    /// Whether the query names it.
    pub(super) is_named: bool,
    day: Option<i64>,
}

/// What one sentence has of the query.
#[derive(Clone, Copy, Default)]
struct Evidence {
    stem: f32,
    exact: f32,
    words: u64,
    headline: u64,
}

impl Slot {
    /// The slots of the query's words, one each, with figures from the whole index.
    pub(super) fn all(searcher: &Searcher, fields: &Fields, query: &Query) -> Result<Vec<Slot>> {
        let mut slots: Vec<Slot> = Vec::new();
        for (number, word) in query.words.iter().take(MAX_WORDS).enumerate() {
            let others = query.spellings.iter().filter(|spelling| spelling.word == number);
            let forms = std::iter::once((word.as_str(), 1.0)).chain(others.map(|other| (&*other.form, other.weight)));
            let mut slot =
                Slot { stems: Vec::new(), exact: Vec::new(), headline: Vec::new(), sentences: 0, weight: 0.0 };
            for (form, worth) in forms {
                slot.add(searcher, fields, form, worth).context("reading the index")?;
            }
            let first = slot.stems.first().map(|(term, _)| term);
            let said_before = slots.iter().any(|earlier| earlier.stems.first().map(|(term, _)| term) == first);
            slot.weight = if said_before { 0.0 } else { slot.inverse_frequency(searcher.num_docs()) };
            slots.push(slot);
        }
        Ok(slots)
    }

    fn add(&mut self, searcher: &Searcher, fields: &Fields, form: &str, worth: f32) -> tantivy::Result<()> {
        let exact = words(form);
        for (word, stem) in exact.iter().zip(stems(&exact)) {
            let headline = Term::from_field_text(fields.headline, &stem);
            if self.headline.contains(&headline) {
                continue;
            }
            self.headline.push(headline);
            let stem = Term::from_field_text(fields.stem, &stem);
            self.sentences += searcher.doc_freq(&stem)?;
            let weight = weight(searcher, &stem)?.boost_by(worth);
            self.stems.push((stem, weight));
            let word = Term::from_field_text(fields.exact, word);
            let weight = weight_of_exact(searcher, &word, worth)?;
            self.exact.push((word, weight));
        }
        Ok(())
    }

    fn inverse_frequency(&self, all: u64) -> f32 {
        let (sentences, all) = (self.sentences as f32, all as f32);
        let frequency = (all - sentences).max(0.0) + 0.5;
        if self.stems.is_empty() { 0.0 } else { (1.0 + frequency / (sentences + 0.5)).ln() }
    }
}

fn weight(searcher: &Searcher, term: &Term) -> tantivy::Result<Bm25Weight> {
    // BM25 divides by the number of sentences, which an empty index does not have.
    let sentences = searcher.total_num_docs()?.max(1);
    let length = searcher.total_num_tokens(term.field())? as f32 / sentences as f32;
    let frequency = Bm25StatisticsProvider::doc_freq(searcher, term)?;
    Ok(Bm25Weight::for_one_term_without_explain(frequency.min(sentences), sentences, length.max(1.0)))
}

fn weight_of_exact(searcher: &Searcher, term: &Term, worth: f32) -> tantivy::Result<Bm25Weight> {
    Ok(weight(searcher, term)?.boost_by(worth * EXACT_BOOST))
}

impl Candidate {
    /// A sentence that is wanted as such.
    pub(super) fn at(address: DocAddress) -> Candidate {
        Candidate { score: 0.0, address, matched: Matched::default(), is_named: false, day: None }
    }

    /// Best first, then the newest, then as they lie in the index.
    pub(super) fn order(&self, other: &Candidate) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        by_score.then_with(|| other.day.cmp(&self.day)).then_with(|| self.address.cmp(&other.address))
    }
}

/// The best sentences of `segment` for the query, as many of each sort as its pool says, and those that it names.
pub(super) fn scan(
    segment: &SegmentReader,
    ordinal: SegmentOrdinal,
    fields: &Fields,
    query: &Query,
    slots: &[Slot],
) -> Result<Vec<Candidate>> {
    let scan = Scan {
        segment,
        ordinals: column(segment, "ordinal")?,
        days: segment.fast_fields().i64("day")?,
        evidence: evidence(segment, fields, slots)?,
        weights: slots.iter().map(|slot| slot.weight).collect(),
    };
    let bounds = Bounds::new(segment, fields, query)?;
    let preferred = documents(segment, fields.speaker, &query.preferred)?;
    let named = named(segment, fields, &query.also)?;
    let mut lists = Lists::new(query.pool);
    for doc in segment.doc_ids_alive().filter(|&doc| bounds.allow(doc, scan.days.first(doc))) {
        let is_preferred = preferred.as_ref().is_some_and(|docs| docs[doc as usize]);
        if let Some(candidate) = scan.candidate(doc, ordinal, is_preferred, named.contains(&doc)) {
            lists.add(candidate);
        }
    }
    let mut candidates = lists.union();
    for candidate in &mut candidates {
        scan.add_article(candidate.address.doc_id, &mut candidate.matched);
    }
    Ok(candidates)
}

/// The sentences of `places` that the segment has.
fn named(segment: &SegmentReader, fields: &Fields, places: &[(ArticleId, u32)]) -> Result<HashSet<DocId>> {
    let mut docs = HashSet::new();
    for (article, ordinal) in places {
        let mut number = 0;
        each(segment, &Term::from_field_u64(fields.article, article_number(article)), |doc, _| {
            if !segment.is_deleted(doc) {
                if number == *ordinal {
                    docs.insert(doc);
                }
                number += 1;
            }
        })?;
    }
    Ok(docs)
}

struct Scan<'a> {
    segment: &'a SegmentReader,
    ordinals: Column<u64>,
    days: Column<i64>,
    /// One entry a sentence of the segment.
    evidence: Vec<Evidence>,
    weights: Vec<f32>,
}

impl Scan<'_> {
    fn candidate(&self, doc: DocId, segment: SegmentOrdinal, is_preferred: bool, is_named: bool) -> Option<Candidate> {
        let own = self.evidence[doc as usize];
        if own.words == 0 && !is_preferred && !is_named && !self.weights.is_empty() {
            return None;
        }
        let mut matched = Matched {
            score: own.stem + own.exact,
            stem: own.stem,
            exact: own.exact,
            sentence: own.words,
            headline: own.headline,
            is_preferred,
            ..Matched::default()
        };
        for distance in 0..WINDOW {
            let before = self.beside(doc, -(distance as i64 + 1));
            let after = self.beside(doc, distance as i64 + 1);
            (matched.before[distance], matched.before_scores[distance]) = (before.words, before.stem);
            (matched.after[distance], matched.after_scores[distance]) = (after.words, after.stem);
        }
        let mut score = matched.score + WINDOW_BOOST * mass(&self.weights, matched.around());
        if is_preferred {
            score += PREFERRED_BOOST * self.weights.iter().sum::<f32>();
        }
        let address = DocAddress::new(segment, doc);
        Some(Candidate { score, address, matched, is_named, day: self.days.first(doc) })
    }

    /// What the sentence at a distance in the same article has; nothing where the article ends before.
    fn beside(&self, doc: DocId, distance: i64) -> Evidence {
        self.neighbour(doc, distance).unwrap_or_default()
    }

    fn add_article(&self, doc: DocId, matched: &mut Matched) {
        let before = (1..).map(|distance| -distance).map_while(|distance| self.neighbour(doc, distance));
        let after = (1..).map_while(|distance| self.neighbour(doc, distance));
        matched.article = matched.headline;
        for of in before.chain(after).chain([self.evidence[doc as usize]]) {
            matched.article |= of.words;
            matched.article_best = matched.article_best.max(of.stem);
            matched.article_sum += of.stem;
            matched.article_sentences += 1;
        }
    }

    fn neighbour(&self, doc: DocId, distance: i64) -> Option<Evidence> {
        let other = u32::try_from(i64::from(doc) + distance).ok().filter(|&other| other < self.segment.max_doc())?;
        let (own, beside) = (self.ordinals.first(doc)?, self.ordinals.first(other)?);
        (beside as i64 == own as i64 + distance).then(|| self.evidence[other as usize])
    }
}

/// The summed weights of the words whose bits are set.
fn mass(weights: &[f32], bits: u64) -> f32 {
    weights.iter().enumerate().filter(|(word, _)| bits >> word & 1 == 1).map(|(_, weight)| weight).sum()
}

fn evidence(segment: &SegmentReader, fields: &Fields, slots: &[Slot]) -> Result<Vec<Evidence>> {
    let mut evidence = vec![Evidence::default(); segment.max_doc() as usize];
    for (word, slot) in slots.iter().enumerate() {
        let bit = 1 << word;
        for (field, terms) in [(fields.stem, &slot.stems), (fields.exact, &slot.exact)] {
            let norms = segment.get_fieldnorms_reader(field)?;
            for (term, weight) in terms {
                each(segment, term, |doc, frequency| {
                    let of = &mut evidence[doc as usize];
                    of.words |= bit;
                    if slot.weight > 0.0 {
                        let score = weight.score(norms.fieldnorm_id(doc), frequency);
                        *(if field == fields.stem { &mut of.stem } else { &mut of.exact }) += score;
                    }
                })?;
            }
        }
        for term in &slot.headline {
            each(segment, term, |doc, _| evidence[doc as usize].headline |= bit)?;
        }
    }
    Ok(evidence)
}

/// Calls `with` for every sentence that has `term`, deleted ones too, with how often it has it.
fn each(segment: &SegmentReader, term: &Term, mut with: impl FnMut(DocId, u32)) -> Result<()> {
    let inverted = segment.inverted_index(term.field())?;
    let Some(mut postings) = inverted.read_postings(term, IndexRecordOption::WithFreqs)? else { return Ok(()) };
    while postings.doc() != TERMINATED {
        with(postings.doc(), postings.term_freq());
        postings.advance();
    }
    Ok(())
}

/// Which sentences have one of `values` in `field`; nothing for no values.
fn documents(segment: &SegmentReader, field: Field, values: &[String]) -> Result<Option<Vec<bool>>> {
    if values.is_empty() {
        return Ok(None);
    }
    let mut documents = vec![false; segment.max_doc() as usize];
    for value in values {
        each(segment, &Term::from_field_text(field, value), |doc, _| documents[doc as usize] = true)?;
    }
    Ok(Some(documents))
}

/// What narrows a query.
struct Bounds {
    since: Option<i64>,
    until: Option<i64>,
    sets: Vec<Vec<bool>>,
}

impl Bounds {
    fn new(segment: &SegmentReader, fields: &Fields, query: &Query) -> Result<Bounds> {
        let outlet: Vec<String> = query.outlet.iter().map(|outlet| outlet.to_lowercase()).collect();
        let kind: Vec<String> = query.kind.iter().map(|kind| kind.word().to_owned()).collect();
        let sets = [
            documents(segment, fields.speaker, &query.speakers)?,
            documents(segment, fields.outlet, &outlet)?,
            documents(segment, fields.kind, &kind)?,
        ];
        let sets = sets.into_iter().flatten().collect();
        Ok(Bounds { since: query.since.map(day_number), until: query.until.map(day_number), sets })
    }

    fn allow(&self, doc: DocId, day: Option<i64>) -> bool {
        let in_time = self.since.is_none_or(|since| day.is_some_and(|day| day >= since))
            && self.until.is_none_or(|until| day.is_some_and(|day| day <= until));
        in_time && self.sets.iter().all(|set| set[doc as usize])
    }
}

/// Where the sentences of `article` lie, in order.
pub(super) fn article_addresses(searcher: &Searcher, fields: &Fields, article: &ArticleId) -> Result<Vec<DocAddress>> {
    let term = Term::from_field_u64(fields.article, article_number(article));
    let mut addresses = Vec::new();
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        each(segment, &term, |doc, _| {
            if !segment.is_deleted(doc) {
                addresses.push(DocAddress::new(ordinal, doc));
            }
        })?;
    }
    Ok(addresses)
}
