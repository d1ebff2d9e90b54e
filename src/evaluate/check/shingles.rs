//! Which runs of words stand in some article of the record, wherever it is.

use std::collections::HashSet;

use crate::evaluate::check::{chance::hash, wording::Wording};

/// How many words a run has.
const RUN: usize = 6;

/// The runs of six words of many texts, without marks and capitals.
#[derive(Default)]
pub(super) struct Shingles(HashSet<u64>);

impl Shingles {
    /// Takes up the runs of `text`.
    pub(super) fn add(&mut self, text: &str) {
        self.0.extend(runs(text));
    }

    /// The share of the runs of `text` that stand somewhere; of a text with fewer words none.
    #[expect(clippy::cast_precision_loss, reason = "a claim has fewer words than a float counts")]
    pub(super) fn share(&self, text: &str) -> f64 {
        let runs = runs(text);
        let known = runs.iter().filter(|run| self.0.contains(run)).count();
        known as f64 / runs.len().max(1) as f64
    }
}

fn runs(text: &str) -> Vec<u64> {
    let words: Vec<u64> = Wording::new(text).all_plain().iter().map(|word| hash(word.as_bytes())).collect();
    words.windows(RUN).map(|run| hash(&run.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_known_through_marks_and_capitals() {
        let mut shingles = Shingles::default();
        shingles.add("On Monday the quay of the old harbour, Petrova said, isn’t safe.");
        for (text, expected) in [
            ("THE QUAY of the \"old harbour\"", 1.0),
            ("the quay of the old harbour wall", 0.5),
            ("the old harbour Petrova said isn't", 1.0),
            ("the quay of the new harbour", 0.0),
            ("the quay", 0.0),
            ("", 0.0),
        ] {
            assert!((shingles.share(text) - expected).abs() < 1e-9, "{text}");
        }
    }
}
