//! Which sentence answers best: a linear model over the features, and the judge's word on the first of them.
//!
//! The weights stand in `config/models/ranker.toml`; `training/answers` fits them and says how good they are.

use std::sync::LazyLock;

use toml::Table;

use crate::answer::{
    candidates::{Candidates, Weighed},
    features::NAMES,
    refusal::RefusalModel,
};

/// The trained weights, as they are built into the program.
const WEIGHTS: &str = include_str!("../../config/models/ranker.toml");

/// The models of `config/models/ranker.toml`.
static MODELS: LazyLock<[Model; 2]> = LazyLock::new(|| {
    let file: Table = WEIGHTS.parse().expect("the built-in weights are TOML");
    ["words_alone", "with_vectors"]
        .map(|name| Model::parse(&file, name).expect("the built-in weights are of the program's own features"))
});

/// What decides, with meanings compared or without.
pub(super) struct Model {
    /// A weight for each feature, in the order of [`NAMES`].
    weights: Vec<f32>,
    /// What the judge's word weighs beside the ranker's; nothing where it is not asked.
    judge: Option<f32>,
    /// Whether there is an answer, where the judge has read.
    refusal_judged: Option<RefusalModel>,
    /// Whether there is an answer, where it has not.
    refusal: RefusalModel,
}

impl Model {
    /// The model for such candidates.
    pub(super) fn of(candidates: &Candidates) -> &'static Model {
        &MODELS[usize::from(candidates.has_vectors)]
    }

    /// Nothing where a table is missing or names something that there is not.
    fn parse(file: &Table, name: &str) -> Option<Model> {
        let table = |group: &str, name: &str| file.get(group)?.as_table()?.get(name)?.as_table();
        let mut weights = vec![0.0; NAMES.len()];
        for (feature, weight) in file.get(name)?.as_table()? {
            let place = NAMES.iter().position(|known| known == feature)?;
            weights[place] = weight.as_float()? as f32;
        }
        Some(Model {
            weights,
            judge: table("judge", name).and_then(|table| Some(table.get("weight")?.as_float()? as f32)),
            refusal_judged: match table("refusal", &format!("{name}_and_judge")) {
                Some(table) => Some(RefusalModel::parse(table)?),
                None => None,
            },
            refusal: RefusalModel::parse(table("refusal", name)?)?,
        })
    }

    /// Whether the judge's word counts.
    pub(super) fn asks_judge(&self) -> bool {
        self.judge.is_some()
    }

    /// What tells whether there is an answer.
    pub(super) fn refusal(&self, candidates: &Candidates) -> &RefusalModel {
        let is_judged = candidates.sentences.first().is_some_and(|first| first.judged.is_some());
        self.refusal_judged.as_ref().filter(|_| is_judged).unwrap_or(&self.refusal)
    }

    /// Scores the candidates and puts the best first; of two that fit alike, the one that the index puts first (the
    /// newer) stays first.
    pub(super) fn order(&self, candidates: &mut Candidates) {
        for candidate in &mut candidates.sentences {
            let pairs = self.weights.iter().zip(&candidate.features);
            candidate.ranked = pairs.map(|(weight, feature)| weight * feature).sum();
            candidate.score = candidate.ranked;
        }
        candidates.sentences.sort_by(|one, other| other.score.total_cmp(&one.score));
    }

    /// Puts those that the judge has read, the first ones, into the order of both, each score taken by how it differs
    /// from theirs. Those behind stay behind.
    pub(super) fn order_judged(&self, candidates: &mut Candidates) {
        let Some(weight) = self.judge else { return };
        let read = candidates.sentences.iter().take_while(|one| one.judged.is_some()).count();
        let (first, rest) = candidates.sentences.split_at_mut(read);
        if first.len() < 2 {
            return;
        }
        let ranked = standardised(first, |one| one.ranked);
        let judged = standardised(first, |one| one.judged.unwrap_or_default());
        for ((candidate, ranked), judged) in first.iter_mut().zip(ranked).zip(judged) {
            candidate.score = ranked + weight * judged;
        }
        first.sort_by(|one, other| other.score.total_cmp(&one.score));
        if let (Some(last), Some(next)) = (first.last(), rest.first()) {
            let lift = (next.score - last.score).max(0.0);
            first.iter_mut().for_each(|candidate| candidate.score += lift);
        }
    }
}

/// How far each value lies from the mean, in standard deviations.
fn standardised(candidates: &[Weighed], value: impl Fn(&Weighed) -> f32) -> Vec<f32> {
    let values: Vec<f32> = candidates.iter().map(value).collect();
    let count = values.len() as f32;
    let mean = values.iter().sum::<f32>() / count;
    let spread = (values.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / count).sqrt();
    values.into_iter().map(|value| (value - mean) / (spread + 1e-6)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_of_features_that_there_are() {
        assert_eq!(MODELS.len(), 2);
        let file: Table = "[words_alone]\nno_such_feature = 1.0\n".parse().unwrap();
        assert!(Model::parse(&file, "words_alone").is_none());
    }
}
