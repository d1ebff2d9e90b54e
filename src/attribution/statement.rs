//! From a link to a statement: which kind it is, and which way its source stands.

use crate::{
    article::statement::{Polarity, ResolutionRule, Speaker, Statement, StatementKind},
    attribution::{
        link::Link,
        reading::{Reading, Tokens},
        speaker::UNTOLD,
    },
    lexicon::cues::Stance,
};

/// How often a speaker is right whom `rule` of resolution is so sure of, where the source is: measured on the
/// articles with names by hand, where the rules are more modest than they need be.
///
/// A choice among namesakes and a pronoun of untold gender stay as doubtful as the rules hold them to be.
fn name_probability(rule: Option<ResolutionRule>, sure: f32) -> f32 {
    match (rule, sure) {
        (_, sure) if sure >= 0.9 => 0.99,
        (Some(ResolutionRule::Pronoun), sure) if (0.75..0.8).contains(&sure) => 0.92,
        (_, sure) if sure >= 0.75 => 0.97,
        (Some(ResolutionRule::PartOfName), sure) => sure,
        (Some(ResolutionRule::Pronoun), sure) if sure > UNTOLD => 0.85,
        (Some(ResolutionRule::Pronoun), sure) => sure,
        (_, sure) if sure >= 0.6 => 0.93,
        (_, sure) => sure,
    }
}

/// The statement of `link`, said by `speaker`, of whom the rules are `sure`.
pub(super) fn statement(reading: &Reading<'_>, link: Link, speaker: Option<Speaker>, sure: f32) -> Statement {
    let rule = speaker.as_ref().map(|speaker| speaker.resolved_by.rule);
    let tokens: Vec<Tokens> = link.content.iter().map(|part| reading.tokens_of(*part)).collect();
    Statement {
        kind: kind(reading, &tokens),
        confidence: (name_probability(rule, sure) * link.certainty).clamp(0.0, 1.0),
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
    use crate::{
        article::statement::{CERTAIN, LIKELY},
        text::span::Span,
    };

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

    #[test]
    fn the_doubt_of_the_rules_stays() {
        for (case, rule, sure, expected) in [
            ("name in full", ResolutionRule::FullName, 0.95, CERTAIN..1.0),
            ("last name", ResolutionRule::PartOfName, 0.92, CERTAIN..1.0),
            ("one of several namesakes", ResolutionRule::PartOfName, 0.7, 0.0..LIKELY),
            ("pronoun with one antecedent", ResolutionRule::Pronoun, 0.8, CERTAIN..1.0),
            ("pronoun with a rival", ResolutionRule::Pronoun, 0.75, LIKELY..CERTAIN),
            ("pronoun of untold gender", ResolutionRule::Pronoun, UNTOLD, 0.0..LIKELY),
        ] {
            assert!(expected.contains(&name_probability(Some(rule), sure)), "{case}");
        }
    }
}
