//! What a question means beside what sentences mean: the vectors of all sentences, and the judge of the best ones.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use anyhow::Result;

use crate::{
    answer::{
        Answerer,
        budget::{Allowance, Degradation},
        candidates::{Candidates, Weighed},
        question::{Form, Question},
    },
    article::ArticleId,
    encoder::{ClaimReader, DIMENSIONS, Encoder, InContext, Judge},
    index::{Beside, Hit},
    semantic::{self, Vectors},
};

/// How many candidates are found by meaning.
const NEAREST: usize = 120;

/// How many candidates the judge reads.
pub(super) const JUDGED: usize = 30;

/// How many candidates are read with a claim.
pub(super) const READ: usize = 5;

/// Fewer than so many are not worth a change of order.
const LEAST_JUDGED: usize = 6;

/// What compares meanings: needed for every answer but those of words alone.
pub struct Meaning {
    encoder: Arc<Encoder>,
    vectors: Arc<Vectors>,
    /// Read when the first question needs it.
    judge: OnceLock<Judge>,
    asks_judge: bool,
    /// Read when the first claim needs it.
    reader: OnceLock<ClaimReader>,
}

impl fmt::Debug for Meaning {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Meaning").field("sentences", &self.vectors.sentences()).finish_non_exhaustive()
    }
}

/// A question as a vector.
pub(super) struct Pointed<'a> {
    vectors: &'a Vectors,
    direction: [f32; DIMENSIONS],
}

impl Meaning {
    /// The meanings of the sentences in `vectors`, which `encoder` made.
    #[must_use]
    pub fn new(encoder: Arc<Encoder>, vectors: Arc<Vectors>) -> Meaning {
        Meaning { encoder, vectors, judge: OnceLock::new(), asks_judge: true, reader: OnceLock::new() }
    }

    /// The same by directions alone: neither judge nor reader of claims reads the best sentences, which takes most of an answer's time.
    #[must_use]
    pub fn without_judge(self) -> Meaning {
        Meaning { asks_judge: false, ..self }
    }

    /// The question as a vector; nothing while no sentence has one.
    pub(super) fn question(&self, text: &str) -> Option<Pointed<'_>> {
        let has_vectors = self.vectors.sentences() > 0 && !text.trim().is_empty();
        has_vectors.then(|| Pointed { vectors: &self.vectors, direction: self.encoder.question(text) })
    }
}

impl Pointed<'_> {
    /// The sentences nearest to the question.
    pub(super) fn nearest(&self) -> Vec<(ArticleId, u32)> {
        let near = self.vectors.nearest(&self.direction, NEAREST);
        near.into_iter().map(|near| (near.article, near.ordinal)).collect()
    }

    /// The cosines of `hits` and of the sentences beside them, of those that have a vector.
    pub(super) fn cosines(&self, hits: &[Hit]) -> HashMap<(ArticleId, u32), f32> {
        let around = |hit: &Hit| hit.ordinal.saturating_sub(1)..=hit.ordinal.saturating_add(1);
        let mut places: Vec<(ArticleId, u32)> =
            hits.iter().flat_map(|hit| around(hit).map(|ordinal| (hit.article.clone(), ordinal))).collect();
        places.sort_unstable();
        places.dedup();
        let cosines = self.vectors.cosine(&self.direction, &places);
        places.into_iter().zip(cosines).filter_map(|(place, cosine)| Some((place, cosine?))).collect()
    }
}

impl Answerer {
    /// Lets the judge read the first candidates, as many as there is time for; their order stays as it was.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub(super) fn judge(
        &self,
        question: &Question,
        candidates: &mut Candidates,
        allowance: &Allowance<'_>,
    ) -> Result<()> {
        let question = asked(question);
        let Some(meaning) = self.meaning.as_ref().filter(|meaning| meaning.asks_judge) else { return Ok(()) };
        let wanted = candidates.sentences.len().min(JUDGED);
        let in_time = if allowance.allows(Duration::ZERO) { wanted } else { 0 };
        let beside = self.searcher.beside(&places(&candidates.sentences[..in_time]))?;
        let mut read = 0;
        let mut longest = Duration::ZERO;
        for (candidate, beside) in candidates.sentences.iter_mut().zip(&beside) {
            if !allowance.allows(longest) {
                break;
            }
            let started = Instant::now();
            let judge = meaning.judge.get_or_init(Judge::built_in);
            candidate.judged = Some(judge.score(&question, &in_context(candidate, beside)));
            longest = longest.max(started.elapsed());
            read += 1;
        }
        if read < wanted.min(LEAST_JUDGED) {
            candidates.sentences.iter_mut().for_each(|candidate| candidate.judged = None);
            allowance.degrade(Degradation::Unjudged);
        } else if read < wanted {
            allowance.degrade(Degradation::FewerJudged);
        }
        Ok(())
    }
}

impl Answerer {
    /// Reads the first candidates with the claim that `question` is, as many as there is time for.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub(super) fn read_claim(
        &self,
        question: &Question,
        candidates: &mut Candidates,
        allowance: &Allowance<'_>,
    ) -> Result<()> {
        let Some(meaning) = self.meaning.as_ref().filter(|meaning| meaning.asks_judge) else { return Ok(()) };
        let claim = asked(question);
        let first = candidates.sentences.len().min(READ);
        let beside = self.searcher.beside(&places(&candidates.sentences[..first]))?;
        let mut longest = Duration::ZERO;
        for (candidate, beside) in candidates.sentences.iter_mut().zip(&beside) {
            if !allowance.allows(longest) {
                allowance.degrade(Degradation::FewerJudged);
                break;
            }
            let started = Instant::now();
            let reader = meaning.reader.get_or_init(ClaimReader::built_in);
            candidate.bearing = Some(reader.bearing(&claim, &in_context(candidate, beside)));
            longest = longest.max(started.elapsed());
        }
        Ok(())
    }
}

/// Article and ordinal of each of `sentences`.
pub(super) fn places(sentences: &[Weighed]) -> Vec<(ArticleId, u32)> {
    sentences.iter().map(|one| (one.hit.article.clone(), one.hit.ordinal)).collect()
}

/// A candidate with what stands around it, as the networks read it.
pub(super) fn in_context<'a>(candidate: &'a Weighed, beside: &'a Beside) -> InContext<'a> {
    let hit = &candidate.hit;
    let before = beside.before.as_ref().map(|before| before.text.as_str());
    semantic::in_context(&hit.text, &hit.statements, before, hit.citation.headline.as_deref())
}

/// The question as the networks read it: a topic is made one.
pub(super) fn asked(question: &Question) -> String {
    let topic = question.text.trim();
    match (question.form, &question.speaker) {
        (Form::Said, Some(speaker)) if !topic.is_empty() => format!("What did {speaker} say about {topic}?"),
        (Form::Who, _) if !topic.is_empty() && !topic.ends_with('?') => format!("Who said that {topic}?"),
        _ => topic.to_owned(),
    }
}
