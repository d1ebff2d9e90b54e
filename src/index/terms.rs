//! How words become the terms of the index; the same for sentences and for questions.

use std::{cell::RefCell, collections::HashMap};

use tantivy::tokenizer::{AsciiFoldingFilter, Language, Stemmer, TextAnalyzer, WhitespaceTokenizer};

/// The words of `text` as they are compared: lower case, without accents, possessive endings and the stops of
/// initialisms.
///
/// "Müller’s U.S. visit" gives "muller", "us", "visit"; "twenty-eight" gives two words, "1,200" one.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let split = split(text);
    if split.iter().all(|word| word.is_ascii()) { split } else { folded(&split) }
}

/// The stems of `words`, one each, in order.
#[must_use]
pub fn stems(words: &[String]) -> Vec<String> {
    STEMS.with_borrow_mut(|stems| words.iter().map(|word| stems.of(word).to_owned()).collect())
}

/// The stems of `words`, one each, in order, with spaces between them.
#[must_use]
pub(super) fn stem_text(words: &[String]) -> String {
    let mut text = String::with_capacity(8 * words.len());
    STEMS.with_borrow_mut(|stems| {
        for (number, word) in words.iter().enumerate() {
            if number > 0 {
                text.push(' ');
            }
            text.push_str(stems.of(word));
        }
    });
    text
}

/// How many stems each thread remembers: most words of a text are among the few that are frequent.
const REMEMBERED: usize = 20_000;

/// The stemmer with what it has found.
struct Stems {
    analyzer: TextAnalyzer,
    known: HashMap<String, String>,
}

impl Stems {
    fn of(&mut self, word: &str) -> &str {
        if !self.known.contains_key(word) {
            let mut stem = String::new();
            self.analyzer.token_stream(word).process(&mut |token| stem.push_str(&token.text));
            if self.known.len() == REMEMBERED {
                self.known.clear();
            }
            self.known.insert(word.to_owned(), stem);
        }
        &self.known[word]
    }
}

thread_local! {
    static FOLD: RefCell<TextAnalyzer> =
        RefCell::new(TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(AsciiFoldingFilter).build());
    static STEMS: RefCell<Stems> = RefCell::new(Stems {
        analyzer: TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(Stemmer::new(Language::English)).build(),
        known: HashMap::new(),
    });
}

fn folded(words: &[String]) -> Vec<String> {
    let mut terms = Vec::with_capacity(words.len());
    FOLD.with_borrow_mut(|analyzer| {
        let text = words.join(" ");
        analyzer.token_stream(&text).process(&mut |token| terms.push(token.text.clone()));
    });
    terms
}

fn split(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().filter(|&character| !is_invisible(character)).collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (at, &character) in characters.iter().enumerate() {
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        } else if character.is_alphanumeric() {
            word.extend(character.to_lowercase().filter(|lower| lower.is_alphanumeric()));
        } else if let Some(mark) = inner_mark(&characters, at) {
            word.extend(mark);
        } else {
            close(&mut words, &mut word);
        }
    }
    close(&mut words, &mut word);
    words
}

/// What a mark inside a word leaves there; nothing where it ends the word.
fn inner_mark(characters: &[char], at: usize) -> Option<Option<char>> {
    let before = *characters.get(at.checked_sub(1)?)?;
    let after = *characters.get(at + 1)?;
    let alone = at < 2 || !characters[at - 2].is_alphanumeric();
    match characters[at] {
        '.' if alone && before.is_uppercase() && after.is_uppercase() => Some(None),
        ',' if before.is_ascii_digit() && after.is_ascii_digit() => Some(None),
        '.' if before.is_ascii_digit() && after.is_ascii_digit() => Some(Some('.')),
        '\'' | '’' if before.is_alphabetic() && after.is_alphabetic() => Some(Some('\'')),
        _ => None,
    }
}

fn close(words: &mut Vec<String>, word: &mut String) {
    if word.ends_with("'s") {
        word.truncate(word.len() - 2);
    }
    if word.contains('\'') {
        word.retain(|character| character != '\'');
    }
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_and_folded() {
        let cases = [
            ("The minister’s U.S. visit", "the minister us visit"),
            ("Müller's “plan”—twenty-eight points", "muller plan twenty eight points"),
            ("1,200 people, 3.5 percent.", "1200 people 3.5 percent"),
            ("They won't, he said", "they wont he said"),
            ("Он сказал", "он сказал"),
            ("the envoys' visit; J.K. Rowling", "the envoys visit jk rowling"),
            ("\u{200b}zero\u{ad}width 🙂 !!", "zerowidth"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn each_word_has_one_stem() {
        assert_eq!(stems(&words("Negotiators negotiated negotiations")), ["negoti", "negoti", "negoti"]);
    }
}
