//! Elements on the page of an article that are named as no part of it, as `<div class="newsletter-signup">`.
//!
//! They are only asked for inside the article: many a page has `class="has-comments"` around everything.

use scraper::ElementRef;

use super::element;

/// Elements that hold no part of an article.
const TAGS: [&str; 3] = ["nav", "menu", "form"];

/// Roles of the same kind.
const ROLES: [&str; 9] =
    ["alert", "alertdialog", "banner", "complementary", "contentinfo", "dialog", "navigation", "search", "toolbar"];

/// Words of a class, each enough by itself.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "ad", "addtoany", "ads", "adslot", "adunit", "advert", "advertisement", "advertising", "adverts", "author", "authorbio",
    "authors", "audioplayer", "bio", "breadcrumb", "breadcrumbs", "byline", "bylines", "comments", "consent", "contributor",
    "cookie", "cookies", "copyright", "credit", "credits", "cta", "disclaimer", "disqus", "donate", "donation", "eyebrow", "feedback", "gdpr", "inread",
    "kicker", "login", "meta", "modal", "mostread", "nav", "navbar", "navigation", "newsletter",
    "newsletters", "noprint", "onward", "outbrain", "overlay", "pager", "pagination", "player", "poll", "popular", "popup", "promo",
    "promobox", "promos", "promotion", "promotions", "pubdate", "pullquote", "readmore", "readtime", "recirc",
    "recirculation", "recommended", "recommendations", "related", "relatedposts", "rubric", "share", "sharebar",
    "sharedaddy", "sharethis", "sharing", "sidebar", "signup", "social", "socials", "sponsor", "sponsored", "subscribe",
    "subscription", "survey", "taboola", "taglist", "tags", "teaser", "teasers", "timestamp", "toc", "toolbar", "topics",
    "trending", "upsell",
];

/// Pairs of such words.
#[rustfmt::skip]
const PAIRS: &[(&str, &str)] = &[
    ("also", "like"), ("comment", "form"), ("comment", "list"), ("dont", "miss"), ("latest", "news"), ("more", "from"),
    ("more", "on"), ("more", "stories"), ("most", "read"), ("pull", "quote"), ("read", "also"), ("read", "more"),
    ("read", "next"), ("reading", "time"), ("rich", "link"), ("see", "also"), ("sign", "up"), ("skip", "link"),
    ("up", "next"), ("write", "comment"),
];

/// Whether a name of the element says that all in it is not the article's.
pub(super) fn is_named(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let has_role = value.attr("role").is_some_and(|role| ROLES.contains(&role));
    if TAGS.contains(&value.name()) || has_role || is_author(element) {
        return true;
    }
    // An inline element is part of its sentence unless it is an advertisement.
    let words = element::words(value);
    if !element::is_block(value) && !element::is_own(value) {
        return words.iter().any(|word| matches!(word.as_str(), "ad" | "advertisement"));
    }
    words.iter().any(|word| WORDS.contains(&word.as_str()))
        || words.windows(2).any(|pair| PAIRS.contains(&(pair[0].as_str(), pair[1].as_str())))
}

fn is_author(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let named = value.attr("itemprop") == Some("author") || value.attr("rel") == Some("author");
    named && element::is_block(value)
}

/// Words of a class whose element lies over the page, or below it, and is longer than many a story.
const OVERLAYS: [&str; 10] =
    ["comments", "consent", "cookie", "cookies", "disqus", "gdpr", "modal", "onetrust", "popup", "privacy"];

/// Whether the element holds a notice on cookies or what readers wrote, and no article.
pub(super) fn is_overlay(element: ElementRef<'_>) -> bool {
    let holds_article = |element: ElementRef<'_>| {
        element.descendent_elements().any(|inner| matches!(inner.value().name(), "article" | "main" | "h1" | "body"))
    };
    element::is_block(element.value())
        && element::words(element.value()).iter().any(|word| OVERLAYS.contains(&word.as_str()))
        && !holds_article(element)
}

/// Words of a class under a headline that sum up the article.
const STANDFIRSTS: [&str; 9] =
    ["dek", "deck", "standfirst", "strapline", "subhead", "subheading", "subheadline", "subtitle", "summary"];

/// Whether the element holds the line under the headline that sums up the article.
pub(super) fn is_standfirst(element: ElementRef<'_>) -> bool {
    element::words(element.value()).iter().any(|word| STANDFIRSTS.contains(&word.as_str()))
}

/// Whether a heading that is a link makes the element a way to another article.
///
/// The heading of a live blog's post links to its own place (`#…`) and is none.
pub(super) fn is_teaser(element: ElementRef<'_>) -> bool {
    if !matches!(element.value().name(), "article" | "div" | "section" | "aside" | "li") {
        return false;
    }
    let leads_away = |link: ElementRef<'_>| {
        link.value().name() == "a" && link.attr("href").is_some_and(|href| !href.starts_with('#'))
    };
    let is_link = |heading: ElementRef<'_>| {
        let own: usize = heading.text().map(|text| text.trim().len()).sum();
        let links = heading.descendent_elements().chain(heading.ancestors().take(3).filter_map(ElementRef::wrap));
        let linked =
            links.filter(|link| leads_away(*link)).map(|link| link.text().map(|text| text.trim().len()).sum::<usize>());
        own > 0 && linked.max().unwrap_or_default() >= own
    };
    let heading = element.descendent_elements().find(|inner| element::heading_level(inner.value()).is_some());
    heading.is_some_and(is_link)
}

/// Whether an element is named as what stands before the rest of an article.
pub(super) fn is_paywall_element(element: ElementRef<'_>) -> bool {
    let names = ["barrier", "gate", "meter", "paygate", "paywall", "regwall", "registerwall", "softwall"];
    element::words(element.value()).iter().any(|word| names.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_class_tell_what_an_element_is() {
        for (html, expected) in [
            ("<div class=newsletter-signup>", true),
            ("<div class='story__body'>", false),
            ("<section id=moreFrom>", true),
            ("<span class=share>", false),
            ("<span class=ad>", true),
            ("<aside class='pull-quote left'>", true),
            ("<div class=download>", false),
            ("<div class=shadow>", false),
            ("<div role=navigation>", true),
        ] {
            let tree = scraper::Html::parse_fragment(html);
            let element = tree.root_element().child_elements().next().unwrap();
            assert_eq!(is_named(element), expected, "{html}");
        }
    }
}
