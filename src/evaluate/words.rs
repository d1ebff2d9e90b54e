//! The words of a text, which is what spans are compared by: punctuation at the edge of a span never matters.
//!
//! This is a yardstick and stays as it is while the program learns to read better; it shares nothing with
//! [`crate::text::token`] on purpose.

use std::collections::BTreeSet;

use crate::{article::statement::StatementKind, evaluate::gold::CodePointRange};

/// The numbers of words in their text.
pub(super) type WordSet = BTreeSet<usize>;

/// Words that name nobody: they are in too many sources to tell one from another.
const FUNCTION_WORDS: [&str; 53] = [
    "a",
    "an",
    "the",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "its",
    "their",
    "my",
    "your",
    "our",
    "of",
    "in",
    "on",
    "at",
    "for",
    "to",
    "from",
    "by",
    "with",
    "and",
    "or",
    "as",
    "who",
    "which",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "former",
    "president",
    "senator",
    "representative",
    "governor",
    "secretary",
    "mayor",
    "chairman",
    "director",
    "one",
    "some",
    "many",
    "other",
    "others",
    "several",
    "new",
    "top",
    "senior",
];

/// Whether `word`, in lower case, is an article, pronoun, preposition, number word or title.
pub(super) fn is_function_word(word: &str) -> bool {
    FUNCTION_WORDS.contains(&word)
}

/// The words of one text.
pub(super) struct Words {
    ranges: Vec<CodePointRange>,
    /// For each word, whether it stands between double quotation marks.
    quoted: Vec<bool>,
    /// For each word, whether it names nobody.
    functional: Vec<bool>,
}

impl Words {
    pub(super) fn of(text: &str) -> Words {
        let characters: Vec<char> = text.chars().collect();
        let ranges = word_ranges(&characters);
        let functional = |&[start, end]: &CodePointRange| {
            is_function_word(&characters[start..end].iter().collect::<String>().to_lowercase())
        };
        let functional = ranges.iter().map(functional).collect();
        let mut words = Words { quoted: vec![false; ranges.len()], functional, ranges };
        for [start, end] in quotations(&characters) {
            let first = words.ranges.partition_point(|word| word[0] < start);
            let inside = words.ranges[first..].iter().take_while(|word| word[1] <= end).count();
            words.quoted[first..first + inside].fill(true);
        }
        words
    }

    /// The words of which more than half lies within one of the ranges.
    pub(super) fn within(&self, ranges: &[CodePointRange]) -> WordSet {
        let mut found = WordSet::new();
        for &[start, end] in ranges {
            let first = self.ranges.partition_point(|word| word[0] <= start).saturating_sub(1);
            let touched = self.ranges.iter().enumerate().skip(first).take_while(|(_, word)| word[0] < end);
            found.extend(touched.filter(|(_, word)| mostly_within(**word, [start, end])).map(|(number, _)| number));
        }
        found
    }

    /// Those of `words` that are no function words.
    pub(super) fn telling(&self, words: &WordSet) -> WordSet {
        words.iter().copied().filter(|word| !self.functional[*word]).collect()
    }

    /// How a content of these words is given: wholly, partly or not in quotation marks.
    pub(super) fn kind(&self, content: &WordSet) -> StatementKind {
        match content.iter().filter(|word| self.quoted[**word]).count() {
            0 => StatementKind::Indirect,
            quoted if quoted == content.len() => StatementKind::Direct,
            _ => StatementKind::Mixed,
        }
    }
}

fn mostly_within([first, last]: CodePointRange, [start, end]: CodePointRange) -> bool {
    let shared = last.min(end).saturating_sub(first.max(start));
    2 * shared > last - first
}

/// Letters and digits of Latin script with single joining signs between them, and the signs `$`, `€`, `£`, `%`, `#`.
fn word_ranges(characters: &[char]) -> Vec<CodePointRange> {
    let letter_at = |at: usize| characters.get(at).is_some_and(|character| is_letter(*character));
    let mut ranges = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let start = at;
        at += 1;
        if letter_at(start) {
            while letter_at(at) || (characters.get(at).is_some_and(|sign| is_joint(*sign)) && letter_at(at + 1)) {
                at += 1;
            }
            ranges.push([start, at]);
        } else if matches!(characters[start], '$' | '€' | '£' | '%' | '#') {
            ranges.push([start, at]);
        }
    }
    ranges
}

fn is_letter(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '\u{c0}'..='\u{24f}')
}

fn is_joint(sign: char) -> bool {
    matches!(sign, '.' | '\'' | '’' | '-' | '&' | '@' | '/')
}

/// A double quotation mark as it is written.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    Opening,
    Closing,
    /// `"`, which is the same on both sides.
    Straight,
    /// `''`: closes what is open, else opens.
    Apostrophes,
}

/// What stands between double quotation marks, marks included.
///
/// Each line begins outside of quotations; one that is left open goes to the end of its line.
fn quotations(characters: &[char]) -> Vec<CodePointRange> {
    let mut found = Vec::new();
    let mut open = None;
    let mut at = 0;
    while at < characters.len() {
        if characters[at] == '\n' {
            found.extend(open.take().map(|start| [start, at]));
            at += 1;
            continue;
        }
        let Some((mark, length)) = mark_at(characters, at) else {
            at += 1;
            continue;
        };
        match (open, mark) {
            (None, Mark::Closing) => {}
            (None, _) => open = Some(at),
            (Some(start), Mark::Opening) => {
                found.push([start, at]);
                open = Some(at);
            }
            (Some(start), _) => {
                found.push([start, at + length]);
                open = None;
            }
        }
        at += length;
    }
    found.extend(open.map(|start| [start, characters.len()]));
    found
}

/// The double mark at `at` with its length in code points.
fn mark_at(characters: &[char], at: usize) -> Option<(Mark, usize)> {
    let doubled = characters.get(at + 1) == Some(&characters[at]);
    match characters[at] {
        '“' | '«' | '„' => Some((Mark::Opening, 1)),
        '”' | '»' => Some((Mark::Closing, 1)),
        '"' => Some((Mark::Straight, 1)),
        '`' if doubled => Some((Mark::Opening, 2)),
        '\'' if doubled => Some((Mark::Apostrophes, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_for_comparison() {
        for (text, expected) in [
            ("“No,” she said.", "No|she|said"),
            ("Mr. O’Hara's U.S.-made AT&T gear", "Mr|O’Hara's|U.S|made|AT&T|gear"),
            ("$5 is 3% of it…", "$|5|is|3|%|of|it"),
            ("Çelik -- 2.5 and/or x@y.example", "Çelik|2.5|and/or|x@y.example"),
            ("a--b 'tis Київ", "a|b|tis"),
        ] {
            let characters: Vec<char> = text.chars().collect();
            let words: Vec<String> =
                word_ranges(&characters).iter().map(|&[start, end]| characters[start..end].iter().collect()).collect();
            assert_eq!(words.join("|"), expected, "{text:?}");
        }
    }

    #[test]
    fn quotations_end_with_their_line() {
        // What is expected stands between < and >.
        for marked in [
            "He said <“no”> and <\"yes\">.",
            "<“One.>\nTwo. <“Three,”> he said.",
            "<``Yes,''> he wrote; <''no,''> she did.",
            "<“An opening, ><“and another,”> he said.",
            "A stray ” closes nothing, ‘nor this’.",
            "<“Open to the end>",
        ] {
            let characters: Vec<char> = marked.replace(['<', '>'], "").chars().collect();
            let mut shown = characters.clone();
            for [start, end] in quotations(&characters).into_iter().rev() {
                shown.insert(end, '>');
                shown.insert(start, '<');
            }
            assert_eq!(shown.into_iter().collect::<String>(), marked);
        }
    }

    #[test]
    fn a_word_counts_where_more_than_half_of_it_is_marked() {
        let words = Words::of("The quay is shut.");
        for (range, expected) in
            [([0, 3], &[0][..]), ([3, 6], &[]), ([3, 7], &[1]), ([2, 99], &[1, 2, 3]), ([16, 17], &[]), ([4, 4], &[])]
        {
            assert_eq!(words.within(&[range]), expected.iter().copied().collect(), "{range:?}");
        }
    }

    #[test]
    fn the_kind_goes_by_the_marks() {
        let text = "The quay \"is shut\" today.";
        let words = Words::of(text);
        for (range, expected) in [
            ([9, 18], StatementKind::Direct),
            ([0, 18], StatementKind::Mixed),
            ([0, 8], StatementKind::Indirect),
            ([8, 9], StatementKind::Indirect),
        ] {
            assert_eq!(words.kind(&words.within(&[range])), expected, "{range:?}");
        }
    }
}
