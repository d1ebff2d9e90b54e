//! Which sentence answers best, and how sure that is.

use std::sync::LazyLock;

use toml::Table;

use crate::answer::{
    candidates::{Candidates, Weighed},
    evidence::Evidence,
    features::NAMES,
    understanding::{Aim, Understanding},
};

/// The trained weights, as they are built into the program.
const WEIGHTS: &str = include_str!("../../config/models/ranker.toml");

/// The models of `config/models/ranker.toml`.
static MODELS: LazyLock<Models> =
    LazyLock::new(|| Models::parse(WEIGHTS).expect("the built-in weights are those of the features"));

/// What the file of weights holds.
struct Models {
    /// Where every sentence has a vector.
    with_vectors: Ranker,
    /// Where meaning is unknown.
    words_alone: Ranker,
}

/// A linear model: a weight for each feature, in the order of [`NAMES`].
struct Ranker {
    weights: Vec<f32>,
}

impl Models {
    /// Nothing where a table is missing, or names a feature that there is not.
    fn parse(text: &str) -> Option<Models> {
        let file: Table = text.parse().ok()?;
        let ranker = |name: &str| Ranker::parse(file.get(name)?.as_table()?);
        Some(Models { with_vectors: ranker("with_vectors")?, words_alone: ranker("words_alone")? })
    }
}

impl Ranker {
    fn parse(table: &Table) -> Option<Ranker> {
        let mut weights = vec![0.0; NAMES.len()];
        for (name, weight) in table {
            let place = NAMES.iter().position(|known| known == name)?;
            weights[place] = weight.as_float()? as f32;
        }
        Some(Ranker { weights })
    }

    fn score(&self, features: &[f32]) -> f32 {
        self.weights.iter().zip(features).map(|(weight, feature)| weight * feature).sum()
    }
}

/// Scores the candidates of one question and puts the best first; of two that fit alike, the one that the index puts
/// first (the newer) stays first.
pub(super) fn order(candidates: &mut Candidates) {
    let ranker = if candidates.has_vectors { &MODELS.with_vectors } else { &MODELS.words_alone };
    for candidate in &mut candidates.sentences {
        candidate.score = ranker.score(&candidate.features);
    }
    candidates.sentences.sort_by(|one, other| other.score.total_cmp(&one.score));
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

/// How much of a question that asks for a number, date or name must be in the very sentence that has one.
const BESIDE_SLOT: f32 = 0.45;

/// Whether what is asked for (a number, a date, a name) stands in one of the best sentences, beside nearly as much
/// of the question as any of them has.
pub(super) fn fills_slot(weighed: &[Weighed]) -> bool {
    let best = weighed.iter().take(5);
    let most = best.clone().map(|weighed| weighed.evidence.sentence).fold(0.0, f32::max);
    best.into_iter()
        .any(|weighed| weighed.evidence.has_slot && weighed.evidence.sentence >= BESIDE_SLOT.max(0.75 * most))
}

/// How sure it is that the best sentence answers, 0 to 1; below a half for a refusal.
pub(super) fn confidence(best: Option<&Evidence>, understanding: &Understanding, is_refused: bool) -> f32 {
    let Some(evidence) = best else { return 0.0 };
    let over = if understanding.topic == 0 { 0.5 } else { evidence.window - threshold(understanding) };
    let held = 0.5 + 0.45 * (over / 0.6).clamp(0.0, 1.0) * (0.5 + 0.5 * evidence.sentence);
    if is_refused { 0.4 * evidence.window.min(1.0) } else { held }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_of_features_that_there_are() {
        assert!(Models::parse(WEIGHTS).is_some());
        assert!(Models::parse("[with_vectors]\nno_such_feature = 1.0\n[words_alone]\n").is_none());
    }
}
