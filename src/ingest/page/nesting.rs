//! How deep a page is nested, before it is read.
//!
//! A parser of HTML takes a time that grows with the square of the depth: a few megabytes of `<div>` would take hours.

/// Browsers stop at 512.
const DEEPEST: usize = 4000;

/// Elements that end without a closing tag, or can hold nothing.
#[rustfmt::skip]
const SHALLOW: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
    "source", "td", "th", "tr", "track", "wbr",
];

/// Whether elements are nested deeper than on any page of an outlet, as far as the tags alone tell.
///
/// A tag in a script or comment is counted like any other.
pub(super) fn is_too_deep(html: &str) -> bool {
    let bytes = html.as_bytes();
    let mut depth = 0_usize;
    for (at, _) in html.match_indices('<') {
        match bytes.get(at + 1) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(letter) if letter.is_ascii_alphabetic() => {
                depth += usize::from(!is_shallow(&bytes[at + 1..]));
            }
            _ => {}
        }
        if depth > DEEPEST {
            return true;
        }
    }
    false
}

fn is_shallow(tag: &[u8]) -> bool {
    let end = tag.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len());
    SHALLOW.iter().any(|name| tag[..end].eq_ignore_ascii_case(name.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_nesting_counts() {
        for (html, expected) in [
            ("<div>".repeat(5000), true),
            ("<b><i>".repeat(3000), true),
            ("<div></div>".repeat(5000), false),
            ("<p>a<br>b<img src=x>".repeat(5000), false),
            ("a < b ".repeat(9000), false),
        ] {
            assert_eq!(is_too_deep(&html), expected, "{}", &html[..12]);
        }
    }
}
