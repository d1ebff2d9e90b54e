//! A link to the very sentence, in the form that Discord shows as a word to click.

use std::fmt::Write;

use crate::render::discord::escape::escape;

/// Longer addresses are not linked, in code points: a card has no room for them.
const LONGEST: usize = 500;
/// A sentence of more words is named by so many of its first and last ones.
const WORDS: usize = 5;

/// `label` as a link to `sentence` in the page at `url`; the bare escaped label where there is no such page.
///
/// Only `http` and `https` addresses of a plain host are linked: none with a user name, which can pass for
/// another site. The address can't end the link early, and a label with brackets, emoji or an address of its
/// own, which would break it, stands beside the link.
#[must_use]
pub fn link(label: &str, url: Option<&str>, sentence: &str) -> String {
    let Some(address) = url.and_then(|url| address(url, sentence)) else {
        return escape(label);
    };
    if linkable(label) {
        format!("[{}](<{address}>)", escape(label))
    } else {
        format!("{} · [open](<{address}>)", escape(label))
    }
}

fn address(url: &str, sentence: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | ':');
    if !known || host.is_empty() || !host.chars().all(plain) {
        return None;
    }
    let page = format!("{}://{host}{}", scheme.to_ascii_lowercase(), encoded(path, is_address_character));
    let join = if page.contains('#') { "" } else { "#" };
    let whole = format!("{page}{join}:~:text={}", fragment(sentence));
    [whole, page].into_iter().find(|address| address.len() <= LONGEST)
}

/// The sentence as a text fragment: whole, or its first and last words.
fn fragment(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let part = |words: &[&str]| encoded(&words.join(" "), |letter| letter.is_ascii_alphanumeric());
    if words.len() <= 2 * WORDS {
        return part(&words);
    }
    format!("{},{}", part(&words[..WORDS]), part(&words[words.len() - WORDS..]))
}

/// Characters of an address that neither Discord nor a browser takes for its end.
fn is_address_character(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-._~/?#&=+,;:@!$%".contains(letter)
}

fn encoded(text: &str, keeps: impl Fn(char) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for letter in text.chars() {
        if keeps(letter) {
            encoded.push(letter);
            continue;
        }
        for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
            write!(encoded, "%{byte:02X}").expect("a string can be written to");
        }
    }
    encoded
}

/// Whether Discord shows a link of that label as a link.
fn linkable(label: &str) -> bool {
    let plain = |letter: char| {
        let punctuation = letter.is_ascii_punctuation() && !"[]<>".contains(letter);
        letter.is_alphanumeric() || letter == ' ' || punctuation || "–—‘’“”«»…•·€£$".contains(letter)
    };
    !label.trim().is_empty() && label.chars().all(plain) && !label.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "The bridge, now shut, will open again on the first day of May.";

    #[test]
    fn the_link_names_the_sentence() {
        let text = link("Bridge shut", Some("https://news.example/a?b=1"), SENTENCE);
        let fragment = "The%20bridge%2C%20now%20shut%2C%20will,the%20first%20day%20of%20May%2E";
        assert_eq!(text, format!("[Bridge shut](<https://news.example/a?b=1#:~:text={fragment}>)"));
        assert!(link("x", Some("https://news.example/#top"), "No.").contains("#top:~:text=No%2E"));
    }

    #[test]
    fn what_is_no_web_address_is_not_linked() {
        for url in [
            "javascript:alert(1)",
            "ftp://a.example",
            "https://",
            "https://good.example@evil.example/",
            "x",
            "https://a b/",
        ] {
            assert_eq!(link("Title", Some(url), SENTENCE), "Title", "{url}");
        }
        assert_eq!(link("A *b*", None, SENTENCE), "A \\*b\\*");
    }

    #[test]
    fn an_address_cannot_end_the_link() {
        let text = link("T", Some("https://a.example/x>)[y](z) \"<@1>"), "No.");
        assert_eq!(text.matches('>').count(), 1, "{text}");
        assert!(text.starts_with("[T](<https://a.example/x%3E%29%5By%5D%28z%29%20%22%3C@1%3E#:~"), "{text}");
    }

    #[test]
    fn a_label_that_would_break_the_link_stands_beside_it() {
        for label in ["🙂 smile", "a [b", "see https://evil.example", "] (x)"] {
            let text = link(label, Some("https://a.example/"), "No.");
            assert!(text.starts_with(&format!("{} · [open](<", escape(label))), "{text}");
        }
    }

    #[test]
    fn too_long_an_address_loses_the_fragment_then_the_link() {
        let near = format!("https://a.example/{}", "a".repeat(480));
        assert!(link("T", Some(&near), SENTENCE).ends_with("a>)"));
        assert_eq!(link("T", Some(&format!("{near}{near}")), SENTENCE), "T");
    }
}
