//! Attention: what each token takes from all others (Vaswani et al. 2017).

use rten_gemm::{GemmInputA, GemmInputB, GemmOptions};
use rten_simd::SimdOp;
use rten_tensor::NdTensorView;
use rten_vecmath::Softmax;

use crate::encoder::kernel::Arithmetic;

/// The width of an attention head.
const HEAD: usize = 32;

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
    use crate::encoder::kernel::scattered;

    #[test]
    fn attention_is_the_plain_loops() {
        let arithmetic = Arithmetic::new();
        for (rows, all) in [(1, 1), (1, 9), (9, 9), (40, 40), (70, 100)] {
            let (queries, found) = (scattered(rows * 2 * HEAD), scattered(all * 4 * HEAD));
            let out = attention(&arithmetic, &queries, &found, 2 * HEAD);
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
