//! Dates as outlets write them.

use jiff::{
    civil::Date,
    fmt::{rfc2822, temporal::Pieces},
};

use crate::article::Published;

/// The date written as `2025-11-23`, `2025-11-23T08:00:00+02:00` or `Sun, 23 Nov 2025 08:00:00 +0200`; nothing
/// if it is none of these.
///
/// The instant is known only where an offset is written: a bare time of day is never guessed to be in a zone.
pub(super) fn published(written: &str) -> Option<Published> {
    let text = written.trim();
    let (date, at) = match Pieces::parse(text) {
        Ok(pieces) => (pieces.date(), instant(text, &pieces)?),
        Err(_) => {
            let zoned = rfc2822::parse(text).ok()?;
            (zoned.date(), Some(zoned.timestamp()))
        }
    };
    is_a_day_of_the_press(date).then(|| Published { written: written.to_owned(), date, at })
}

/// The instant, if the pieces have time and offset; nothing at all if they don't fit together.
#[expect(clippy::option_option, reason = "no instant and no sense are two outcomes")]
fn instant(text: &str, pieces: &Pieces<'_>) -> Option<Option<jiff::Timestamp>> {
    let has_offset = pieces.offset().is_some() || pieces.time_zone_annotation().is_some();
    if pieces.time().is_none() || !has_offset {
        return Some(None);
    }
    let zoned = text.parse::<jiff::Zoned>().map(|zoned| zoned.timestamp());
    zoned.or_else(|_| text.parse::<jiff::Timestamp>()).ok().map(Some)
}

/// The first newspaper was printed in 1605; four digits make a year.
fn is_a_day_of_the_press(date: Date) -> bool {
    (1600..=9999).contains(&date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_exactly_as_they_are_written() {
        for (written, expected) in [
            ("2025-11-23", Some(("2025-11-23", None))),
            ("2025-11-23T01:30:00+02:00", Some(("2025-11-23", Some("2025-11-22T23:30:00Z")))),
            ("2025-11-23 01:30+02:00", Some(("2025-11-23", Some("2025-11-22T23:30:00Z")))),
            ("2025-11-23T08:00:00Z", Some(("2025-11-23", Some("2025-11-23T08:00:00Z")))),
            ("2025-11-23T08:00", Some(("2025-11-23", None))),
            ("2025-11-23T08:00:00[Europe/Kyiv]", Some(("2025-11-23", Some("2025-11-23T06:00:00Z")))),
            ("Sun, 23 Nov 2025 01:30:00 +0200", Some(("2025-11-23", Some("2025-11-22T23:30:00Z")))),
            ("2025-02-30", None),
            ("yesterday", None),
            ("0001-01-01", None),
            ("23", None),
        ] {
            let read = published(written);
            let read = read.map(|read| (read.date.to_string(), read.at.map(|at| at.to_string())));
            let expected = expected.map(|(date, at)| (date.to_owned(), at.map(str::to_owned)));
            assert_eq!(read, expected, "{written}");
        }
    }
}
