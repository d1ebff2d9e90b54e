//! From a link to a statement: which kind it is, and which way its source stands.

use crate::{
    article::statement::{Polarity, Speaker, Statement, StatementKind},
    attribution::{
        link::Link,
        reading::{Reading, Tokens},
    },
    lexicon::cues::Stance,
};

/// How often a speaker is right whom the rules of resolution are so sure of, where the source is: measured on the
/// articles with names by hand, where they are more modest than they need be.
fn name_probability(sure: f32) -> f32 {
    match sure {
        sure if sure >= 0.9 => 0.99,
        sure if sure >= 0.75 => 0.97,
        sure if sure >= 0.6 => 0.93,
        sure => sure,
    }
}

/// The statement of `link`, said by `speaker`, of whom the rules are `sure`.
pub(super) fn statement(reading: &Reading<'_>, link: Link, speaker: Option<Speaker>, sure: f32) -> Statement {
    let tokens: Vec<Tokens> = link.content.iter().map(|part| reading.tokens_of(*part)).collect();
    Statement {
        kind: kind(reading, &tokens),
        confidence: (name_probability(sure) * link.certainty).clamp(0.0, 1.0),
        source: link.source,
        cue: link.cue,
        content: link.content,
        speaker,
        polarity: polarity(link.stance),
        via: Vec::new(),
    }
}

/// By how many words of the content stand in quotation marks: all, some or none.
fn kind(reading: &Reading<'_>, content: &[Tokens]) -> StatementKind {
    let words: Vec<usize> = content.iter().flat_map(Clone::clone).filter(|place| reading.is_word(*place)).collect();
    let quoted = words.iter().filter(|place| reading.quotation(**place).is_some()).count();
    match quoted {
        0 => StatementKind::Indirect,
        all if all == words.len() => StatementKind::Direct,
        _ => StatementKind::Mixed,
    }
}

fn polarity(stance: Stance) -> Polarity {
    match stance {
        Stance::Asserts => Polarity::Asserts,
        Stance::Denies => Polarity::Denies,
        Stance::Opposes => Polarity::Opposes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::span::Span;

    #[test]
    fn the_kind_goes_by_the_quotation_marks() {
        let text = "He said the “big” plan. “No,” she said.";
        let reading = Reading::new(text);
        for (content, expected) in [
            ("“No,”", StatementKind::Direct),
            ("the “big” plan", StatementKind::Mixed),
            ("He said", StatementKind::Indirect),
        ] {
            let start = text.find(content).unwrap();
            let link = Link {
                source: Vec::new(),
                cue: Vec::new(),
                content: vec![Span::new(start, start + content.len())],
                stance: Stance::Asserts,
                certainty: 0.9,
            };
            let statement = statement(&reading, link, None, 0.5);
            assert_eq!(statement.kind, expected, "{content}");
            assert!(statement.confidence <= 0.5, "no surer than of its name");
        }
    }
}
