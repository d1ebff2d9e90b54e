//! What a posted message says, without the marks that Discord obeys.

use unicode_general_category::{GeneralCategory, get_general_category};

/// A line of a message as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words, one space between them; may be empty.
    pub(super) text: String,
    /// Whether it is set off as a quotation (`>` or `>>>`).
    pub(super) is_set_off: bool,
}

/// The lines of `message` without formats, links, mentions, emoji and characters that cannot be seen.
pub(super) fn lines(message: &str) -> Vec<Line> {
    let (mut rest_is_set_off, mut in_fence) = (false, false);
    let mut lines = Vec::new();
    for raw in message.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let seen: String = raw.chars().filter(|letter| !is_unseen(*letter)).collect();
        let mut words = seen.trim_start();
        let is_bar = words.starts_with('>') && !words[1..].starts_with(['_', '.', '<', ':', '=', '-']);
        rest_is_set_off |= is_bar && words.starts_with(">>>");
        if is_bar {
            words = words.trim_start_matches(['>', ' ']);
        }
        if let Some(behind) = words.strip_prefix("```") {
            in_fence = !in_fence && !behind.contains("```");
            let is_language = !behind.trim().contains(char::is_whitespace) && in_fence;
            words = if is_language { "" } else { behind };
        } else if in_fence && words.contains("```") {
            in_fence = false;
        }
        let text = unmarked(without_item_mark(words));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        lines.push(Line { text, is_set_off: is_bar || rest_is_set_off });
    }
    lines
}

/// Marks of headings and lists, and the time of a chat's log; not the hyphen, which may stand before a name.
fn without_item_mark(line: &str) -> &str {
    if let Some((time, words)) = line.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        let is_time = time.contains(|letter: char| letter.is_ascii_digit()) && time.len() <= 24;
        if is_time && !time.contains(|letter: char| letter.is_alphabetic() && !"apmAPM".contains(letter)) {
            return words.trim_start();
        }
    }
    for mark in ["-# ", "### ", "## ", "# ", "* ", "• ", "+ "] {
        if let Some(words) = line.strip_prefix(mark) {
            return words.trim_start();
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix(['.', ')']) {
        Some(words) if (1..=2).contains(&digits) && words.starts_with(' ') => words.trim_start(),
        _ => line,
    }
}

/// One line without formats, links, mentions and emoji.
fn unmarked(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(letter) = line[at..].chars().next() {
        let rest = &line[at..];
        if let Some(length) = left_out(line, at) {
            at += length;
            text.push(' ');
        } else if let Some((label, length)) = masked_link(rest) {
            text.push_str(&unmarked(label));
            at += length;
        } else if letter == '\\' && rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) {
            text.push_str(&rest[1..2]);
            at += 2;
        } else if let Some(length) = format_mark(line, at) {
            at += length;
        } else {
            if !is_emoji(letter) {
                text.push(letter);
            }
            at += letter.len_utf8();
        }
    }
    text
}

/// The length of the mention, link, time or name of an emoji that begins at `at`, if one does.
fn left_out(line: &str, at: usize) -> Option<usize> {
    let rest = &line[at..];
    let starts_word = !line[..at].ends_with(char::is_alphanumeric);
    if let Some(inner) = rest.strip_prefix('<') {
        let end = inner.find(['>', '<']).filter(|end| inner[*end..].starts_with('>'))?;
        let is_obeyed = ["@", "#", ":", "a:", "t:", "/", "id:", "http"].iter().any(|mark| inner.starts_with(mark));
        return is_obeyed.then_some(end + 2);
    }
    if let Some(inner) = rest.strip_prefix(':') {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '+' | '-');
        let name = inner.find(|letter: char| !is_part(letter)).map(|end| &inner[..end])?;
        let is_name = name.len() > 1 && name.contains(|letter: char| letter.is_ascii_alphabetic());
        return (is_name && starts_word && inner[name.len()..].starts_with(':')).then_some(name.len() + 2);
    }
    let starts = |prefix: &str| rest.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
    if starts_word && ["http://", "https://", "www.", "discord.gg/"].iter().any(|prefix| starts(prefix)) {
        return Some(
            rest.find(|letter: char| letter.is_whitespace() || "<>()\"“”".contains(letter)).unwrap_or(rest.len()),
        );
    }
    ["@everyone", "@here"].iter().find(|ping| rest.starts_with(**ping)).map(|ping| ping.len())
}

/// The label and the length of a link `[label](address)` at the beginning of `rest`.
fn masked_link(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('[')?;
    let end = inner.find(['[', ']']).filter(|end| inner[*end..].starts_with("]("))?;
    let address = &inner[end + 2..];
    let close = address.find(')')?;
    (!address[..close].contains(' ')).then(|| (&inner[..end], 1 + end + 2 + close + 1))
}

/// The length of the mark of a format at `at`, if one stands there.
fn format_mark(line: &str, at: usize) -> Option<usize> {
    let rest = &line[at..];
    let mark = rest.chars().next()?;
    let length = rest.chars().take_while(|letter| *letter == mark).count();
    let before = line[..at].chars().next_back();
    let behind = rest[mark.len_utf8() * length..].chars().next();
    let is_within_word = [before, behind].into_iter().all(|letter| letter.is_some_and(char::is_alphanumeric));
    let is_alone = [before, behind].into_iter().all(|letter| letter.is_none_or(char::is_whitespace));
    let is_product = [before, behind].into_iter().all(|letter| letter.is_some_and(char::is_numeric));
    let is_format = match mark {
        '*' => !(is_alone || is_within_word && (is_product || line.matches('*').count() == 1)),
        '_' => !is_within_word,
        '~' | '|' => length >= 2,
        // ``A quotation'' of the typewriter.
        '`' => !rest.contains("''") || length != 2 && before != Some('`'),
        _ => false,
    };
    is_format.then_some(length)
}

/// Characters that show nothing, or turn the direction of writing.
fn is_unseen(letter: char) -> bool {
    let is_blank = matches!(
        letter,
        '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{FFA0}' | '\u{FE00}'..='\u{FE0F}'
    );
    let category = get_general_category(letter);
    is_blank || category == GeneralCategory::Format || category == GeneralCategory::Control && letter != '\t'
}

fn is_emoji(letter: char) -> bool {
    let is_mark = matches!(letter, '❛'..='❞');
    matches!(letter, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{2B00}'..='\u{2BFF}' | '\u{20E3}')
        && !is_mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_are_left() {
        for (posted, expected) in [
            ("**bold** *leaning* __under__ _e_ ~~gone~~ ||hidden|| `code`", "bold leaning under e gone hidden code"),
            ("see [the *page*](https://a.example/x_y) or <https://b.example>", "see the page or"),
            ("<@1> <@!2> <@&3> <#4> </ask:5> <:x:6> <a:y:7> <t:8:R> @everyone hi", "hi"),
            ("look https://a.example/a_b?c=*d* :smile: 🙂👍🏽 there", "look there"),
            ("at 10:30:15 snake_case 2*3 5 * 3 a < b", "at 10:30:15 snake_case 2*3 5 * 3 a < b"),
            ("z\u{200B}er\u{200D}o \u{202E}wid\u{2066}th\u{AD}", "zero width"),
            (r"\*not a mark\* \_ \\", r"*not a mark* _ \"),
            ("## Head", "Head"),
            ("2. second", "second"),
            ("[24.11.2025, 12:03 PM] Poole: no", "Poole: no"),
            ("``Yes,'' she said", "``Yes,'' she said"),
            ("*", "*"),
            ("[ [ ](x) <", "[ <"),
        ] {
            assert_eq!(lines(posted)[0].text, expected, "{posted}");
        }
    }

    #[test]
    fn lines_that_are_set_off_are_known() {
        let seen = |message: &str| -> Vec<(String, bool)> {
            lines(message).into_iter().map(|line| (line.text, line.is_set_off)).collect()
        };
        let line = |text: &str, is_set_off| (text.to_owned(), is_set_off);
        assert_eq!(seen("> a\n> **b**\nc"), [line("a", true), line("b", true), line("c", false)]);
        assert_eq!(seen("a\n>>> b\n\nc"), [line("a", false), line("b", true), line("", true), line("c", true)]);
        assert_eq!(
            seen("```rs\na\n```\n>.< b"),
            [line("", false), line("a", false), line("", false), line(">.< b", false)]
        );
    }
}
