//! Sources of several speakers: "Ann Lee and Bob Stone", "Lee, Stone and the harbour chief, Eve Dale".

use crate::attribution::{
    grammar,
    reading::{Reading, Tokens},
};

/// The parts of `source` that name a speaker each, if it names several: what stands between commas and "and",
/// joined by an "and" before the last. Empty for a single speaker.
pub(super) fn parts(reading: &Reading<'_>, source: &Tokens) -> Vec<Tokens> {
    let unquoted = |place: &usize| reading.quotation(*place).is_none();
    let is_join = |place: &usize| matches!(reading.lower(*place), "and" | "&");
    let Some(last) = source.clone().rev().filter(unquoted).find(is_join) else { return Vec::new() };
    let mut parts = Vec::new();
    let mut start = source.start;
    for place in source.clone().filter(unquoted) {
        if reading.lower(place) == "," && place < last || is_join(&place) {
            parts.push(start..place);
            start = place + 1;
        }
    }
    parts.push(start..source.end);
    let trimmed = parts.into_iter().map(|part| trimmed(reading, part));
    trimmed.filter(|part| !part.is_empty()).collect()
}

/// Without "both" and the like before it and what follows a comma, a bracket or a "who".
fn trimmed(reading: &Reading<'_>, part: Tokens) -> Tokens {
    let part = reading.without_edges(part);
    let skipped = part
        .clone()
        .take_while(|place| {
            matches!(reading.lower(*place), "both" | "and" | "even") || grammar::is_adverb(reading.lower(*place))
        })
        .count();
    let start = part.start + skipped;
    let end = (start..part.end)
        .find(|place| matches!(reading.lower(*place), "," | "(" | "who" | "–" | "—"))
        .unwrap_or(part.end);
    start..end.max(start)
}
