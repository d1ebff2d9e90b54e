//! Days as people write them into an option.

use jiff::{ToSpan, civil::Date};

use crate::text::day::before;

/// Forms of a written day, as `strptime` names them.
const FORMS: [&str; 6] = ["%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d.%m.%Y"];

/// The day that `text` names; nothing if it is not understood.
///
/// `2025-11-25`, `25 Nov 2025`, `today`, `yesterday`, `3 days ago`, `last week` (seven days ago), `last month`
/// and `last year` are; `25/11/2025` is not, since half the world reads it otherwise.
#[must_use]
pub fn day(text: &str, today: Date) -> Option<Date> {
    let text = text.trim().to_lowercase();
    let back = match text.as_str() {
        "today" => 0.days(),
        "yesterday" => 1.day(),
        "last week" | "a week ago" => 7.days(),
        "last month" | "a month ago" => 1.month(),
        "last year" | "a year ago" => 1.year(),
        _ => return ago(&text, today).or_else(|| written(&text)),
    };
    today.checked_sub(back).ok()
}

fn ago(text: &str, today: Date) -> Option<Date> {
    let (count, unit) = text.strip_suffix(" ago")?.split_once(' ')?;
    let count: i32 = count.parse().ok().filter(|count| (0..10_000).contains(count))?;
    before(today, count, unit)
}

fn written(text: &str) -> Option<Date> {
    FORMS.iter().find_map(|form| Date::strptime(form, text).ok()).filter(|date| date.year() >= 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let today: Date = "2025-11-26".parse().unwrap();
        for (text, expected) in [
            ("2025-11-25", Some("2025-11-25")),
            (" 25 Nov 2025 ", Some("2025-11-25")),
            ("5 november 2025", Some("2025-11-05")),
            ("November 5, 2025", Some("2025-11-05")),
            ("Today", Some("2025-11-26")),
            ("yesterday", Some("2025-11-25")),
            ("3 days ago", Some("2025-11-23")),
            ("last week", Some("2025-11-19")),
            ("2 weeks ago", Some("2025-11-12")),
            ("last month", Some("2025-10-26")),
            ("2025-02-30", None),
            ("11/25/2025", None),
            ("soon", None),
            ("-3 days ago", None),
            ("999999999999 days ago", None),
            ("25-11-25", None),
            ("", None),
        ] {
            assert_eq!(day(text, today), expected.map(|date| date.parse().unwrap()), "{text}");
        }
    }
}
