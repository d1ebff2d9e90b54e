//! Choices that look random and are the same every time: the case itself is the seed.

/// A row of choices.
pub(super) struct Chance(u64);

impl Chance {
    /// The choices of the case of these names.
    pub(super) fn of(names: &[&str]) -> Chance {
        Chance(names.iter().fold(hash(&[]), |seed, name| seed.rotate_left(7) ^ hash(name.as_bytes())))
    }

    /// A number below `count`, which must not be 0. Splitmix, of Steele and others, *Fast splittable pseudorandom
    /// number generators* (2014).
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let count = u64::try_from(count).expect("a count has at most 64 bits");
        usize::try_from((mixed ^ (mixed >> 31)) % count).expect("it is below a count")
    }

    /// One of `items`, if there are any.
    pub(super) fn one<'a, Item>(&mut self, items: &'a [Item]) -> Option<&'a Item> {
        (!items.is_empty()).then(|| &items[self.below(items.len())])
    }

    /// `items` in another order.
    pub(super) fn shuffled<Item>(&mut self, mut items: Vec<Item>) -> Vec<Item> {
        for end in (1..items.len()).rev() {
            items.swap(end, self.below(end + 1));
        }
        items
    }
}

/// The hash of Fowler, Noll and Vo, which is the same on every machine.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_case_chooses_the_same() {
        let choices = |names: &[&str]| {
            let mut chance = Chance::of(names);
            (0..20).map(|_| chance.below(10)).collect::<Vec<usize>>()
        };
        assert_eq!(choices(&["quay", "1"]), choices(&["quay", "1"]));
        assert_ne!(choices(&["quay", "1"]), choices(&["quay", "2"]));
        assert_ne!(choices(&["quay", "1"]), choices(&["1", "quay"]));
        assert!(choices(&["quay"]).iter().all(|choice| *choice < 10));
    }

    #[test]
    fn every_item_has_its_turn() {
        let mut chance = Chance::of(&["turns"]);
        let mut chosen: Vec<u8> = (0..200).map(|_| *chance.one(&[1, 2, 3]).unwrap()).collect();
        chosen.sort_unstable();
        chosen.dedup();
        assert_eq!(chosen, [1, 2, 3]);
        assert_eq!(chance.one::<u8>(&[]), None);
        let mut shuffled = chance.shuffled((0..9).collect::<Vec<u8>>());
        shuffled.sort_unstable();
        assert_eq!(shuffled, (0..9).collect::<Vec<u8>>());
    }
}
