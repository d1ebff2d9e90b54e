//! What the networks' arithmetic stands on: the kernels of `rten`, and norms.
//!
//! Everything runs on the thread that calls; [`on_this_thread`] sees to it.

use std::sync::Once;

use rten_gemm::GemmExecutor;
use rten_simd::SimdOp;
use rten_vecmath::{Normalize, NormalizeOptions, Sum, SumSquareSub};

use crate::encoder::rounding::Rounded;

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
    pub(super) whole: GemmExecutor<u8, i8, i32>,
    pub(super) real: GemmExecutor<f32>,
    /// The greatest rounded value: where the processor adds up pairs of products in 16 bits, seven bits are all.
    pub(super) most: u8,
    /// The last product of whole numbers; kept, since asking the system for memory costs as much as a layer's norm.
    pub(super) sums: Vec<i32>,
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

/// Adds `more` to `values`.
pub(super) fn add(values: &mut [f32], more: &[f32]) {
    values.iter_mut().zip(more).for_each(|(value, more)| *value += more);
}

/// Numbers without order, from -1 to 1: what tests multiply.
#[cfg(test)]
pub(super) fn scattered(count: usize) -> Vec<f32> {
    (0..count as u32).map(|place| (place.wrapping_mul(2_654_435_761) >> 8) as f32 / (1 << 23) as f32 - 1.0).collect()
}
