//! Some of many mistakes, for reading.

use std::collections::BTreeMap;

/// At most `limit` of `all` and how many there are of each sort: as many of each sort as of any other while there are
/// some left, and of each sort evenly from the first to the last. They come by sort, then in the order of `all`.
pub(super) fn sample<Sort: Copy + Ord, Item>(
    all: Vec<Item>,
    limit: usize,
    sort: impl Fn(&Item) -> Sort,
) -> (BTreeMap<Sort, usize>, Vec<Item>) {
    let mut sorts: BTreeMap<Sort, Vec<Item>> = BTreeMap::new();
    for item in all {
        sorts.entry(sort(&item)).or_default().push(item);
    }
    let counts: BTreeMap<Sort, usize> = sorts.iter().map(|(sort, items)| (*sort, items.len())).collect();
    let shares = shares(&counts, limit);
    let shown = sorts.into_iter().flat_map(|(sort, items)| evenly(items, shares[&sort])).collect();
    (counts, shown)
}

/// How many of each sort are taken: one in turn, until `limit` are or there are no more.
fn shares<Sort: Copy + Ord>(counts: &BTreeMap<Sort, usize>, limit: usize) -> BTreeMap<Sort, usize> {
    let mut shares: BTreeMap<Sort, usize> = counts.keys().map(|sort| (*sort, 0)).collect();
    let limit = limit.min(counts.values().sum());
    let mut taken = 0;
    while taken < limit {
        for (sort, share) in &mut shares {
            if taken < limit && *share < counts[sort] {
                *share += 1;
                taken += 1;
            }
        }
    }
    shares
}

/// `count` of the items, from the middle of as many stretches of the same length.
fn evenly<Item>(items: Vec<Item>, count: usize) -> Vec<Item> {
    let all = items.len();
    let mut chosen = (0..count).map(|number| (2 * number + 1) * all / (2 * count)).peekable();
    let numbered = items.into_iter().enumerate();
    numbered.filter(|(number, _)| chosen.next_if_eq(number).is_some()).map(|(_, item)| item).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_spread_over_sorts_and_places() {
        let all = || (0..90).map(|number| ('a', number)).chain([('b', 7)]).collect::<Vec<(char, usize)>>();
        let numbers = |limit| -> Vec<usize> {
            sample(all(), limit, |(sort, _)| *sort).1.into_iter().map(|(_, number)| number).collect()
        };
        assert_eq!(numbers(0), [0; 0]);
        assert_eq!(numbers(4), [15, 45, 75, 7]);
        assert_eq!(numbers(1000).len(), 91);
        assert_eq!(sample(all(), 1, |(sort, _)| *sort).0[&'a'], 90);
    }
}
