//! Days as people count them back.

use jiff::{ToSpan, civil::Date};

/// The months in lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of the week in lower case, Monday first.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The day that lies `count` hours, days, weeks, months or years before `today`; nothing for another unit, or before
/// the calendar begins. Hours count as the days that they may reach back into.
#[must_use]
pub fn before(today: Date, count: i32, unit: &str) -> Option<Date> {
    let span = match unit {
        "hour" | "hours" => (count / 24 + 1).days(),
        "day" | "days" => count.days(),
        "week" | "weeks" => count.weeks(),
        "month" | "months" => count.months(),
        "year" | "years" => count.years(),
        _ => return None,
    };
    today.checked_sub(span).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_unit_is_counted_back_and_no_other() {
        let today = date(2025, 11, 30);
        let cases = [
            ((5, "hours"), Some(date(2025, 11, 29))),
            ((1, "day"), Some(date(2025, 11, 29))),
            ((2, "weeks"), Some(date(2025, 11, 16))),
            ((9, "months"), Some(date(2025, 2, 28))),
            ((1, "year"), Some(date(2024, 11, 30))),
            ((3, "fortnights"), None),
        ];
        for ((count, unit), day) in cases {
            assert_eq!(before(today, count, unit), day, "{count} {unit}");
        }
        assert_eq!(before(Date::MIN, 1, "day"), None);
    }
}
