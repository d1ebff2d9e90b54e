//! When two names mean the same speaker.

use crate::evaluate::words::is_function_word;

/// Whether a predicted full name is that of gold: the same last word, and the first word of gold somewhere in it.
///
/// For "Ana Petrova", "Ana Maria Petrova" and "harbour master Ana Petrova" are right; "Petrova" is not enough.
pub(super) fn is_same_name(gold: Option<&str>, predicted: Option<&str>) -> bool {
    let (gold, predicted) = (words(gold), words(predicted));
    shares_last(&gold, &predicted) && predicted.contains(&gold[0])
}

/// Like [`is_same_name`], but a bare last name on either side is enough.
pub(super) fn is_same_last_name(gold: Option<&str>, predicted: Option<&str>) -> bool {
    let (gold, predicted) = (words(gold), words(predicted));
    shares_last(&gold, &predicted) && (gold.len() == 1 || predicted.len() == 1 || predicted.contains(&gold[0]))
}

/// Whether anything is left of a name without its titles.
pub(super) fn names_somebody(name: Option<&str>) -> bool {
    !words(name).is_empty()
}

/// The words of a name in lower case, without titles, generational suffixes, initials and what is added to it:
/// "Dr. Tom B. Lee Jr., a driver" gives `tom`, `lee`.
pub(super) fn words(name: Option<&str>) -> Vec<String> {
    let name = name.unwrap_or_default().trim();
    let name = name.split([',', '(', '–', '—']).next().unwrap_or_default();
    let name = name.split(" who ").next().unwrap_or_default().trim();
    let name = name.strip_suffix("’s").or_else(|| name.strip_suffix("'s")).unwrap_or(name);
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '\'' | '’');
    let name: String = name.chars().map(|letter| if plain(letter) { letter } else { ' ' }).collect();
    let name = name.replace('’', "'").to_lowercase();
    name.split_whitespace().filter(|word| is_part_of_name(word)).map(str::to_owned).collect()
}

fn is_part_of_name(word: &str) -> bool {
    let suffix = matches!(word, "jr" | "sr" | "ii" | "iii");
    !suffix && !is_function_word(word) && word.chars().count() > 1
}

fn shares_last(gold: &[String], predicted: &[String]) -> bool {
    !gold.is_empty() && gold.last() == predicted.last()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_its_words_without_what_surrounds_it() {
        for (name, expected) in [
            ("Dr. Tom B. Lee Jr., a driver", "tom lee"),
            ("Ana Petrova (harbour master)", "ana petrova"),
            ("Ana Petrova who heads the port", "ana petrova"),
            ("Seán O’Hara’s", "seán o'hara"),
            ("Ana Petrova-Lind", "ana petrova-lind"),
            ("the President", ""),
        ] {
            assert_eq!(words(Some(name)).join(" "), expected, "{name}");
        }
        assert!(!names_somebody(None) && !names_somebody(Some("Mr.")) && names_somebody(Some("analysts")));
    }

    #[test]
    fn a_full_name_is_asked_for() {
        // Gold, predicted, whether the full name is right, whether the last name is.
        for (gold, predicted, full, last) in [
            ("Ana Petrova", "Ana Petrova", true, true),
            ("Ana Petrova", "harbour master Ana M. Petrova", true, true),
            ("Ana Petrova", "Petrova", false, true),
            ("Petrova", "Ana Petrova", true, true),
            ("Ana Petrova", "Eva Petrova", false, false),
            ("Ana Petrova", "Ana Lind", false, false),
            ("Ana Petrova", "", false, false),
            ("", "", false, false),
        ] {
            assert_eq!(is_same_name(Some(gold), Some(predicted)), full, "{gold} / {predicted}");
            assert_eq!(is_same_last_name(Some(gold), Some(predicted)), last, "{gold} / {predicted}");
        }
    }
}
