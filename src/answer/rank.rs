//! Which sentence answers best, and how sure that is.

use crate::answer::{
    evidence::Evidence,
    understanding::{Aim, Understanding},
};

/// What each piece of evidence is worth.
///
/// A linear model over few figures. To be measured anew whenever the evidence changes.
const WEIGHTS: [f32; FEATURES] =
    [0.55, 0.6, 1.2, 0.1, 0.1, 0.1, 0.6, 0.6, 0.2, 0.4, 0.4, 0.2, 0.2, 0.1, 0.3, -0.05, 0.2, 0.0];

/// How many figures [`features`] makes of the evidence.
pub(super) const FEATURES: usize = 18;

/// The evidence as figures.
pub(super) fn features(evidence: &Evidence, understanding: &Understanding) -> [f32; FEATURES] {
    let yes = |condition: bool| f32::from(u8::from(condition));
    let of_speech = matches!(understanding.aim, Aim::Said | Aim::Who);
    let slot_asked = understanding.slot.is_some();
    [
        evidence.lexical,
        evidence.sentence,
        evidence.window,
        evidence.before,
        evidence.after,
        evidence.headline,
        evidence.article,
        evidence.content,
        evidence.role,
        evidence.pairs,
        yes(evidence.by_asked),
        evidence.name_in_sentence,
        evidence.name_in_window,
        yes(evidence.is_statement && of_speech),
        yes(evidence.has_slot && slot_asked),
        (evidence.length as f32 / 25.0).ln().abs(),
        yes(evidence.by_asked) * evidence.content,
        yes(evidence.is_opposite),
    ]
}

/// How well a sentence with this evidence answers; comparable between the sentences of one question.
pub(super) fn score(evidence: &Evidence, understanding: &Understanding) -> f32 {
    WEIGHTS.iter().zip(features(evidence, understanding)).map(|(weight, figure)| weight * figure).sum()
}

/// Whether a sentence with this evidence bears on the question at all.
pub(super) fn fits(evidence: &Evidence, understanding: &Understanding) -> bool {
    understanding.topic == 0 || likelihood(evidence, understanding) >= 0.5
}

/// Whether a statement of the speaker asked for bears on the topic.
pub(super) fn fits_speaker(evidence: &Evidence, understanding: &Understanding) -> bool {
    understanding.topic == 0 || evidence.window >= 0.3
}

/// How sure it is that the best sentence answers, 0 to 1; below a half for a refusal.
pub(super) fn confidence(best: Option<&Evidence>, understanding: &Understanding, is_refused: bool) -> f32 {
    let Some(evidence) = best else { return 0.0 };
    let likelihood = if understanding.topic == 0 { 0.9 } else { likelihood(evidence, understanding) };
    if is_refused { likelihood.min(0.49) } else { likelihood.max(0.5) }
}

/// A logistic model over the evidence for the best sentence.
fn likelihood(evidence: &Evidence, _understanding: &Understanding) -> f32 {
    let sum = 5.0 * evidence.window + 3.0 * evidence.sentence - 4.0;
    1.0 / (1.0 + (-sum).exp())
}
