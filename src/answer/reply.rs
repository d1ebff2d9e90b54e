//! From a question to its answer: query, hits, evidence, order, refusal.

use anyhow::Result;

use crate::{
    answer::{
        Answerer, Articles, cut,
        evidence::{Asked, Evidence},
        names::Directory,
        passage::{Answer, Certainty, Passage, Refusal, Scope},
        question::{Form, Question},
        rank,
        understanding::{Aim, Slot, Understanding},
        verdict::verdict,
        vocabulary::equivalents,
    },
    article::statement::StatementKind,
    index::{Hit, Pool, Query, Spelling},
};

/// How many sentences are weighed for an answer.
const CANDIDATES: usize = 80;

/// How much of a statement's worth must be in a sentence that is nobody's statement, to be shown as who said it.
const NEARLY_ALL: f32 = 0.7;

/// What "Russian" is worth where "Russia" is asked for.
const RELATED: f32 = 0.8;

/// A sentence with what speaks for it.
pub(super) struct Weighed {
    pub(super) hit: Hit,
    pub(super) evidence: Evidence,
    pub(super) score: f32,
}

impl Answerer {
    /// The answer to `question`, before its quotations are held against the archive.
    pub(super) fn reply(&self, question: &Question) -> Result<Answer> {
        let directory = self.directory()?;
        let understanding = Understanding::of(question, &directory);
        let weighed = self.weigh(question, &understanding, &directory)?;
        let refusal = refusal(question, &understanding, &weighed, &directory);
        let best = weighed.first().map(|first| &first.evidence);
        let confidence = rank::confidence(best, &understanding, refusal.is_some());
        let verdict = (understanding.aim == Aim::Claim).then(|| verdict(&weighed, &understanding));
        let weighed = shown(weighed, &understanding, refusal.is_none());
        let extent = self.archive.extent(question.outlet.as_deref(), question.since, question.until)?;
        Ok(Answer {
            question: question.clone(),
            answered: refusal.is_none(),
            confidence,
            refusal,
            verdict,
            passages: self.passages(question, &weighed)?,
            scope: Scope { articles: extent.articles, outlets: extent.outlets, days: extent.days },
        })
    }

    fn weigh(&self, question: &Question, understanding: &Understanding, directory: &Directory) -> Result<Vec<Weighed>> {
        let names = understanding.speaker.as_ref().map(|speaker| speaker.names.clone()).unwrap_or_default();
        let must_be_theirs = question.form == Form::Said;
        if must_be_theirs && names.is_empty() {
            return Ok(Vec::new());
        }
        let (spellings, is_unknown) = self.spellings(understanding, directory)?;
        let query = Query {
            words: understanding.words.clone(),
            spellings,
            speakers: if must_be_theirs { names.clone() } else { Vec::new() },
            preferred: names,
            outlet: question.outlet.clone(),
            since: question.since,
            until: question.until,
            kind: question.kind,
            pool: Pool { by_window: CANDIDATES, ..Pool::default() },
            also: Vec::new(),
        };
        if query.words.is_empty() && query.speakers.is_empty() {
            return Ok(Vec::new());
        }
        let asked = Asked::new(understanding, &query.spellings, self.searcher.weights(&query)?, &is_unknown);
        let hits = self.searcher.search(&query)?.into_iter();
        let mut weighed: Vec<Weighed> = hits.map(|hit| weighed(hit, &asked)).collect();
        if question.form == Form::Who {
            // A sentence that nearly has the words asked for is shown even where its speaker was not made out.
            weighed.retain(|weighed| weighed.evidence.is_statement || weighed.evidence.sentence >= NEARLY_ALL);
        }
        // The sort is stable: of two that fit alike, the one that the index puts first (the newer) stays first.
        weighed.sort_by(|one, other| other.score.total_cmp(&one.score));
        Ok(weighed)
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

    fn passages(&self, question: &Question, weighed: &[Weighed]) -> Result<Vec<Passage>> {
        let mut articles = Articles::of(&self.archive);
        let mut passages = Vec::new();
        for weighed in weighed.iter().take(question.limit) {
            let hit = &weighed.hit;
            if let Some(article) = articles.version(&hit.article, hit.version)? {
                passages.extend(cut(article, hit, weighed.evidence.statement, weighed.score));
            }
        }
        Ok(passages)
    }
}

fn weighed(hit: Hit, asked: &Asked<'_>) -> Weighed {
    let mut evidence = asked.evidence(&hit);
    let score = rank::score(&evidence, asked.understanding);
    // The words asked for stand outside of what is said: whoever is speaking did not say them. A sentence with
    // somebody's own words in it is nevertheless theirs.
    let statement = evidence.statement.map(|number| &hit.statements[number]);
    let told_by_article = asked.understanding.aim != Aim::Said
        && statement.is_some_and(|statement| statement.kind == StatementKind::Indirect)
        && evidence.content == 0.0
        && evidence.sentence > 0.0
        && !evidence.by_asked;
    if told_by_article {
        evidence.statement = None;
    }
    Weighed { hit, evidence, score }
}

/// What is shown: where somebody's words are asked for and on record, nobody else's stand among them. A sentence
/// that nobody is known to say stays only where it fits better than all that are theirs: it may be theirs too.
fn shown(mut weighed: Vec<Weighed>, understanding: &Understanding, is_answered: bool) -> Vec<Weighed> {
    let asks_for_one = understanding.aim == Aim::Said && understanding.speaker.is_some();
    let theirs = weighed.iter().position(|weighed| weighed.evidence.by_asked);
    if let Some(first) = theirs.filter(|_| is_answered && asks_for_one) {
        let mut place = 0;
        weighed.retain(|weighed| {
            place += 1;
            weighed.evidence.by_asked || (place <= first && !is_of_another(weighed))
        });
    }
    weighed
}

/// Whether it is known that somebody else says the sentence.
fn is_of_another(weighed: &Weighed) -> bool {
    let statement = weighed.evidence.statement.map(|number| &weighed.hit.statements[number]);
    statement.is_some_and(|statement| {
        statement.speaker.is_some() && Certainty::of(statement.confidence) != Certainty::Unsure
    })
}

/// Why the record has no answer; nothing where it has one.
fn refusal(
    question: &Question,
    understanding: &Understanding,
    weighed: &[Weighed],
    directory: &Directory,
) -> Option<Refusal> {
    let speaker = understanding.speaker.as_ref();
    let wants_speaker = understanding.aim == Aim::Said && speaker.is_some_and(|speaker| speaker.is_name);
    if let Some(speaker) = speaker.filter(|speaker| wants_speaker && speaker.names.is_empty()) {
        let nearest = directory.nearest(&speaker.asked, 3);
        return Some(Refusal::UnknownSpeaker { asked: speaker.asked.clone(), nearest });
    }
    if understanding.words.is_empty() && question.form != Form::Said {
        return Some(Refusal::NothingAsked);
    }
    if let Some(name) = speaker.filter(|_| wants_speaker).and_then(|speaker| speaker.names.first()) {
        let fits =
            |weighed: &Weighed| weighed.evidence.by_asked && rank::fits_speaker(&weighed.evidence, understanding);
        if !weighed.iter().take(10).any(fits) {
            return Some(Refusal::NothingBySpeaker { speaker: name.clone() });
        }
    }
    let lacks_slot = understanding.slot.is_some_and(Slot::is_needed) && !rank::fills_slot(weighed);
    let fits = weighed.first().is_some_and(|first| rank::fits(&first.evidence, understanding));
    (!fits || lacks_slot).then_some(Refusal::NothingFits)
}
