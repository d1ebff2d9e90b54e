//! What the record says to a claim.

use crate::{
    answer::{
        candidates::Weighed,
        evidence::Evidence,
        passage::{Certainty, Verdict},
        understanding::Understanding,
    },
    article::statement::Polarity,
};

/// How much of a claim's worth a statement of its speaker must have to bear on it. Of 15 claims that people wrote in
/// words of their own and that pass this bound unopposed, 10 were true; what falls below is a matter of chance.
const THEIRS: f32 = 0.6;

/// The same for a claim that names nobody.
const ANYBODYS: f32 = 0.7;

/// How much a statement of somebody else must have of a claim to speak against its speaker.
const SAME_WORDS: f32 = 0.7;

/// What the record says to the claim, by its best sentences.
///
/// A sentence supports a claim if it has most of its words, is of the speaker that the claim names, and neither is
/// negative without the other. It contradicts the claim if it has them of somebody else, or in the negative.
pub(super) fn verdict(weighed: &[Weighed], understanding: &Understanding) -> Verdict {
    let Some(first) = weighed.first() else { return Verdict::NotFound };
    if understanding.speaker.is_none() {
        return if bearing(&first.evidence) >= ANYBODYS { of(first) } else { Verdict::NotFound };
    }
    let best = weighed.iter().take(5);
    let theirs = |weighed: &&Weighed| weighed.evidence.by_asked && bearing(&weighed.evidence) >= THEIRS;
    if let Some(theirs) = best.clone().find(theirs) {
        return of(theirs);
    }
    if first.evidence.content >= SAME_WORDS && is_known(first) {
        return Verdict::Contradicted;
    }
    best.into_iter().find(|weighed| is_told(&weighed.evidence)).map_or(Verdict::NotFound, of)
}

fn of(weighed: &Weighed) -> Verdict {
    if weighed.evidence.is_opposite { Verdict::Contradicted } else { Verdict::Supported }
}

/// Whether the article tells of the claim's speaker in its own words what the claim says.
fn is_told(evidence: &Evidence) -> bool {
    evidence.statement.is_none() && evidence.name_in_sentence >= 1.0 && evidence.sentence >= SAME_WORDS
}

fn bearing(evidence: &Evidence) -> f32 {
    evidence.content.max(evidence.sentence)
}

fn is_known(weighed: &Weighed) -> bool {
    let statement = weighed.evidence.statement.map(|number| &weighed.hit.statements[number]);
    statement.is_some_and(|statement| {
        let is_sure = Certainty::of(statement.confidence) != Certainty::Unsure;
        statement.speaker.is_some() && is_sure && statement.polarity == Polarity::Asserts
    })
}
