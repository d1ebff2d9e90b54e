//! Who is on record: counted from the index's own terms, without reading a sentence.

use std::collections::HashMap;

use anyhow::{Context, Result};
use tantivy::{
    DocSet, SegmentReader, TERMINATED,
    postings::Postings,
    schema::{Field, IndexRecordOption},
};

use crate::{
    article::statement::{Speaker, SpeakerKind},
    index::search::column,
};

/// Stands between name, role and kind in a term; it does not occur in texts that people read.
const SEPARATOR: char = '\u{1f}';

/// Somebody with at least one statement in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerCount {
    /// The full name.
    pub name: String,
    /// What they are, as the articles put it; the most frequent wording first.
    pub roles: Vec<String>,
    /// Person, body or unnamed; the most frequent, where articles differ.
    pub kind: SpeakerKind,
    /// How many statements.
    pub statements: usize,
    /// In how many articles.
    pub articles: usize,
}

/// The term that stands at the sentence in which a statement of `speaker` begins.
pub(super) fn begin_term(speaker: &Speaker) -> String {
    let clean = |text: &str| text.replace(SEPARATOR, " ");
    let role = speaker.role.as_deref().map(clean).unwrap_or_default();
    format!("{}{SEPARATOR}{role}{SEPARATOR}{}", clean(&speaker.name), speaker.kind.word())
}

/// What is gathered of one name.
#[derive(Default)]
struct Tally {
    roles: HashMap<String, usize>,
    kinds: HashMap<&'static str, usize>,
    articles: Vec<u64>,
    statements: usize,
}

/// Everybody with a statement in the segments, the most quoted first.
///
/// Costs a pass over the terms and their postings.
pub(super) fn counts(segments: &[SegmentReader], begins: Field) -> Result<Vec<SpeakerCount>> {
    let mut tallies: HashMap<String, Tally> = HashMap::new();
    for segment in segments {
        tally(segment, begins, &mut tallies).context("reading the speakers of the index")?;
    }
    let mut counts: Vec<SpeakerCount> = tallies.into_iter().filter_map(|(name, tally)| tally.count(name)).collect();
    counts.sort_by(|one, other| other.statements.cmp(&one.statements).then_with(|| one.name.cmp(&other.name)));
    Ok(counts)
}

fn tally(segment: &SegmentReader, begins: Field, tallies: &mut HashMap<String, Tally>) -> Result<()> {
    let inverted = segment.inverted_index(begins)?;
    let article = column(segment, "article")?;
    let mut terms = inverted.terms().stream()?;
    while terms.advance() {
        let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
        let mut parts = term.split(SEPARATOR);
        let (Some(name), Some(role), Some(kind)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let mut postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            let doc = postings.doc();
            if !segment.is_deleted(doc) {
                let tally = tallies.entry(name.to_owned()).or_default();
                tally.add(role, kind, article.first(doc), postings.term_freq() as usize);
            }
            postings.advance();
        }
    }
    Ok(())
}

impl Tally {
    fn add(&mut self, role: &str, kind: &str, article: Option<u64>, statements: usize) {
        self.statements += statements;
        if !role.is_empty() {
            *self.roles.entry(role.to_owned()).or_default() += statements;
        }
        if let Some(kind) = SpeakerKind::parse(kind) {
            *self.kinds.entry(kind.word()).or_default() += statements;
        }
        self.articles.extend(article);
    }

    fn count(mut self, name: String) -> Option<SpeakerCount> {
        self.articles.sort_unstable();
        self.articles.dedup();
        let kind = by_frequency(self.kinds).first().and_then(|kind| SpeakerKind::parse(kind))?;
        let roles = by_frequency(self.roles);
        Some(SpeakerCount { name, roles, kind, statements: self.statements, articles: self.articles.len() })
    }
}

fn by_frequency<Word: Ord>(counts: HashMap<Word, usize>) -> Vec<Word> {
    let mut counts: Vec<(Word, usize)> = counts.into_iter().collect();
    counts.sort_by(|(word, count), (other_word, other)| other.cmp(count).then_with(|| word.cmp(other_word)));
    counts.into_iter().map(|(word, _)| word).collect()
}
