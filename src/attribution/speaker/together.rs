//! Sources of several speakers: "Ann Lee and Bob Stone", "Lee, Stone and the harbour chief, Eve Dale".

use crate::{
    article::statement::ResolutionRule,
    attribution::{
        grammar,
        reading::{Reading, Tokens},
        speaker::{Resolved, Speakers, pronoun},
    },
    lexicon::people::Pronoun,
};

impl Speakers<'_> {
    /// "Ann Lee and Bob Stone": all by their full names, where two or more are named.
    pub(super) fn together(&mut self, source: &Tokens) -> Option<Resolved> {
        let parts = parts(self.reading, source);
        let last = parts.len().checked_sub(1)?;
        let mut members: Vec<usize> = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let bearer = self.bearer(part);
            let apposed = index > 0 && index < last;
            match bearer {
                Some(one) if !members.contains(&one) => members.push(one),
                None if apposed => {}
                _ => return None,
            }
        }
        if members.len() < 2 || self.is_in_role(source, members[0]) {
            return None;
        }
        let complete = members.iter().all(|which| self.cast.members[*which].complete);
        let names: Vec<&str> = members.iter().map(|which| self.cast.members[*which].name.as_str()).collect();
        let (end, rest) = names.split_last()?;
        let name = format!("{} and {end}", rest.join(", "));
        let mut speaker = self.member(members[0], ResolutionRule::FullName);
        speaker.name = name;
        speaker.role = None;
        Some((Some(speaker), if complete { 0.85 } else { 0.55 }))
    }

    /// The one whom a part of a source names or, as "he", takes up.
    pub(super) fn bearer(&self, part: &Tokens) -> Option<usize> {
        let pronoun = match self.reading.lower(part.start) {
            "he" if part.len() == 1 => Pronoun::He,
            "she" if part.len() == 1 => Pronoun::She,
            _ => {
                let named = self.cast.within(part).iter().filter(|mention| self.is_head(part, mention)).count();
                return match self.head(part).filter(|_| named < 2)?.members.as_slice() {
                    [one] => Some(*one),
                    _ => None,
                };
            }
        };
        let antecedent = pronoun::antecedent(self.reading, &self.cast, &self.turns, part.start, pronoun);
        antecedent.filter(|(_, sure)| *sure >= 0.6).map(|(member, _)| member)
    }

    /// The "and" of "Ann Lee, Secretary of the Port and Ferry Council" joins no speakers.
    fn is_in_role(&self, source: &Tokens, member: usize) -> bool {
        let role = self.cast.members[member].role.as_deref().unwrap_or_default();
        let text = self.reading.span(source).of(self.reading.text);
        let ands = source.clone().filter(|place| self.reading.lower(*place) == "and").count();
        role.contains(" and ") && text.contains(role) && ands == 1
    }
}

/// The parts of `source` that name a speaker each, if it names several: what stands between commas and "and",
/// joined by an "and" before the last. Empty for a single speaker.
fn parts(reading: &Reading<'_>, source: &Tokens) -> Vec<Tokens> {
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
