//! Words, numbers, punctuation and quotation marks.

use crate::text::span::Span;

/// The smallest piece of a text that has a meaning of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is, by its look alone.
    pub kind: TokenKind,
}

/// What a token is, by its look alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with what joins them ("don’t", "vice-president", "U.S"). A possessive `’s` is a word of its own.
    Word,
    /// What begins with a digit ("28", "1,000.5", "2nd").
    Number,
    /// One sign of any other sort; dashes and full stops in a row are one.
    Punctuation,
    /// A single or double mark outside a word, which may also be an apostrophe.
    QuoteMark,
}

/// The tokens of `text`, in order, without overlap; every character that is not white space lies in one.
///
/// "Moscow’s twenty-eight points." gives `Moscow`, `’s`, `twenty-eight`, `points` and `.`.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let byte = |position: usize| characters.get(position).map_or(text.len(), |(byte, _)| *byte);
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut position = 0;
    while position < characters.len() {
        if characters[position].1.is_whitespace() {
            position += 1;
            continue;
        }
        let (end, kind) = token_at(&characters, position);
        tokens.push(Token { span: Span::new(byte(position), byte(end)), kind });
        position = end;
    }
    tokens
}

/// Whether `mark` is a quotation mark of any sort, single ones and the apostrophe among them.
#[must_use]
pub fn is_quote_mark(mark: char) -> bool {
    matches!(mark, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '\'' | '‘' | '’' | '‚' | '‛' | '`' | '＂')
}

/// The position after the token that starts at `start`, and its kind.
fn token_at(characters: &[(usize, char)], start: usize) -> (usize, TokenKind) {
    let first = characters[start].1;
    if is_word_character(first) {
        let kind = if first.is_numeric() { TokenKind::Number } else { TokenKind::Word };
        return (word_end(characters, start), kind);
    }
    if let Some(end) = possessive_end(characters, start) {
        return (end, TokenKind::Word);
    }
    if is_quote_mark(first) {
        let doubled = matches!(first, '\'' | '`') && at(characters, start + 1) == Some(first);
        return (start + 1 + usize::from(doubled), TokenKind::QuoteMark);
    }
    let mut end = start + 1;
    while matches!(first, '.' | '-' | '–' | '—' | '!' | '?') && at(characters, end) == Some(first) {
        end += 1;
    }
    (end, TokenKind::Punctuation)
}

fn word_end(characters: &[(usize, char)], start: usize) -> usize {
    let mut end = start + 1;
    let mut segment = start;
    while let Some(character) = at(characters, end) {
        if is_word_character(character) {
            end += 1;
        } else if joins(characters, segment, end) {
            segment = end + 1;
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Whether the sign at `place` joins the letters before it (from `segment` on) with those behind it.
fn joins(characters: &[(usize, char)], segment: usize, place: usize) -> bool {
    let Some(next) = at(characters, place + 1).filter(|next| is_word_character(*next)) else {
        return false;
    };
    match characters[place].1 {
        '\'' | '’' => possessive_end(characters, place).is_none(),
        '-' | '‐' | '‑' | '&' | '@' | '_' => true,
        '.' => !next.is_uppercase() || place - segment == 1,
        ',' | ':' | '/' => characters[place - 1].1.is_numeric() && next.is_numeric(),
        _ => false,
    }
}

/// The position after a possessive `’s` that starts at `start`, if one does.
fn possessive_end(characters: &[(usize, char)], start: usize) -> Option<usize> {
    let apostrophe = matches!(characters[start].1, '\'' | '’');
    let after_word = start > 0 && is_word_character(characters[start - 1].1);
    let letter = matches!(at(characters, start + 1), Some('s' | 'S'));
    let ends = !at(characters, start + 2).is_some_and(is_word_character);
    (apostrophe && after_word && letter && ends).then_some(start + 2)
}

fn at(characters: &[(usize, char)], position: usize) -> Option<char> {
    characters.get(position).map(|(_, character)| *character)
}

/// Letters, digits, and the combining accents that belong to the letter before them.
fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_cut_where_a_reader_would() {
        let table = [
            ("Moscow’s twenty-eight points.", "Moscow|’s|twenty-eight|points|."),
            ("“No,” she said.", "“|No|,|”|she|said|."),
            ("The U.S. won't wait", "The|U.S|.|won't|wait"),
            ("At 5:30 p.m. some 1,000.5 left—again", "At|5:30|p.m|.|some|1,000.5|left|—|again"),
            ("It ended.The rest", "It|ended|.|The|rest"),
            ("``Yes,'' he wrote...", "``|Yes|,|''|he|wrote|..."),
            ("the workers' 'plan'", "the|workers|'|'|plan|'"),
            ("see t.co/abc", "see|t.co|/|abc"),
            ("Łódź 🙂 é", "Łódź|🙂|é"),
            ("", ""),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = tokens(text).iter().map(|token| token.span.of(text)).collect();
            assert_eq!(found.join("|"), expected, "in {text:?}");
        }
    }

    #[test]
    fn kinds_go_by_the_look() {
        let kinds: Vec<TokenKind> = tokens("He said 28 “").iter().map(|token| token.kind).collect();
        assert_eq!(kinds, [TokenKind::Word, TokenKind::Word, TokenKind::Number, TokenKind::QuoteMark]);
    }
}
