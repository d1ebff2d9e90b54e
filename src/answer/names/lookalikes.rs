//! Words of names that look like a word: for misspelt names.

use std::collections::{BTreeSet, HashMap};

/// Words by their pairs of letters, so that those which look alike are found without comparing them all.
#[derive(Debug, Default)]
pub(super) struct Lookalikes {
    words: Vec<String>,
    by_pair: HashMap<[char; 2], Vec<u32>>,
}

impl Lookalikes {
    /// Takes each of `words` once.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a String>) -> Lookalikes {
        let mut lookalikes = Lookalikes::default();
        for (number, word) in (0..).zip(words.collect::<BTreeSet<_>>()) {
            for pair in pairs(word) {
                lookalikes.by_pair.entry(pair).or_default().push(number);
            }
            lookalikes.words.push(word.clone());
        }
        lookalikes
    }

    /// The words of which at most `bound` letters differ from `word`, with how many do.
    ///
    /// An error spoils at most three pairs; what has fewer than all others in common is not compared.
    pub(super) fn of(&self, word: &str, bound: usize) -> Vec<(usize, &str)> {
        let pairs = pairs(word);
        let needed = pairs.len().saturating_sub(3 * bound).max(1);
        let mut common = vec![0_u8; self.words.len()];
        for number in pairs.iter().filter_map(|pair| self.by_pair.get(pair)).flatten() {
            common[*number as usize] = common[*number as usize].saturating_add(1);
        }
        let alike = common.iter().zip(&self.words).filter(|(common, _)| usize::from(**common) >= needed);
        let alike = alike.filter(|(_, other)| other.len().abs_diff(word.len()) <= 4 * bound);
        let distances = alike.map(|(_, other)| (strsim::osa_distance(word, other), other.as_str()));
        distances.filter(|(distance, _)| *distance <= bound).collect()
    }
}

/// The different pairs of neighbouring letters, beginning and end included.
fn pairs(word: &str) -> BTreeSet<[char; 2]> {
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    letters.windows(2).map(|pair| [pair[0], pair[1]]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_look_alike_are_found() {
        let words = ["petrova", "petrov", "peterson", "lind", "hall"].map(str::to_owned);
        let lookalikes = Lookalikes::new(words.iter());
        for (word, bound, expected) in [
            ("petrova", 1, "petrov petrova"),
            ("pertova", 1, "petrova"),
            ("etrova", 1, "petrova"),
            ("hal", 1, "hall"),
            ("peterson", 0, "peterson"),
            ("zzzz", 1, ""),
        ] {
            let found: Vec<&str> = lookalikes.of(word, bound).into_iter().map(|(_, word)| word).collect();
            assert_eq!(found.join(" "), expected, "{word}");
        }
    }
}
