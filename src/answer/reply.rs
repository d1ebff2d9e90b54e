//! From a question to its answer: query, hits, evidence, order, refusal.

use std::collections::HashSet;

use anyhow::Result;

use crate::{
    answer::{
        Answerer, Articles,
        budget::Allowance,
        candidates::{Candidates, Weighed},
        cut,
        names::Directory,
        passage::{Answer, Certainty, Elsewhere, Passage, PassageId, Quote, Scope, Verdict},
        question::Question,
        rank::Model,
        refusal::refusal,
        together::once,
        understanding::{Aim, Understanding},
        verdict::verdict,
    },
    article::{ArticleId, statement::StatementKind},
    index::Hit,
    text::span::Span,
};

/// The highest confidence of a refusal.
const JUST_REFUSED: f32 = 0.499;

impl Answerer {
    /// The answer to `question`, before its quotations are held against the archive.
    pub(super) fn reply(&self, question: &Question) -> Result<Answer> {
        let directory = self.directory()?;
        let (bounded, understanding) = self.understand(question, &directory)?;
        let allowance = self.budget.begin();
        let mut candidates = self.ordered(&bounded, &understanding, &directory, &allowance)?;
        if understanding.aim == Aim::Claim {
            self.read_claim(&bounded, &mut candidates, &allowance)?;
        }
        let confidence = Model::of(&candidates).refusal(&candidates).confidence(&candidates);
        let mut weighed = candidates.sentences;
        for weighed in weighed.iter_mut().filter(|weighed| is_told_by_article(weighed, &understanding)) {
            weighed.evidence.statement = None;
        }
        let refusal = refusal(&bounded, &understanding, &weighed, &directory, confidence);
        // What decided otherwise than by the figure bounds it.
        let confidence = if refusal.is_some() { confidence.min(JUST_REFUSED) } else { confidence.max(0.5) };
        let verdict = (understanding.aim == Aim::Claim).then(|| match refusal {
            None => verdict(&weighed, &understanding),
            Some(_) => Verdict::NotFound,
        });
        let weighed = shown(weighed, &understanding, refusal.is_none());
        let extent = self.archive.extent(bounded.outlet.as_deref(), bounded.since, bounded.until)?;
        Ok(Answer {
            question: question.clone(),
            answered: refusal.is_none(),
            confidence,
            refusal,
            verdict,
            passages: self.passages(question, weighed)?,
            scope: Scope { articles: extent.articles, outlets: extent.outlets, days: extent.days },
        })
    }

    /// The candidates, best first by ranker and judge.
    pub(super) fn ordered(
        &self,
        question: &Question,
        understanding: &Understanding,
        directory: &Directory,
        allowance: &Allowance<'_>,
    ) -> Result<Candidates> {
        let mut candidates = self.candidates(question, understanding, directory, allowance)?;
        let model = Model::of(&candidates);
        model.order(&mut candidates);
        if model.asks_judge() {
            self.judge(question, &mut candidates, allowance)?;
            model.order_judged(&mut candidates);
        }
        Ok(candidates)
    }

    fn passages(&self, question: &Question, weighed: Vec<Weighed>) -> Result<Vec<Passage>> {
        let (mut sentences, mut copies) = (Vec::new(), Vec::new());
        for one in once(weighed).into_iter().take(question.limit) {
            sentences.push(one.weighed);
            copies.push(one.copies);
        }
        let shown: HashSet<(ArticleId, Span)> =
            sentences.iter().map(|one| (one.hit.article.clone(), one.hit.sentence)).collect();
        let neighbours = self.neighbours(&sentences)?;
        let mut articles = Articles::of(&self.archive);
        let mut passages = Vec::new();
        for ((weighed, copies), neighbours) in sentences.iter().zip(copies).zip(neighbours) {
            let hit = &weighed.hit;
            let Some(article) = articles.version(&hit.article, hit.version)? else { continue };
            let passage = cut(article, hit, weighed.evidence.statement, weighed.score);
            // What is a passage of its own is not shown twice.
            let quote = |span: Option<Span>| {
                let span = span.filter(|span| !shown.contains(&(hit.article.clone(), *span)))?;
                Quote::cut(article, span)
            };
            passages.extend(passage.map(|passage| Passage {
                before: quote(neighbours.before),
                after: quote(neighbours.after),
                copies: copies.into_iter().map(elsewhere).collect(),
                ..passage
            }));
        }
        Ok(passages)
    }
}

fn elsewhere(copy: Hit) -> Elsewhere {
    let id = PassageId { article: copy.article, version: copy.version, span: copy.sentence };
    Elsewhere { id, doc: copy.doc, citation: copy.citation }
}

/// The words asked for stand outside of what is said: whoever is speaking did not say them. A sentence with
/// somebody's own words in it is nevertheless theirs.
fn is_told_by_article(weighed: &Weighed, understanding: &Understanding) -> bool {
    let statement = weighed.evidence.statement.map(|number| &weighed.hit.statements[number]);
    understanding.aim != Aim::Said
        && statement.is_some_and(|statement| statement.kind == StatementKind::Indirect)
        && weighed.evidence.content == 0.0
        && weighed.evidence.sentence > 0.0
        && !weighed.evidence.by_asked
}

/// What is shown: where somebody's words are asked for and on record, nobody else's stand among them. A sentence
/// that nobody is known to say stays only where it fits better than all that are theirs: it may be theirs too.
fn shown(mut weighed: Vec<Weighed>, understanding: &Understanding, is_answered: bool) -> Vec<Weighed> {
    let asks_for_one =
        understanding.aim == Aim::Said && understanding.speaker.as_ref().is_some_and(|speaker| speaker.is_name);
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
