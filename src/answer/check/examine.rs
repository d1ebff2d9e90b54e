//! Holds a claim against the record.

use anyhow::Result;

use crate::{
    answer::{
        Answerer, Articles,
        check::{
            CheckVerdict, CheckedClaim, Claim, ClaimForm, Piece, Reason, Said,
            decision::{Case, Finding},
            near::Near,
            word::{Word, WordKind, words},
        },
        cut,
        passage::{Passage, Quote, Verdict},
        principal,
        question::Question,
    },
    article::Article,
    index::terms,
    text::span::Span,
};

/// So many places are held against a claim.
const DECIDED: usize = 8;

/// So many near sentences are given where nothing was found.
const NEAR: usize = 3;

/// From this worth on a place comes near.
const COMES_NEAR: f32 = 0.3;

/// So many names like one that is not on record.
const NAMES: usize = 3;

/// The words of a claim, without ellipses at its ends: there they stand for nothing that could be told.
fn claimed(text: &str) -> Vec<Word> {
    let mut words = words(text);
    let is_gap = |word: Option<&Word>| word.is_some_and(|word| word.kind == WordKind::Gap);
    while is_gap(words.last()) {
        words.pop();
    }
    let gaps = words.iter().take_while(|word| is_gap(Some(word))).count();
    words.split_off(gaps)
}

/// The claim as a question.
fn asked(claim: &Claim) -> Question {
    let text = match &claim.speaker {
        Some(speaker) => format!("Did {speaker} say that {}?", claim.words),
        None => claim.words.clone(),
    };
    Question { limit: NEAR, ..Question::ask(&text) }
}

impl Answerer {
    /// What the record says to `claim`; every quotation in it is held against the archive.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read; never because of the claim.
    pub fn check(&self, claim: &Claim) -> Result<CheckedClaim> {
        self.held(self.examined(claim)?)
    }

    fn examined(&self, claim: &Claim) -> Result<CheckedClaim> {
        let directory = self.directory()?;
        let asked = claim.speaker.as_deref().map(terms::words).unwrap_or_default();
        let mention = directory.resolve(&asked).or_else(|| directory.resolve_misspelt(&asked));
        let names = mention.map(|mention| mention.names).unwrap_or_default();
        let words = claimed(&claim.words);
        if words.iter().filter(|word| word.is_word()).count() == 0 {
            return self.not_found(claim, Reason::TooShort, &[]);
        }
        let near = self.near(&words, &names)?;
        let is_known = |word: &str| self.searcher.has_word(word).unwrap_or(true);
        let case = Case { claim, words: &words, names: &names, is_known: &is_known };
        let mut articles = Articles::of(&self.archive);
        let mut best: Option<Finding> = None;
        for near in near.iter().take(DECIDED) {
            let hit = &near.hits[0];
            let Some(article) = articles.version(&hit.article, hit.version)? else { continue };
            let found = case.decide(near.clone(), article);
            best = best.into_iter().chain(found).max_by(|one, other| one.rank.total_cmp(&other.rank));
        }
        if let Some(found) = best {
            let hit = &found.near.hits[0];
            if let Some(article) = articles.version(&hit.article, hit.version)? {
                return self.found(claim, &words, &found, article);
            }
        }
        if claim.form == ClaimForm::Told {
            return self.told(&case);
        }
        let is_unknown = !asked.is_empty() && names.is_empty();
        let nearest = || directory.nearest(claim.speaker.as_deref().unwrap_or_default(), NAMES);
        let reason = if is_unknown { Reason::UnknownSpeaker(nearest()) } else { Reason::NothingLikeIt };
        self.not_found(claim, reason, &near)
    }

    /// The same claim, if every quotation in it stands in the archive; else as one of which nothing was found.
    fn held(&self, checked: CheckedClaim) -> Result<CheckedClaim> {
        let Some(passage) = &checked.passage else { return Ok(checked) };
        let article = self.archive.article(&passage.article, Some(passage.version))?;
        let left_out = if let Reason::LeftOut(words) = &checked.reason { Some(words) } else { None };
        let beside = passage.before.iter().chain(&passage.after).chain(left_out);
        let pieces = checked.difference.iter().filter_map(|piece| piece.record.as_ref());
        let mut quotes = [&passage.quote].into_iter().chain(beside).chain(pieces);
        let (id, stands) = (passage.id(), article.is_some_and(|article| quotes.all(|quote| quote.stands_in(&article))));
        drop(quotes);
        if stands {
            return Ok(checked);
        }
        tracing::error!(passage = %id, "a quotation is not in the archive and was left out");
        self.not_found(&checked.claim, Reason::NothingLikeIt, &[])
    }

    /// A claim with the place where it stands.
    fn found(&self, claim: &Claim, words: &[Word], found: &Finding, article: &Article) -> Result<CheckedClaim> {
        let near = &found.near;
        let main = near.main();
        let hit = &near.hits[main];
        let number = found.statement.as_ref().and_then(|one| hit.statements.iter().position(|other| other == one));
        let beside = |at: Option<usize>| {
            let hit = at.and_then(|at| near.hits.get(at)).filter(|hit| hit.sentence.overlaps(near.span()));
            hit.and_then(|hit| Quote::cut(article, hit.sentence))
        };
        let passage = cut(article, hit, number, found.rank).map(|passage| Passage {
            before: beside(main.checked_sub(1)),
            after: beside(Some(main + 1)),
            ..passage
        });
        let matched = near.matched();
        let over = |words: &[Word]| words.iter().map(|word| word.span).reduce(Span::cover);
        let pieces = found.difference.stretches.iter().map(|stretch| Piece {
            record: over(&matched[stretch.record.clone()]).and_then(|span| Quote::cut(article, span)),
            claim: over(&words[stretch.claim.clone()]),
            is_same: stretch.is_same,
        });
        let difference = pieces.collect();
        Ok(CheckedClaim {
            claim: claim.clone(),
            verdict: found.verdict,
            reason: found.reason.clone(),
            said: found.said.clone(),
            passage,
            difference,
            near: Vec::new(),
            scope: self.scope()?,
        })
    }

    /// A claim that nothing on record is like, with the sentences that come nearest.
    fn not_found(&self, claim: &Claim, reason: Reason, near: &[Near]) -> Result<CheckedClaim> {
        let mut articles = Articles::of(&self.archive);
        let mut passages = Vec::new();
        for near in near.iter().filter(|near| near.aligned.worth >= COMES_NEAR).take(NEAR) {
            let hit = &near.hits[near.main()];
            let Some(article) = articles.version(&hit.article, hit.version)? else { continue };
            passages.extend(cut(article, hit, principal(hit), near.aligned.worth));
        }
        if passages.is_empty() && reason != Reason::TooShort {
            passages = self.answer(&asked(claim))?.passages.clone();
        }
        let said = if claim.speaker.is_some() { Said::Unclear } else { Said::NotAsked };
        Ok(CheckedClaim {
            claim: claim.clone(),
            verdict: CheckVerdict::NotFound,
            reason,
            said,
            passage: None,
            difference: Vec::new(),
            near: passages,
            scope: self.scope()?,
        })
    }

    /// A claim in words of its own, asked of the record like a question.
    fn told(&self, case: &Case<'_>) -> Result<CheckedClaim> {
        let claim = case.claim;
        let answer = self.answer(&asked(claim))?;
        let first = answer.passages.first().cloned();
        let said = case.said(first.as_ref().and_then(|first| first.statement.as_ref()));
        let (verdict, reason) = match answer.verdict {
            // What somebody else says bears nothing out, however like it is.
            Some(Verdict::Supported) if said == Said::Other => (CheckVerdict::NotFound, Reason::NothingLikeIt),
            Some(Verdict::Supported) => (CheckVerdict::Reported, Reason::InOtherWords),
            Some(Verdict::Contradicted) => (CheckVerdict::Contradicted, Reason::Opposite),
            Some(Verdict::NotFound) | None => (CheckVerdict::NotFound, Reason::NothingLikeIt),
        };
        let is_found = verdict != CheckVerdict::NotFound;
        Ok(CheckedClaim {
            claim: claim.clone(),
            verdict,
            reason,
            said,
            passage: first.filter(|_| is_found),
            difference: Vec::new(),
            near: if is_found { Vec::new() } else { answer.passages.clone() },
            scope: answer.scope.clone(),
        })
    }
}
