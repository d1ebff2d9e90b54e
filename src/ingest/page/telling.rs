//! Blocks that say themselves that they are no part of an article: "Advertisement", "By Ida Holm", "Read more: …".

use super::{blocks::Piece, correction, prose};

/// What the whole of a block is that is no part of an article, in lower case.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "ad", "ads", "advertisement", "advertisements", "advertisement - scroll to continue", "article continues below",
    "article continues below advertisement", "back to top", "click here", "close", "comments", "continue reading",
    "copy link", "copied", "email", "expand", "facebook", "follow us", "gift this article", "image", "latest", "leave a comment",
    "leave a reply", "like", "live", "load more", "loading", "loading...", "loading…", "log in", "menu", "more", "more stories",
    "most popular", "most read", "next", "next page", "next article", "page", "previous", "previous page", "print", "promoted",
    "read more", "recommended", "related", "related articles", "related stories", "related topics", "related content", "reply",
    "save", "scroll to continue", "search", "see more", "share", "share full article", "share this", "share this article", "share this story",
    "show comments", "show more", "sign in", "sign up", "skip advertisement", "sponsored", "sponsored content",
    "story continues below", "story continues below advertisement", "story continues below this ad", "subscribe", "subscribe now",
    "supported by", "top stories", "topics", "tags", "trending", "tweet", "view comments", "view gallery", "watch",
    "watch now", "whatsapp", "x", "you may also like", "you might also like",
];

/// How blocks begin that lead away from the article, in lower case.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "(c) ", "also read:", "also read |", "click here ", "continue reading:", "copyright ©", "credit:", "credits:",
    "do you have a news tip", "do you have a story", "do you have a tip", "don't miss:", "got a story", "got a tip",
    "have a news tip", "have you got a story", "image credit", "image source", "image:", "more stories:", "more:", "most read:",
    "must read:", "our standards:", "photo:", "photograph:", "picture:", "read also -", "read also:", "read also |",
    "read more about", "read more at", "read more from", "read more on ", "read more:", "read more |", "read next:",
    "read:", "recommended:", "related article:", "related stories:", "related story:", "related:", "related |", "see also -",
    "see also:", "see also |", "sign up for ", "sign up here", "sign up to ", "subscribe to our ", "tags:", "tap here ",
    "this article continues", "topics:", "watch live:", "watch more:", "watch now:", "watch:", "watch |", "© ",
];

/// How they begin where no sentence follows, or one on the outlet's own offers.
#[rustfmt::skip]
const OPENINGS_OF_NO_SENTENCE: &[&str] = &[
    "filed under", "follow us on ", "for more stories", "get our ", "get the latest ", "getty images", "join our ", "listen to this ",
    "more from ", "more on this", "photo by ", "posted in", "read the full ", "share this ", "support our ", "tagged",
];

/// Words of such offers.
const OFFERED: [&str; 7] = ["alerts", "inbox", "journalism", "newsletter", "newsletters", "subscribe", "subscribers"];

/// Whether the block's own words say that it is no part of the article, whatever holds it.
pub(super) fn is_telling(piece: &Piece) -> bool {
    let lower = piece.text.replace('’', "'").to_lowercase();
    let bare = lower.trim_matches(|letter: char| !letter.is_alphanumeric());
    if bare.is_empty() {
        return true;
    }
    let is_short = piece.text.chars().count() <= 200;
    WHOLE.contains(&bare)
        || WHOLE.contains(&lower.trim())
        || (is_short && leads_away(piece, &lower))
        || is_counted(bare)
        || is_page_number(&lower).is_some()
        || lower.contains("all rights reserved")
        || is_link_to_another(piece)
        || (is_short && is_invitation(&lower))
}

/// "Follow the Courier on Facebook", "Download the Courier app for the news".
fn is_invitation(lower: &str) -> bool {
    let networks = [
        "facebook",
        "instagram",
        "twitter",
        "whatsapp",
        "tiktok",
        "telegram",
        "bluesky",
        "youtube",
        "threads",
        "linkedin",
    ];
    let has_network = networks.iter().any(|network| lower.contains(network));
    let follows = ["follow ", "like ", "join ", "find us "].iter().any(|opening| lower.starts_with(opening));
    let downloads = ["download the ", "download our ", "get the "].iter().any(|opening| lower.starts_with(opening));
    let is_address = lower.contains("can be reached at ") && lower.contains(['@', '0', '1', '5']);
    is_address
        || (follows && has_network)
        || (downloads && lower.contains(" app "))
        || (downloads && lower.ends_with(" app"))
}

/// Words that stand beside names in a line that tells the writers.
const WRITING: [&str; 16] = [
    "and",
    "author",
    "authors",
    "by",
    "correspondent",
    "editor",
    "in",
    "report",
    "reported",
    "reporter",
    "reporting",
    "staff",
    "story",
    "text",
    "words",
    "written",
];

/// Whether a block is a line of the writers' names, or tells who one of them is: "Ida Holm is our reporter on the coast."
pub(super) fn is_of_writers(text: &str, names: &[&str]) -> bool {
    let tells = |name: &&&str| {
        let rest = text.strip_prefix(**name).map(str::trim_start).unwrap_or_default();
        let lower = rest.split_whitespace().next().unwrap_or_default().trim_matches(',').to_lowercase();
        matches!(lower.as_str(), "is" | "covers" | "writes" | "reports" | "joined") && text.chars().count() <= 400
    };
    let mut rest = text.to_owned();
    for name in names {
        rest = rest.replace(name, " ");
    }
    let mut words = rest.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_line = rest != text && words.all(|word| WRITING.contains(&word.to_lowercase().as_str()));
    is_line || names.iter().find(tells).is_some()
}

fn leads_away(piece: &Piece, lower: &str) -> bool {
    let opens = |openings: &[&str]| openings.iter().any(|opening| lower.starts_with(opening));
    let is_offer = !prose::ends_sentence(lower) || OFFERED.iter().any(|word| lower.contains(word));
    !has_quotation(&piece.text) && (opens(OPENINGS) || (is_offer && opens(OPENINGS_OF_NO_SENTENCE)))
}

/// "Read: ‘Nothing is lost,’ says Lee" may be the article's own; what quotes a whole sentence is left alone.
fn has_quotation(text: &str) -> bool {
    text.contains(['“', '"']) && prose::ends_sentence(text)
}

/// A block that is all link and no sentence.
fn is_link_to_another(piece: &Piece) -> bool {
    piece.level == 0 && piece.link_share > 0.9 && !prose::ends_sentence(&piece.text)
}

/// "12 comments", "4 min read", "1.2k shares".
fn is_counted(bare: &str) -> bool {
    let mut words = bare.split_whitespace();
    let counts = words.next().is_some_and(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
    let rest = words.collect::<Vec<_>>().join(" ");
    let counted = [
        "comment",
        "comments",
        "share",
        "shares",
        "min read",
        "minute read",
        "minutes read",
        "mins read",
        "likes",
        "views",
    ];
    counts && counted.contains(&rest.replace('-', " ").as_str())
}

/// The number and the count of "page 1 of 3".
pub(super) fn is_page_number(lower: &str) -> Option<(u32, u32)> {
    let words: Vec<&str> = lower.trim_matches(['(', ')', '.']).split_whitespace().collect();
    let [page, number, of, count, ..] = words.as_slice() else { return None };
    let is_short = lower.chars().count() <= 60 && *page == "page" && *of == "of";
    is_short.then_some(())?;
    Some((number.parse().ok()?, count.parse().ok()?))
}

/// Whether a block above the first sentence of a story tells of its writer or time: "By Ida Holm", "Published 9:30 GMT".
pub(super) fn is_above_the_story(text: &str) -> bool {
    let is_short = text.chars().count() <= 120 && text.split_whitespace().count() <= 14;
    let lower = text.to_lowercase();
    let opens = |openings: &[&str]| openings.iter().any(|opening| lower.starts_with(opening));
    let is_byline = opens(&["by ", "by: ", "words by ", "words: ", "from our ", "author: "])
        && !prose::ends_sentence(text)
        || opens(&["reporting from "]);
    let is_address = lower.contains("www.") && !prose::ends_sentence(text);
    is_short && (is_byline || is_address || is_time(text))
}

/// Words that stand beside a date.
#[rustfmt::skip]
const TIME_WORDS: &[&str] = &[
    "published", "posted", "updated", "update", "last", "modified", "first", "on", "at", "am", "pm", "a", "p", "m", "et", "est",
    "edt", "gmt", "utc", "bst", "cet", "cest", "eet", "pt", "pst", "pdt", "ist", "ago", "hour", "hours", "hr", "hrs", "min",
    "mins", "minute", "minutes", "day", "days", "today", "yesterday", "of", "date", "time", "and", "in", "read", "issued",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "thu",
    "thur", "thurs", "fri", "sat", "sun", "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec",
];

/// Whether a block tells nothing but a time: "Nov. 23, 2025", "Updated 2 hours ago", "12.40 GMT".
pub(super) fn is_time(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut digits = false;
    let is_of_time = words.all(|word| {
        let number = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        let unit = &word[number.len()..];
        let is_number = !number.is_empty()
            && number.len() <= 4
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && matches!(unit, "" | "st" | "nd" | "rd" | "th" | "am" | "pm" | "h" | "m" | "z");
        digits |= is_number;
        is_number || TIME_WORDS.contains(&word)
    });
    is_of_time && digits && text.chars().count() <= 80
}

/// What asks the reader to pay or to log in, in lower case.
#[rustfmt::skip]
const PAYWALL: &[&str] = &[
    "subscribe to continue", "subscribe to read", "subscribe to keep reading", "subscribe to unlock", "to continue reading",
    "to keep reading", "to read the full", "to read the rest", "to read this article", "to read this story", "unlock this article",
    "already a subscriber", "already have an account", "already a member", "is for subscribers", "for subscribers only", "subscribers only", "only available to subscribers", "available to subscribers",
    "exclusive to subscribers", "reserved for subscribers", "become a member to", "start your free trial", "you have reached your limit",
    "you've reached your limit", "free articles left", "free articles this month", "this content is for members", "this is a premium article",
    "register to continue", "create a free account", "sign in to continue", "log in to continue",
];

/// Whether a block asks the reader to pay or to log in before reading on: "Subscribe to continue reading".
///
/// A story about subscriptions says such words in longer sentences, or quotes them.
pub(super) fn is_paywall(piece: &Piece) -> bool {
    let lower = piece.text.replace('’', "'").to_lowercase();
    let is_prompt = lower.chars().count() <= 160 && !lower.contains(['“', '"', '”']) && !lower.contains(" said");
    is_prompt && PAYWALL.iter().any(|words| lower.contains(words)) && correction::label(&piece.text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::page::blocks;

    #[test]
    fn a_block_tells_what_it_is() {
        for (text, expected) in [
            ("Advertisement", true),
            ("ADVERTISEMENT", true),
            ("Read more: Pier to close", true),
            ("Read more", true),
            ("* * *", true),
            ("4 min read", true),
            ("Page 1 of 3", true),
            ("<a href=/x>Pier to close in June</a>", true),
            ("<a href=/x>The pier will close in June.</a>", false),
            ("The mayor read more than the brief.", false),
            ("Read: “It is over,” says Holm.", false),
            ("No.", false),
            ("Do you have a plan?", false),
            ("Tagged fish came back in May.", false),
            ("Tagged boats, piers", true),
            ("Join our newsletter for more of this.", true),
            ("42", false),
        ] {
            let tree = scraper::Html::parse_document(&format!("<p>{text}</p>"));
            assert_eq!(is_telling(&blocks::pieces(&tree)[0]), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_the_writers_is_known_by_their_names() {
        let names = ["Ida Holm", "Olu Adeyemi"];
        for (text, expected) in [
            ("By Ida Holm and Olu Adeyemi", true),
            ("Ida Holm, reporter", true),
            ("Ida Holm is our reporter on the coast.", true),
            ("Ida Holm said so.", false),
            ("By and by", false),
        ] {
            assert_eq!(is_of_writers(text, &names), expected, "{text}");
        }
    }

    #[test]
    fn writer_and_time_stand_above_a_story() {
        for (text, expected) in [
            ("By Ida Holm and Olu Adeyemi", true),
            ("Nov. 23, 2025", true),
            ("Updated 2 hours ago", true),
            ("Published 23rd November 2025 at 9.30am GMT", true),
            ("By the time she came, all was over.", false),
            ("In May the pier closed", false),
            ("2025", true),
            ("Sixty boats", false),
        ] {
            assert_eq!(is_above_the_story(text), expected, "{text}");
        }
    }
}
