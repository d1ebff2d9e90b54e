//! Checks a quotation: are these words on record, and of this speaker?
//!
//! What somebody posted is cut into claims (`claims`). For each, the places of the record with the most of its words
//! are found and aligned with it word by word (`near`, `alignment`), what differs is weighed (`difference`), and the
//! best place decides (`decision`). A claim in words of its own is asked of the record like a yes/no question.

mod alignment;
pub mod claims;
mod decision;
mod difference;
mod left_out;
mod near;
mod word;

use anyhow::Result;

use crate::{
    answer::{
        Answerer, Articles,
        check::{
            decision::{Case, Finding},
            near::Near,
            word::{Word, words},
        },
        cut,
        passage::{Passage, Quote, Scope, Verdict},
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

/// Something that somebody is said to have said, as it was posted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The words that are to be on record, without quotation marks around them.
    pub words: String,
    /// Who is to have said them, as written; nothing where nobody is named.
    pub speaker: Option<String>,
    /// How the words are given.
    pub form: ClaimForm,
}

/// How a claim gives the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClaimForm {
    /// As the speaker's own: in quotation marks, or set off as a quotation.
    Quoted,
    /// In the poster's words: "Hall said that the bridge is safe", or a bare assertion.
    Told,
}

/// What the record says to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckVerdict {
    /// These words are on record as the speaker's own.
    Verbatim,
    /// They are, but for some words that differ.
    Altered,
    /// They are, but cut so that the sense may change.
    Shortened,
    /// The article says it in words of its own, not as a quotation.
    Reported,
    /// The words are somebody else's.
    OtherSpeaker,
    /// Somebody else says that the speaker said so.
    Relayed,
    /// The speaker says that it is not so.
    Denied,
    /// The record says the opposite.
    Contradicted,
    /// Nothing on record is like it.
    NotFound,
}

impl CheckVerdict {
    /// All of them, in the order of their declaration.
    pub const ALL: [CheckVerdict; 9] = [
        CheckVerdict::Verbatim,
        CheckVerdict::Altered,
        CheckVerdict::Shortened,
        CheckVerdict::Reported,
        CheckVerdict::OtherSpeaker,
        CheckVerdict::Relayed,
        CheckVerdict::Denied,
        CheckVerdict::Contradicted,
        CheckVerdict::NotFound,
    ];

    /// The word in the program's formats, as `other_speaker`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            CheckVerdict::Verbatim => "verbatim",
            CheckVerdict::Altered => "altered",
            CheckVerdict::Shortened => "shortened",
            CheckVerdict::Reported => "reported",
            CheckVerdict::OtherSpeaker => "other_speaker",
            CheckVerdict::Relayed => "relayed",
            CheckVerdict::Denied => "denied",
            CheckVerdict::Contradicted => "contradicted",
            CheckVerdict::NotFound => "not_found",
        }
    }
}

/// Why a claim has its verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The words stand there as the speaker's own.
    WordForWord,
    /// They do; the claim leaves out the begin or end of the sentence.
    PartOfSentence,
    /// What differs is a slip: spelling, or the form of a word.
    SmallDifference,
    /// Words differ; the gravest change among them.
    Changed(Change),
    /// The words left out may change the sense: some of them.
    LeftOut(Quote),
    /// What the claim gives as said is a question in the record.
    IsAsked,
    /// The words stand there, but as the article's account of what was said.
    InOtherWords,
    /// The words are the article's own: nobody is quoted with them.
    Narrated,
    /// They are the words of somebody else, by full name.
    SaidBy(String),
    /// They are given as told by somebody else, by full name.
    RelayedBy(String),
    /// Somebody says that it is not so, by full name.
    DeniedBy(String),
    /// The sentence says the opposite.
    Opposite,
    /// Nobody of that name is on record; the nearest names that are.
    UnknownSpeaker(Vec<String>),
    /// The claim has too few words to be looked for.
    TooShort,
    /// No sentence comes near enough.
    NothingLikeIt,
}

/// What sort of word differs, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A negation was put in or left out.
    Negation,
    /// A number differs.
    Number,
    /// A day, month or year differs.
    Date,
    /// A name differs.
    Name,
    /// Another word.
    Word,
}

/// A stretch of words of the claim beside those of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words of the record; nothing where the claim has words that it has not.
    pub record: Option<Quote>,
    /// The words of the claim, in bytes of [`Claim::words`]; nothing where the claim leaves words out.
    pub claim: Option<Span>,
    /// Whether the two say the same, give or take marks and capitals.
    pub is_same: bool,
}

/// Whether the one who is to have said it is the one who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The claim names nobody.
    NotAsked,
    /// The same.
    Confirmed,
    /// It is not clear from the article who says it.
    Unclear,
    /// Somebody else.
    Other,
}

/// A claim with what the record says to it.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedClaim {
    /// What was claimed.
    pub claim: Claim,
    /// What the record says to it.
    pub verdict: CheckVerdict,
    /// Why.
    pub reason: Reason,
    /// Whether it is of the speaker who is named.
    pub said: Said,
    /// The sentence that decides; nothing where nothing was found.
    pub passage: Option<Passage>,
    /// Claim and record side by side, in order; empty where no words of the record are the claim's.
    pub difference: Vec<Piece>,
    /// Where nothing was found: sentences that come near, which are no evidence.
    pub near: Vec<Passage>,
    /// What was searched.
    pub scope: Scope,
}

impl Answerer {
    /// What the record says to `claim`; every quotation in it is held against the archive.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read; never because of the claim.
    pub fn check(&self, claim: &Claim) -> Result<CheckedClaim> {
        let directory = self.directory()?;
        let asked = claim.speaker.as_deref().map(terms::words).unwrap_or_default();
        let mention = directory.resolve(&asked).or_else(|| directory.resolve_misspelt(&asked));
        let names = mention.map(|mention| mention.names).unwrap_or_default();
        let words = words(&claim.words);
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
            return self.told(claim);
        }
        let is_unknown = !asked.is_empty() && names.is_empty();
        let nearest = || directory.nearest(claim.speaker.as_deref().unwrap_or_default(), NAMES);
        let reason = if is_unknown { Reason::UnknownSpeaker(nearest()) } else { Reason::NothingLikeIt };
        self.not_found(claim, reason, &near)
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
    fn told(&self, claim: &Claim) -> Result<CheckedClaim> {
        let text = match &claim.speaker {
            Some(speaker) => format!("Did {speaker} say that {}?", claim.words),
            None => claim.words.clone(),
        };
        let answer = self.reply(&Question { limit: NEAR, ..Question::ask(&text) })?;
        let first = answer.passages.first().cloned();
        let (verdict, reason) = match answer.verdict {
            Some(Verdict::Supported) => (CheckVerdict::Reported, Reason::InOtherWords),
            Some(Verdict::Contradicted) => (CheckVerdict::Contradicted, Reason::Opposite),
            Some(Verdict::NotFound) | None => (CheckVerdict::NotFound, Reason::NothingLikeIt),
        };
        let is_found = verdict != CheckVerdict::NotFound;
        let said = match &claim.speaker {
            None => Said::NotAsked,
            Some(_) if verdict == CheckVerdict::Reported => Said::Confirmed,
            Some(_) => Said::Unclear,
        };
        Ok(CheckedClaim {
            claim: claim.clone(),
            verdict,
            reason,
            said,
            passage: first.filter(|_| is_found),
            difference: Vec::new(),
            near: if is_found { Vec::new() } else { answer.passages },
            scope: answer.scope,
        })
    }
}
