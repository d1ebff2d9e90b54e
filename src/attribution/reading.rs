//! An article's text with all that the rules ask of it: tokens, their sentences, paragraphs and quotations.

use std::ops::Range;

use crate::{
    attribution::grammar,
    text::{
        quotation::quotations,
        sentence::{paragraphs, sentences},
        span::Span,
        token::{Token, TokenKind, tokens},
    },
};

/// A range of tokens by their places in [`Reading::tokens`].
pub(super) type Tokens = Range<usize>;

/// Longer sentences, in tokens, are tables or lists without stops and are held to state nothing: the rules take a
/// time that grows with the square of a sentence.
const LONGEST_SENTENCE: usize = 500;

/// The text, cut once for all the rules.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Span>,
    pub(super) quotations: Vec<Span>,
    /// The tokens of each sentence.
    pub(super) ranges: Vec<Tokens>,
    lower: Vec<String>,
    sentence_of: Vec<usize>,
    paragraph_of: Vec<usize>,
    quotation_of: Vec<Option<usize>>,
    /// How many sentences that are not quoted throughout begin before each sentence.
    told_before: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str) -> Reading<'a> {
        let tokens = tokens(text);
        let sentences = sentences(text);
        let quotations = quotations(text);
        let holder = |spans: &[Span]| -> Vec<Option<usize>> {
            let mut next = 0;
            let mut holders = Vec::with_capacity(tokens.len());
            for token in &tokens {
                while next < spans.len() && spans[next].end() <= token.span.start() {
                    next += 1;
                }
                holders.push((next < spans.len() && spans[next].contains(token.span)).then_some(next));
            }
            holders
        };
        let sentence_of: Vec<usize> = holder(&sentences).into_iter().map(Option::unwrap_or_default).collect();
        let paragraph_of = holder(&paragraphs(text)).into_iter().map(Option::unwrap_or_default).collect();
        let quotation_of = holder(&quotations);
        let mut ranges = vec![0..0; sentences.len()];
        for (place, sentence) in sentence_of.iter().enumerate() {
            let range = &mut ranges[*sentence];
            *range = if range.end == 0 { place..place + 1 } else { range.start..place + 1 };
        }
        let mut told_before = Vec::with_capacity(ranges.len());
        let mut told = 0;
        for range in &ranges {
            told_before.push(told);
            let quoted = range.clone().all(|place| quotation_of[place].is_some());
            told += usize::from(!quoted && !range.is_empty());
        }
        let lower = tokens.iter().map(|token| token.span.of(text).to_lowercase()).collect();
        Reading {
            text,
            tokens,
            sentences,
            quotations,
            ranges,
            lower,
            sentence_of,
            paragraph_of,
            quotation_of,
            told_before,
        }
    }

    /// The token as it is written; empty behind the end.
    pub(super) fn word(&self, place: usize) -> &'a str {
        self.tokens.get(place).map_or("", |token| token.span.of(self.text))
    }

    /// The token in lower case; empty behind the end.
    pub(super) fn lower(&self, place: usize) -> &str {
        self.lower.get(place).map_or("", String::as_str)
    }

    pub(super) fn is_capitalised(&self, place: usize) -> bool {
        self.word(place).starts_with(char::is_uppercase)
    }

    pub(super) fn is_word(&self, place: usize) -> bool {
        self.tokens.get(place).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number))
    }

    pub(super) fn is_mark(&self, place: usize) -> bool {
        self.tokens.get(place).is_some_and(|token| token.kind == TokenKind::QuoteMark)
    }

    pub(super) fn sentence(&self, place: usize) -> usize {
        self.sentence_of[place]
    }

    /// The tokens of the sentence that holds the token at `place`.
    pub(super) fn sentence_range(&self, place: usize) -> Tokens {
        self.ranges[self.sentence_of[place]].clone()
    }

    /// How many sentences before that of `place` the article told in its own words, at least in part.
    pub(super) fn told_before(&self, place: usize) -> usize {
        self.told_before[self.sentence_of[place]]
    }

    /// The first token of the sentences that are at most `reach` such sentences before that of `place`.
    pub(super) fn told_since(&self, place: usize, reach: usize) -> usize {
        let floor = self.told_before(place).saturating_sub(reach);
        let sentence = self.told_before.partition_point(|told| *told < floor);
        self.ranges[sentence].start
    }

    /// The sentences that the rules read for statements, those of up to [`LONGEST_SENTENCE`] tokens.
    pub(super) fn readable(&self) -> impl Iterator<Item = &Tokens> {
        self.ranges.iter().filter(|sentence| sentence.len() <= LONGEST_SENTENCE)
    }

    pub(super) fn paragraph(&self, place: usize) -> usize {
        self.paragraph_of[place]
    }

    /// Which quotation the token lies in, its marks included.
    pub(super) fn quotation(&self, place: usize) -> Option<usize> {
        self.quotation_of.get(place).copied().flatten()
    }

    /// The tokens of a quotation with its marks.
    pub(super) fn quotation_tokens(&self, quotation: usize) -> Tokens {
        let span = self.quotations[quotation];
        let start = self.tokens.partition_point(|token| token.span.start() < span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        start..end
    }

    /// The words from the first to the last token of `range`.
    ///
    /// # Panics
    ///
    /// If `range` is empty.
    pub(super) fn span(&self, range: &Tokens) -> Span {
        self.tokens[range.start].span.cover(self.tokens[range.end - 1].span)
    }

    /// Where the sentence begins behind a dateline: "LISBON — Dock workers" at "Dock".
    pub(super) fn behind_dateline(&self, sentence: &Tokens) -> usize {
        let ahead = sentence.start..sentence.end.min(sentence.start + 12);
        let dash = ahead.clone().find(|place| matches!(self.lower(*place), "—" | "–" | "--" | "-"));
        let capitals = self.tokens.get(sentence.start).is_some_and(|token| {
            let word = token.span.of(self.text);
            word.chars().count() > 2 && !word.chars().any(char::is_lowercase) && word.chars().any(char::is_alphabetic)
        });
        dash.filter(|_| capitals).map_or(sentence.start, |dash| dash + 1)
    }

    /// Whether all but a few words of the sentence are capitalised: then capitals tell neither names nor beginnings.
    pub(super) fn is_headline(&self, sentence: &Tokens) -> bool {
        let is_lettered = |place: usize| self.is_word(place) && self.lower(place).starts_with(char::is_alphabetic);
        let long: Vec<usize> =
            sentence.clone().filter(|place| self.lower(*place).len() > 3 && is_lettered(*place)).collect();
        let capitalised = long.iter().filter(|place| self.is_capitalised(**place)).count();
        let is_small = |place: &usize| {
            let word = self.lower(*place);
            let closed = grammar::is_preposition(word)
                || grammar::is_determiner(word)
                || grammar::is_conjunction(word)
                || grammar::is_subordinator(word);
            is_lettered(*place) && word.len() > 2 && !self.is_capitalised(*place) && !closed
        };
        let small = sentence.clone().filter(is_small).count();
        let lettered: Vec<usize> = sentence.clone().filter(|place| is_lettered(*place)).collect();
        let shouts = |place: &usize| !self.word(*place).chars().any(char::is_lowercase);
        if lettered.len() > 2 && lettered.iter().all(shouts) {
            return true;
        }
        long.len() > 3 && capitalised * 10 >= long.len() * 7 && small * 10 <= long.len()
    }

    /// The tokens of the paragraph that holds the token at `place`.
    pub(super) fn tokens_of_paragraph(&self, place: usize) -> Tokens {
        let paragraph = self.paragraph_of[place];
        let start = self.paragraph_of.partition_point(|other| *other < paragraph);
        start..self.paragraph_of.partition_point(|other| *other <= paragraph)
    }

    /// The tokens that begin within `span`.
    pub(super) fn tokens_of(&self, span: Span) -> Tokens {
        let start = self.tokens.partition_point(|token| token.span.start() < span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        start..end
    }

    /// `range` without stops, commas and dashes at its ends, where they are not quoted.
    pub(super) fn without_edges(&self, range: Tokens) -> Tokens {
        let is_edge = |place: usize| {
            self.quotation(place).is_none()
                && matches!(self.lower(place), "." | "," | ";" | ":" | "—" | "–" | "--" | "-" | "…" | "..." | ")" | "(")
        };
        let (mut start, mut end) = (range.start, range.end);
        while start < end
            && is_edge(end - 1)
            && !(self.lower(end - 1) == ")" && (start..end).any(|place| self.lower(place) == "("))
        {
            end -= 1;
        }
        while start < end && is_edge(start) {
            start += 1;
        }
        start..end
    }
}
