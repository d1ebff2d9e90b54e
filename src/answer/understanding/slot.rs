//! What the answer to a question must have in it.

use crate::answer::understanding::{
    Slot,
    token::{Token, is_open},
};

/// Words that ask for a slot and are not to be found in an answer.
pub(super) const SLOT_WORDS: &[&str] =
    &["date", "day", "month", "year", "time", "name", "number", "amount", "sum", "share", "percentage", "percent"];

/// How far into a question its question word is looked for.
const REACH: usize = 12;

/// What the question word asks for.
pub(super) fn slot(tokens: &[Token]) -> Option<Slot> {
    let words: Vec<&str> = tokens.iter().take(REACH).map(|token| token.word.as_str()).collect();
    let at = words.iter().position(|word| is_open(word))?;
    let next = words.get(at + 1).copied().unwrap_or_default();
    let rest = &words[at + 1..];
    match words[at] {
        "how" if rest.starts_with(&["long", "ago"]) => Some(Slot::Time),
        "how" if matches!(next, "many" | "much" | "old" | "often" | "long" | "far") => Some(Slot::Number),
        "how" if next == "soon" => Some(Slot::Time),
        "when" => Some(Slot::Time),
        "where" => Some(Slot::Place),
        "why" => Some(Slot::Reason),
        "what" | "which" if matches!(next, "date" | "day" | "month" | "year") => Some(Slot::Date),
        "what" | "which" if next == "time" => Some(Slot::Time),
        "what" | "which" if NUMBERS.contains(&next) => Some(Slot::Number),
        "what" | "which" if PLACES.contains(&next) => Some(Slot::Place),
        "what" | "which" if is_reason(rest) => Some(Slot::Reason),
        "what" | "whats" if rest.windows(2).take(3).any(|pair| pair == ["name", "of"]) => Some(Slot::NameOf),
        "which" | "whose" | "whom" => Some(Slot::Name),
        _ => None,
    }
}

const NUMBERS: [&str; 7] = ["percentage", "percent", "share", "number", "sum", "amount", "age"];

const PLACES: [&str; 10] =
    ["city", "country", "town", "village", "place", "county", "region", "district", "street", "venue"];

/// "What reason", "what was the reason".
fn is_reason(rest: &[&str]) -> bool {
    rest.iter().take(3).any(|word| matches!(*word, "reason" | "reasons" | "excuse" | "motive" | "grounds"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::understanding::token::tokens;

    #[test]
    fn slots_are_seen() {
        for (text, expected) in [
            ("How many bridges are closed?", Some(Slot::Number)),
            ("At what age did he retire?", Some(Slot::Number)),
            ("How long ago was it built?", Some(Slot::Time)),
            ("How soon will it open?", Some(Slot::Time)),
            ("On what date will it open?", Some(Slot::Date)),
            ("In which city is the final?", Some(Slot::Place)),
            ("What was the reason for the delay?", Some(Slot::Reason)),
            ("What is the name of the envoy?", Some(Slot::NameOf)),
            ("Which club was fined?", Some(Slot::Name)),
            ("What happened in Riga?", None),
            ("How was the bridge closed?", None),
        ] {
            assert_eq!(slot(&tokens(text)), expected, "{text}");
        }
    }
}
