//! The sentences that may answer a question, pooled from several sides, with what speaks for each.

use std::collections::HashMap;

use anyhow::Result;

use crate::{
    answer::{
        Answerer,
        budget::{Allowance, Degradation},
        evidence::{Asked, Evidence},
        features::{Best, Cosines, QUESTION_NAMES, Seen, of_asked, values},
        meaning::{Pointed, asked},
        names::Directory,
        question::{Form, Question},
        understanding::Understanding,
        vocabulary::equivalents,
    },
    article::ArticleId,
    encoder::Bearing,
    index::{Hit, Pool, Query, Spelling},
};

/// How many candidates each list gives.
const POOL: Pool = Pool { by_sentence: 50, by_window: 60, of_preferred: 20 };

/// Meanings are compared where so many of the candidates have a vector, as a share.
const COMPARED: f32 = 0.8;

/// How much of a statement's worth must be in a sentence that is nobody's statement, to be shown as who said it.
const NEARLY_ALL: f32 = 0.7;

/// What "Russian" is worth where "Russia" is asked for.
const RELATED: f32 = 0.8;

/// A sentence with what speaks for it.
pub(super) struct Weighed {
    /// The sentence.
    pub(super) hit: Hit,
    /// What its words have of the question's.
    pub(super) evidence: Evidence,
    /// What the ranker is told, in the order of [`crate::answer::features::NAMES`].
    pub(super) features: Vec<f32>,
    /// How well it answers as the ranker sees it; higher is better.
    pub(super) ranked: f32,
    /// How well it answers as the judge reads it, a logit; nothing where it did not.
    pub(super) judged: Option<f32>,
    /// What it makes of the claim that the question is; nothing where it was not read with it.
    pub(super) bearing: Option<Bearing>,
    /// How well it answers by both; higher is better.
    pub(super) score: f32,
}

/// What may answer a question.
pub(super) struct Candidates {
    /// The sentences, best first once they are ordered.
    pub(super) sentences: Vec<Weighed>,
    /// What is the same for all of them, in the order of [`QUESTION_NAMES`].
    pub(super) question: Vec<f32>,
    /// Whether their meanings were compared.
    pub(super) has_vectors: bool,
}

impl Candidates {
    fn none() -> Candidates {
        Candidates { sentences: Vec::new(), question: vec![0.0; QUESTION_NAMES.len()], has_vectors: false }
    }
}

impl Answerer {
    /// The candidates for `question`, not yet in an order that means anything; none where the question asks for
    /// nothing, or for words of somebody who has none on record.
    pub(super) fn candidates(
        &self,
        question: &Question,
        understanding: &Understanding,
        directory: &Directory,
        allowance: &Allowance<'_>,
    ) -> Result<Candidates> {
        let names = understanding.speaker.as_ref().map(|speaker| speaker.names.clone()).unwrap_or_default();
        let must_be_theirs = question.form == Form::Said;
        if must_be_theirs && names.is_empty() {
            return Ok(Candidates::none());
        }
        let (spellings, is_unknown) = self.spellings(understanding, directory)?;
        let meant = self.meant(&asked(question), allowance);
        let query = Query {
            words: understanding.words.clone(),
            spellings,
            speakers: if must_be_theirs { names.clone() } else { Vec::new() },
            preferred: names,
            outlet: question.outlet.clone(),
            since: question.since,
            until: question.until,
            kind: question.kind,
            pool: POOL,
            also: meant.as_ref().map(Pointed::nearest).unwrap_or_default(),
        };
        if query.words.is_empty() && query.speakers.is_empty() {
            return Ok(Candidates::none());
        }
        let words = Asked::new(understanding, &query.spellings, self.searcher.weights(&query)?, &is_unknown);
        let hits = self.searcher.search(&query)?;
        let cosines = meant.map(|meant| meant.cosines(&hits)).unwrap_or_default();
        // While vectors are still being made, words alone tell more than a few cosines do.
        let with_vector = hits.iter().filter(|hit| cosines.contains_key(&(hit.article.clone(), hit.ordinal))).count();
        let has_vectors = !hits.is_empty() && with_vector as f32 >= COMPARED * hits.len() as f32;
        let mut weighed = weighed(hits, &words, &if has_vectors { cosines } else { HashMap::new() });
        if question.form == Form::Who {
            // A sentence that nearly has the words asked for is shown even where its speaker was not made out.
            weighed.retain(|weighed| weighed.evidence.is_statement || weighed.evidence.sentence >= NEARLY_ALL);
        }
        Ok(Candidates { sentences: weighed, question: of_asked(&words), has_vectors })
    }

    /// The question as a vector; nothing where there are none, or no time for it.
    fn meant(&self, text: &str, allowance: &Allowance<'_>) -> Option<Pointed<'_>> {
        let meaning = self.meaning.as_ref()?;
        if !allowance.allows_meaning() {
            allowance.degrade(Degradation::WordsAlone);
            return None;
        }
        meaning.question(text)
    }

    /// Other spellings of the words, and which words the record has in no spelling: names with several spellings,
    /// misspelt names, countries and their people.
    fn spellings(&self, understanding: &Understanding, directory: &Directory) -> Result<(Vec<Spelling>, Vec<bool>)> {
        let (mut spellings, mut is_unknown) = (Vec::new(), Vec::new());
        for (number, word) in understanding.words.iter().enumerate() {
            let is_missing = !self.searcher.has_word(word)?;
            let forms = directory.spellings(word, is_missing);
            is_unknown.push(is_missing && forms.is_empty());
            spellings.extend(forms.into_iter().map(|form| Spelling { word: number, form, weight: 1.0 }));
            let related =
                equivalents(word).map(|form| Spelling { word: number, form: form.to_owned(), weight: RELATED });
            spellings.extend(related);
        }
        Ok((spellings, is_unknown))
    }
}

/// The `hits` with what speaks for each; `cosines` are of sentences by article and ordinal, none without vectors.
fn weighed(hits: Vec<Hit>, asked: &Asked<'_>, cosines: &HashMap<(ArticleId, u32), f32>) -> Vec<Weighed> {
    let evidence: Vec<Evidence> = hits.iter().map(|hit| asked.evidence(hit)).collect();
    let pool = Best::of(hits.iter().map(|hit| &hit.matched).zip(&evidence));
    let mut articles: HashMap<&ArticleId, Vec<usize>> = HashMap::new();
    let mut texts: HashMap<&str, Vec<&ArticleId>> = HashMap::new();
    for (number, hit) in hits.iter().enumerate() {
        articles.entry(&hit.article).or_default().push(number);
        texts.entry(&hit.text).or_default().push(&hit.article);
    }
    let best =
        |numbers: &Vec<usize>| Best::of(numbers.iter().map(|&number| (&hits[number].matched, &evidence[number])));
    let articles: HashMap<&ArticleId, Best> =
        articles.iter().map(|(article, numbers)| (*article, best(numbers))).collect();
    let cosines = self::cosines(&hits, cosines);
    let features: Vec<Vec<f32>> = hits
        .iter()
        .enumerate()
        .map(|(number, hit)| {
            let copies = texts[hit.text.as_str()].iter().filter(|article| **article != &hit.article).count();
            let (evidence, cosines) = (&evidence[number], cosines.get(number).copied());
            values(&Seen { asked, hit, evidence, pool, article: articles[&hit.article], copies, cosines })
        })
        .collect();
    let parts = hits.into_iter().zip(evidence).zip(features);
    parts
        .map(|((hit, evidence), features)| Weighed {
            hit,
            evidence,
            features,
            ranked: 0.0,
            judged: None,
            bearing: None,
            score: 0.0,
        })
        .collect()
}

/// The cosines of each hit; empty without vectors.
fn cosines(hits: &[Hit], known: &HashMap<(ArticleId, u32), f32>) -> Vec<Cosines> {
    if known.is_empty() {
        return Vec::new();
    }
    let at = |hit: &Hit, ordinal: Option<u32>| {
        ordinal.and_then(|ordinal| known.get(&(hit.article.clone(), ordinal))).copied()
    };
    let own: Vec<Option<f32>> = hits.iter().map(|hit| at(hit, Some(hit.ordinal))).collect();
    let middle = own.iter().flatten().sum::<f32>() / own.iter().flatten().count().max(1) as f32;
    let own: Vec<f32> = own.into_iter().map(|cosine| cosine.unwrap_or(middle)).collect();
    let best = own.iter().copied().fold(0.0, f32::max);
    let mut in_article: HashMap<&ArticleId, f32> = HashMap::new();
    for (hit, &cosine) in hits.iter().zip(&own) {
        let best = in_article.entry(&hit.article).or_default();
        *best = best.max(cosine);
    }
    let mut order: Vec<usize> = (0..hits.len()).collect();
    order.sort_by(|&one, &other| own[other].total_cmp(&own[one]));
    let mut ranks = vec![0; hits.len()];
    order.iter().enumerate().for_each(|(rank, &number)| ranks[number] = rank);
    let cosines = |(number, hit): (usize, &Hit)| Cosines {
        own: own[number],
        before: at(hit, hit.ordinal.checked_sub(1)).unwrap_or_default(),
        after: at(hit, hit.ordinal.checked_add(1)).unwrap_or_default(),
        rank: ranks[number],
        article_best: in_article[&hit.article],
        best,
    };
    hits.iter().enumerate().map(cosines).collect()
}
