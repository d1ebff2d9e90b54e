//! Takes the power from words that come from an article or a user: Discord shows them as they are written.

/// Characters that mean something to Discord wherever they stand: formats, code, spoilers, mentions, links,
/// timestamps and the names of emoji.
const ALWAYS: [char; 15] = ['\\', '*', '_', '~', '`', '|', '<', '>', '[', ']', '@', '#', ':', '/', '¯'];

/// `words` for a place that Discord reads as Markdown; shown, they look as they did.
///
/// Safe at the start of a line and in the middle of one, and next to any other escaped text. No character is
/// lost or altered, invisible ones included: [`unescape`] gives the same words back.
#[must_use]
pub fn escape(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len() + words.len() / 8);
    let mut start_of_line = true;
    let mut number = false;
    for character in words.chars() {
        let item = start_of_line && matches!(character, '-' | '+') || number && matches!(character, '.' | ')');
        if item || ALWAYS.contains(&character) {
            escaped.push('\\');
        }
        escaped.push(character);
        number = (start_of_line || number) && character.is_ascii_digit();
        start_of_line = character == '\n' || start_of_line && character.is_whitespace();
    }
    escaped
}

/// The words that [`escape`] was given.
#[must_use]
pub fn unescape(escaped: &str) -> String {
    let mut words = String::with_capacity(escaped.len());
    let mut characters = escaped.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => words.extend(characters.next()),
            plain => words.push(plain),
        }
    }
    words
}

/// `words` in one line, for places that Discord does not read as Markdown: every run of white space and control
/// characters becomes a space, and marks that turn the direction of writing are dropped.
#[must_use]
pub fn one_line(words: &str) -> String {
    let turns = |letter: &char| matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let words: String = words.chars().filter(|letter| !turns(letter)).collect();
    words.split(|letter: char| letter.is_whitespace() || letter.is_control()).fold(String::new(), |mut line, word| {
        if !line.is_empty() && !word.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        line
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a character that Discord would obey stands in `escaped` without a backslash of its own.
    fn obeys(escaped: &str) -> bool {
        let mut characters = escaped.chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => {
                    let next = characters.next();
                    // Before these a backslash would stay visible.
                    if next.is_none_or(|next| next.is_ascii_alphanumeric() || next.is_whitespace()) {
                        return true;
                    }
                }
                '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '@' | '#' | ':' | '/' => return true,
                _ => {}
            }
        }
        false
    }

    #[test]
    fn nothing_that_discord_obeys_is_left() {
        for words in [
            "@everyone and @here, <@1>, <@!1>, <@&2>, <#3>, </ask:4>, <id:customize>",
            "**b** *i* __u__ _e_ ~~s~~ ||hidden|| `code` ```rs\nblock```",
            "[text](https://a.example) <https://a.example> https://a.example discord.gg/abc",
            "# head\n## head\n-# small\n- item\n+ item\n1. item\n12) item\n> quote\n>>> rest",
            "<t:0:R> :smile: <:x:5> <a:x:5> ¯\\_(ツ)_/¯ \\*",
        ] {
            let escaped = escape(words);
            assert!(!obeys(&escaped), "{escaped}");
            assert_eq!(unescape(&escaped), words);
        }
        assert_eq!(escape("- a\n  1. b - c"), "\\- a\n  1\\. b - c");
        assert_eq!(escape("In 2014. A cease-fire."), "In 2014. A cease-fire.");
    }

    #[test]
    fn a_plain_line_stays_one_line() {
        assert_eq!(one_line(" a\n\tb\u{0}c\u{202E} d "), "a b c d");
    }

    proptest! {
        #[test]
        fn escaping_can_be_undone(words in "\\PC*|[*_~`|<>\\[\\]@#:/.0-9a \\n\u{200B}\u{200D}\u{202E}-]*") {
            let escaped = escape(&words);
            prop_assert_eq!(unescape(&escaped), words);
            prop_assert!(!obeys(&escaped));
        }
    }
}
