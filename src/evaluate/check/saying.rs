//! The statements of a gold article, cut into sentences as people would post them.

use std::collections::HashSet;

use anyhow::{Context, Result};

use crate::{
    article::{
        document::Document,
        statement::{Statement, StatementKind},
    },
    evaluate::{
        check::{case::Footing, change::cut::LEAST, wording::Wording},
        gold::{CodePointRange, MarkedDocument, MarkedStatement},
    },
    text::{
        quotation,
        span::{CodePoints, Span},
    },
};

/// How many bytes at most lie between two halves of one quotation.
const BETWEEN_HALVES: usize = 200;

/// A sentence, or a part of one, that somebody said, with enough words of its own to be found by.
#[derive(Clone, Debug)]
pub(super) struct Saying {
    /// Its name among all: document and number.
    pub(super) id: String,
    /// How it is given.
    pub(super) manner: Manner,
    /// Its words, without quotation marks around them.
    pub(super) words: String,
    /// Who is speaking, in the article's words; empty where nobody is.
    pub(super) source: String,
    /// The full name of the speaker, where gold has it.
    pub(super) speaker: Option<String>,
    /// Whether it is told within what somebody else says.
    pub(super) is_layer: bool,
    /// What the program reads there.
    pub(super) read: Read,
}

/// How the article gives a saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// In quotation marks.
    Quoted,
    /// In quotation marks, as a part of a sentence in the article's own words.
    PartQuoted,
    /// In the article's own words.
    Told,
    /// Partly in the article's own words, partly in quotation marks.
    PartTold,
    /// Two halves of a quotation, which stand apart.
    Halves,
}

impl Manner {
    /// The kind that it counts as.
    pub(super) fn kind(self) -> StatementKind {
        match self {
            Manner::Quoted | Manner::Halves => StatementKind::Direct,
            Manner::PartQuoted | Manner::PartTold => StatementKind::Mixed,
            Manner::Told => StatementKind::Indirect,
        }
    }
}

/// What the program reads where gold has a statement.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Read {
    /// The full name of the speaker.
    pub(super) speaker: Option<String>,
    /// How well it is known whose words those are.
    pub(super) footing: Footing,
    /// Whether somebody relays them.
    pub(super) is_relayed: bool,
}

impl Read {
    fn of(statement: Option<&Statement>) -> Read {
        let speaker = statement.and_then(|statement| statement.speaker.as_ref());
        Read {
            speaker: speaker.map(|speaker| speaker.name.clone()),
            footing: Footing::of(statement),
            is_relayed: statement.is_some_and(|statement| !statement.via.is_empty()),
        }
    }
}

/// The sayings of an article, each with enough words, none twice; `named` has the full names of its speakers.
pub(super) fn sayings(
    marked: &MarkedDocument,
    named: Option<&MarkedDocument>,
    document: &Document,
) -> Result<Vec<Saying>> {
    let body = &document.article.body;
    let points = CodePoints::new(body);
    let quotations = quotation::quotations(body);
    let mut cutter = Cutter { document, points: &points, quotations: &quotations, found: Vec::new() };
    for (number, statement) in marked.statements.iter().enumerate() {
        let same = |other: &&MarkedStatement| other.content == statement.content && other.source == statement.source;
        let speaker = named.and_then(|named| named.statements.iter().find(same)?.speaker.clone());
        let is_layer = marked.statements.iter().any(|other| holds(other, statement));
        let id = format!("{}:{number}", marked.doc);
        cutter.cut(statement, &Saying { id, speaker, is_layer, ..cutter.blank(statement)? })?;
    }
    let mut seen = HashSet::new();
    cutter.found.retain(|saying| seen.insert(saying.words.to_lowercase()));
    Ok(cutter.found)
}

/// Whether `inner` lies within the content of `outer`.
fn holds(outer: &MarkedStatement, inner: &MarkedStatement) -> bool {
    let within = |range: &CodePointRange| outer.content.iter().any(|own| own[0] <= range[0] && range[1] <= own[1]);
    outer.content != inner.content && inner.content.iter().all(within)
}

struct Cutter<'a> {
    document: &'a Document,
    points: &'a CodePoints,
    quotations: &'a [Span],
    found: Vec<Saying>,
}

impl Cutter<'_> {
    fn spans(&self, ranges: &[CodePointRange]) -> Result<Vec<Span>> {
        let span = |[start, end]: &CodePointRange| {
            let outside = || format!("the range `{start}-{end}` of gold does not lie in its text");
            self.points.span(*start, *end).with_context(outside)
        };
        ranges.iter().map(span).collect()
    }

    /// A saying of the statement without words.
    fn blank(&self, statement: &MarkedStatement) -> Result<Saying> {
        let body = &self.document.article.body;
        let source: Vec<&str> = self.spans(&statement.source)?.iter().map(|span| span.of(body)).collect();
        Ok(Saying {
            id: String::new(),
            manner: Manner::Told,
            words: String::new(),
            source: source.join(" "),
            speaker: None,
            is_layer: false,
            read: Read::of(None),
        })
    }

    fn cut(&mut self, statement: &MarkedStatement, blank: &Saying) -> Result<()> {
        let mut last: Option<Span> = None;
        for span in self.spans(&statement.content)? {
            let parts = self.sentences(span);
            if let (Some(last), Some(first)) = (last, parts.first()) {
                self.join(last, *first, blank);
            }
            last = parts.last().copied();
            parts.into_iter().for_each(|part| self.take(part, blank));
        }
        Ok(())
    }

    /// The parts of `span` that lie in one sentence each.
    fn sentences(&self, span: Span) -> Vec<Span> {
        let sentences = self.document.sentences.iter().filter(|sentence| sentence.overlaps(span));
        sentences.map(|one| Span::new(one.start().max(span.start()), one.end().min(span.end()))).collect()
    }

    /// Takes up a part, by its own words and the quoted ones in it.
    fn take(&mut self, part: Span, blank: &Saying) {
        let quoted: Vec<Span> = self.quotations.iter().filter_map(|quotation| shared(*quotation, part)).collect();
        if quoted.is_empty() {
            self.add(part, Manner::Told, blank);
        } else if self.is_quoted(part) {
            self.add(part, Manner::Quoted, blank);
        } else {
            self.add(part, Manner::PartTold, blank);
            quoted.into_iter().for_each(|quotation| self.add(quotation, Manner::PartQuoted, blank));
        }
    }

    /// Whether all words of `part` stand in one quotation.
    fn is_quoted(&self, part: Span) -> bool {
        let body = &self.document.article.body;
        let bare = |span: Span| Wording::new(span.of(body)).len();
        self.quotations.iter().any(|quotation| shared(*quotation, part).is_some_and(|both| bare(both) == bare(part)))
    }

    /// Takes up two quoted parts as one where not much stands between them.
    fn join(&mut self, left: Span, right: Span, blank: &Saying) {
        let is_near = left.end() < right.start() && right.start() - left.end() <= BETWEEN_HALVES;
        if !is_near || !self.is_quoted(left) || !self.is_quoted(right) {
            return;
        }
        let body = &self.document.article.body;
        let words = format!("{} {}", bare(left.of(body)), bare(right.of(body)));
        self.push(words, right, Manner::Halves, blank);
    }

    fn add(&mut self, part: Span, manner: Manner, blank: &Saying) {
        let words = bare(part.of(&self.document.article.body));
        let told = matches!(manner, Manner::Told | Manner::PartTold);
        let words = words.strip_prefix("that ").filter(|_| told).unwrap_or(words).to_owned();
        self.push(words, part, manner, blank);
    }

    fn push(&mut self, words: String, part: Span, manner: Manner, blank: &Saying) {
        let wording = Wording::new(&words);
        if wording.content_words(0..wording.len()) < LEAST {
            return;
        }
        let id = format!("{}.{}", blank.id, self.found.len());
        let read = Read::of(best(&self.document.statements, part));
        self.found.push(Saying { id, manner, words, read, ..blank.clone() });
    }
}

/// What both spans have.
fn shared(left: Span, right: Span) -> Option<Span> {
    left.overlaps(right).then(|| Span::new(left.start().max(right.start()), left.end().min(right.end())))
}

/// The statement that has at least half of `part` in its content; of several the one with the most, then the shortest.
fn best(statements: &[Statement], part: Span) -> Option<&Statement> {
    let overlap = |statement: &Statement| -> usize {
        statement.content.iter().filter_map(|content| shared(*content, part)).map(Span::len).sum()
    };
    let length = |statement: &Statement| statement.content.iter().map(|content| content.len()).sum::<usize>();
    let candidates = statements.iter().filter(|statement| 2 * overlap(statement) >= part.len());
    candidates.max_by_key(|statement| (overlap(statement), usize::MAX - length(statement)))
}

/// `text` without the white space and quotation marks around it.
fn bare(text: &str) -> &str {
    let is_double = |mark: char| mark.is_whitespace() || matches!(mark, '"' | '“' | '”' | '„' | '«' | '»' | '`');
    let mut bare = text.trim_matches(is_double);
    bare = bare.strip_prefix("''").unwrap_or(bare);
    bare = bare.strip_suffix("''").unwrap_or(bare).trim_matches(is_double);
    for (opening, closing) in [("‘", "’"), ("'", "'")] {
        if let Some(inner) = bare.strip_prefix(opening) {
            bare = inner.strip_suffix(closing).unwrap_or(inner);
        }
    }
    bare.trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::Incoming, attribution::Reader, lexicon::Lexicon};

    /// The sayings of a text whose statements stand between < and >; a statement of two parts has | at their end.
    fn found(marked: &str) -> Vec<Saying> {
        let mut text = String::new();
        let mut statements: Vec<MarkedStatement> = Vec::new();
        let mut ranges: Vec<CodePointRange> = Vec::new();
        let mut start = 0;
        for letter in marked.chars() {
            let at = text.chars().count();
            match letter {
                '<' => start = at,
                '|' => ranges.push([start, at]),
                '>' => {
                    ranges.push([start, at]);
                    statements.push(MarkedStatement { content: std::mem::take(&mut ranges), ..Default::default() });
                }
                _ => text.push(letter),
            }
        }
        let incoming = Incoming { place: "quay.txt".into(), doc: None, citation: Default::default(), body: text };
        let document = Reader::new(Lexicon::built_in()).read(incoming.unarchived());
        let marked = MarkedDocument { doc: "quay".into(), statements, ..MarkedDocument::default() };
        sayings(&marked, None, &document).unwrap()
    }

    #[test]
    fn statements_are_cut_into_sentences_by_their_manner() {
        for (text, expected) in [
            (
                "<“The old harbour wall has cracked along its length,”> said Ana Petrova.",
                &[(Manner::Quoted, "The old harbour wall has cracked along its length,")][..],
            ),
            (
                "Petrova said <that the old harbour wall has cracked along its whole length>.",
                &[(Manner::Told, "the old harbour wall has cracked along its whole length")],
            ),
            (
                "Petrova said <the crews repair “the oldest harbour wall of our whole northern coast”> in May.",
                &[
                    (Manner::PartTold, "the crews repair “the oldest harbour wall of our whole northern coast"),
                    (Manner::PartQuoted, "the oldest harbour wall of our whole northern coast"),
                ],
            ),
            (
                "<“The old harbour wall,”| Petrova said, <“cracked along its northern length.”>",
                &[(Manner::Halves, "The old harbour wall, cracked along its northern length.")],
            ),
            ("<“It is shut,”> said Ana Petrova.", &[]),
        ] {
            let found = found(text);
            let found: Vec<(Manner, &str)> = found.iter().map(|saying| (saying.manner, &*saying.words)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_saying_knows_what_the_program_reads_there() {
        let found = found("<“The old harbour wall has cracked along its length,”> said Ana Petrova on Monday.");
        let read = &found[0].read;
        assert_eq!(read.speaker.as_deref(), Some("Ana Petrova"));
        assert!(!read.is_relayed && !found[0].is_layer);
    }

    #[test]
    fn marks_around_are_taken_off() {
        for (text, expected) in [
            ("“It’s shut,” ", "It’s shut,"),
            ("''It is shut,''", "It is shut,"),
            ("``shut''", "shut"),
            ("‘all shut’", "all shut"),
            ("the crews’", "the crews’"),
        ] {
            assert_eq!(bare(text), expected);
        }
    }
}
