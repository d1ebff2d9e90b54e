//! Days as pages write them.

use jiff::{civil::Date, fmt::strtime};

use crate::{article::Published, ingest::published};

/// Ways of writing a day in English.
const FORMATS: [&str; 8] =
    ["%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y", "%A, %B %d, %Y", "%A, %d %B %Y", "%B %d %Y", "%A %d %B %Y"];

/// The date that is written as programs do or as English-speaking people do: `November 23, 2025`, `23 Nov. 2025`.
///
/// What has its day and month in numbers alone (`11/12/2025`) is not read: nobody knows which is which.
pub(super) fn published(written: &str) -> Option<Published> {
    let written = written.trim();
    published::published(written).or_else(|| {
        let date = in_english(written)?;
        let at = None;
        (1600..=9999).contains(&date.year()).then(|| Published { written: written.to_owned(), date, at })
    })
}

fn in_english(written: &str) -> Option<Date> {
    let lower = written.to_ascii_lowercase();
    let words = ["published on", "published", "posted on", "posted"];
    let at = words.iter().find(|word| lower.starts_with(**word)).map_or(0, |word| word.len());
    let day =
        written[at..].trim_start_matches([':', ' ']).replace("Sept.", "Sep").replace("Sept ", "Sep ").replace('.', "");
    FORMATS.iter().find_map(|format| strtime::parse(format, day.trim()).ok()?.to_date().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for (written, expected) in [
            ("November 23, 2025", Some("2025-11-23")),
            ("23 November 2025", Some("2025-11-23")),
            ("Nov. 23, 2025", Some("2025-11-23")),
            ("Sept. 3, 2025", Some("2025-09-03")),
            ("Published: Sunday, November 23, 2025", Some("2025-11-23")),
            ("2025-11-23T08:00:00+0200", Some("2025-11-23")),
            ("11/12/2025", None),
            ("two days ago", None),
            ("", None),
        ] {
            assert_eq!(published(written).map(|read| read.date.to_string()).as_deref(), expected, "{written}");
        }
    }
}
