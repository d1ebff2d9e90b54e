//! Real numbers rounded to 8 bits, as products of whole numbers take them.

use rten_simd::{
    Isa, SimdOp,
    ops::{BitOps, FloatOps, NarrowSaturate, NumOps},
};
use rten_vecmath::MinMax;

/// Rows of whole numbers that stand for real ones: `(value - zero) * scale`, with a zero and a scale for each row.
pub(super) struct Rounded {
    pub(super) columns: usize,
    pub(super) values: Vec<u8>,
    pub(super) zeros: Vec<f32>,
    pub(super) scales: Vec<f32>,
    /// The greatest whole number.
    most: f32,
}

impl Rounded {
    /// No row yet, each to be `columns` long; room for so many `values`, the greatest of them `most`.
    pub(super) fn new(values: usize, columns: usize, most: u8) -> Rounded {
        let [zeros, scales] = [(); 2].map(|()| Vec::with_capacity(values / columns));
        Rounded { columns, values: Vec::with_capacity(values), zeros, scales, most: f32::from(most) }
    }

    /// Adds `row`.
    pub(super) fn push(&mut self, row: &[f32]) {
        let start = self.values.len();
        self.values.resize(start + row.len(), 0);
        let (zero, scale) = Rounding { row, most: self.most, out: &mut self.values[start..] }.dispatch();
        self.zeros.push(zero);
        self.scales.push(scale);
    }

    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_within_half_a_step() {
        for (length, most) in [(1, 255), (16, 127), (200, 255)] {
            let row: Vec<f32> = (0..length).map(|place| (place as f32 * 0.7).sin() * 3.0 + 1.0).collect();
            let mut rounded = Rounded::new(length, length, most);
            rounded.push(&row);
            for (value, whole) in row.iter().zip(&rounded.values) {
                let back = (f32::from(*whole) - rounded.zeros[0]) * rounded.scales[0];
                assert!(*whole <= most);
                assert!((back - value).abs() <= rounded.scales[0] * 1.01, "{value} became {back}");
            }
        }
    }

    #[test]
    fn nothing_stays_nothing() {
        let mut rounded = Rounded::new(3, 3, 255);
        rounded.push(&[0.0; 3]);
        assert_eq!((rounded.values.as_slice(), rounded.zeros[0]), ([0; 3].as_slice(), 0.0));
    }
}
