//! The words of a page as they are archived.

use unicode_normalization::UnicodeNormalization;

/// `text` in NFC, runs of white space as one space and none at the ends, without characters that can't be seen.
///
/// Quotation marks, dashes, apostrophes and capitals stay as they are. Zero-width characters and soft hyphens go; but a
/// joiner stays where it shapes what is read: between emoji, and in scripts such as Arabic and Devanagari.
pub(super) fn archived(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut is_spaced = false;
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_whitespace() {
            is_spaced = !kept.is_empty();
        } else if !is_unseen(letter, &letters, at) {
            if std::mem::take(&mut is_spaced) {
                kept.push(' ');
            }
            kept.push(letter);
        }
    }
    kept.nfc().collect()
}

fn is_unseen(letter: char, letters: &[char], at: usize) -> bool {
    match letter {
        '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        '\u{200c}' | '\u{200d}' => {
            !(at > 0 && shapes(letters[at - 1]) && letters.get(at + 1).is_some_and(|&next| shapes(next)))
        }
        _ => letter.is_control(),
    }
}

/// Whether a joiner beside this character changes how it looks.
fn shapes(letter: char) -> bool {
    let is_joined_script = ('\u{600}'..='\u{8ff}').contains(&letter) || ('\u{900}'..='\u{109f}').contains(&letter);
    let is_pictogram = matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}');
    is_joined_script || is_pictogram
}

/// Letters and digits of `text` in lower case: what is left of it when two extractors are compared.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether `text` ends as a sentence does, closing marks and brackets apart.
pub(super) fn ends_sentence(text: &str) -> bool {
    let closers = ['”', '’', '"', '\'', '»', '“', ')', ']', ' '];
    text.trim_end_matches(closers).ends_with(['.', '!', '?', '…', ':', '؟', '。', '۔', '‽'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_seen_stays_and_nothing_else() {
        for (text, expected) in [
            ("  one\n\t two\u{a0}\u{2009}three ", "one two three"),
            ("hy\u{ad}phen to\u{200b}gether \u{feff}\u{200e}now", "hyphen together now"),
            ("“It’s — so,” ‘THEY’ \"said\"...", "“It’s — so,” ‘THEY’ \"said\"..."),
            ("cafe\u{301} \u{fb01}sh", "café \u{fb01}sh"),
            ("a\u{200d}b \u{1f468}\u{200d}\u{1f467}", "ab \u{1f468}\u{200d}\u{1f467}"),
            ("\u{645}\u{6cc}\u{200c}\u{62e}", "\u{645}\u{6cc}\u{200c}\u{62e}"),
            ("a\0b\u{7}c", "abc"),
            (" \u{200b} ", ""),
        ] {
            assert_eq!(archived(text), expected);
        }
    }

    #[test]
    fn a_text_archived_is_archived_as_it_is() {
        for text in ["“A\u{a0}b\u{ad}”  e\u{301}", "\u{200b} a \u{200b} b"] {
            let once = archived(text);
            assert_eq!(archived(&once), once);
        }
    }
}
