//! Vectors in whole numbers: eight bits a number where they are kept, sixteen where they are asked with.

use crate::encoder::DIMENSIONS;

/// The largest whole number of a kept vector.
const KEPT: f32 = 127.0;

/// The largest whole number of an asked vector: finer than a kept one at no cost, for products are made in sixteen
/// bits. A sum of 384 products stays below 2^31: no vector of this length is longer than √384 · 127, no asked one
/// longer than 32,767.
const ASKED: f32 = 32_767.0;

/// A sentence's vector as it is kept: whole numbers that `scale` makes the numbers of a vector of unit length.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector {
    pub(super) scale: f32,
    pub(super) values: [i8; DIMENSIONS],
}

impl Vector {
    /// The vector of unit length `exact`, each number rounded to an eight-bit share of the largest.
    #[must_use]
    pub fn of(exact: &[f32; DIMENSIONS]) -> Vector {
        let largest = largest(exact);
        let step = if largest > 0.0 { KEPT / largest } else { 0.0 };
        #[expect(clippy::cast_possible_truncation, reason = "none is larger than 127")]
        let values = exact.map(|value| (value * step).round() as i8);
        Vector { scale: largest / KEPT, values }
    }
}

/// A question's vector as kept vectors are compared with it.
pub(super) struct Asked {
    pub(super) values: [i16; DIMENSIONS],
    /// What a product of whole numbers is to be multiplied with, the kept vector's own scale apart.
    pub(super) scale: f32,
}

impl Asked {
    /// The vector of unit length `exact`.
    pub(super) fn of(exact: &[f32; DIMENSIONS]) -> Asked {
        #[expect(clippy::cast_possible_truncation, reason = "no number of a vector of unit length is larger than 1")]
        let values = exact.map(|value| (value * ASKED).round() as i16);
        Asked { values, scale: 1.0 / ASKED }
    }
}

fn largest(exact: &[f32; DIMENSIONS]) -> f32 {
    exact.iter().fold(0.0, |largest, value| value.abs().max(largest))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A vector of unit length that is the same for the same `seed` and looks random (xorshift, Marsaglia 2003).
    pub(crate) fn unit(seed: u64) -> [f32; DIMENSIONS] {
        let mut state = (seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut exact = [0.0; DIMENSIONS];
        for value in &mut exact {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            *value = (state >> 40) as f32 / (1 << 24) as f32 - 0.5;
        }
        let length = exact.iter().map(|value| value * value).sum::<f32>().sqrt();
        exact.map(|value| value / length)
    }

    #[test]
    fn rounding_moves_no_number_by_more_than_half_a_step() {
        for seed in 0..20 {
            let exact = unit(seed);
            let kept = Vector::of(&exact);
            for (value, whole) in exact.iter().zip(kept.values) {
                assert!((value - f32::from(whole) * kept.scale).abs() <= kept.scale * 0.501);
            }
        }
        assert_eq!(Vector::of(&[0.0; DIMENSIONS]).values, [0; DIMENSIONS]);
    }
}
