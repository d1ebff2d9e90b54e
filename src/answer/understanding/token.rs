//! The words of a question with what the asker's writing says of each.

use std::mem::take;

use crate::index::terms::words;

/// How many words of a question are read; what follows can't change what it is after.
const READ_WORDS: usize = 400;

/// A word of a question.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// As the index has it.
    pub(super) word: String,
    /// What the asker wrote, without punctuation around it; empty for all but the first word of "Jean-Luc".
    pub(super) written: String,
    pub(super) is_capitalised: bool,
    /// It is the first word.
    pub(super) is_first: bool,
    /// It is a possessive: "Hall's".
    pub(super) is_possessive: bool,
    /// A colon stands behind it.
    pub(super) before_colon: bool,
    /// A comma or dash stands behind it.
    pub(super) before_comma: bool,
}

pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for chunk in text.split_whitespace().take(READ_WORDS) {
        let is_capitalised = chunk.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_uppercase);
        let start = tokens.len();
        let trimmed = chunk.trim_matches(|character: char| !character.is_alphanumeric());
        let mut written = trimmed.to_owned();
        for word in words(chunk) {
            tokens.push(Token {
                word,
                written: take(&mut written),
                is_capitalised,
                is_first: tokens.is_empty(),
                is_possessive: false,
                before_colon: false,
                before_comma: false,
            });
        }
        let is_dash = matches!(chunk, "-" | "–" | "—");
        if let Some(last) = tokens.last_mut().filter(|_| is_dash) {
            last.before_comma = true;
        }
        if let Some(last) = tokens[start..].last_mut() {
            last.before_colon = chunk.ends_with(':');
            last.before_comma = chunk.ends_with([',', ';', '–', '—']);
            last.is_possessive = is_possessive(chunk);
        }
    }
    tokens
}

fn is_possessive(chunk: &str) -> bool {
    let chunk = chunk.trim_end_matches([',', '.', '?', '"', '”']);
    ["'s", "’s", "s'", "s’"].iter().any(|ending| chunk.ends_with(ending))
}

/// The words alone.
pub(super) fn plain(tokens: &[Token]) -> Vec<String> {
    tokens.iter().map(|token| token.word.clone()).collect()
}

/// Whether the word asks for something: "what", "how".
pub(super) fn is_open(word: &str) -> bool {
    matches!(word, "what" | "whats" | "how" | "why" | "when" | "where" | "which" | "whose" | "whom")
}

/// Whether the word may stand before the subject of a question.
pub(super) fn is_auxiliary(word: &str) -> bool {
    is_do(word) || is_be(word) || is_modal(word) || matches!(word, "has" | "have" | "had")
}

/// "did" and its forms, whose verb stands in its plain form.
pub(super) fn is_do(word: &str) -> bool {
    matches!(word, "did" | "does" | "do" | "didnt" | "doesnt" | "dont")
}

/// "is" and its forms, whose verb ends with "-ing".
pub(super) fn is_be(word: &str) -> bool {
    matches!(word, "is" | "are" | "was" | "were" | "isnt" | "arent" | "wasnt" | "werent")
}

/// "would" and its like, whose verb stands in its plain form.
pub(super) fn is_modal(word: &str) -> bool {
    matches!(word, "will" | "would" | "can" | "could" | "should" | "must" | "might" | "may" | "shall")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writing_tells_possessives_and_pauses() {
        let tokens = tokens("Hall's lawyer, the Ruizes' friend — said: Jean-Luc?");
        let marks = |holds: fn(&Token) -> bool| {
            tokens.iter().filter(|token| holds(token)).map(|token| &*token.word).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(marks(|token| token.is_possessive), "hall ruizes");
        assert_eq!(marks(|token| token.before_comma), "lawyer friend");
        assert_eq!(marks(|token| token.before_colon), "said");
        assert_eq!(marks(|token| token.is_capitalised), "hall ruizes jean luc");
    }
}
