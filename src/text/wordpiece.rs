//! Text as WordPieces: the subwords by which networks know words that they never saw whole.
//!
//! [`pieces`] cuts a text as BERT's uncased English models do (Devlin et al. 2019); what cuts words in another way
//! builds on [`cut`].

use std::{collections::HashMap, sync::LazyLock};

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// The WordPieces of BERT's uncased English vocabulary, one a line; a piece's number is its line.
pub const VOCABULARY: &str = include_str!("../../config/models/wordpieces.txt");

/// The longest word, in code points, that is cut; a longer one is unknown.
const LONGEST: usize = 100;

static NUMBERS: LazyLock<HashMap<&'static str, u16>> = LazyLock::new(|| {
    let numbered = VOCABULARY.lines().zip(0..);
    numbered.collect()
});

/// The number of `piece`, if the vocabulary has it.
pub fn number(piece: &str) -> Option<u16> {
    NUMBERS.get(piece).copied()
}

/// The number of the piece that stands for what is unknown.
pub fn unknown() -> u16 {
    number("[UNK]").unwrap_or_default()
}

/// The numbers of the pieces of `text`.
///
/// Control characters are dropped, letters lose their accents and are put in lower case, punctuation marks and
/// ideographs are words of their own; each word is then [`cut`].
pub fn pieces(text: &str) -> Vec<u16> {
    let mut found = Vec::with_capacity(text.len() / 4 + 1);
    for run in plain(text).split_ascii_whitespace() {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let length =
                if is_punctuation(first) { first.len_utf8() } else { rest.find(is_punctuation).unwrap_or(rest.len()) };
            let word = &rest[..length];
            if word.chars().count() > LONGEST {
                found.push(unknown())
            } else {
                cut(word, &mut found)
            }
            rest = &rest[length..];
        }
    }
    found
}

/// Adds the numbers of the longest pieces of `word` from the left (Wu et al. 2016) to `found`; where the vocabulary
/// lacks one, only the piece for the unknown.
pub fn cut(word: &str, found: &mut Vec<u16>) {
    let before = found.len();
    let mut start = 0;
    let mut key = String::new();
    while start < word.len() {
        let ends = (start + 1..=word.len()).rev().filter(|end| word.is_char_boundary(*end));
        let piece = ends.map(|end| (end, &word[start..end])).find_map(|(end, piece)| {
            key.clear();
            key.push_str(if start > 0 { "##" } else { "" });
            key.push_str(piece);
            number(&key).map(|number| (end, number))
        });
        let Some((end, number)) = piece else {
            found.truncate(before);
            found.push(unknown());
            return;
        };
        found.push(number);
        start = end;
    }
}

/// `text` without control characters and accents, in lower case, with nothing but blanks for space and a blank on
/// either side of an ideograph.
fn plain(text: &str) -> String {
    let kept = text.chars().filter(|letter| !is_dropped(*letter));
    let spaced = kept.flat_map(|letter| match letter {
        letter if letter.is_whitespace() => [Some(' '), None, None],
        letter if is_ideograph(letter) => [Some(' '), Some(letter), Some(' ')],
        letter => [Some(letter), None, None],
    });
    let parted = spaced.flatten().nfd();
    let bare = parted.filter(|letter| get_general_category(*letter) != GeneralCategory::NonspacingMark);
    bare.flat_map(char::to_lowercase).collect()
}

fn is_dropped(letter: char) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse};
    let category = get_general_category(letter);
    letter == '\u{fffd}' || matches!(category, Control | Format | PrivateUse) && !matches!(letter, '\t' | '\n' | '\r')
}

fn is_ideograph(letter: char) -> bool {
    matches!(letter,
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2b81f}'
        | '\u{2b920}'..='\u{2ceaf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

fn is_punctuation(letter: char) -> bool {
    use GeneralCategory::{
        ClosePunctuation, ConnectorPunctuation, DashPunctuation, FinalPunctuation, InitialPunctuation, OpenPunctuation,
        OtherPunctuation,
    };
    if letter.is_ascii() {
        return letter.is_ascii_punctuation();
    }
    matches!(
        get_general_category(letter),
        ClosePunctuation
            | ConnectorPunctuation
            | DashPunctuation
            | FinalPunctuation
            | InitialPunctuation
            | OpenPunctuation
            | OtherPunctuation
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_as_berts_tokenizer_cuts_them() {
        // What the package `tokenizers` (0.23) makes of the same texts with the same vocabulary.
        let vocabulary: Vec<&str> = VOCABULARY.lines().collect();
        for (text, expected) in [("The harbourmaster said so.", "the harbour ##master said so .")] {
            let found: Vec<&str> = pieces(text).iter().map(|number| vocabulary[usize::from(*number)]).collect();
            assert_eq!(found.join(" "), expected, "{text:?}");
        }
    }
}
