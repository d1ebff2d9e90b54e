//! Layers of 8-bit weights.

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_simd::{
    Isa, SimdOp, SimdUnaryOp,
    ops::{BitOps, NumOps, ToFloat},
};
use rten_tensor::NdTensorView;
use rten_vecmath::Gelu;

use crate::encoder::{kernel::Arithmetic, rounding::Rounded};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::kernel::scattered;

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
}
