//! What the networks read: the pieces of a question or of a sentence in its context, cut to length.

use std::sync::LazyLock;

use crate::{encoder::InContext, text::wordpiece};

/// The most pieces of each part that are read; of the sentence before they are its last, else the first.
const QUESTION: usize = 40;
const SENTENCE: usize = 72;
const SPEAKER: usize = 12;
const BEFORE: usize = 32;
const HEADLINE: usize = 20;

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
