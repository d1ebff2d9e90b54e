//! What the networks read: the pieces of a question or of a sentence in its context, cut to length.

use std::sync::LazyLock;

use crate::{encoder::InContext, text::wordpiece};

/// The most pieces of each part that are read; of the sentence before they are its last, else the first.
const QUESTION: usize = 40;
const SENTENCE: usize = 72;
const SPEAKER: usize = 12;
const BEFORE: usize = 32;
const HEADLINE: usize = 20;

/// The most tokens of a pair, [CLS] and five [SEP] among them.
#[cfg(test)]
const LONGEST: usize = 6 + QUESTION + SENTENCE + SPEAKER + BEFORE + HEADLINE;

/// What is to be read anew when the layout of tokens changes: part of the fingerprint.
pub(super) const LAYOUT: [usize; 6] = [1, QUESTION, SENTENCE, SPEAKER, BEFORE, HEADLINE];

static START: LazyLock<u16> = LazyLock::new(|| marker("[CLS]"));
static END: LazyLock<u16> = LazyLock::new(|| marker("[SEP]"));

/// The tokens of one text, with the place where a second text begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tokens {
    pieces: Vec<u16>,
    /// The place of the first token that belongs to the second text; the number of tokens if there is none.
    second: usize,
}

impl Tokens {
    /// A question: `[CLS] question [SEP]`.
    pub(super) fn question(question: &str) -> Tokens {
        let mut pieces = vec![*START];
        push(&mut pieces, first(wordpiece::pieces(question), QUESTION));
        Tokens::alone(pieces)
    }

    /// A sentence in its context: `[CLS] sentence [SEP] speaker [SEP] before [SEP] headline [SEP]`.
    pub(super) fn sentence(sentence: &InContext<'_>) -> Tokens {
        let mut pieces = vec![*START];
        push_sentence(&mut pieces, sentence);
        Tokens::alone(pieces)
    }

    /// A question with a sentence: `[CLS] question [SEP] sentence [SEP] speaker [SEP] before [SEP] headline [SEP]`.
    pub(super) fn pair(question: &str, sentence: &InContext<'_>) -> Tokens {
        let mut tokens = Tokens::question(question);
        push_sentence(&mut tokens.pieces, sentence);
        tokens
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.pieces.len()
    }

    /// The number of the piece and of the type (0, or 1 in a second text) of each token.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        let types = (0..).map(|place| usize::from(place >= self.second));
        self.pieces.iter().map(|piece| usize::from(*piece)).zip(types)
    }

    fn alone(pieces: Vec<u16>) -> Tokens {
        Tokens { second: pieces.len(), pieces }
    }
}

fn push_sentence(pieces: &mut Vec<u16>, sentence: &InContext<'_>) {
    let of = |part: Option<&str>| part.map(wordpiece::pieces).unwrap_or_default();
    push(pieces, first(wordpiece::pieces(sentence.sentence), SENTENCE));
    push(pieces, first(of(sentence.speaker), SPEAKER));
    let before = of(sentence.before);
    push(pieces, before[before.len().saturating_sub(BEFORE)..].to_vec());
    push(pieces, first(of(sentence.headline), HEADLINE));
}

fn push(pieces: &mut Vec<u16>, part: Vec<u16>) {
    pieces.extend(part);
    pieces.push(*END);
}

fn first(mut pieces: Vec<u16>, most: usize) -> Vec<u16> {
    pieces.truncate(most);
    pieces
}

fn marker(piece: &str) -> u16 {
    wordpiece::number(piece).expect("the vocabulary has the markers")
}

#[cfg(test)]
impl Tokens {
    /// Tokens of any vocabulary.
    pub(super) fn of(pieces: &[u16], second: usize) -> Tokens {
        Tokens { pieces: pieces.to_vec(), second }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: InContext<'_> = InContext {
        sentence: "He said so.",
        speaker: Some("Piet"),
        before: Some("It rained."),
        headline: Some("Port shut"),
    };

    fn shown(tokens: &Tokens) -> String {
        let vocabulary: Vec<&str> = wordpiece::VOCABULARY.lines().collect();
        tokens.iter().map(|(piece, _)| vocabulary[piece]).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_part_is_closed_even_where_it_is_empty() {
        let bare = InContext { sentence: "No.", ..Default::default() };
        for (tokens, expected) in [
            (Tokens::question("Who?"), "[CLS] who ? [SEP]"),
            (Tokens::sentence(&SAID), "[CLS] he said so . [SEP] pie ##t [SEP] it rained . [SEP] port shut [SEP]"),
            (Tokens::sentence(&bare), "[CLS] no . [SEP] [SEP] [SEP] [SEP]"),
            (
                Tokens::pair("Who?", &SAID),
                "[CLS] who ? [SEP] he said so . [SEP] pie ##t [SEP] it rained . [SEP] port shut [SEP]",
            ),
            (Tokens::pair("", &bare), "[CLS] [SEP] no . [SEP] [SEP] [SEP] [SEP]"),
        ] {
            assert_eq!(shown(&tokens), expected);
        }
    }

    #[test]
    fn only_what_follows_the_question_of_a_pair_is_of_the_second_type() {
        let types = |tokens: Tokens| tokens.iter().map(|(_, kind)| kind.to_string()).collect::<String>();
        assert_eq!(types(Tokens::question("Who?")), "0000");
        assert_eq!(types(Tokens::sentence(&SAID)), "0".repeat(16));
        assert_eq!(types(Tokens::pair("Who?", &SAID)), format!("0000{}", "1".repeat(15)));
    }

    #[test]
    fn parts_are_cut_to_length_the_sentence_before_from_its_start() {
        let long = format!("first {}last", "and ".repeat(100));
        let sentence = InContext { sentence: &long, speaker: Some(&long), before: Some(&long), headline: Some(&long) };
        let tokens = Tokens::pair(&long, &sentence);
        let text = shown(&tokens);
        let parts: Vec<Vec<&str>> = text.split("[SEP]").map(|part| part.split_whitespace().collect()).collect();
        let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
        assert_eq!(lengths, [1 + QUESTION, SENTENCE, SPEAKER, BEFORE, HEADLINE, 0]);
        assert_eq!((parts[1][0], parts[3][BEFORE - 1]), ("first", "last"));
        assert!(tokens.len() <= LONGEST);
    }
}
