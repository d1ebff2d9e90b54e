//! The network: BERT's layers (Devlin et al. 2019) over the tokens of one text.

use anyhow::{Result, ensure};

use crate::encoder::{
    attention::attention,
    kernel::{Arithmetic, Norm, add},
    linear::Linear,
    tokens::Tokens,
    weights::{Table, Weights},
};

/// The tokens that go through a layer's widest part together: what they take then stays in the processor's cache.
const BLOCK: usize = 64;

/// The layers of one network with the embeddings of its tokens.
pub(super) struct Network {
    words: Table<'static>,
    positions: Table<'static>,
    types: Table<'static>,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    query: Linear,
    /// For each row its key, then its value.
    found: Linear,
    attended: Linear,
    attended_norm: Norm,
    inner: Linear,
    outer: Linear,
    norm: Norm,
}

impl Network {
    /// The network called `name`: all layers that the weights have of it. Word and position embeddings are shared by
    /// the networks of a file, and so are type embeddings and their norm where a network has none of its own.
    ///
    /// # Errors
    ///
    /// If a part is missing or of another form.
    pub(super) fn read(weights: &Weights<'static>, name: &str) -> Result<Network> {
        Network::on_tables(weights, weights, name)
    }

    /// The same with word and position embeddings of another file.
    ///
    /// # Errors
    ///
    /// If a part is missing or of another form.
    pub(super) fn on_tables(tables: &Weights<'static>, weights: &Weights<'static>, name: &str) -> Result<Network> {
        let words = tables.table("embeddings.word_embeddings.weight")?;
        let width = words.columns();
        let own = |part: &str| {
            let own = format!("{name}.embeddings.{part}");
            let has = [".weight", ""].iter().any(|end| weights.has(&format!("{own}{end}")));
            if has { own } else { format!("embeddings.{part}") }
        };
        let mut layers = Vec::new();
        while weights.has(&format!("{name}.layer.{}.attention.self.query.weight", layers.len())) {
            layers.push(Layer::read(weights, &format!("{name}.layer.{}", layers.len()), width)?);
        }
        ensure!(!layers.is_empty(), "the weights have no layer of `{name}`");
        Ok(Network {
            positions: tables.table("embeddings.position_embeddings.weight")?,
            types: weights.table(&format!("{}.weight", own("token_type_embeddings")))?,
            norm: weights.norm(&own("LayerNorm"), width)?,
            words,
            layers,
        })
    }

    /// The length of a state.
    pub(super) fn width(&self) -> usize {
        self.words.columns()
    }

    /// The last state of each token, one after the other.
    pub(super) fn states(&self, tokens: &Tokens) -> Vec<f32> {
        self.run(tokens, tokens.len())
    }

    /// The last state of the first token; a seventh cheaper than all.
    pub(super) fn first_state(&self, tokens: &Tokens) -> Vec<f32> {
        self.run(tokens, 1)
    }

    /// The last states of the first `wanted` tokens.
    fn run(&self, tokens: &Tokens, wanted: usize) -> Vec<f32> {
        let mut arithmetic = Arithmetic::new();
        let mut states = self.embedded(tokens);
        for (place, layer) in self.layers.iter().enumerate() {
            let last = place + 1 == self.layers.len();
            let rows = if last { wanted } else { tokens.len() };
            states = layer.apply(&mut arithmetic, states, rows);
        }
        states
    }

    fn embedded(&self, tokens: &Tokens) -> Vec<f32> {
        let width = self.width();
        let mut states = vec![0.0; tokens.len() * width];
        for (place, (state, (piece, kind))) in states.chunks_exact_mut(width).zip(tokens.iter()).enumerate() {
            self.words.add(piece, state);
            self.positions.add(place, state);
            self.types.add(kind, state);
        }
        self.norm.apply(&mut states);
        states
    }
}

impl Layer {
    fn read(weights: &Weights<'_>, name: &str, width: usize) -> Result<Layer> {
        let inner = weights.list(&format!("{name}.intermediate.dense.bias"))?.len();
        let of = |part: &str| format!("{name}.{part}");
        Ok(Layer {
            query: weights.linear(&of("attention.self.query"), width)?,
            found: weights.stacked(&[&of("attention.self.key"), &of("attention.self.value")], width)?,
            attended: weights.linear(&of("attention.output.dense"), width)?,
            attended_norm: weights.norm(&of("attention.output.LayerNorm"), width)?,
            inner: weights.linear(&of("intermediate.dense"), width)?,
            outer: weights.linear(&of("output.dense"), inner)?,
            norm: weights.norm(&of("output.LayerNorm"), width)?,
        })
    }

    /// The states of the first `wanted` tokens after this layer.
    fn apply(&self, arithmetic: &mut Arithmetic, mut states: Vec<f32>, wanted: usize) -> Vec<f32> {
        let width = self.norm.weight.len();
        let rounded = arithmetic.round(&states, width);
        let found = self.found.apply(arithmetic, &rounded);
        states.truncate(wanted * width);
        let queries = self.query.apply(arithmetic, &rounded.first(wanted));
        let attended = attention(arithmetic, &queries, &found, width);
        let attended = arithmetic.round(&attended, width);
        add(&mut states, &self.attended.apply(arithmetic, &attended));
        self.attended_norm.apply(&mut states);
        for states in states.chunks_mut(BLOCK * width) {
            let rounded = arithmetic.round(states, width);
            let inner = self.inner.activate(arithmetic, &rounded);
            add(states, &self.outer.apply(arithmetic, &inner));
        }
        self.norm.apply(&mut states);
        states
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A small random network and what PyTorch makes of [`PIECES`] by it; `training/answers/fixture.py` makes it.
    const TINY: &[u8] = include_bytes!("../../tests/encoder/tiny.safetensors");

    const PIECES: [u16; 9] = [1, 7, 30, 39, 2, 5, 5, 12, 2];

    fn tiny() -> Weights<'static> {
        Weights::parse(TINY).unwrap()
    }

    /// The greatest difference between two lists of states.
    fn difference(found: &[f32], expected: &[f32]) -> f32 {
        assert_eq!(found.len(), expected.len());
        found.iter().zip(expected).map(|(found, expected)| (found - expected).abs()).fold(0.0, f32::max)
    }

    #[test]
    fn states_are_those_of_pytorch() {
        for (name, second) in [("encoder", PIECES.len()), ("judge", 5)] {
            let expected = tiny().list(&format!("expected.{name}")).unwrap();
            let network = Network::read(&tiny(), name).unwrap();
            let found = network.states(&Tokens::of(&PIECES, second));
            // What rounding the states to 8 bits costs; the states themselves are about 1.
            let difference = difference(&found, &expected);
            assert!(difference < 0.06, "{name}: {difference}");
        }
    }

    #[test]
    fn the_first_state_does_not_depend_on_how_many_are_wanted() {
        let network = Network::read(&tiny(), "encoder").unwrap();
        let tokens = Tokens::of(&PIECES, 5);
        let all = network.states(&tokens);
        assert!(difference(&network.first_state(&tokens), &all[..network.width()]) < 1e-4);
    }

    #[test]
    fn as_many_layers_are_read_as_there_are() {
        assert_eq!(Network::read(&tiny(), "encoder").unwrap().layers.len(), 2);
        assert_eq!(Network::read(&tiny(), "judge").unwrap().layers.len(), 1);
        let fault = Network::read(&tiny(), "jury").err().unwrap();
        assert_eq!(fault.to_string(), "the weights have no layer of `jury`");
    }
}
