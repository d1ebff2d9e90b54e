//! What the sentences of a large record mean: mixtures of what real sentences mean.
//!
//! The encoder reads some thousand real sentences in their context, once. Each sentence of the record then gets the sum
//! of two of these vectors and of noise, so that as many vectors as anybody wants are made in no time and lie about as
//! near to one another as real ones do. What a perturbed sentence has to say is nothing that its vector knows.

use onrecord::{
    encoder::{DIMENSIONS, Encoder, InContext},
    semantic::{Keyed, Vector},
};

use crate::corpus::{Corpus, Dice};

/// How many real sentences the encoder reads.
const REAL: usize = 4000;

/// How many vectors of noise are made.
const NOISE: usize = 1000;

/// What the first, the second and the noise weigh in a mixture.
const SHARES: [f32; 3] = [0.8, 0.45, 0.4];

type Exact = [f32; DIMENSIONS];

/// Makes vectors of sentences.
pub(crate) struct Mixer {
    real: Vec<Exact>,
    noise: Vec<Exact>,
    dice: Dice,
}

impl Mixer {
    /// Reads real sentences of `corpus` with `encoder`.
    pub(crate) fn new(corpus: &Corpus, encoder: &Encoder) -> Mixer {
        let mut dice = Dice::new();
        let in_context = |(sentence, before, headline)| InContext {
            sentence,
            speaker: None,
            before: Some(before),
            headline: Some(headline),
        };
        let real = corpus.in_context(REAL).map(|found| encoder.sentence(&in_context(found))).collect();
        let noise = (0..NOISE).map(|_| unit([(); DIMENSIONS].map(|()| dice.below(2001) as f32 - 1000.0))).collect();
        Mixer { real, noise, dice }
    }

    /// The vectors of the `count` sentences of the next article.
    pub(crate) fn article(&mut self, count: usize) -> Vec<Keyed> {
        (0..count).map(|_| Keyed { key: self.dice.below(usize::MAX) as u64, vector: self.vector() }).collect()
    }

    fn vector(&mut self) -> Vector {
        let [first, second] = [(); 2].map(|()| self.dice.below(self.real.len()));
        let noise = self.dice.below(self.noise.len());
        let parts = [&self.real[first], &self.real[second], &self.noise[noise]];
        let mut sum = [0.0; DIMENSIONS];
        for (part, share) in parts.iter().zip(SHARES) {
            sum.iter_mut().zip(*part).for_each(|(sum, value)| *sum += share * value);
        }
        Vector::of(&unit(sum))
    }
}

fn unit(values: Exact) -> Exact {
    let length = values.iter().map(|value| value * value).sum::<f32>().sqrt();
    values.map(|value| value / length)
}
