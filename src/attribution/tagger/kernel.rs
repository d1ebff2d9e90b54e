//! The arithmetic of the tagger's network: products of matrices and the cell of an LSTM, as wide as the processor's
//! vectors are.

use pulp::{Arch, Simd, WithSimd};

/// The columns of a matrix that lie side by side in memory.
const PANEL: usize = 32;

/// The rows of a left side that are multiplied at one go.
const BLOCK: usize = 6;

/// The right side of products: a matrix laid out for them.
#[derive(Clone, Debug)]
pub(super) struct Matrix {
    rows: usize,
    columns: usize,
    /// Panel by panel of [`PANEL`] columns, the last filled up with zeros; in a panel row by row.
    panels: Vec<f32>,
}

impl Matrix {
    /// The matrix of `rows` × `columns` whose value at row and column is `value`.
    pub(super) fn new(rows: usize, columns: usize, value: impl Fn(usize, usize) -> f32) -> Matrix {
        let mut panels = vec![0.0; rows * columns.div_ceil(PANEL) * PANEL];
        for row in 0..rows {
            for column in 0..columns {
                panels[(column / PANEL * rows + row) * PANEL + column % PANEL] = value(row, column);
            }
        }
        Matrix { rows, columns, panels }
    }

    /// How many columns there are.
    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    /// How long a row of a product is in memory: the columns, filled up to whole panels.
    pub(super) fn stride(&self) -> usize {
        self.columns.div_ceil(PANEL) * PANEL
    }

    /// Adds the product of `left`, whose rows are as long as this matrix has rows, to `out`, whose rows are
    /// [`Matrix::stride`] long.
    pub(super) fn multiply_onto(&self, arch: Arch, left: &[f32], out: &mut [f32]) {
        arch.dispatch(Product { left, right: self, out });
    }
}

struct Product<'a> {
    left: &'a [f32],
    right: &'a Matrix,
    out: &'a mut [f32],
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let depth = self.right.rows;
        let stride = self.right.stride();
        let mut turned = vec![0.0; BLOCK * depth];
        for (left, out) in self.left.chunks(BLOCK * depth).zip(self.out.chunks_mut(BLOCK * stride)) {
            let rows = left.len() / depth;
            for (row, values) in left.chunks_exact(depth).enumerate() {
                values.iter().enumerate().for_each(|(column, value)| turned[column * rows + row] = *value);
            }
            let turned = &turned[..rows * depth];
            for (which, panel) in self.right.panels.chunks_exact(depth * PANEL).enumerate() {
                let (panel, _) = S::as_simd_f32s(panel);
                let out = &mut out[which * PANEL..];
                match rows {
                    1 => block::<S, 1>(simd, turned, panel, out, stride),
                    2 => block::<S, 2>(simd, turned, panel, out, stride),
                    3 => block::<S, 3>(simd, turned, panel, out, stride),
                    4 => block::<S, 4>(simd, turned, panel, out, stride),
                    5 => block::<S, 5>(simd, turned, panel, out, stride),
                    _ => block::<S, BLOCK>(simd, turned, panel, out, stride),
                }
            }
        }
    }
}

/// Adds the product of `ROWS` rows, turned so that their values of one column lie together, with a panel to `out`.
#[inline(always)]
fn block<S: Simd, const ROWS: usize>(simd: S, turned: &[f32], panel: &[S::f32s], out: &mut [f32], stride: usize) {
    let lanes = S::F32_LANES;
    let (turned, _) = turned.as_chunks::<ROWS>();
    // Two vectors of each row at a time: the sums then fit the registers.
    let mut column = 0;
    while column + 2 * lanes <= PANEL {
        let mut sums = [[simd.splat_f32s(0.0); 2]; ROWS];
        for (values, right) in turned.iter().zip(panel.chunks_exact(PANEL / lanes)) {
            let (first, second) = (right[column / lanes], right[column / lanes + 1]);
            for row in 0..ROWS {
                let value = simd.splat_f32s(values[row]);
                sums[row][0] = simd.mul_add_f32s(value, first, sums[row][0]);
                sums[row][1] = simd.mul_add_f32s(value, second, sums[row][1]);
            }
        }
        for (row, sums) in sums.iter().enumerate() {
            let start = row * stride + column;
            let (out, _) = S::as_mut_simd_f32s(&mut out[start..start + 2 * lanes]);
            out.iter_mut().zip(sums).for_each(|(out, sum)| *out = simd.add_f32s(*out, *sum));
        }
        column += 2 * lanes;
    }
}

/// One step of an LSTM over several windows at once.
pub(super) struct Step<'a> {
    /// Of each window: input gate, forget gate, candidate and output gate before their functions, each `hidden` long.
    pub(super) gates: &'a [f32],
    /// Of each window: the cell's memory, `hidden` long.
    pub(super) memory: &'a mut [f32],
    /// Of each window: the cell's output, `hidden` long.
    pub(super) output: &'a mut [f32],
    /// A multiple of the widest vector, 16.
    pub(super) hidden: usize,
}

impl WithSimd for Step<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let windows = self.memory.chunks_exact_mut(self.hidden).zip(self.output.chunks_exact_mut(self.hidden));
        for (gates, (memory, output)) in self.gates.chunks_exact(4 * self.hidden).zip(windows) {
            let (gates, _) = S::as_simd_f32s(gates);
            let (memory, _) = S::as_mut_simd_f32s(memory);
            let (output, _) = S::as_mut_simd_f32s(output);
            let width = memory.len();
            for place in 0..width {
                let kept = simd.mul_f32s(sigmoid(simd, gates[width + place]), memory[place]);
                let candidate = tanh(simd, gates[2 * width + place]);
                memory[place] = simd.mul_add_f32s(sigmoid(simd, gates[place]), candidate, kept);
                output[place] = simd.mul_f32s(sigmoid(simd, gates[3 * width + place]), tanh(simd, memory[place]));
            }
        }
    }
}

#[inline(always)]
fn sigmoid<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let half = simd.splat_f32s(0.5);
    simd.mul_add_f32s(tanh(simd, simd.mul_f32s(x, half)), half, half)
}

/// The hyperbolic tangent by a quotient of two polynomials, exact to 1e-6 (the one of the Eigen library).
#[inline(always)]
fn tanh<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    const ABOVE: [f32; 7] = [
        -2.760_768_5e-16,
        2.000_188e-13,
        -8.604_671e-11,
        5.122_297_2e-8,
        1.485_722_4e-5,
        6.372_619_5e-4,
        4.893_524_6e-3,
    ];
    const BELOW: [f32; 4] = [1.198_258_4e-6, 1.185_347_1e-4, 2.268_434_6e-3, 4.893_525e-3];
    let bound = simd.splat_f32s(7.9);
    let x = simd.max_f32s(simd.min_f32s(x, bound), simd.neg_f32s(bound));
    let square = simd.mul_f32s(x, x);
    let above = polynomial(simd, square, &ABOVE);
    simd.div_f32s(simd.mul_f32s(x, above), polynomial(simd, square, &BELOW))
}

#[inline(always)]
fn polynomial<S: Simd>(simd: S, x: S::f32s, factors: &[f32]) -> S::f32s {
    factors.iter().fold(simd.splat_f32s(0.0), |sum, factor| simd.mul_add_f32s(sum, x, simd.splat_f32s(*factor)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_those_of_the_plain_loops() {
        for (rows, depth, columns) in [(1, 3, 5), (4, 7, 32), (13, 5, 70), (6, 1, 33)] {
            let at = |row: usize, column: usize| ((row * 7 + column * 3) % 11) as f32 - 5.0;
            let left: Vec<f32> = (0..rows * depth).map(|place| at(place / depth, place % depth) + 0.5).collect();
            let right = Matrix::new(depth, columns, at);
            let mut out = vec![1.0; rows * right.stride()];
            right.multiply_onto(Arch::new(), &left, &mut out);
            for row in 0..rows {
                for column in 0..columns {
                    let plain: f32 = (0..depth).map(|k| left[row * depth + k] * at(k, column)).sum();
                    let found = out[row * right.stride() + column];
                    assert!((found - plain - 1.0).abs() < 1e-3, "{rows}×{depth}×{columns} at {row}, {column}: {found}");
                }
            }
        }
    }

    #[test]
    fn a_step_is_the_lstm_of_the_book() {
        let hidden = 16;
        let gates: Vec<f32> = (0..4 * hidden).map(|place| (place as f32 - 30.0) / 4.0).collect();
        let mut memory = vec![0.7; hidden];
        let mut output = vec![0.0; hidden];
        Arch::new().dispatch(Step { gates: &gates, memory: &mut memory, output: &mut output, hidden });
        let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
        for place in 0..hidden {
            let gate = |which: usize| gates[which * hidden + place];
            let expected = sigmoid(gate(1)) * 0.7 + sigmoid(gate(0)) * gate(2).tanh();
            assert!((memory[place] - expected).abs() < 1e-5);
            assert!((output[place] - sigmoid(gate(3)) * expected.tanh()).abs() < 1e-5);
        }
    }
}
