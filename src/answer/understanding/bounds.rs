//! Where and when a question says to look: "according to the Riga Herald", "last week", "since Monday".
//!
//! Only what bounds the day of publication is a bound: "since March" is, "in March" is not, for articles of April
//! tell of March too.

use jiff::civil::{Date, Weekday};

use crate::{
    answer::{
        names::Directory,
        understanding::token::{Token, is_auxiliary, plain},
        vocabulary::{counted, month, weekday},
    },
    text::day::before,
};

/// How long the name of an outlet may be, in words.
const OUTLET_WORDS: usize = 6;

/// Which articles the words of a question leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::answer) struct Bounds {
    /// Only articles of this outlet, as the record writes it.
    pub(in crate::answer) outlet: Option<String>,
    /// Only articles published on this day or later.
    pub(in crate::answer) since: Option<Date>,
    /// Only articles published on this day or earlier.
    pub(in crate::answer) until: Option<Date>,
}

impl Bounds {
    /// Whether every article is left.
    pub(in crate::answer) fn is_empty(&self) -> bool {
        *self == Bounds::default()
    }

    /// What they are for a question of fact: what happened last week is told this week too.
    pub(super) fn of_fact(self) -> Bounds {
        Bounds { until: None, ..self }
    }
}

/// The days that a phrase of so many words means.
struct Phrase {
    length: usize,
    since: Date,
    until: Option<Date>,
}

/// The bounds in a question asked today, and what is left of the question. Without a today, days bound nothing.
pub(super) fn taken(mut tokens: Vec<Token>, today: Option<Date>, directory: &Directory) -> (Bounds, Vec<Token>) {
    let mut bounds = Bounds::default();
    if let Some((name, range)) = outlet(&tokens, directory) {
        bounds.outlet = Some(name);
        tokens.drain(range);
    }
    let days = today.and_then(|today| (0..tokens.len()).find_map(|at| Some((at, days(&tokens, at, today)?))));
    if let Some((at, phrase)) = days {
        (bounds.since, bounds.until) = (Some(phrase.since), phrase.until);
        tokens.drain(at..at + phrase.length);
    }
    if let Some(first) = tokens.first_mut() {
        first.is_first = true;
    }
    (bounds, tokens)
}

/// The outlet of "according to the Herald", "in the Herald", "did the Herald report", and which words to leave out.
fn outlet(tokens: &[Token], directory: &Directory) -> Option<(String, std::ops::Range<usize>)> {
    (1..tokens.len()).find_map(|start| {
        let longest = tokens.len().min(start + OUTLET_WORDS);
        let (name, end) = (start + 1..=longest).rev().find_map(|end| {
            let name = directory.outlet(&plain(&tokens[start..end]))?;
            tokens[start..end].iter().any(|token| token.is_capitalised).then(|| (name.to_owned(), end))
        })?;
        let before = |back: usize| start.checked_sub(back).map_or("", |at| tokens[at].word.as_str());
        let reports = tokens.get(end).filter(|next| is_report(&next.word));
        match before(1) {
            "to" if before(2) == "according" => Some((name, start - 2..end)),
            "in" | "by" | "per" => Some((name, start - 1..end)),
            word if is_auxiliary(word) && reports.is_some() => Some((name, start..end + 1)),
            _ => None,
        }
    })
}

fn is_report(word: &str) -> bool {
    matches!(
        word,
        "report" | "reported" | "write" | "written" | "print" | "printed" | "publish" | "published" | "run" | "carry"
    )
}

/// The days meant by what begins at `at`.
fn days(tokens: &[Token], at: usize, today: Date) -> Option<Phrase> {
    let words: Vec<&str> = tokens[at..].iter().take(6).map(|token| token.word.as_str()).collect();
    let phrase = rolling(&words, today).or_else(|| since(&words, today)).or_else(|| calendar(&words, today))?;
    // "About last week's vote" and "of last month" tell what it is about.
    let is_topic = at > 0 && matches!(tokens[at - 1].word.as_str(), "about" | "of" | "from" | "on" | "to" | "for");
    (!is_topic && !tokens[at + phrase.length - 1].is_possessive).then_some(phrase)
}

/// "In the last three days", "over the past week".
fn rolling(words: &[&str], today: Date) -> Option<Phrase> {
    let preposition = usize::from(matches!(words.first()?, &"in" | &"over" | &"during" | &"within"));
    let article = usize::from(words.get(preposition) == Some(&"the"));
    let start = preposition + article;
    let is_last = matches!(words.get(start)?, &"last" | &"past");
    let count = words.get(start + 1).and_then(|word| counted(word));
    let unit = words.get(start + 1 + usize::from(count.is_some()))?;
    let is_rolling = is_last && (count.is_some() || article == 1 || words[start] == "past");
    let since = before(today, count.unwrap_or(1), unit)?;
    let length = start + 2 + usize::from(count.is_some());
    is_rolling.then_some(Phrase { length, since, until: None })
}

/// "Since Monday", "since 12 May", "since March".
fn since(words: &[&str], today: Date) -> Option<Phrase> {
    if words.first() != Some(&"since") {
        return None;
    }
    let last = usize::from(words.get(1) == Some(&"last"));
    let word = words.get(1 + last)?;
    let single = |date: Date| Some(Phrase { length: 2 + last, since: date, until: None });
    if let Some(weekday) = weekday(word) {
        return single(latest(weekday, today));
    }
    if *word == "yesterday" {
        return single(today.yesterday().ok()?);
    }
    if let Some(phrase) = calendar(&words[1..], today) {
        return Some(Phrase { length: phrase.length + 1, until: None, ..phrase });
    }
    since_day(&words[1..], today).map(|phrase| Phrase { length: phrase.length + 1, ..phrase })
}

/// "12 May 2025", "May 12", "May": the latest that is not to come.
fn since_day(words: &[&str], today: Date) -> Option<Phrase> {
    let day = |word: Option<&&str>| {
        let digits = word?.trim_end_matches(char::is_alphabetic);
        digits.parse::<i8>().ok().filter(|day| (1..=31).contains(day))
    };
    let first = day(words.first());
    let month = month(words.get(usize::from(first.is_some()))?)?;
    let second = first.or_else(|| day(words.get(1)));
    let length = 1 + usize::from(second.is_some());
    let year = words.get(length).and_then(|word| word.parse::<i16>().ok()).filter(|year| (1900..2200).contains(year));
    let date = |year: i16| Date::new(year, month, second.unwrap_or(1)).ok();
    let latest = || date(today.year()).filter(|date| *date <= today).or_else(|| date(today.year() - 1));
    let since = year.map_or_else(latest, date)?;
    Some(Phrase { length: length + usize::from(year.is_some()), since, until: None })
}

/// "Yesterday", "this month", "last week": days of the calendar.
fn calendar(words: &[&str], today: Date) -> Option<Phrase> {
    let first = *words.first()?;
    if let "today" | "tonight" | "yesterday" = first {
        // What was said yesterday is published today, too.
        let since = if first == "yesterday" { today.yesterday().ok()? } else { today };
        return Some(Phrase { length: 1, since, until: Some(today) });
    }
    let this = begin(words.get(1)?, today)?;
    match first {
        "this" => Some(Phrase { length: 2, since: this, until: Some(today) }),
        "last" | "previous" => {
            let until = this.yesterday().ok()?;
            Some(Phrase { length: 2, since: begin(words[1], until)?, until: Some(until) })
        }
        _ => None,
    }
}

/// The first day of the week, month or year that `day` is in.
fn begin(unit: &str, day: Date) -> Option<Date> {
    match unit {
        "week" => Some(latest(Weekday::Monday, day)),
        "month" => Some(day.first_of_month()),
        "year" => Some(day.first_of_year()),
        _ => None,
    }
}

fn latest(weekday: Weekday, today: Date) -> Date {
    before(today, i32::from(today.weekday().since(weekday)), "day").unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{answer::understanding::token::tokens, lexicon::people::People};

    fn read(text: &str) -> (String, String) {
        let outlets = vec!["The Riga Herald".to_owned(), "Reuters".to_owned()];
        let directory = Directory::new(Arc::new(Vec::new()), outlets, &People::default());
        // A Wednesday.
        let today = jiff::civil::date(2025, 11, 26);
        let (bounds, rest) = taken(tokens(text), Some(today), &directory);
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let bounds = [bounds.outlet.unwrap_or_default(), day(bounds.since), day(bounds.until)].join(" ");
        (bounds.trim().to_owned(), plain(&rest).join(" "))
    }

    #[test]
    fn words_that_bound_the_publication_are_taken() {
        for (text, bounds, rest) in [
            ("What did Hall say last week?", "2025-11-17 2025-11-23", "what did hall say"),
            ("What did Hall say this week?", "2025-11-24 2025-11-26", "what did hall say"),
            ("Who spoke yesterday about tolls?", "2025-11-25 2025-11-26", "who spoke about tolls"),
            ("What has Hall said since Monday?", "2025-11-24", "what has hall said"),
            ("What has Hall said since Thursday?", "2025-11-20", "what has hall said"),
            ("What has Hall said since 12 May?", "2025-05-12", "what has hall said"),
            ("What has Hall said since May 12th, 2024?", "2024-05-12", "what has hall said"),
            ("What has Hall said since December?", "2024-12-01", "what has hall said"),
            ("What has Hall said since last month?", "2025-10-01", "what has hall said"),
            ("Who quit in the last three days?", "2025-11-23", "who quit"),
            ("Who quit over the past month?", "2025-10-26", "who quit"),
            ("Who quit in the last week?", "2025-11-19", "who quit"),
            ("What did Hall say last year?", "2024-01-01 2024-12-31", "what did hall say"),
            ("How many quit, according to Reuters?", "Reuters", "how many quit"),
            ("Did the Riga Herald report that tolls rise?", "The Riga Herald", "did that tolls rise"),
            ("What stood in the Riga Herald on tolls?", "The Riga Herald", "what stood on tolls"),
        ] {
            assert_eq!(read(text), (bounds.to_owned(), rest.to_owned()), "{text}");
        }
    }

    #[test]
    fn other_times_and_outlets_are_topic() {
        for text in [
            "What did Hall say about last week's vote?",
            "What did Hall say on Monday?",
            "What did Hall say in March 2016?",
            "What did Hall say of last month?",
            "Did Hall criticise Reuters?",
            "Who spoke in the opera house?",
            "How much has it grown since his speech?",
        ] {
            assert_eq!(read(text).0, "", "{text}");
        }
    }
}
