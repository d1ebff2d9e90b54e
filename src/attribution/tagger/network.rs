//! The tagger's network: two bidirectional LSTM layers over WordPieces and classes, a score for each tag of each token,
//! and a score for each pair of spans that may be linked.
//!
//! Hochreiter & Schmidhuber 1997 for the cell; Graves & Schmidhuber 2005 for both directions; the links are scored as
//! dependency parsers score arcs (Kiperwasser & Goldberg 2016).

use anyhow::{Result, ensure};
use pulp::Arch;

use crate::attribution::{
    inputs::{CLASS_SIZES, Inputs},
    reading::Tokens,
    tagger::{
        CERTAINTY_FEATURES, TAGS,
        kernel::{Matrix, Step},
        pair::PAIR_SIZES,
        weights::{Table, Weights},
    },
};

/// The trained network.
pub(super) struct Network {
    arch: Arch,
    pieces: Table,
    classes: Vec<Table>,
    layers: Vec<[Direction; 2]>,
    tags: Linear,
    /// From contents to their cues.
    pub(super) to_cue: LinkHead,
    /// From cues to their sources.
    pub(super) to_source: LinkHead,
    certainty: Vec<f32>,
    certainty_bias: f32,
}

/// One direction of a layer.
struct Direction {
    inputs: Linear,
    outputs: Matrix,
    hidden: usize,
}

/// A product and a sum.
struct Linear {
    matrix: Matrix,
    bias: Vec<f32>,
}

/// What scores pairs of spans: a head (a content, a cue) and a tail (its cue, its source).
pub(super) struct LinkHead {
    head: Linear,
    tail: Linear,
    none: Vec<f32>,
    none_bias: f32,
    score: Vec<f32>,
    features: Vec<Table>,
}

/// The second layer's output at each token of some windows, row by row.
pub(super) struct States {
    /// The first token.
    first: usize,
    width: usize,
    values: Vec<f32>,
}

impl Network {
    /// The network with the weights of a safetensors file.
    ///
    /// # Errors
    ///
    /// If a tensor is missing or of another form than the inputs need.
    pub(super) fn parse(bytes: &[u8]) -> Result<Network> {
        let weights = Weights::parse(bytes)?;
        let classes = (0..CLASS_SIZES.len()).map(|which| weights.table(&format!("classes.{which}.weight")));
        let classes: Vec<Table> = classes.collect::<Result<_>>()?;
        for (table, size) in classes.iter().zip(CLASS_SIZES) {
            ensure!(table.rows == size, "the tagger was trained with {} values of a class, not {size}", table.rows);
        }
        let layers = ["first", "second"].map(|layer| {
            let onward = Direction::parse(&weights, &format!("{layer}.onward"))?;
            Ok([onward, Direction::parse(&weights, &format!("{layer}.backward"))?])
        });
        let certainty = weights.list("certainty.weight")?;
        ensure!(certainty.len() == CERTAINTY_FEATURES, "the certainty was fitted to {} features", certainty.len());
        Ok(Network {
            arch: Arch::new(),
            pieces: weights.table("pieces.weight")?,
            classes,
            layers: layers.into_iter().collect::<Result<_>>()?,
            tags: Linear::parse(&weights, "tags.weight", "tags.bias")?,
            to_cue: LinkHead::parse(&weights, "heads.cue")?,
            to_source: LinkHead::parse(&weights, "heads.source")?,
            certainty,
            certainty_bias: weights.list("certainty.bias")?.first().copied().unwrap_or_default(),
        })
    }

    /// Reads `windows`, which follow one another.
    pub(super) fn states(&self, inputs: &Inputs, windows: &[Tokens]) -> States {
        let first = windows.first().map_or(0, |window| window.start);
        let last = windows.last().map_or(0, |window| window.end);
        let mut values = self.embedded(inputs, first..last);
        let mut width = values.len() / (last - first).max(1);
        for directions in &self.layers {
            let hidden = directions[0].hidden;
            let mut next = vec![0.0; (last - first) * 2 * hidden];
            for (side, direction) in directions.iter().enumerate() {
                let order = Order::new(windows, first, side == 1);
                direction.read(self.arch, &values, width, &order, &mut next[side * hidden..], 2 * hidden);
            }
            (values, width) = (next, 2 * hidden);
        }
        States { first, width, values }
    }

    /// What stands for each of `tokens`: the mean of its pieces, then each class.
    fn embedded(&self, inputs: &Inputs, tokens: Tokens) -> Vec<f32> {
        let width = self.pieces.columns + self.classes.iter().map(|table| table.columns).sum::<usize>();
        let mut values = Vec::with_capacity(tokens.len() * width);
        for place in tokens {
            let start = values.len();
            values.resize(start + self.pieces.columns, 0.0);
            let pieces = &inputs.pieces[place];
            for piece in pieces.iter().map(|piece| self.pieces.row(usize::from(*piece))) {
                values[start..].iter_mut().zip(piece).for_each(|(sum, value)| *sum += value / pieces.len() as f32);
            }
            for (table, class) in self.classes.iter().zip(inputs.classes[place]) {
                values.extend_from_slice(table.row(usize::from(class)));
            }
        }
        values
    }

    /// The logarithm of each tag's probability at each token of `states`.
    pub(super) fn tags(&self, states: &States) -> Vec<[f32; TAGS]> {
        let scores = self.tags.apply(self.arch, &states.values, states.width);
        let rows = scores.chunks_exact(self.tags.matrix.stride());
        rows.map(|row| {
            let row: [f32; TAGS] = std::array::from_fn(|tag| row[tag]);
            let most = row.iter().fold(f32::MIN, |most, score| most.max(*score));
            let sum: f32 = row.iter().map(|score| (score - most).exp()).sum();
            row.map(|score| score - most - sum.ln())
        })
        .collect()
    }

    /// The probability that a statement is right: a logistic regression over its features.
    pub(super) fn certainty(&self, features: &[f32; CERTAINTY_FEATURES]) -> f32 {
        let sum: f32 = features.iter().zip(&self.certainty).map(|(value, weight)| value * weight).sum();
        1.0 / (1.0 + (-sum - self.certainty_bias).exp())
    }

    /// What `head` makes of a span as a head.
    pub(super) fn as_head(&self, head: &LinkHead, states: &States, span: &Tokens) -> Vec<f32> {
        head.head.apply(self.arch, &states.ends(span), 2 * states.width)
    }

    /// What `head` makes of a span as a tail.
    pub(super) fn as_tail(&self, head: &LinkHead, states: &States, span: &Tokens) -> Vec<f32> {
        head.tail.apply(self.arch, &states.ends(span), 2 * states.width)
    }
}

impl States {
    fn row(&self, place: usize) -> &[f32] {
        &self.values[(place - self.first) * self.width..][..self.width]
    }

    /// The states at the first and the last token of a span, one behind the other.
    fn ends(&self, span: &Tokens) -> Vec<f32> {
        [self.row(span.start), self.row(span.end - 1)].concat()
    }
}

/// The order in which the tokens of windows are read at once: step by step, longer windows first.
struct Order {
    /// Counted from the first token of all.
    tokens: Vec<usize>,
    /// How many windows each step reads.
    steps: Vec<usize>,
}

impl Order {
    fn new(windows: &[Tokens], first: usize, backward: bool) -> Order {
        let mut windows: Vec<&Tokens> = windows.iter().collect();
        windows.sort_by_key(|window| std::cmp::Reverse(window.len()));
        let longest = windows.first().map_or(0, |window| window.len());
        let mut order = Order { tokens: Vec::new(), steps: Vec::with_capacity(longest) };
        for step in 0..longest {
            let active = windows.iter().take_while(|window| window.len() > step);
            let before = order.tokens.len();
            order.tokens.extend(
                active.map(|window| if backward { window.end - 1 - step - first } else { window.start + step - first }),
            );
            order.steps.push(order.tokens.len() - before);
        }
        order
    }
}

impl Direction {
    fn parse(weights: &Weights<'_>, name: &str) -> Result<Direction> {
        let inputs = Linear::parse(weights, &format!("{name}.weight_ih_l0"), &format!("{name}.bias_l0"))?;
        let outputs = matrix(&weights.table(&format!("{name}.weight_hh_l0"))?);
        let hidden = outputs.columns() / 4;
        ensure!(hidden.is_multiple_of(16), "the tagger's layers are {hidden} wide, which is no multiple of 16");
        Ok(Direction { inputs, outputs, hidden })
    }

    /// Reads rows of `values` in `order`, and writes to those of `out`, whose rows begin `stride` apart.
    fn read(&self, arch: Arch, values: &[f32], width: usize, order: &Order, out: &mut [f32], stride: usize) {
        let ordered: Vec<f32> =
            order.tokens.iter().flat_map(|token| &values[token * width..][..width]).copied().collect();
        let mut gates = self.inputs.apply(arch, &ordered, width);
        let most = order.steps.first().copied().unwrap_or_default();
        let mut memory = vec![0.0; most * self.hidden];
        let mut output = vec![0.0; most * self.hidden];
        let mut done = 0;
        for active in &order.steps {
            let gates = &mut gates[done * 4 * self.hidden..(done + active) * 4 * self.hidden];
            let (memory, output) = (&mut memory[..active * self.hidden], &mut output[..active * self.hidden]);
            self.outputs.multiply_onto(arch, output, gates);
            arch.dispatch(Step { gates, memory, output, hidden: self.hidden });
            for (row, token) in output.chunks_exact(self.hidden).zip(&order.tokens[done..]) {
                out[token * stride..][..self.hidden].copy_from_slice(row);
            }
            done += active;
        }
    }
}

impl Linear {
    fn parse(weights: &Weights<'_>, table: &str, bias: &str) -> Result<Linear> {
        Ok(Linear { matrix: matrix(&weights.table(table)?), bias: weights.list(bias)? })
    }

    /// The outputs for rows of `values`, each row filled up to [`Matrix::stride`].
    fn apply(&self, arch: Arch, values: &[f32], width: usize) -> Vec<f32> {
        let stride = self.matrix.stride();
        let mut out = vec![0.0; values.len() / width * stride];
        out.chunks_exact_mut(stride).for_each(|row| row[..self.bias.len()].copy_from_slice(&self.bias));
        self.matrix.multiply_onto(arch, values, &mut out);
        out
    }
}

/// The weights of outputs by inputs, as PyTorch keeps them, turned for products from the left.
fn matrix(table: &Table) -> Matrix {
    Matrix::new(table.columns, table.rows, |row, column| table.values[column * table.columns + row])
}

impl LinkHead {
    fn parse(weights: &Weights<'_>, name: &str) -> Result<LinkHead> {
        let features = (0..PAIR_SIZES.len()).map(|which| weights.table(&format!("{name}.features.{which}.weight")));
        let features: Vec<Table> = features.collect::<Result<_>>()?;
        for (table, size) in features.iter().zip(PAIR_SIZES) {
            ensure!(table.rows == size, "the tagger was trained with {} values of a pair, not {size}", table.rows);
        }
        Ok(LinkHead {
            head: Linear::parse(weights, &format!("{name}.head.weight"), &format!("{name}.head.bias"))?,
            tail: Linear::parse(weights, &format!("{name}.tail.weight"), &format!("{name}.tail.bias"))?,
            none: weights.list(&format!("{name}.none.weight"))?,
            none_bias: weights.list(&format!("{name}.none.bias"))?.first().copied().unwrap_or_default(),
            score: weights.list(&format!("{name}.score.weight"))?,
            features,
        })
    }

    /// The score that `head` has no tail.
    pub(super) fn none(&self, head: &[f32]) -> f32 {
        self.none_bias + head.iter().zip(&self.none).map(|(value, weight)| value.max(0.0) * weight).sum::<f32>()
    }

    /// The score of a pair of whose tail and classes [`Network::as_tail`] and [`super::pair::classes`] tell.
    pub(super) fn score(&self, head: &[f32], tail: &[f32], classes: [usize; PAIR_SIZES.len()]) -> f32 {
        let rows: [&[f32]; PAIR_SIZES.len()] = std::array::from_fn(|which| self.features[which].row(classes[which]));
        let sum = |place: usize| head[place] + tail[place] + rows.iter().map(|row| row[place]).sum::<f32>();
        self.score.iter().enumerate().map(|(place, weight)| sum(place).max(0.0) * weight).sum()
    }
}
