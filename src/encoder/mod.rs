//! What a text means, in numbers: small networks that compare questions and claims with sentences.
//!
//! The [`Encoder`] reads each text alone and gives it a direction; texts that mean the same point the same way. It is
//! cheap enough for every sentence of the record. The [`Judge`] reads a question together with a sentence: dearer, and
//! better. The [`ClaimReader`] reads a claim together with a sentence and says whether that bears it out. Their weights,
//! in `config/models/encoder.safetensors` and `claims.safetensors` (`training/answers` makes them), are built into the
//! program.

use crate::encoder::{
    network::Network,
    tokens::{LAYOUT, Tokens},
    weights::{Weights, hashed},
};

mod attention;
mod kernel;
mod linear;
mod network;
mod rounding;
mod tokens;
mod weights;

/// How many numbers the direction of a text has.
pub const DIMENSIONS: usize = 384;

/// A sentence with what it needs around it to be understood.
#[derive(Clone, Copy, Debug, Default)]
pub struct InContext<'a> {
    /// The sentence.
    pub sentence: &'a str,
    /// Who speaks in it, by name.
    pub speaker: Option<&'a str>,
    /// The sentence before it in its article.
    pub before: Option<&'a str>,
    /// The headline of its article.
    pub headline: Option<&'a str>,
}

/// The network that gives each text a direction.
///
/// It works on the thread that calls it, and several threads may call one encoder at once.
pub struct Encoder {
    network: Network,
    fingerprint: u64,
}

impl Encoder {
    /// The encoder with the weights that are built into the program; takes some 15 MB of memory.
    ///
    /// # Panics
    ///
    /// If what was built in is no such network.
    pub fn built_in() -> Encoder {
        let weights = Weights::parse(weights::BUILT_IN).expect("the weights built in are well formed");
        let network = Network::read(&weights, "encoder").expect("the weights built in are complete");
        assert_eq!(network.width(), DIMENSIONS, "the weights built in are of another network");
        let layout = LAYOUT.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
        Encoder { network, fingerprint: hashed(weights.fingerprint(&["embeddings.", "encoder."]), &layout) }
    }

    /// A number that changes with the weights and with what is read of a text. Directions may be compared only where
    /// it is the same.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }

    /// The direction of `question`, of length 1.
    pub fn question(&self, question: &str) -> [f32; DIMENSIONS] {
        self.direction(&Tokens::question(question))
    }

    /// The direction of `sentence`, of length 1.
    pub fn sentence(&self, sentence: &InContext<'_>) -> [f32; DIMENSIONS] {
        self.direction(&Tokens::sentence(sentence))
    }

    fn direction(&self, tokens: &Tokens) -> [f32; DIMENSIONS] {
        let mut sum = [0.0; DIMENSIONS];
        for state in self.network.states(tokens).chunks_exact(DIMENSIONS) {
            sum.iter_mut().zip(state).for_each(|(sum, value)| *sum += value);
        }
        let length = sum.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        sum.map(|value| value / length)
    }
}

/// The network that reads a question together with a sentence and says how well the sentence answers it.
///
/// It works on the thread that calls it, and several threads may call one judge at once.
pub struct Judge {
    network: Network,
    head: Vec<f32>,
    bias: f32,
}

impl Judge {
    /// The judge with the weights that are built into the program; takes some 15 MB of memory.
    ///
    /// # Panics
    ///
    /// If what was built in is no such network.
    pub fn built_in() -> Judge {
        let weights = Weights::parse(weights::BUILT_IN).expect("the weights built in are well formed");
        let network = Network::read(&weights, "judge").expect("the weights built in are complete");
        let [head, bias] = ["judge.head.weight", "judge.head.bias"]
            .map(|name| weights.list(name).expect("the weights built in are complete"));
        assert_eq!((head.len(), bias.len()), (network.width(), 1), "the weights built in are of another network");
        Judge { network, head, bias: bias[0] }
    }

    /// How well `sentence` answers `question`: a logit, of use only beside those of other sentences.
    pub fn score(&self, question: &str, sentence: &InContext<'_>) -> f32 {
        let state = self.network.first_state(&Tokens::pair(question, sentence));
        state.iter().zip(&self.head).map(|(value, weight)| value * weight).sum::<f32>() + self.bias
    }
}

/// What a sentence makes of a claim, as shares that add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bearing {
    /// It bears the claim out.
    pub supports: f32,
    /// It says otherwise.
    pub contradicts: f32,
    /// It leaves the claim open.
    pub neither: f32,
}

/// The network that reads a claim together with a sentence: recognising textual entailment (Dagan et al., 2006).
///
/// It works on the thread that calls it, and several threads may call one reader at once.
pub struct ClaimReader {
    network: Network,
    heads: Vec<f32>,
    bias: Vec<f32>,
}

impl ClaimReader {
    /// The reader with the weights that are built into the program; takes some 15 MB of memory.
    ///
    /// # Panics
    ///
    /// If what was built in is no such network.
    pub fn built_in() -> ClaimReader {
        let tables = Weights::parse(weights::BUILT_IN).expect("the weights built in are well formed");
        let weights = Weights::parse(weights::OF_CLAIMS).expect("the weights built in are well formed");
        let network = Network::on_tables(&tables, &weights, "claims").expect("the weights built in are complete");
        let [heads, bias] = ["claims.head.weight", "claims.head.bias"]
            .map(|name| weights.list(name).expect("the weights built in are complete"));
        assert_eq!((heads.len(), bias.len()), (3 * network.width(), 3), "the weights built in are of another network");
        ClaimReader { network, heads, bias }
    }

    /// What `sentence` makes of `claim`, a question or an assertion.
    pub fn bearing(&self, claim: &str, sentence: &InContext<'_>) -> Bearing {
        let state = self.network.first_state(&Tokens::pair(claim, sentence));
        let heads = self.heads.chunks_exact(state.len()).zip(&self.bias);
        let logits: Vec<f32> = heads
            .map(|(head, bias)| state.iter().zip(head).map(|(value, weight)| value * weight).sum::<f32>() + bias)
            .collect();
        let most = logits.iter().copied().fold(f32::MIN, f32::max);
        let shares: Vec<f32> = logits.iter().map(|logit| (logit - most).exp()).collect();
        let all: f32 = shares.iter().sum();
        Bearing { supports: shares[0] / all, contradicts: shares[1] / all, neither: shares[2] / all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(one: &[f32; DIMENSIONS], other: &[f32; DIMENSIONS]) -> f32 {
        one.iter().zip(other).map(|(one, other)| one * other).sum()
    }

    #[test]
    fn a_question_points_to_the_sentence_that_answers_it() {
        let encoder = Encoder::built_in();
        let question = encoder.question("How long will the harbour be closed?");
        let near = InContext { sentence: "The port stays shut for three weeks.", ..Default::default() };
        let far = InContext { sentence: "The singer thanked her mother.", ..Default::default() };
        let (near, far) = (encoder.sentence(&near), encoder.sentence(&far));
        assert!((cosine(&near, &near) - 1.0).abs() < 1e-4);
        assert!(cosine(&question, &near) > cosine(&question, &far) + 0.1);
    }

    #[test]
    fn what_stands_around_a_sentence_counts() {
        let encoder = Encoder::built_in();
        let bare = InContext { sentence: "He denied it.", ..Default::default() };
        let whole = InContext { speaker: Some("Piet Verhagen"), headline: Some("Bribes at the port"), ..bare };
        assert!(cosine(&encoder.sentence(&bare), &encoder.sentence(&whole)) < 0.95);
        assert_eq!(encoder.sentence(&bare), encoder.sentence(&bare));
    }

    #[test]
    fn the_judge_reads_texts_of_any_length() {
        let judge = Judge::built_in();
        let long = "a word and another ".repeat(200);
        for text in ["", "🙂", long.as_str()] {
            let sentence = InContext { sentence: text, speaker: Some(text), before: Some(text), headline: Some(text) };
            assert!(judge.score(text, &sentence).is_finite(), "{text:?}");
        }
    }

    #[test]
    fn claims_are_read_as_shares() {
        let reader = ClaimReader::built_in();
        let sentence = InContext { sentence: "The port stays shut for three weeks.", ..Default::default() };
        for claim in ["The harbour will be closed for three weeks.", "", "🙂"] {
            let Bearing { supports, contradicts, neither } = reader.bearing(claim, &sentence);
            assert!((supports + contradicts + neither - 1.0).abs() < 1e-4, "{claim:?}");
            assert!([supports, contradicts, neither].iter().all(|share| (0.0..=1.0).contains(share)), "{claim:?}");
        }
    }

    #[test]
    fn the_fingerprint_is_that_of_the_weights() {
        let weights = Weights::parse(weights::BUILT_IN).unwrap();
        let (encoder, again) = (Encoder::built_in().fingerprint(), Encoder::built_in().fingerprint());
        assert_eq!(encoder, again);
        assert_ne!(weights.fingerprint(&["encoder."]), weights.fingerprint(&["judge."]));
    }

    #[test]
    fn threads_share_an_encoder() {
        fn shared<T: Send + Sync>(_: &T) {}
        shared(&Encoder::built_in());
        shared(&Judge::built_in());
    }
}
