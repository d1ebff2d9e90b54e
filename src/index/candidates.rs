//! From a query to its candidates: what of the whole index is worth weighing.
//!
//! What costs grows with how often the words occur in the record is done for every sentence that has one: its BM25.
//! All else is done for few: windows and articles for the best of them and their neighbours, the words as they stand
//! for the best of those.

use std::collections::HashSet;

use anyhow::{Context, Result};
use tantivy::{DocAddress, DocId, Searcher};

use crate::index::{
    lists::union,
    scan::{Candidate, Scan, Scanned},
    schema::Fields,
    search::{Pool, Query, WINDOW},
    slots::{Slot, Terms},
};

/// How many sentences, the best by the stems of their words, are looked at with their neighbours.
const STARTS: usize = 600;

/// How much longer lists are while scores are not yet whole.
const SLACK: usize = 3;

/// A sentence of a segment with what it is worth.
#[derive(Clone, Copy, Debug)]
struct Start {
    worth: f32,
    segment: usize,
    doc: DocId,
    position: usize,
}

/// The best of many, found with no more memory than some times their number.
struct Best {
    count: usize,
    starts: Vec<Start>,
    least: f32,
}

impl Best {
    fn of(count: usize) -> Best {
        Best { count, starts: Vec::new(), least: f32::NEG_INFINITY }
    }

    fn add(&mut self, start: Start) {
        self.starts.push(start);
        if self.starts.len() >= 2 * self.count + 64 {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.starts.len() > self.count && self.count > 0 {
            let order = |one: &Start, other: &Start| {
                let by_worth = other.worth.total_cmp(&one.worth);
                by_worth.then_with(|| (one.segment, one.doc).cmp(&(other.segment, other.doc)))
            };
            self.starts.select_nth_unstable_by(self.count - 1, order);
            self.least = self.starts[self.count - 1].worth;
        }
        self.starts.truncate(self.count);
    }

    /// The best, in the order of the index.
    fn in_order(mut self) -> Vec<Start> {
        self.cut();
        self.starts.sort_unstable_by_key(|start| (start.segment, start.doc));
        self.starts
    }
}

/// The candidates of `query`, as [`super::Searcher::search`] describes them.
pub(super) fn candidates(searcher: &Searcher, fields: &Fields, query: &Query) -> Result<Vec<Candidate>> {
    let slots = Slot::all(searcher, fields, query)?;
    let terms = Terms::of(searcher, fields, slots).context("reading the index")?;
    let segments = (0..).zip(searcher.segment_readers());
    let scans = segments.map(|(ordinal, segment)| Scan::new(segment, ordinal, fields, query, &terms));
    let scans: Vec<Scan<'_>> = scans.collect::<Result<_>>().context("reading the index")?;
    let mut found = chosen(&scans, query)?;
    if terms.weights.is_empty() {
        add_newest(&scans, query.pool.by_window, &mut found);
    } else {
        add_best(&scans, &mut found);
    }
    let Pool { by_sentence, by_window, of_preferred } = query.pool;
    let longer = |length: usize| SLACK * length;
    let pool =
        Pool { by_sentence: longer(by_sentence), by_window: longer(by_window), of_preferred: longer(of_preferred) };
    let mut found = union(found, pool);
    complete(&scans, &mut found).context("reading the index")?;
    Ok(union(found, query.pool))
}

/// What the query names, and the best of preferred speakers.
fn chosen(scans: &[Scan<'_>], query: &Query) -> Result<Vec<Candidate>> {
    let mut best = Best::of(SLACK * query.pool.of_preferred);
    let mut found: Vec<Candidate> = Vec::new();
    for (segment, scan) in scans.iter().enumerate() {
        let named = scan.named(&query.also)?.into_iter();
        found.extend(named.map(|doc| scan.candidate_at(doc).named()));
        for (doc, worth) in scan.preferred() {
            if worth >= best.least {
                best.add(Start { worth, segment, doc, position: 0 });
            }
        }
    }
    found.extend(best.in_order().iter().map(|start| scans[start.segment].candidate_at(start.doc)));
    let mut seen = HashSet::new();
    found.retain(|candidate| seen.insert(candidate.address));
    Ok(found)
}

/// Adds the newest of all that is within the bounds.
fn add_newest(scans: &[Scan<'_>], count: usize, found: &mut Vec<Candidate>) {
    let seen: HashSet<DocAddress> = found.iter().map(|candidate| candidate.address).collect();
    let mut newest = Best::of(count);
    for (segment, scan) in scans.iter().enumerate() {
        for doc in scan.wanted() {
            // The days of all time have a place among the numbers that are exact.
            let worth = scan.day(doc).map_or(f32::NEG_INFINITY, |day| day as f32);
            newest.add(Start { worth, segment, doc, position: 0 });
        }
    }
    let newest = newest.in_order();
    let candidates = newest.iter().map(|start| scans[start.segment].candidate_at(start.doc));
    found.extend(candidates.filter(|candidate| !seen.contains(&candidate.address)));
}

/// Adds the sentences with the best words, and their neighbours.
fn add_best(scans: &[Scan<'_>], found: &mut Vec<Candidate>) {
    let seen: HashSet<DocAddress> = found.iter().map(|candidate| candidate.address).collect();
    let mut best = Best::of(STARTS);
    for (segment, scan) in scans.iter().enumerate() {
        for (position, touched) in scan.touched.iter().enumerate() {
            if touched.score >= best.least && scan.is_wanted(touched.doc) {
                best.add(Start { worth: touched.score, segment, doc: touched.doc, position });
            }
        }
    }
    let mut next = (0, 0);
    let mut last: Option<(usize, Scanned)> = None;
    for start in best.in_order() {
        let scan = &scans[start.segment];
        let known = last.filter(|(segment, article)| *segment == start.segment && start.doc < article.range.end);
        let (_, article) = known.unwrap_or_else(|| (start.segment, scan.article(start.doc, start.position)));
        last = Some((start.segment, article));
        let first = article.range.start.max(start.doc.saturating_sub(WINDOW as DocId));
        let mut position = start.position;
        for doc in first..article.range.end.min(start.doc + WINDOW as DocId + 1) {
            if (start.segment, doc) < next || !scan.is_wanted(doc) {
                continue;
            }
            next = (start.segment, doc + 1);
            position = scan.position(doc, position);
            let candidate = scan.candidate(doc, &article, position);
            if !seen.contains(&candidate.address) {
                found.push(candidate);
            }
        }
    }
}

/// Completes the evidence of `found`.
fn complete(scans: &[Scan<'_>], found: &mut [Candidate]) -> Result<()> {
    found.sort_unstable_by_key(|candidate| candidate.address);
    let mut rest = found.iter_mut().peekable();
    for (ordinal, scan) in (0..).zip(scans) {
        let mut own = Vec::new();
        while let Some(candidate) = rest.next_if(|candidate| candidate.address.segment_ord == ordinal) {
            own.push(candidate);
        }
        scan.complete(&mut own)?;
    }
    Ok(())
}
