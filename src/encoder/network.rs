//! The network: BERT's layers (Devlin et al. 2019) over the tokens of one text.

use anyhow::{Result, ensure};

use crate::encoder::{
    kernel::{Arithmetic, Linear, Norm, add, attention},
    tokens::Tokens,
    weights::{Table, Weights},
};

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
        let words = weights.table("embeddings.word_embeddings.weight")?;
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
            positions: weights.table("embeddings.position_embeddings.weight")?,
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
        let arithmetic = Arithmetic::new();
        let mut states = self.embedded(tokens);
        for (place, layer) in self.layers.iter().enumerate() {
            let last = place + 1 == self.layers.len();
            let rows = if last { wanted } else { tokens.len() };
            states = layer.apply(&arithmetic, states, rows);
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
    fn apply(&self, arithmetic: &Arithmetic, mut states: Vec<f32>, wanted: usize) -> Vec<f32> {
        let width = self.norm.weight.len();
        let rounded = arithmetic.round(&states, width);
        let found = self.found.apply(arithmetic, &rounded);
        states.truncate(wanted * width);
        let queries = self.query.apply(arithmetic, &rounded.first(wanted));
        let attended = attention(arithmetic, &queries, &found, width);
        add(&mut states, &self.attended.apply(arithmetic, &arithmetic.round(&attended, width)));
        self.attended_norm.apply(&mut states);
        let inner = self.inner.activate(arithmetic, &arithmetic.round(&states, width));
        add(&mut states, &self.outer.apply(arithmetic, &inner));
        self.norm.apply(&mut states);
        states
    }
}
