//! Which sentence answers best, and how sure that is.

use crate::answer::{
    evidence::Evidence,
    reply::Weighed,
    understanding::{Aim, Understanding},
};

/// What each piece of evidence is worth.
///
/// A linear model over few figures. To be measured anew whenever the evidence changes.
const WEIGHTS: [f32; FEATURES] =
    [3.43, 2.54, 7.01, 2.42, -0.82, 3.24, 3.53, 1.89, 0.24, 0.31, 1.85, -0.02, 4.15, 0.37, 2.57, -0.6, 0.62, 0.2];

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
    understanding.topic == 0 || evidence.window >= threshold(understanding)
}

/// How much of a question's worth must be in or around a sentence that answers it. A statement that somebody is
/// said to have made must be there; the words of a free question may differ from those of its answer.
fn threshold(understanding: &Understanding) -> f32 {
    match understanding.aim {
        Aim::Who => 0.45,
        Aim::Claim => 0.4,
        Aim::Fact => 0.38,
        Aim::Said => 0.3,
    }
}

/// Whether a statement of the speaker asked for bears on the topic.
pub(super) fn fits_speaker(evidence: &Evidence, understanding: &Understanding) -> bool {
    understanding.topic == 0 || evidence.window >= 0.3
}

/// Whether what is asked for (a number, a date, a name) stands in one of the best sentences, beside nearly as much
/// of the question as any of them has.
pub(super) fn fills_slot(weighed: &[Weighed]) -> bool {
    let best = weighed.iter().take(5);
    let most = best.clone().map(|weighed| weighed.evidence.sentence).fold(0.0, f32::max);
    best.into_iter().any(|weighed| weighed.evidence.has_slot && weighed.evidence.sentence >= 0.75 * most)
}

/// How sure it is that the best sentence answers, 0 to 1; below a half for a refusal.
pub(super) fn confidence(best: Option<&Evidence>, understanding: &Understanding, is_refused: bool) -> f32 {
    let Some(evidence) = best else { return 0.0 };
    let over = if understanding.topic == 0 { 0.5 } else { evidence.window - threshold(understanding) };
    let held = 0.5 + 0.45 * (over / 0.6).clamp(0.0, 1.0) * (0.5 + 0.5 * evidence.sentence);
    if is_refused { 0.4 * evidence.window.min(1.0) } else { held }
}
