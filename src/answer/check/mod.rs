//! Checks a quotation: are these words on record, and of this speaker?
//!
//! What somebody posted is cut into claims (`claims`). For each, the places of the record with the most of its words
//! are found and aligned with it word by word (`near`, `alignment`), what differs is weighed (`difference`), and the
//! best place decides (`decision`); `examine` goes through these steps. A claim in words of its own is asked of the record like a yes/no question.

mod alignment;
pub mod claims;
mod decision;
mod difference;
mod examine;
mod left_out;
mod near;
mod word;

use crate::{
    answer::passage::{Passage, Quote, Scope},
    text::span::Span,
};

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
