//! What the encoder is told of a sentence.

use sha2::{Digest, Sha256};

use crate::{
    article::statement::{LIKELY, Statement},
    encoder::InContext,
};

/// A sentence with what it needs around it: its statements, the sentence before it and the headline of its article.
///
/// Its speaker is that of its surest statement, if that is likely to be right.
#[must_use]
pub fn in_context<'a>(
    sentence: &'a str,
    statements: &'a [Statement],
    before: Option<&'a str>,
    headline: Option<&'a str>,
) -> InContext<'a> {
    InContext { sentence, speaker: speaker(statements), before, headline }
}

fn speaker(statements: &[Statement]) -> Option<&str> {
    let named = statements.iter().filter(|statement| statement.confidence >= LIKELY);
    let named = named.filter_map(|statement| Some((statement.confidence, statement.stated_speaker()?)));
    // Of equally sure ones the first.
    let surest = named.reduce(|surest, other| if other.0 > surest.0 { other } else { surest });
    surest.map(|(_, speaker)| speaker.name.as_str())
}

/// A number that tells one sentence in context from another: the same words with the same around them have the same
/// one, and may share a vector.
#[must_use]
pub fn key(of: &InContext<'_>) -> u64 {
    let InContext { sentence, speaker, before, headline } = *of;
    let mut hasher = Sha256::new();
    for part in [Some(sentence), speaker, before, headline] {
        // The length before the text keeps "ab" + "c" apart from "a" + "bc", its absence apart from an empty text.
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(length.to_le_bytes());
        hasher.update(part.unwrap_or_default());
    }
    let digest = hasher.finalize();
    u64::from_le_bytes(digest[..8].try_into().expect("a SHA-256 has 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::statement::{Polarity, Resolution, ResolutionRule, Speaker, SpeakerKind, StatementKind};

    fn statement(name: &str, confidence: f32) -> Statement {
        let resolved_by = Resolution { rule: ResolutionRule::FullName, mention: None };
        let speaker = Speaker { name: name.to_owned(), role: None, kind: SpeakerKind::Person, resolved_by };
        Statement {
            kind: StatementKind::Indirect,
            source: Vec::new(),
            cue: Vec::new(),
            content: Vec::new(),
            speaker: Some(speaker),
            polarity: Polarity::Asserts,
            confidence,
            via: Vec::new(),
        }
    }

    #[test]
    fn the_surest_likely_speaker_is_told() {
        let statements =
            [statement("Ann Lee", 0.8), statement("Bo Day", 0.9), statement("Cy Fox", 0.9), statement("Di Roe", 0.5)];
        assert_eq!(in_context("He left.", &statements, None, None).speaker, Some("Bo Day"));
        assert_eq!(in_context("He left.", &statements[3..], None, None).speaker, None);
    }

    #[test]
    fn every_part_and_its_place_count() {
        let whole = InContext { sentence: "ab", speaker: Some("c"), ..Default::default() };
        let keys = [
            key(&whole),
            key(&InContext { sentence: "a", speaker: Some("bc"), ..whole }),
            key(&InContext { speaker: None, before: Some("c"), ..whole }),
            key(&InContext { before: Some(""), ..whole }),
        ];
        for (place, one) in keys.iter().enumerate() {
            assert!(!keys[place + 1..].contains(one), "{place}");
        }
        assert_eq!(keys[0], key(&whole));
    }
}
