//! Words as WordPieces: the subwords by which the tagger knows words that it never saw whole.

use crate::text::wordpiece;

/// The most pieces of one word that are looked at.
const MOST_PIECES: usize = 6;

/// The longest run of letters, in bytes, that is looked up piece by piece.
const LONGEST: usize = 40;

/// The numbers of the pieces of `word`, which is in lower case: one to [`MOST_PIECES`] of them.
///
/// Letters are looked up as they stand, then without their accents; each other sign is a piece of its own. A run of
/// letters is cut greedily into its longest pieces from the left (Wu et al. 2016, as BERT does it); what the
/// vocabulary lacks is the piece for the unknown.
pub(super) fn pieces(word: &str) -> Vec<u16> {
    let mut found = Vec::with_capacity(2);
    if let Some(number) = wordpiece::number(word) {
        found.push(number);
        return found;
    }
    let plain: String = word.chars().map(plain).collect();
    let mut rest = plain.as_str();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() {
            rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        if length > LONGEST {
            found.push(wordpiece::unknown());
        } else {
            wordpiece::cut(&rest[..length], &mut found);
        }
        rest = &rest[length..];
    }
    found.truncate(MOST_PIECES);
    if found.is_empty() {
        found.push(wordpiece::unknown());
    }
    found
}

/// The letter without its accent, for the accents of European and Vietnamese spellings that Unicode composes.
fn plain(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_into_their_longest_pieces() {
        let vocabulary: Vec<&str> = wordpiece::VOCABULARY.lines().collect();
        for (word, expected) in [
            ("said", "said"),
            ("harbourmaster", "harbour ##master"),
            ("twenty-eight", "twenty - eight"),
            ("’s", "’ s"),
            ("''", "' '"),
            ("ábc", "abc"),
            ("…", "…"),
            ("🙂", "[UNK]"),
            ("", "[UNK]"),
        ] {
            let found: Vec<&str> = pieces(word).iter().map(|number| vocabulary[usize::from(*number)]).collect();
            assert_eq!(found.join(" "), expected, "{word:?}");
        }
    }
}
