//! The arithmetic of the networks: products with 8-bit weights, norms and attention, on the kernels of `rten`.
//!
//! Everything runs on the thread that calls; [`on_this_thread`] sees to it.

use std::sync::Once;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::{
    Isa, SimdOp, SimdUnaryOp,
    ops::{BitOps, FloatOps, NarrowSaturate, NumOps, ToFloat},
};
use rten_tensor::NdTensorView;
use rten_vecmath::{Gelu, MinMax, Normalize, NormalizeOptions, Softmax, Sum, SumSquareSub};

/// Keeps the library from spreading one small product over many threads: who calls decides about threads.
///
/// The library asks `rayon`'s global pool how many threads there are, and works on the caller's when there is one.
pub(super) fn on_this_thread() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // Fails where somebody has made the pool before; the products are then spread, and just as right.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(1).build_global();
    });
}

/// What works out products, by the instructions that this processor has.
pub(super) struct Arithmetic {
    whole: GemmExecutor<u8, i8, i32>,
    real: GemmExecutor<f32>,
    /// The greatest rounded value: where the processor adds up pairs of products in 16 bits, seven bits are all.
    most: u8,
    /// The last product of whole numbers; kept, since asking the system for memory costs as much as a layer's norm.
    sums: Vec<i32>,
}

impl Arithmetic {
    /// Chooses the instructions; cheap.
    pub(super) fn new() -> Arithmetic {
        on_this_thread();
        let whole = GemmExecutor::<u8, i8, i32>::new();
        let most = if whole.may_saturate() { 127 } else { 255 };
        Arithmetic { whole, real: GemmExecutor::new(), most, sums: Vec::new() }
    }

    /// The rows of `values`, each `columns` long, rounded to 8 bits.
    pub(super) fn round(&self, values: &[f32], columns: usize) -> Rounded {
        let mut rounded = Rounded::new(values.len(), columns, self.most);
        values.chunks_exact(columns).for_each(|row| rounded.push(row));
        rounded
    }
}

/// Rows of whole numbers that stand for real ones: `(value - zero) * scale`, with a zero and a scale for each row.
pub(super) struct Rounded {
    columns: usize,
    values: Vec<u8>,
    zeros: Vec<f32>,
    scales: Vec<f32>,
    /// The greatest value.
    most: f32,
}

impl Rounded {
    /// No row yet; room for so many `values`.
    fn new(values: usize, columns: usize, most: u8) -> Rounded {
        let [zeros, scales] = [(); 2].map(|()| Vec::with_capacity(values / columns));
        Rounded { columns, values: Vec::with_capacity(values), zeros, scales, most: f32::from(most) }
    }

    fn push(&mut self, row: &[f32]) {
        let start = self.values.len();
        self.values.resize(start + row.len(), 0);
        let (zero, scale) = Rounding { row, most: self.most, out: &mut self.values[start..] }.dispatch();
        self.zeros.push(zero);
        self.scales.push(scale);
    }

    fn rows(&self) -> usize {
        self.scales.len()
    }

    /// The first `rows` rows.
    pub(super) fn first(mut self, rows: usize) -> Rounded {
        self.values.truncate(rows * self.columns);
        self.zeros.truncate(rows);
        self.scales.truncate(rows);
        self
    }
}

/// Rounds one row of real numbers to whole ones; gives its zero and its scale.
struct Rounding<'a> {
    row: &'a [f32],
    most: f32,
    out: &'a mut [u8],
}

impl SimdOp for Rounding<'_> {
    type Output = (f32, f32);

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) -> (f32, f32) {
        let (least, greatest) = MinMax::new(self.row).eval(isa);
        let (least, greatest) = (least.min(0.0), greatest.max(0.0));
        let scale = ((greatest - least) / self.most).max(f32::MIN_POSITIVE);
        let zero = (-least / scale).round_ties_even().min(self.most);
        let (real, whole, half) = (isa.f32(), isa.i32(), isa.i16());
        let (factors, zeros) = (real.splat(scale.recip()), whole.splat(zero as i32));
        let lanes = real.len();
        let (rows, rest) = self.row.split_at(self.row.len() / (4 * lanes) * 4 * lanes);
        let (outs, out_rest) = self.out.split_at_mut(rows.len());
        for (row, out) in rows.chunks_exact(4 * lanes).zip(outs.chunks_exact_mut(4 * lanes)) {
            // Written out, since closures are compiled without the instructions that `isa` stands for.
            let [a, b, c, d] = real.load_many::<4>(row);
            let a = whole.add(real.to_int_round(real.mul(a, factors)), zeros);
            let b = whole.add(real.to_int_round(real.mul(b, factors)), zeros);
            let c = whole.add(real.to_int_round(real.mul(c, factors)), zeros);
            let d = whole.add(real.to_int_round(real.mul(d, factors)), zeros);
            let rounded = half.narrow_saturate(whole.narrow_saturate(a, b), whole.narrow_saturate(c, d));
            isa.u8().store(rounded, out);
        }
        for (value, out) in rest.iter().zip(out_rest) {
            *out = ((value * scale.recip()).round_ties_even() + zero) as u8;
        }
        (zero, scale)
    }
}

/// A layer of a network that multiplies by a table of 8-bit weights and adds a bias.
pub(super) struct Linear {
    weights: PackedBMatrix<i8>,
    /// A factor for each column of the product.
    scales: Vec<f32>,
    /// What each column of the product has too much for each unit of an input's zero, after the factor.
    excess: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// The layer whose weights are given output by output, each as long as the input; `scales` and `bias` have a value
    /// for each output.
    pub(super) fn new(weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Linear {
        let outputs = scales.len();
        let inputs = weights.len() / outputs;
        let sums = weights.chunks_exact(inputs).map(|row| row.iter().map(|weight| f32::from(*weight)).sum::<f32>());
        let excess = sums.zip(&scales).map(|(sum, scale)| sum * scale).collect();
        let table = NdTensorView::from_data([outputs, inputs], weights);
        Linear { weights: Arithmetic::new().whole.prepack_b(table.transposed()), scales, excess, bias }
    }

    /// The outputs for the rows of `input`, row by row.
    pub(super) fn apply(&self, arithmetic: &mut Arithmetic, input: &Rounded) -> Vec<f32> {
        let columns = self.scales.len();
        let mut out = vec![0.0; input.rows() * columns];
        let sums = self.product(arithmetic, input).chunks_exact(columns);
        for (row, (sums, out)) in sums.zip(out.chunks_exact_mut(columns)).enumerate() {
            Scaled { layer: self, sums, zero: input.zeros[row], scale: input.scales[row], out }.dispatch();
        }
        out
    }

    /// The outputs for the rows of `input` after the activation GELU, rounded again.
    pub(super) fn activate(&self, arithmetic: &mut Arithmetic, input: &Rounded) -> Rounded {
        let columns = self.scales.len();
        let mut rounded = Rounded::new(input.rows() * columns, columns, arithmetic.most);
        let mut out = vec![0.0; columns];
        for (row, sums) in self.product(arithmetic, input).chunks_exact(columns).enumerate() {
            Scaled { layer: self, sums, zero: input.zeros[row], scale: input.scales[row], out: &mut out }.dispatch();
            Gelu {}.map_mut(&mut out);
            rounded.push(&out);
        }
        rounded
    }

    /// The product of `input` with the weights, in whole numbers and as if all zeros were 0: the library (0.27) would
    /// take those of the first eight rows for those of all.
    fn product<'a>(&self, arithmetic: &'a mut Arithmetic, input: &Rounded) -> &'a [i32] {
        let left = NdTensorView::from_data([input.rows(), input.columns], input.values.as_slice());
        let Arithmetic { whole, sums, .. } = arithmetic;
        sums.resize(input.rows() * self.scales.len(), 0);
        let (left, right) = (GemmInputA::Unpacked(left), GemmInputB::Packed(&self.weights));
        whole.gemm(sums, left, right, GemmOptions::default()).expect("the input is as long as a row of the weights");
        sums
    }
}

/// A row of a product of whole numbers as the outputs that it stands for.
struct Scaled<'a> {
    layer: &'a Linear,
    sums: &'a [i32],
    /// Of the row that was the input.
    zero: f32,
    scale: f32,
    out: &'a mut [f32],
}

impl SimdOp for Scaled<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let Linear { scales, excess, bias, .. } = self.layer;
        let (whole, real) = (isa.i32(), isa.f32());
        let lanes = real.len();
        let (scale, less) = (real.splat(self.scale), real.splat(-self.scale * self.zero));
        let vectors = self.sums.len() / lanes * lanes;
        let mut place = 0;
        while place < vectors {
            let sum = whole.to_float(whole.load(&self.sums[place..]));
            let factor = real.mul(scale, real.load(&scales[place..]));
            let shift = real.mul_add(less, real.load(&excess[place..]), real.load(&bias[place..]));
            real.store(real.mul_add(sum, factor, shift), &mut self.out[place..]);
            place += lanes;
        }
        for place in vectors..self.sums.len() {
            let sum = self.sums[place] as f32 * scales[place] - self.zero * excess[place];
            self.out[place] = sum * self.scale + bias[place];
        }
    }
}

/// The norm of a layer: mean 0 and variance 1, then a factor and a bias for each column.
pub(super) struct Norm {
    pub(super) weight: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

impl Norm {
    /// Norms each row of `values`.
    pub(super) fn apply(&self, values: &mut [f32]) {
        let columns = self.weight.len();
        for row in values.chunks_exact_mut(columns) {
            let mean = Sum::new(row).dispatch() / columns as f32;
            let variance = SumSquareSub::new(row, mean).dispatch() / columns as f32;
            let options = NormalizeOptions {
                pre_scale_bias: mean,
                scale: (variance + EPSILON).sqrt().recip(),
                element_scale: Some(&self.weight),
                element_bias: Some(&self.bias),
                ..Default::default()
            };
            Normalize::new_mut(row, options).dispatch();
        }
    }
}

/// Keeps a norm from dividing by nothing; BERT's.
const EPSILON: f32 = 1e-12;

/// The width of an attention head.
const HEAD: usize = 32;

/// Adds `more` to `values`.
pub(super) fn add(values: &mut [f32], more: &[f32]) {
    values.iter_mut().zip(more).for_each(|(value, more)| *value += more);
}

/// What each of the rows of `queries` finds when it attends to all rows of `found`, each a key and then a value; as
/// many rows as `queries`, all rows `width` long (twice that in `found`).
pub(super) fn attention(arithmetic: &Arithmetic, queries: &[f32], found: &[f32], width: usize) -> Vec<f32> {
    let (rows, all) = (queries.len() / width, found.len() / (2 * width));
    let mut out = vec![0.0; queries.len()];
    let mut weights = vec![0.0; rows * all];
    let mut head_out = vec![0.0; rows * HEAD];
    for head in (0..width).step_by(HEAD) {
        let query = view(&queries[head..], [rows, HEAD], [width, 1]);
        let key = view(&found[head..], [HEAD, all], [1, 2 * width]);
        let value = view(&found[width + head..], [all, HEAD], [2 * width, 1]);
        product(arithmetic, query, key, (HEAD as f32).sqrt().recip(), &mut weights);
        weights.chunks_exact_mut(all).for_each(|row| {
            Softmax::new_mut(row).dispatch();
        });
        product(arithmetic, view(&weights, [rows, all], [all, 1]), value, 1.0, &mut head_out);
        for (out, head_out) in out.chunks_exact_mut(width).zip(head_out.chunks_exact(HEAD)) {
            out[head..head + HEAD].copy_from_slice(head_out);
        }
    }
    out
}

fn view(values: &[f32], shape: [usize; 2], strides: [usize; 2]) -> NdTensorView<'_, f32, 2> {
    NdTensorView::from_slice_with_strides(shape, values, strides).expect("the values fill the shape")
}

fn product(
    arithmetic: &Arithmetic,
    left: NdTensorView<'_, f32, 2>,
    right: NdTensorView<'_, f32, 2>,
    alpha: f32,
    out: &mut [f32],
) {
    // Packed, since the library hands the product of a single row with an unpacked table to another thread.
    let right = arithmetic.real.prepack_b(right);
    arithmetic
        .real
        .gemm(out, GemmInputA::Unpacked(left), GemmInputB::Packed(&right), GemmOptions { alpha, ..Default::default() })
        .expect("the shapes of both sides agree");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without order, from -1 to 1.
    fn scattered(count: usize) -> Vec<f32> {
        (0..count as u32)
            .map(|place| (place.wrapping_mul(2_654_435_761) >> 8) as f32 / (1 << 23) as f32 - 1.0)
            .collect()
    }

    #[test]
    fn linear_layers_are_the_plain_loops() {
        let mut arithmetic = Arithmetic::new();
        for (rows, inputs, outputs) in [(1, 8, 8), (9, 64, 40), (20, 384, 96), (70, 1536, 384)] {
            let weights: Vec<i8> = scattered(inputs * outputs).iter().map(|value| (value * 127.0) as i8).collect();
            let (scales, bias) = (vec![0.01; outputs], scattered(outputs));
            let layer = Linear::new(&weights, scales, bias.clone());
            // Each row lies elsewhere and is of another size.
            let of_row = |(place, value): (usize, f32)| {
                (value + (place / inputs % 5) as f32 * 0.2) / (1 + place / inputs) as f32
            };
            let input: Vec<f32> = scattered(rows * inputs).into_iter().enumerate().map(of_row).collect();
            let rounded = arithmetic.round(&input, inputs);
            let found = layer.apply(&mut arithmetic, &rounded);
            for row in 0..rows {
                for output in 0..outputs {
                    let products = input[row * inputs..].iter().zip(&weights[output * inputs..]).take(inputs);
                    let plain = products.map(|(value, weight)| value * f32::from(*weight)).sum::<f32>();
                    let plain = plain * 0.01 + bias[output];
                    let value = found[row * outputs + output];
                    let allowed = 0.01 * (inputs as f32).sqrt();
                    assert!((value - plain).abs() < allowed, "{rows}×{inputs} at {row}, {output}: {value}, {plain}");
                }
            }
        }
    }

    #[test]
    fn attention_is_the_plain_loops() {
        let mut arithmetic = Arithmetic::new();
        for (rows, all) in [(1, 1), (1, 9), (9, 9), (40, 40), (70, 100)] {
            let (queries, found) = (scattered(rows * 2 * HEAD), scattered(all * 4 * HEAD));
            let out = attention(&mut arithmetic, &queries, &found, 2 * HEAD);
            for row in 0..rows {
                for place in 0..2 * HEAD {
                    let head = place / HEAD * HEAD;
                    let weight = |other: usize| {
                        let key = &found[other * 4 * HEAD + head..][..HEAD];
                        let query = &queries[row * 2 * HEAD + head..][..HEAD];
                        let sum: f32 = query.iter().zip(key).map(|(query, key)| query * key).sum();
                        (sum / (HEAD as f32).sqrt()).exp()
                    };
                    let total: f32 = (0..all).map(weight).sum();
                    let value = |other: usize| found[other * 4 * HEAD + 2 * HEAD + place];
                    let plain = (0..all).map(|other| weight(other) * value(other)).sum::<f32>() / total;
                    let found = out[row * 2 * HEAD + place];
                    assert!((found - plain).abs() < 1e-4, "{rows} of {all} at {row}, {place}: {found}, {plain}");
                }
            }
        }
    }
}
