//! What the tagger is told of each token: its WordPieces and a handful of classes. The program and the training of
//! its weights both take their inputs from here.

use crate::{
    attribution::{
        grammar,
        link::Link,
        pieces,
        reading::{Reading, Tokens},
    },
    lexicon::{
        Lexicon,
        cues::{Form, Verb},
        title,
    },
    text::{quotation, span::Span, token::TokenKind},
};

/// How many values each of a token's classes can take: suffix, shape, quotation, position, word class, role by the
/// rules, and the length of its quotation.
pub const CLASS_SIZES: [usize; CLASSES] = [1024, 12, 6, 16, 32, 27, 12];

/// How many classes a token has.
pub const CLASSES: usize = 7;

/// The most tokens of one window, but for a paragraph that is longer by itself.
const WINDOW: usize = 192;

/// The longest window of all: longer paragraphs are cut.
const LONGEST_WINDOW: usize = 384;

/// What the tagger is told of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// Where each token stands, in bytes.
    pub tokens: Vec<Span>,
    /// The numbers of each token's WordPieces, one or more.
    pub pieces: Vec<Vec<u16>>,
    /// Each token's classes, each below its [`CLASS_SIZES`].
    pub classes: Vec<[u16; CLASSES]>,
    /// The sentence of each token.
    pub sentences: Vec<usize>,
    /// The paragraph of each token.
    pub paragraphs: Vec<usize>,
    /// The quotation of each token, if it lies in one.
    pub quotations: Vec<Option<usize>>,
    /// The stretches of tokens that are read at one go: whole paragraphs, together the whole article.
    pub windows: Vec<Tokens>,
    /// The links that the rules propose.
    pub proposals: Vec<Proposal>,
}

/// A link that the rules propose, in tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The source; may be empty.
    pub source: Tokens,
    /// The cue.
    pub cue: Tokens,
    /// The content, in order.
    pub content: Vec<Tokens>,
}

/// The inputs of an article, of which the rules propose `links`.
pub(super) fn inputs(reading: &Reading<'_>, lexicon: &Lexicon, links: &[Link]) -> Inputs {
    let proposals: Vec<Proposal> = links.iter().map(|link| proposal(reading, link)).collect();
    let roles = roles(reading.tokens.len(), &proposals);
    let places = 0..reading.tokens.len();
    let headlines: Vec<bool> = reading.ranges.iter().map(|range| reading.is_headline(range)).collect();
    let classes = |place: usize| {
        [
            suffix(reading, place),
            shape(reading, place),
            quotation_state(reading, place),
            position(reading, place),
            word_class(reading, lexicon, place),
            roles[place],
            quotation_length(reading, place) + 6 * u16::from(headlines[reading.sentence(place)]),
        ]
    };
    Inputs {
        tokens: reading.tokens.iter().map(|token| token.span).collect(),
        pieces: places.clone().map(|place| pieces::pieces(reading.lower(place))).collect(),
        classes: places.clone().map(classes).collect(),
        sentences: places.clone().map(|place| reading.sentence(place)).collect(),
        paragraphs: places.clone().map(|place| reading.paragraph(place)).collect(),
        quotations: places.map(|place| reading.quotation(place)).collect(),
        windows: windows(reading),
        proposals,
    }
}

fn proposal(reading: &Reading<'_>, link: &Link) -> Proposal {
    let tokens = |spans: &[Span]| spans.first().map_or(0..0, |span| reading.tokens_of(*span));
    Proposal {
        source: tokens(&link.source),
        cue: tokens(&link.cue),
        content: link.content.iter().map(|span| reading.tokens_of(*span)).collect(),
    }
}

/// Of each token: whether it begins (1) or goes on in (2) a source, a cue (×3) and a content (×9) of the rules.
fn roles(tokens: usize, proposals: &[Proposal]) -> Vec<u16> {
    let mut roles = vec![[0_u16; 3]; tokens];
    let mut mark = |range: &Tokens, role: usize| {
        for place in range.clone() {
            roles[place][role] = if place == range.start { 1 } else { roles[place][role].max(2) };
        }
    };
    for proposal in proposals {
        mark(&proposal.source, 0);
        mark(&proposal.cue, 1);
        proposal.content.iter().for_each(|part| mark(part, 2));
    }
    roles.iter().map(|[source, cue, content]| source + 3 * cue + 9 * content).collect()
}

/// The last three characters, hashed (FNV-1a); 0 for what is no word.
fn suffix(reading: &Reading<'_>, place: usize) -> u16 {
    if !reading.is_word(place) {
        return 0;
    }
    let word = reading.lower(place);
    let start = word.char_indices().rev().nth(2).map_or(0, |(start, _)| start);
    let hash =
        word[start..].bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u16::try_from(1 + hash % 1023).unwrap_or_default()
}

fn shape(reading: &Reading<'_>, place: usize) -> u16 {
    let word = reading.word(place);
    let mut characters = word.chars();
    let upper = characters.next().is_some_and(char::is_uppercase);
    let more_upper = characters.clone().any(char::is_uppercase);
    let more_lower = characters.any(char::is_lowercase);
    match reading.tokens[place].kind {
        TokenKind::Number => 1,
        TokenKind::Word => match (upper, more_upper, more_lower) {
            (true, false, true) => 2,
            (true, true, true) => 3,
            (true, true, false) => 4,
            (true, false, false) => 5,
            (false, true, _) => 6,
            _ => 0,
        },
        TokenKind::QuoteMark => 7,
        TokenKind::Punctuation => match word {
            "." | "!" | "?" => 8,
            "," | ";" => 9,
            ":" | "—" | "–" | "--" | "-" => 10,
            _ => 11,
        },
    }
}

/// Outside (0), at the first token of a closed quotation (1), inside (2), at its last (3), in an open one (4, 5).
fn quotation_state(reading: &Reading<'_>, place: usize) -> u16 {
    let Some(held) = reading.quotation(place) else { return 0 };
    let first = place == 0 || reading.quotation(place - 1) != Some(held);
    let last = reading.quotation(place + 1) != Some(held);
    match (quotation::is_closed(reading.text, reading.quotations[held]), first, last) {
        (true, true, _) => 1,
        (true, false, false) => 2,
        (true, false, true) => 3,
        (false, true, _) => 4,
        (false, false, _) => 5,
    }
}

/// Whether the token begins or ends a sentence (1, 2) or a paragraph (4, 8).
fn position(reading: &Reading<'_>, place: usize) -> u16 {
    let last = place + 1 == reading.tokens.len();
    let begins = |of: &dyn Fn(usize) -> usize| place == 0 || of(place - 1) != of(place);
    let ends = |of: &dyn Fn(usize) -> usize| last || of(place + 1) != of(place);
    let sentence = |place| reading.sentence(place);
    let paragraph = |place| reading.paragraph(place);
    u16::from(begins(&sentence))
        + 2 * u16::from(ends(&sentence))
        + 4 * u16::from(begins(&paragraph))
        + 8 * u16::from(ends(&paragraph))
}

fn word_class(reading: &Reading<'_>, lexicon: &Lexicon, place: usize) -> u16 {
    let word = reading.lower(place);
    if let Some((verb, form)) = lexicon.cues.verbs(word).last() {
        return verb_class(verb, form);
    }
    if lexicon.cues.leads().iter().any(|lead| lead[0] == word) {
        return 9;
    }
    let classes: [(u16, bool); 16] = [
        (10, grammar::is_subject_pronoun(word)),
        (11, grammar::is_auxiliary(word)),
        (12, grammar::is_negation(word)),
        (13, grammar::is_determiner(word)),
        (14, grammar::is_preposition(word)),
        (15, grammar::is_subordinator(word)),
        (16, grammar::is_conjunction(word)),
        (17, grammar::is_day(word) || grammar::is_month(word)),
        (18, title::is_title(word)),
        (19, title::is_crowd(word)),
        (20, grammar::is_body_word(word)),
        (21, grammar::is_adverb(word)),
        (22, grammar::looks_past(word)),
        (23, matches!(word, "him" | "her" | "them" | "his" | "their" | "its" | "our" | "my" | "your" | "us" | "me")),
        (24, word.ends_with("ing")),
        (25, word.ends_with('s') && reading.is_word(place)),
    ];
    classes.iter().find(|(_, holds)| *holds).map_or(0, |(class, _)| *class)
}

fn verb_class(verb: &Verb, form: Form) -> u16 {
    let form = match form {
        Form::Present => 1,
        Form::Past => 2,
        Form::Done => 3,
        Form::Ing => 4,
    };
    form + 4 * u16::from(verb.thought)
}

/// How long the token's quotation is, in tokens with its marks: none, to 4, 7, 12, 25, more.
fn quotation_length(reading: &Reading<'_>, place: usize) -> u16 {
    let Some(held) = reading.quotation(place) else { return 0 };
    match reading.quotation_tokens(held).len() {
        0..=4 => 1,
        5..=7 => 2,
        8..=12 => 3,
        13..=25 => 4,
        _ => 5,
    }
}

/// Whole paragraphs up to [`WINDOW`] tokens; a longer paragraph stands alone, one of more than [`LONGEST_WINDOW`] is
/// cut.
fn windows(reading: &Reading<'_>) -> Vec<Tokens> {
    let mut windows: Vec<Tokens> = Vec::new();
    let mut start = 0;
    while start < reading.tokens.len() {
        let paragraph = reading.paragraph(start);
        let mut end = start;
        while end < reading.tokens.len() && end - start < LONGEST_WINDOW && reading.paragraph(end) == paragraph {
            end += 1;
        }
        match windows.last_mut().filter(|window| end - window.start <= WINDOW) {
            Some(window) => window.end = end,
            None => windows.push(start..end),
        }
        start = end;
    }
    windows
}
