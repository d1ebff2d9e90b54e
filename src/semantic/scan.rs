//! The arithmetic of a search: products of whole numbers, as wide as the processor's vectors are, and the best of them.

use std::cmp::Ordering;

#[cfg(target_arch = "x86_64")]
use pulp::{cast, i8x16, i16x16, i32x8, x86::V3};

use crate::{article::ArticleId, encoder::DIMENSIONS, semantic::memory::Near};

/// How products are made on this processor.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kernel {
    /// Sixteen numbers at a time, with AVX2.
    #[cfg(target_arch = "x86_64")]
    Wide(V3),
    /// As the compiler sees fit.
    Plain,
}

impl Kernel {
    /// The fastest that this processor has.
    pub(super) fn new() -> Kernel {
        #[cfg(target_arch = "x86_64")]
        if let Some(simd) = V3::try_new() {
            return Kernel::Wide(simd);
        }
        Kernel::Plain
    }

    /// Makes `products` the products of `asked` with each row of `rows`.
    pub(super) fn products(self, asked: &[i16; DIMENSIONS], rows: &[i8], products: &mut Vec<i32>) {
        let (rows, _) = rows.as_chunks::<DIMENSIONS>();
        products.clear();
        match self {
            #[cfg(target_arch = "x86_64")]
            Kernel::Wide(simd) => simd.vectorize(Wide { simd, asked, rows, products }),
            Kernel::Plain => products.extend(rows.iter().map(|row| plain(asked, row))),
        }
    }
}

fn plain(asked: &[i16; DIMENSIONS], row: &[i8; DIMENSIONS]) -> i32 {
    asked.iter().zip(row).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum()
}

#[cfg(target_arch = "x86_64")]
struct Wide<'a> {
    simd: V3,
    asked: &'a [i16; DIMENSIONS],
    rows: &'a [[i8; DIMENSIONS]],
    products: &'a mut Vec<i32>,
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Wide<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        let Wide { simd, asked, rows, products } = self;
        let (asked, _) = asked.as_chunks::<16>();
        for row in rows {
            let (row, _) = row.as_chunks::<16>();
            // Two sums, so that an addition need not wait for the one before.
            let mut sums = [simd.splat_i32x8(0); 2];
            let mut place = 0;
            while place + 1 < row.len() {
                for (side, sum) in sums.iter_mut().enumerate() {
                    *sum = simd.wrapping_add_i32x8(*sum, product(simd, &asked[place + side], &row[place + side]));
                }
                place += 2;
            }
            let sum: [i32; 8] = cast(simd.wrapping_add_i32x8(sums[0], sums[1]));
            products.push(sum.iter().sum());
        }
    }
}

/// The products of sixteen numbers with sixteen, each two beside one another added.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn product(simd: V3, asked: &[i16; 16], row: &[i8; 16]) -> i32x8 {
    let (asked, row): (i16x16, i8x16) = (cast(*asked), cast(*row));
    simd.multiply_wrapping_add_adjacent_i16x16(asked, simd.convert_i8x16_to_i16x16(row))
}

/// The best sentences of those offered.
#[derive(Debug)]
pub(super) struct Best {
    limit: usize,
    /// What is not above this is not among the best.
    least: f32,
    /// Up to twice as many as wanted: so they are sorted out seldom.
    found: Vec<Found>,
}

#[derive(Clone, Copy, Debug)]
struct Found {
    cosine: f32,
    article: u64,
    version: u32,
    ordinal: u32,
}

impl Found {
    /// The nearest first; what is alike, by article and place, so that the order of a file does not show.
    fn order(&self, other: &Found) -> Ordering {
        let place = |found: &Found| (found.article, found.ordinal);
        other.cosine.total_cmp(&self.cosine).then_with(|| place(self).cmp(&place(other)))
    }
}

impl Best {
    pub(super) fn new(limit: usize) -> Best {
        Best { limit, least: f32::NEG_INFINITY, found: Vec::with_capacity(2 * limit) }
    }

    /// Keeps the sentence if it is among the best.
    #[inline]
    pub(super) fn offer(&mut self, cosine: f32, article: u64, version: u32, ordinal: u32) {
        if cosine >= self.least && self.limit > 0 {
            self.found.push(Found { cosine, article, version, ordinal });
            if self.found.len() == 2 * self.limit {
                self.found.select_nth_unstable_by(self.limit - 1, Found::order);
                self.found.truncate(self.limit);
                self.least = self.found[self.limit - 1].cosine;
            }
        }
    }

    /// The best, the nearest first.
    pub(super) fn sorted(mut self) -> Vec<Near> {
        self.found.sort_unstable_by(Found::order);
        self.found.truncate(self.limit);
        let near = |found: Found| Near {
            article: ArticleId::of_number(found.article),
            version: found.version,
            ordinal: found.ordinal,
            cosine: found.cosine,
        };
        self.found.into_iter().map(near).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::vector::{Asked, Vector, tests::unit};

    #[test]
    fn products_are_those_of_exact_numbers() {
        let rows: Vec<Vector> = (0..50).map(|seed| Vector::of(&unit(seed))).collect();
        let values: Vec<i8> = rows.iter().flat_map(|row| row.values).collect();
        let exact = unit(7);
        let asked = Asked::of(&exact);
        let mut products = Vec::new();
        for kernel in [Kernel::new(), Kernel::Plain] {
            kernel.products(&asked.values, &values, &mut products);
            for (seed, (row, product)) in (0..).zip(rows.iter().zip(&products)) {
                let naive: f32 = unit(seed).iter().zip(&exact).map(|(one, other)| one * other).sum();
                let found = *product as f32 * row.scale * asked.scale;
                assert!((naive - found).abs() < 0.005, "{kernel:?}, row {seed}: {found}, not {naive}");
            }
        }
    }

    #[test]
    fn the_longest_vectors_do_not_overflow() {
        let mut products = Vec::new();
        let even = [1.0 / (DIMENSIONS as f32).sqrt(); DIMENSIONS];
        let (row, asked) = (Vector::of(&even), Asked::of(&even));
        Kernel::new().products(&asked.values, &row.values, &mut products);
        assert!((products[0] as f32 * row.scale * asked.scale - 1.0).abs() < 0.001);
    }

    #[test]
    fn the_best_are_kept_in_order_whatever_the_order_they_come_in() {
        let offers: Vec<(f32, u64)> = (0..100).map(|number| (((number * 37) % 50) as f32 / 50.0, number)).collect();
        let best = |offers: &mut dyn Iterator<Item = &(f32, u64)>| {
            let mut best = Best::new(7);
            offers.for_each(|(cosine, article)| best.offer(*cosine, *article, 1, 0));
            best.sorted()
        };
        let forwards = best(&mut offers.iter());
        assert_eq!(forwards, best(&mut offers.iter().rev()));
        let cosines: Vec<f32> = forwards.iter().map(|near| near.cosine).collect();
        assert_eq!(cosines, [0.98, 0.98, 0.96, 0.96, 0.94, 0.94, 0.92]);
        assert_eq!(best(&mut offers[..3].iter()).len(), 3);
    }
}
