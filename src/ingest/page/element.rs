//! What an element of a page is, by its name and attributes.

use scraper::{ElementRef, node::Element};

/// Elements that begin and end a block of text.
#[rustfmt::skip]
const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
];

/// Elements whose text is not for reading.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "amp-ad", "amp-analytics", "amp-consent", "amp-embed", "amp-sidebar", "amp-social-share", "applet", "audio", "canvas",
    "datalist", "dialog", "embed", "head", "iframe", "input", "map", "noembed", "noframes", "noscript", "object", "script",
    "select", "style", "svg", "template", "textarea", "title", "video",
];

/// Ways of naming what only screen readers read, without their hyphens.
const UNSEEN: [&str; 7] =
    ["sronly", "visuallyhidden", "visuallyhide", "screenreadertext", "screenreaderonly", "ahidden", "offscreen"];

pub(super) fn is_block(element: &Element) -> bool {
    BLOCKS.contains(&element.name()) || styled(element, "display:block")
}

/// Whether a browser shows nothing of the element, or nothing to read.
pub(super) fn is_silent(element: ElementRef<'_>) -> bool {
    let value = element.value();
    SILENT.contains(&value.name())
        || is_hidden(value)
        || (value.name() == "button" && !is_in_heading(element))
        || is_footnote_mark(element)
}

/// A number that leads to a note on the same page.
fn is_footnote_mark(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let is_local = value.name() == "a" && value.attr("href").is_some_and(|href| href.starts_with('#'));
    is_local && {
        let text: String = element.text().collect();
        let mark = text.trim().trim_matches(['[', ']', '(', ')']);
        mark.len() <= 3 && (mark == "*" || mark == "↩" || mark.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

fn is_hidden(element: &Element) -> bool {
    let is_unread = element.attr("aria-hidden") == Some("true") && is_block(element);
    is_unread
        || element.attr("hidden").is_some()
        || styled(element, "display:none")
        || styled(element, "visibility:hidden")
        || element.classes().any(|class| UNSEEN.contains(&class.replace(['-', '_'], "").to_lowercase().as_str()))
}

/// A question that opens its answer at a click stands in a button.
fn is_in_heading(element: ElementRef<'_>) -> bool {
    element.ancestors().take(3).filter_map(ElementRef::wrap).any(|above| heading_level(above.value()).is_some())
}

fn styled(element: &Element, rule: &str) -> bool {
    element.attr("style").is_some_and(|style| {
        let style: String = style.chars().filter(|letter| !letter.is_whitespace()).collect();
        style.to_ascii_lowercase().contains(rule)
    })
}

/// 1 to 6 for `h1` to `h6` and what is said to be one.
pub(super) fn heading_level(element: &Element) -> Option<u8> {
    match element.name().as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ if element.attr("role") == Some("heading") => {
            element.attr("aria-level").and_then(|level| level.parse().ok()).or(Some(2))
        }
        _ => None,
    }
}

/// Longer values of an attribute are no names.
const LONGEST_NAME_BYTES: usize = 300;

/// The words by which an element is named: `storyRelated-links` is `story`, `related`, `links`.
///
/// They stand in its class and id, in attributes such as `data-component`, and in the name of an element of the
/// outlet's own (`<newsletter-box>`).
pub(super) fn words(element: &Element) -> Vec<String> {
    let mut words = Vec::new();
    let is_own = is_own(element);
    let names = element.attrs().filter(|(name, _)| is_naming(name) || (is_own && *name == "name"));
    let values = names.map(|(_, value)| value).filter(|value| value.len() <= LONGEST_NAME_BYTES);
    for value in is_own.then(|| element.name()).into_iter().chain(values) {
        for word in value.split(|letter: char| !letter.is_ascii_alphanumeric()) {
            part_by_case(word, &mut words);
        }
    }
    words
}

/// Whether an element is one that the outlet made up.
pub(super) fn is_own(element: &Element) -> bool {
    element.name().contains('-')
}

fn is_naming(attribute: &str) -> bool {
    let ends = ["name", "role", "component", "testid", "test-id", "module", "type", "section", "block", "qa"];
    matches!(attribute, "class" | "id")
        || attribute.strip_prefix("data-").is_some_and(|rest| ends.iter().any(|end| rest.ends_with(end)))
}

fn part_by_case(word: &str, words: &mut Vec<String>) {
    let bytes = word.as_bytes();
    let mut start = 0;
    for at in 1..bytes.len() {
        if bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase() {
            words.push(word[start..at].to_ascii_lowercase());
            start = at;
        }
    }
    if start < word.len() {
        words.push(word[start..].to_ascii_lowercase());
    }
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::*;

    fn first(html: &str) -> (Vec<String>, bool, bool) {
        let tree = Html::parse_fragment(html);
        let element = tree.root_element().child_elements().next().unwrap();
        (words(element.value()), is_block(element.value()), is_silent(element))
    }

    #[test]
    fn an_element_is_known_by_its_name_and_attributes() {
        assert_eq!(
            first("<p class='storyRelated-links x1' id=AD_top>").0,
            ["story", "related", "links", "x1", "ad", "top"]
        );
        for (html, block, silent) in [
            ("<p>", true, false),
            ("<span>", false, false),
            ("<span style='Display: block'>", true, false),
            ("<span class='sr-only'>", false, true),
            ("<div style='display : none; color: red'>", true, true),
            ("<div hidden>", true, true),
            ("<span aria-hidden=true>", false, false),
            ("<div aria-hidden=true>", true, true),
            ("<button>", false, true),
            ("<svg>", false, true),
            ("<a href=#note-1>[1]</a>", false, true),
            ("<a href=#note-1>the note</a>", false, false),
        ] {
            let (_, is_block, is_silent) = first(html);
            assert_eq!((is_block, is_silent), (block, silent), "{html}");
        }
    }
}
