//! Whether the speaker that an answer shows is the one of gold.

/// What stands before a name without being part of it.
const TITLES: &str = "mr mrs ms dr sen senator rep representative gov governor president vice former the a an gen \
    general secretary sir judge justice mayor congressman congresswoman prof professor rev madam candidate nominee";

/// What stands behind a name to tell son from father.
const SUFFIXES: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// A name taken apart.
struct Name {
    /// In lower case, without titles and suffix; empty where there is no name.
    words: Vec<String>,
    suffix: String,
    /// Whether the last word is written in lower case: a description ("CNN host" is one, "Mary Host" is not).
    is_description: bool,
}

impl Name {
    fn new(name: &str) -> Name {
        let mut words: Vec<&str> = name.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
        let mut suffix = String::new();
        while let Some(last) = words
            .last()
            .map(|last| last.to_lowercase())
            .filter(|last| words.len() > 1 && SUFFIXES.contains(&last.as_str()))
        {
            suffix = last;
            words.pop();
        }
        let is_description = words.last().and_then(|last| last.chars().next()).is_some_and(char::is_lowercase);
        let words: Vec<String> = words.into_iter().map(str::to_lowercase).collect();
        let titles = words.iter().take_while(|word| is_title(word)).count().min(words.len().saturating_sub(1));
        Name { words: words[titles..].to_vec(), suffix, is_description }
    }

    /// Whether the last names are the same, or all words where one of the two is a description.
    fn is_called(&self, other: &Name) -> bool {
        if other.words.is_empty() {
            return false;
        }
        if self.is_description || other.is_description {
            return self.words == other.words;
        }
        self.words.last() == other.words.last()
    }
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|letter| ".,;:\"“”()".contains(letter));
    let stem = word.strip_suffix('s').unwrap_or(word);
    stem.strip_suffix(['\'', '’']).unwrap_or(word)
}

fn is_title(word: &str) -> bool {
    let word = word.trim_matches('.');
    TITLES.split(' ').any(|title| title == word)
}

/// Whether `given` has the last name of `speaker` or of one of the `aliases`.
pub(super) fn is_same(given: &str, speaker: &str, aliases: &[String]) -> bool {
    let given = Name::new(given);
    let mut names = std::iter::once(speaker).chain(aliases.iter().map(String::as_str)).map(Name::new);
    !given.words.is_empty() && names.any(|name| given.is_called(&name))
}

/// As [`is_same`], but another first initial or another of "Jr" and "Sr" tells two people apart.
pub(super) fn is_same_person(given: &str, speaker: &str, aliases: &[String]) -> bool {
    if !is_same(given, speaker, aliases) {
        return false;
    }
    let (given, speaker) = (Name::new(given), Name::new(speaker));
    let share_last = !speaker.words.is_empty() && given.words.last() == speaker.words.last();
    let initial = |name: &Name| name.words[0].chars().next();
    let other_initial = || given.words.len() > 1 && speaker.words.len() > 1 && initial(&given) != initial(&speaker);
    let other_suffix = || !given.suffix.is_empty() && given.suffix != speaker.suffix;
    !share_last || !(other_initial() || other_suffix())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_name_decides_and_the_first_tells_namesakes_apart() {
        // Given, gold, aliases, same last name, same person.
        for (given, speaker, aliases, same, person) in [
            ("Mary Hall", "Mary Hall", &[][..], true, true),
            ("Hall", "Mary Hall", &[], true, true),
            ("Gov. Hall", "Mary Hall", &[], true, true),
            ("HALL’s", "Mary Hall", &[], true, true),
            ("James", "Mary James", &[], true, true),
            ("Jones' ", "Mary Jones", &[], true, true),
            ("Tom Hall", "Mary Hall", &[], true, false),
            ("Max Hall", "Mary Hall", &[], true, true),
            ("Tom Hall Jr.", "Tom Hall", &[], true, false),
            ("Tom Hall", "Tom Hall Jr.", &[], true, true),
            ("the radio host", "Ana Ruiz", &["radio host"], true, true),
            ("show host", "Ana Ruiz", &["radio host"], false, false),
            ("Ana", "Ana Ruiz", &["Ana"], true, true),
            ("Morning Post", "The Morning Post", &[], true, true),
            ("Ruiz", "Mary Hall", &["Gov. Hall"], false, false),
            ("", "Mary Hall", &[], false, false),
            ("(the)", "the", &[], true, true),
        ] {
            let aliases: Vec<String> = aliases.iter().map(|alias| (*alias).to_owned()).collect();
            assert_eq!(is_same(given, speaker, &aliases), same, "{given} / {speaker}");
            assert_eq!(is_same_person(given, speaker, &aliases), person, "{given} / {speaker}");
        }
    }
}
