//! Where on record something like a claim stands.

use std::collections::HashSet;

use anyhow::Result;

use crate::{
    answer::{
        Answerer,
        check::{
            alignment::{Aligned, align},
            word::{Word, WordKind, words},
        },
    },
    article::{
        ArticleId,
        statement::{Statement, StatementKind},
    },
    index::{Hit, MAX_WORDS, Pool, Query, terms},
    text::span::Span,
};

/// How many sentences each list gives.
const POOL: Pool = Pool { by_sentence: 40, by_window: 40, of_preferred: 20 };

/// So many words of a claim are looked for, those that say most.
const LOOKED_FOR: usize = 14;

/// So many places are aligned with the claim.
const ALIGNED: usize = 16;

/// A sentence has about so many words.
const SENTENCE_WORDS: usize = 14;

/// So many sentences on each side are looked at at most.
const MOST_AROUND: u32 = 6;

/// Sentences that follow each other in an article, and where in them a claim stands.
#[derive(Clone, Debug)]
pub(super) struct Near {
    /// The sentences.
    pub(super) hits: Vec<Hit>,
    /// Their words; spans are places in the body.
    pub(super) words: Vec<Word>,
    /// Of each word, whether it stands between what was said, as "she said" does.
    pub(super) is_between: Vec<bool>,
    /// Where the claim stands.
    pub(super) aligned: Aligned,
}

impl Near {
    fn of(claim: &[Word], hits: Vec<Hit>) -> Option<Near> {
        let (mut all, mut is_between) = (Vec::new(), Vec::new());
        for hit in &hits {
            for word in words(&hit.text) {
                let start = hit.sentence.start();
                let span = Span::new(start + word.span.start(), start + word.span.end());
                is_between.push(stands_between(span, &hit.statements));
                all.push(Word { span, ..word });
            }
        }
        let aligned = align(claim, &all, &is_between)?;
        Some(Near { hits, words: all, is_between, aligned })
    }

    /// The words that the claim is aligned with.
    pub(super) fn matched(&self) -> &[Word] {
        &self.words[self.aligned.first..self.aligned.end]
    }

    /// The sentence that has most of the words.
    pub(super) fn main(&self) -> usize {
        let share = |hit: &Hit| self.matched().iter().filter(|word| word.span.overlaps(hit.sentence)).count();
        (0..self.hits.len()).rev().max_by_key(|&number| share(&self.hits[number])).unwrap_or_default()
    }

    /// From the first to the last of the words, in the body.
    pub(super) fn span(&self) -> Span {
        let matched = self.matched();
        matched.iter().fold(matched[0].span, |span, word| span.cover(word.span))
    }
}

/// Whether a word is part of a source or cue, or of what stands between the parts of a quotation.
fn stands_between(word: Span, statements: &[Statement]) -> bool {
    let within = |spans: &[Span]| spans.iter().any(|span| span.overlaps(word));
    let is_quoted = |statement: &Statement| statement.kind != StatementKind::Indirect;
    !statements.iter().any(|statement| within(&statement.content))
        && statements
            .iter()
            .any(|statement| is_quoted(statement) || within(&statement.source) || within(&statement.cue))
}

impl Answerer {
    /// The places where `claim` stands or nearly so, the best first; those of `speakers` are looked for with care.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub(super) fn near(&self, claim: &[Word], speakers: &[String]) -> Result<Vec<Near>> {
        let Some(query) = self.query(claim, speakers)? else { return Ok(Vec::new()) };
        let weights = self.searcher.weights(&query)?;
        let worth = |hit: &Hit| {
            let bits = hit.matched.sentence | hit.matched.before[0] | hit.matched.after[0];
            let all = |bits: u64| -> f32 {
                (0..).zip(&weights).filter(|(number, _)| bits >> number & 1 == 1).map(|(_, weight)| weight).sum()
            };
            all(bits) + all(hit.matched.sentence)
        };
        let mut hits: Vec<(f32, Hit)> =
            self.searcher.search(&query)?.into_iter().map(|hit| (worth(&hit), hit)).collect();
        hits.sort_by(|one, other| other.0.total_cmp(&one.0));
        let around = around(claim);
        let mut seen: HashSet<(ArticleId, u32)> = HashSet::new();
        let mut near = Vec::new();
        for (_, hit) in hits {
            if near.len() == ALIGNED {
                break;
            }
            if !seen.insert((hit.article.clone(), hit.ordinal)) {
                continue;
            }
            let first = hit.ordinal.saturating_sub(around);
            let count = (hit.ordinal - first + around + 1) as usize;
            near.extend(Near::of(claim, self.searcher.sentences(&hit.article, first, count)?));
        }
        near.sort_by(|one, other| other.aligned.worth.total_cmp(&one.aligned.worth));
        let mut places = HashSet::new();
        near.retain(|near| places.insert((near.hits[0].article.clone(), near.span().start())));
        Ok(near)
    }

    /// A search for the words of the claim that say most; nothing where it has none.
    fn query(&self, claim: &[Word], speakers: &[String]) -> Result<Option<Query>> {
        let is_telling = |word: &&Word| !matches!(word.kind, WordKind::Function | WordKind::Negation) && word.is_word();
        let mut looked_for: Vec<String> = unique(claim.iter().filter(is_telling));
        if looked_for.is_empty() {
            looked_for = unique(claim.iter().filter(|word| word.is_word()));
        }
        looked_for.truncate(MAX_WORDS);
        let mut query = Query { words: looked_for, pool: POOL, preferred: speakers.to_vec(), ..Query::default() };
        if query.words.len() > LOOKED_FOR {
            let weights = self.searcher.weights(&query)?;
            let mut order: Vec<usize> = (0..query.words.len()).collect();
            order.sort_by(|&one, &other| weights[other].total_cmp(&weights[one]));
            order.truncate(LOOKED_FOR);
            query.words = order.into_iter().map(|number| query.words[number].clone()).collect();
        }
        Ok((!query.words.is_empty()).then_some(query))
    }
}

/// The words as the index has them, each once.
fn unique<'a>(words: impl Iterator<Item = &'a Word>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for term in words.flat_map(|word| terms::words(&word.norm)) {
        if !found.contains(&term) {
            found.push(term);
        }
    }
    found
}

/// How many sentences on each side of one may belong to the claim.
fn around(claim: &[Word]) -> u32 {
    let sentences = claim.iter().filter(|word| word.is_word()).count().div_ceil(SENTENCE_WORDS);
    u32::try_from(sentences).unwrap_or(MOST_AROUND).clamp(1, MOST_AROUND)
}
