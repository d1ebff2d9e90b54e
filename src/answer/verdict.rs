//! What the record says to a claim.
//!
//! Where networks compare meanings, the reader of claims has read the claim with the best sentences, and a logistic
//! regression over what it makes of them decides. Its weights stand in
//! `config/models/verdict.toml`. Where words alone are compared, a claim is only held to be borne out or contradicted by a
//! sentence with most of its words.

use std::sync::LazyLock;

use toml::Table;

use crate::{
    answer::{
        candidates::Weighed,
        evidence::Evidence,
        passage::{Certainty, Verdict},
        understanding::Understanding,
    },
    article::statement::Polarity,
    encoder::Bearing,
};

/// The trained weights, as they are built into the program.
const WEIGHTS: &str = include_str!("../../config/models/verdict.toml");

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let file: Table = WEIGHTS.parse().expect("the built-in weights are TOML");
    Model::parse(&file).expect("the built-in weights are of inputs that there are")
});

/// A sentence that speaks for one side by more than this, in logarithms of odds, counts no more for it.
const MOST: f32 = 4.0;

/// How much of a claim's worth a statement of its speaker must have to bear on it, where words alone are compared. Of 15
/// claims that people wrote in words of their own and that pass this bound unopposed, 10 were true.
const THEIRS: f32 = 0.6;

/// The same for a claim that names nobody.
const ANYBODYS: f32 = 0.7;

/// How much a statement of somebody else must have of a claim to speak against its speaker.
const SAME_WORDS: f32 = 0.7;

/// A number that the decision is told.
#[derive(Clone, Copy)]
struct Input {
    name: &'static str,
    value: fn(&Read<'_>) -> f32,
}

/// All inputs; sides are logarithms of the odds that a sentence bears the claim out, at most [`MOST`] either way.
const INPUTS: [Input; 3] = [
    // The side of the first sentence.
    Input { name: "first_side", value: |read| side(read.first().1) },
    // The sides of all that were read, by how well they answer and how far they settle the claim.
    Input { name: "weighted_side", value: |read| read.weighted_side() },
    // The side of the one that settles the claim most.
    Input { name: "settled_side", value: |read| read.settled_side() },
];

/// The candidates that were read with the claim, best first.
struct Read<'a>(Vec<(&'a Weighed, Bearing)>);

impl Read<'_> {
    fn first(&self) -> (&Weighed, Bearing) {
        self.0[0]
    }

    fn weighted_side(&self) -> f32 {
        let best = self.first().0.score;
        let weighed = self.0.iter().map(|(weighed, bearing)| {
            let weight = (weighed.score - best).min(0.0).exp();
            (weight, weight * (1.0 - bearing.neither) * side(*bearing))
        });
        let (weights, sides) = weighed.fold((0.0, 0.0), |(all, sum), (weight, side)| (all + weight, sum + side));
        sides / f32::max(weights, f32::EPSILON)
    }

    fn settled_side(&self) -> f32 {
        let settles =
            |one: &&(&Weighed, Bearing), other: &&(&Weighed, Bearing)| one.1.neither.total_cmp(&other.1.neither);
        self.0.iter().min_by(settles).map_or(0.0, |(_, bearing)| side(*bearing))
    }
}

/// How far a sentence speaks for (above 0) or against a claim.
fn side(bearing: Bearing) -> f32 {
    (bearing.supports.max(f32::EPSILON) / bearing.contradicts.max(f32::EPSILON)).ln().clamp(-MOST, MOST)
}

/// The logistic regression.
struct Model {
    bias: f32,
    /// Above this probability the claim is borne out.
    supported_from: f32,
    /// Below this one it is contradicted.
    contradicted_to: f32,
    weights: Vec<(Input, f32)>,
}

impl Model {
    /// Nothing where the table names an input that there is not.
    fn parse(table: &Table) -> Option<Model> {
        let mut model = Model { bias: 0.0, supported_from: 0.5, contradicted_to: 0.5, weights: Vec::new() };
        for (name, value) in table {
            let value = value.as_float()? as f32;
            match name.as_str() {
                "bias" => model.bias = value,
                "supported_from" => model.supported_from = value,
                "contradicted_to" => model.contradicted_to = value,
                _ => model.weights.push((*INPUTS.iter().find(|input| input.name == name)?, value)),
            }
        }
        Some(model)
    }

    fn verdict(&self, read: &Read<'_>) -> Verdict {
        let odds: f32 =
            self.bias + self.weights.iter().map(|(input, weight)| weight * (input.value)(read)).sum::<f32>();
        let probability = 1.0 / (1.0 + (-odds).exp());
        match probability {
            probability if probability > self.supported_from => Verdict::Supported,
            probability if probability < self.contradicted_to => Verdict::Contradicted,
            _ => Verdict::NotFound,
        }
    }
}

/// What the record says to the claim, by its best sentences.
pub(super) fn verdict(weighed: &[Weighed], understanding: &Understanding) -> Verdict {
    let read: Vec<(&Weighed, Bearing)> = weighed.iter().map_while(|one| Some((one, one.bearing?))).collect();
    if read.is_empty() {
        return by_words(weighed, understanding);
    }
    MODEL.verdict(&Read(read))
}

/// The inputs with their values, for training; nothing where no sentence was read.
pub(super) fn inputs(weighed: &[Weighed]) -> Vec<(&'static str, f32)> {
    let read: Vec<(&Weighed, Bearing)> = weighed.iter().map_while(|one| Some((one, one.bearing?))).collect();
    if read.is_empty() {
        return Vec::new();
    }
    let read = Read(read);
    INPUTS.iter().map(|input| (input.name, (input.value)(&read))).collect()
}

/// A sentence supports a claim if it has most of its words, is of the speaker that the claim names, and neither is
/// negative without the other. It contradicts the claim if it has them of somebody else, or in the negative.
fn by_words(weighed: &[Weighed], understanding: &Understanding) -> Verdict {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_of_inputs_that_there_are() {
        assert!(!MODEL.weights.is_empty());
        assert!(Model::parse(&"no_such_input = 1.0\n".parse().unwrap()).is_none());
    }

    #[test]
    fn a_side_is_bounded_and_even_where_both_are_alike() {
        let bearing = |supports: f32, contradicts: f32| Bearing { supports, contradicts, neither: 0.0 };
        assert_eq!([side(bearing(1.0, 0.0)), side(bearing(0.0, 1.0)), side(bearing(0.5, 0.5))], [MOST, -MOST, 0.0]);
    }
}
