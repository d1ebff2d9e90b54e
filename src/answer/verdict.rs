//! What the record says to a claim.

use crate::{
    answer::{
        evidence::Evidence,
        passage::{Certainty, Verdict},
        reply::Weighed,
        understanding::Understanding,
    },
    article::statement::Polarity,
};

/// How much of a claim's worth a sentence must have to bear on it at all.
const BEARING: f32 = 0.55;

/// How much a statement of somebody else must have of a claim to speak against its speaker.
const SAME_WORDS: f32 = 0.7;

/// What the record says to the claim, by its best sentences.
///
/// A sentence supports a claim if it has most of its words, is of the speaker that the claim names, and neither is
/// negative without the other. It contradicts the claim if it has them of somebody else, or in the negative.
pub(super) fn verdict(weighed: &[Weighed], understanding: &Understanding) -> Verdict {
    let Some(first) = weighed.first() else { return Verdict::NotFound };
    let names_speaker = understanding.speaker.is_some();
    let bearing = |weighed: &&Weighed| bearing(&weighed.evidence) >= BEARING;
    let theirs = weighed.iter().take(5).filter(bearing).find(|weighed| is_theirs(&weighed.evidence));
    if names_speaker && theirs.is_none() {
        let same_words = first.evidence.content >= SAME_WORDS && is_known(first);
        return if same_words { Verdict::Contradicted } else { Verdict::NotFound };
    }
    let Some(best) = theirs.or(Some(first)).filter(bearing) else { return Verdict::NotFound };
    if best.evidence.is_opposite { Verdict::Contradicted } else { Verdict::Supported }
}

/// Whether the sentence is a statement of the claim's speaker, or tells of them in the article's own words.
fn is_theirs(evidence: &Evidence) -> bool {
    evidence.by_asked || (evidence.statement.is_none() && evidence.name_in_sentence >= 1.0)
}

fn bearing(evidence: &Evidence) -> f32 {
    evidence.content.max(evidence.sentence).max(0.85 * evidence.window)
}

fn is_known(weighed: &Weighed) -> bool {
    let statement = weighed.evidence.statement.map(|number| &weighed.hit.statements[number]);
    statement.is_some_and(|statement| {
        let is_sure = Certainty::of(statement.confidence) != Certainty::Unsure;
        statement.speaker.is_some() && is_sure && statement.polarity == Polarity::Asserts
    })
}
