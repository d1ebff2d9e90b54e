//! From the tags' scores to spans: the best way to mark sources, cues and contents that is possible at all.

use crate::attribution::{
    reading::Tokens,
    tagger::{Role, TAGS},
};

/// The logarithm of what cannot be.
const NEVER: f32 = -1e4;

/// A source, cue or content that the tagger marked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Marked {
    pub(super) role: Role,
    pub(super) tokens: Tokens,
    /// The mean probability of its tags.
    pub(super) probability: f32,
}

/// The spans of a stretch of tokens that begins at `first`, by the logarithms of their tags' probabilities (Viterbi
/// 1967). A span begins with its own tag, and none goes on where `breaks` says that a paragraph begins.
pub(super) fn spans(scores: &[[f32; TAGS]], first: usize, breaks: impl Fn(usize) -> bool) -> Vec<Marked> {
    let tags = best(scores, |place| breaks(first + place));
    let mut spans: Vec<Marked> = Vec::new();
    let mut begun = false;
    for (place, tag) in tags.iter().enumerate() {
        let probability = scores[place][*tag].exp();
        match Role::of_tag(*tag) {
            Some(role) if begins(*tag) || !begun => {
                let tokens = first + place..first + place + 1;
                spans.push(Marked { role, tokens, probability });
                begun = true;
            }
            Some(_) => {
                let Some(span) = spans.last_mut() else { continue };
                span.tokens.end += 1;
                span.probability += probability;
            }
            None => begun = false,
        }
    }
    spans.iter_mut().for_each(|span| span.probability /= span.tokens.len() as f32);
    spans
}

/// Whether a tag is that of a span's first token; the next one is that of its others.
fn begins(tag: usize) -> bool {
    tag % 2 == 1
}

fn best(scores: &[[f32; TAGS]], breaks: impl Fn(usize) -> bool) -> Vec<usize> {
    let goes_on = |tag: usize| tag > 0 && !begins(tag);
    let mut sums = [0.0_f32; TAGS];
    let mut back: Vec<[usize; TAGS]> = Vec::with_capacity(scores.len());
    for (place, row) in scores.iter().enumerate() {
        let opens = place == 0 || breaks(place);
        let mut next = [0.0_f32; TAGS];
        let mut from = [0; TAGS];
        for tag in 0..TAGS {
            let possible = |before: &usize| !goes_on(tag) || *before == tag || *before + 1 == tag;
            let before = (0..TAGS).filter(possible).max_by(|one, other| sums[*one].total_cmp(&sums[*other]));
            from[tag] = before.unwrap_or_default();
            next[tag] = sums[from[tag]] + row[tag] + if opens && goes_on(tag) { NEVER } else { 0.0 };
        }
        (sums, _) = (next, back.push(from));
    }
    let mut tag = (0..TAGS).max_by(|one, other| sums[*one].total_cmp(&sums[*other])).unwrap_or_default();
    let mut tags = Vec::with_capacity(scores.len());
    for from in back.iter().rev() {
        tags.push(tag);
        tag = from[tag];
    }
    tags.reverse();
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that favour a tag at each token, by `likely` over the others.
    fn scores(tags: &[usize], likely: f32) -> Vec<[f32; TAGS]> {
        let row = |tag: &usize| std::array::from_fn(|other| if other == *tag { -0.1 } else { -0.1 - likely });
        tags.iter().map(row).collect()
    }

    fn found(tags: &[usize], breaks: &[usize]) -> Vec<(Role, Tokens)> {
        let spans = spans(&scores(tags, 2.0), 10, |place| breaks.contains(&place));
        spans.into_iter().map(|span| (span.role, span.tokens)).collect()
    }

    #[test]
    fn spans_begin_with_their_own_tag() {
        assert_eq!(found(&[0, 1, 2, 3, 0], &[]), [(Role::Source, 11..13), (Role::Cue, 13..14)]);
        assert_eq!(found(&[5, 6, 6, 5, 6], &[]), [(Role::Content, 10..13), (Role::Content, 13..15)]);
        assert_eq!(found(&[], &[]), []);
    }

    #[test]
    fn a_span_without_a_beginning_is_given_one_or_left() {
        assert_eq!(found(&[0, 6, 6, 6, 0], &[]), [(Role::Content, 11..14)]);
        assert_eq!(found(&[5, 6, 6, 6], &[12]), [(Role::Content, 10..12), (Role::Content, 12..14)]);
    }
}
