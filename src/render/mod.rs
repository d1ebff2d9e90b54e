//! An answer as Discord embeds, terminal text or JSON lines.
//!
//! The renderers are pure, take a [`crate::answer::Checked`] answer, and add no words of their own to a
//! quotation. What they say about one, in the same words everywhere, is here.

pub mod check;
pub mod discord;
pub mod json;
pub mod terminal;

use jiff::civil::Date;

use crate::{
    answer::passage::{Answer, Certainty, Passage, Refusal, Scope},
    article::{
        Citation,
        statement::{Polarity, Statement, StatementKind},
    },
};

/// How the article gives the sentence: *direct*, *reported, not verbatim*, *mixed* or *narration*.
#[must_use]
pub fn kind(passage: &Passage) -> &'static str {
    match passage.statement.as_ref().map(|statement| statement.kind) {
        Some(StatementKind::Direct) => "direct",
        Some(StatementKind::Mixed) => "mixed, only the part in quotation marks is verbatim",
        Some(StatementKind::Indirect) => "reported, not verbatim",
        None => "narration",
    }
}

/// Who speaks, with the role that the article gives ("Dmitry Peskov, Kremlin spokesman") and whoever relays it
/// ("…, relayed by ABC News"); *speaker unclear* where that is not known well enough; nothing for narration.
#[must_use]
pub fn speaker(passage: &Passage) -> Option<String> {
    let statement = passage.statement.as_ref()?;
    let role = statement.speaker.as_ref().and_then(|speaker| speaker.role.as_deref());
    let mut line = match (passage.speaker_name(), role) {
        (None, _) => "speaker unclear".to_owned(),
        (Some(name), Some(role)) if !role.is_empty() => format!("{name}, {role}"),
        (Some(name), _) => name.to_owned(),
    };
    for relay in statement.via.iter().rev() {
        line.push_str(", relayed by ");
        line.push_str(&relay.name);
    }
    Some(line)
}

/// How sure the attribution is, and that the speaker denies or opposes the content, in plain words.
#[must_use]
pub fn remarks(statement: &Statement) -> Vec<&'static str> {
    let stance = match statement.polarity {
        Polarity::Asserts => None,
        Polarity::Denies => Some("denies this"),
        Polarity::Opposes => Some("is against this"),
    };
    stance.into_iter().chain([Certainty::of(statement.confidence).word()]).collect()
}

/// The article in one line: outlet, headline, date, each only where it is known.
#[must_use]
pub fn source(citation: &Citation, doc: &str) -> String {
    let outlet = citation.outlet.as_deref().unwrap_or("outlet unknown");
    let headline = citation.headline.clone().unwrap_or_else(|| format!("no headline ({doc})"));
    let day = citation.published.as_ref().map_or("date unknown".to_owned(), |published| date(published.date));
    [outlet, &headline, &day].join(" · ")
}

/// In which other articles the same sentence stands, as "also in Herald, Post and 2 more articles"; nothing where it
/// is in none.
#[must_use]
pub fn copies(passage: &Passage) -> Option<String> {
    let mut outlets: Vec<&str> =
        passage.copies.iter().filter_map(|copy| copy.citation.outlet.as_deref()).take(OUTLETS).collect();
    outlets.dedup();
    let others = passage.copies.len().checked_sub(outlets.len()).filter(|_| !passage.copies.is_empty())?;
    let counted = match (outlets.is_empty(), others) {
        (_, 0) => None,
        (true, count) => Some(counted(count, "other article")),
        (false, count) => Some(counted(count, "more article")),
    };
    let named = (!outlets.is_empty()).then(|| outlets.join(", "));
    Some(format!("also in {}", named.into_iter().chain(counted).collect::<Vec<_>>().join(" and ")))
}

/// So many outlets of copies are named.
const OUTLETS: usize = 2;

/// A day as "25 Nov 2025".
#[must_use]
pub fn date(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// What was searched, as "12 articles, 3 outlets, 20–26 Nov 2025".
#[must_use]
pub fn scope(scope: &Scope) -> String {
    let mut parts = vec![counted(scope.articles, "article"), counted(scope.outlets, "outlet")];
    if scope.outlets == 0 {
        parts.truncate(1);
    }
    parts.extend(scope.days.map(|(first, last)| days(first, last)));
    parts.join(", ")
}

/// Why there is no answer, in a sentence; nothing where there is one.
#[must_use]
pub fn refusal(answer: &Answer) -> Option<String> {
    let sentence = match answer.refusal.as_ref()? {
        Refusal::NothingAsked => "Not in the record: the question names nothing to look for.".to_owned(),
        Refusal::UnknownSpeaker { asked, nearest } if nearest.is_empty() => {
            format!("Not in the record: nobody called {asked} is on record.")
        }
        Refusal::UnknownSpeaker { asked, nearest } => {
            format!("Not in the record: nobody called {asked} is on record. Near names: {}.", nearest.join(", "))
        }
        Refusal::NothingBySpeaker { speaker } => {
            format!("Not in the record: no statement of {speaker} fits this.")
        }
        Refusal::OthersOnThis { speaker, other } => {
            format!("Not in the record: no statement of {speaker} fits this, but one of {other} is near.")
        }
        Refusal::NotGiven { asked } => {
            format!("Not in the record: it speaks of this, but the {asked} is not given.")
        }
        Refusal::NothingFits => "Not in the record: no sentence answers this.".to_owned(),
    };
    Some(sentence)
}

/// `count` with its noun in the right number, as "1 article" and "12 articles".
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// As short as the days allow: "20–26 Nov 2025", "30 Oct – 2 Nov 2025", "30 Dec 2024 – 2 Jan 2025".
fn days(first: Date, last: Date) -> String {
    if first == last {
        date(first)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{}", first.day(), date(last))
    } else if first.year() == last.year() {
        format!("{} – {}", first.strftime("%-d %b"), date(last))
    } else {
        format!("{} – {}", date(first), date(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_scope_is_as_short_as_its_days_allow() {
        for (articles, outlets, days, expected) in [
            (12, 3, Some(("2025-11-20", "2025-11-26")), "12 articles, 3 outlets, 20–26 Nov 2025"),
            (1, 1, Some(("2025-11-20", "2025-11-20")), "1 article, 1 outlet, 20 Nov 2025"),
            (2, 0, None, "2 articles"),
            (2, 1, Some(("2025-10-30", "2025-11-02")), "2 articles, 1 outlet, 30 Oct – 2 Nov 2025"),
            (2, 1, Some(("2024-12-30", "2025-01-02")), "2 articles, 1 outlet, 30 Dec 2024 – 2 Jan 2025"),
        ] {
            let days = days.map(|(first, last)| (day(first), day(last)));
            assert_eq!(scope(&Scope { articles, outlets, days }), expected);
        }
    }
}
