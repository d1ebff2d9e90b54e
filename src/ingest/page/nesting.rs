//! Whether a page can be read in a fair time, before it is read.
//!
//! A parser of HTML takes a time that grows with the square of the depth, and of the attributes of one element: a few
//! megabytes of `<div>` would take hours.

/// Browsers stop at 512.
const DEEPEST: usize = 1500;

/// Words between `<` and `>`, quoted or not; the longest that outlets write are descriptions in attributes.
const MOST_WORDS: usize = 20_000;

/// Elements that end without a closing tag, or can hold nothing.
#[rustfmt::skip]
const SHALLOW: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
    "source", "td", "th", "tr", "track", "wbr",
];

/// Whether elements are nested deeper, or have more attributes, than on any page of an outlet, as far as signs and
/// spaces tell: a tag in a script or comment is counted like any other.
pub(super) fn is_beyond_reading(html: &str) -> bool {
    let bytes = html.as_bytes();
    let (mut depth, mut words) = (0_usize, 0_usize);
    let mut is_in_tag = false;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => match bytes.get(at + 1) {
                Some(b'/') => {
                    depth = depth.saturating_sub(usize::from(!is_shallow(&bytes[(at + 2).min(bytes.len())..])))
                }
                Some(letter) if letter.is_ascii_alphabetic() => {
                    depth += usize::from(!is_shallow(&bytes[at + 1..]));
                    (is_in_tag, words) = (true, 0);
                }
                _ => {}
            },
            b'>' => is_in_tag = false,
            _ if is_in_tag => words += usize::from(byte.is_ascii_whitespace() || byte == b'/'),
            _ => {}
        }
        if depth > DEEPEST || words > MOST_WORDS {
            return true;
        }
    }
    false
}

fn is_shallow(tag: &[u8]) -> bool {
    let end = tag.iter().take(8).position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len().min(8));
    SHALLOW.iter().any(|name| tag[..end].eq_ignore_ascii_case(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_depth_and_attributes_count() {
        for (html, expected) in [
            ("<div>".repeat(2000), true),
            ("<b><i>".repeat(1000), true),
            ("<div><p>a</p>".repeat(2000), true),
            (format!("<p {}>", "a=1 ".repeat(30_000)), true),
            ("<div></div>".repeat(5000), false),
            ("<p>a<br>b<img src=x>".repeat(5000), false),
            ("a < b ".repeat(30_000), false),
            ("<p>".to_owned() + &"word ".repeat(30_000), false),
        ] {
            assert_eq!(is_beyond_reading(&html), expected, "{}", &html[..12]);
        }
    }
}
