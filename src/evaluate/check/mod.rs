//! Holds the check of quotations against claims that are made of gold statements.
//!
//! `material` has the statements, cut into a `saying` a sentence, and what stands on record beside them; every fifth
//! article is kept out of the record. `cases` makes claims of them in the ways of `change`: the words as they stand,
//! with other marks, cut, with a slip, with another word, name, number, date or negation, of somebody else, or not on
//! record at all. From what the program says to each come the `figures`, which `table` shows to people and `json` to
//! programs.
//!
//! A case knows the verdicts that are right for it. That is not exact: another word may happen to say the same, and a
//! statement that is held out may be reported by another article in nearly the same words.

pub mod case;
pub mod cases;
mod chance;
mod change;
pub mod figures;
pub mod json;
pub mod material;
mod saying;
mod shingles;
pub mod table;
mod wording;

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::{
    answer::check::{CheckedClaim, Claim},
    evaluate::{
        check::{
            case::{Case, Outcome},
            figures::Figures,
        },
        sample::sample,
    },
};

/// A case with what the program said to it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The case.
    pub case: Case,
    /// What the program said.
    pub outcome: Outcome,
    /// How long it took.
    pub took: Duration,
}

impl Judged {
    /// Whether the program is right.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.case.is_right(self.outcome.verdict, &self.outcome.reason, &self.outcome.said)
    }
}

/// How good checks are.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The figures.
    pub figures: Figures,
    /// Some of the cases that went wrong, by sort.
    pub errors: Vec<Judged>,
}

/// Has every case checked, and keeps at most `errors` of those that go wrong.
///
/// # Errors
///
/// If a check fails; it is named.
pub fn evaluation(
    cases: Vec<Case>,
    errors: usize,
    mut check: impl FnMut(&Claim) -> Result<CheckedClaim>,
) -> Result<Evaluation> {
    let mut judged = Vec::new();
    for case in cases {
        let begin = Instant::now();
        let checked = check(&case.claim).with_context(|| format!("checking the case `{}`", case.id))?;
        judged.push(Judged { outcome: Outcome::of(&checked), took: begin.elapsed(), case });
    }
    let figures = Figures::of(&judged);
    judged.retain(|judged| !judged.is_right());
    Ok(Evaluation { figures, errors: sample(judged, errors, |judged| judged.case.sort).1 })
}
