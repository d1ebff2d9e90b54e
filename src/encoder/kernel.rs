//! The arithmetic of the networks: products with 8-bit weights, norms and attention, on the kernels of `rten`.
//!
//! Everything runs on the thread that calls; [`on_this_thread`] sees to it.

use std::sync::Once;

use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix, QuantParams};
use rten_simd::{
    Isa, SimdOp, SimdUnaryOp,
    ops::{BitOps, NumOps, ToFloat},
};
use rten_tensor::NdTensorView;
use rten_vecmath::{ExtendInit, Gelu, MinMax, Normalize, NormalizeOptions, Quantize, Softmax, Sum, SumSquareSub};

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
}

impl Arithmetic {
    /// Chooses the instructions; cheap.
    pub(super) fn new() -> Arithmetic {
        on_this_thread();
        let whole = GemmExecutor::<u8, i8, i32>::new();
        let most = if whole.may_saturate() { 127 } else { 255 };
        Arithmetic { whole, real: GemmExecutor::new(), most }
    }

    /// The rows of `values`, each `columns` long, rounded to 8 bits.
    pub(super) fn round(&self, values: &[f32], columns: usize) -> Rounded {
        let mut rounded = Rounded::with_capacity(values.len(), columns);
        values.chunks_exact(columns).for_each(|row| rounded.push(row, self.most));
        rounded
    }
}

/// Rows of whole numbers that stand for real ones: `(value - zero) * scale`, with a zero and a scale for each row.
pub(super) struct Rounded {
    columns: usize,
    values: Vec<u8>,
    zeros: Vec<u8>,
    scales: Vec<f32>,
}

impl Rounded {
    fn with_capacity(values: usize, columns: usize) -> Rounded {
        let rows = values / columns;
        Rounded {
            columns,
            values: Vec::with_capacity(values),
            zeros: Vec::with_capacity(rows),
            scales: Vec::with_capacity(rows),
        }
    }

    fn push(&mut self, row: &[f32], most: u8) {
        let (least, greatest) = MinMax::new(row).dispatch();
        let (least, greatest) = (least.min(0.0), greatest.max(0.0));
        let scale = ((greatest - least) / f32::from(most)).max(f32::MIN_POSITIVE);
        let zero = (-least / scale).round().min(f32::from(most)) as u8;
        self.values.extend_init(|free| Quantize::new(row, &mut free[..row.len()], scale.recip(), zero).dispatch());
        self.zeros.push(zero);
        self.scales.push(scale);
    }

    fn rows(&self) -> usize {
        self.zeros.len()
    }

    /// The first `rows` rows.
    pub(super) fn first(mut self, rows: usize) -> Rounded {
        self.values.truncate(rows * self.columns);
        self.zeros.truncate(rows);
        self.scales.truncate(rows);
        self
    }
}

/// A layer of a network that multiplies by a table of 8-bit weights and adds a bias.
pub(super) struct Linear {
    weights: PackedBMatrix<i8>,
    /// A factor for each column of the product.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Linear {
    /// The layer whose weights are given output by output, each as long as the input; `scales` and `bias` have a value
    /// for each output.
    pub(super) fn new(weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Linear {
        let outputs = scales.len();
        let table = NdTensorView::from_data([outputs, weights.len() / outputs], weights);
        Linear { weights: Arithmetic::new().whole.prepack_b(table.transposed()), scales, bias }
    }

    /// The outputs for the rows of `input`, row by row.
    pub(super) fn apply(&self, arithmetic: &Arithmetic, input: &Rounded) -> Vec<f32> {
        let columns = self.scales.len();
        let whole = self.product(arithmetic, input);
        let mut out = vec![0.0; whole.len()];
        let rows = whole.chunks_exact(columns).zip(out.chunks_exact_mut(columns));
        for ((whole, out), scale) in rows.zip(&input.scales) {
            Scaled { whole, scale: *scale, scales: &self.scales, bias: &self.bias, out }.dispatch();
        }
        out
    }

    /// The outputs for the rows of `input` after the activation GELU, rounded again.
    pub(super) fn activate(&self, arithmetic: &Arithmetic, input: &Rounded) -> Rounded {
        let columns = self.scales.len();
        let whole = self.product(arithmetic, input);
        let mut rounded = Rounded::with_capacity(whole.len(), columns);
        let mut out = vec![0.0; columns];
        for (whole, scale) in whole.chunks_exact(columns).zip(&input.scales) {
            Scaled { whole, scale: *scale, scales: &self.scales, bias: &self.bias, out: &mut out }.dispatch();
            Gelu {}.map_mut(&mut out);
            rounded.push(&out, arithmetic.most);
        }
        rounded
    }

    fn product(&self, arithmetic: &Arithmetic, input: &Rounded) -> Vec<i32> {
        let left = NdTensorView::from_data([input.rows(), input.columns], input.values.as_slice());
        let zeros = QuantParams { zero_point: input.zeros.as_slice() };
        let mut out = vec![0; input.rows() * self.scales.len()];
        arithmetic
            .whole
            .gemm(
                &mut out,
                GemmInputA::Unpacked(left),
                GemmInputB::Packed(&self.weights),
                GemmOptions { a_quant: Some(zeros), ..Default::default() },
            )
            .expect("the input is as long as a row of the weights");
        out
    }
}

/// A row of a product of whole numbers as the real numbers it stands for.
struct Scaled<'a> {
    whole: &'a [i32],
    scale: f32,
    scales: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [f32],
}

impl SimdOp for Scaled<'_> {
    type Output = ();

    #[inline(always)]
    fn eval<I: Isa>(self, isa: I) {
        let (whole, real) = (isa.i32(), isa.f32());
        let lanes = real.len();
        let scale = real.splat(self.scale);
        let vectors = self.whole.len() / lanes * lanes;
        let mut place = 0;
        while place < vectors {
            let value = whole.to_float(whole.load(&self.whole[place..]));
            let factor = real.mul(scale, real.load(&self.scales[place..]));
            let sum = real.mul_add(value, factor, real.load(&self.bias[place..]));
            real.store(sum, &mut self.out[place..]);
            place += lanes;
        }
        for place in vectors..self.whole.len() {
            self.out[place] = self.whole[place] as f32 * self.scale * self.scales[place] + self.bias[place];
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
