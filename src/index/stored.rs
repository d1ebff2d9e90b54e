//! How a sentence lies in the index: what of a [`super::Hit`] is in no column, in the compact bytes of `postcard`.
//!
//! What is the same for all sentences of an article stands in the row of its first sentence only.

use anyhow::{Context, Result};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    article::{
        Citation, Published,
        document::Document,
        statement::{Polarity, Resolution, ResolutionRule, Speaker, SpeakerKind, Statement, StatementKind},
    },
    text::span::Span,
};

type Range = (usize, usize);

/// A sentence as stored.
#[derive(Deserialize, Serialize)]
pub(super) struct StoredRow<'a> {
    sentence: Range,
    pub(super) text: &'a str,
    statements: Vec<StoredStatement<'a>>,
    /// In the row of the article's first sentence.
    pub(super) article: Option<StoredArticle<'a>>,
}

/// What is stored once for an article.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct StoredArticle<'a> {
    /// Its name for files and scripts.
    pub(super) doc: &'a str,
    citation: StoredCitation<'a>,
}

/// Kinds, polarities and rules are stored as their words in the program's formats, which do not change.
#[derive(Deserialize, Serialize)]
struct StoredStatement<'a> {
    kind: &'a str,
    source: Vec<Range>,
    cue: Vec<Range>,
    content: Vec<Range>,
    speaker: Option<StoredSpeaker<'a>>,
    polarity: &'a str,
    confidence: f32,
    via: Vec<StoredSpeaker<'a>>,
}

#[derive(Deserialize, Serialize)]
struct StoredSpeaker<'a> {
    name: &'a str,
    role: Option<&'a str>,
    kind: &'a str,
    rule: &'a str,
    mention: Option<Range>,
}

#[derive(Clone, Deserialize, Serialize)]
struct StoredCitation<'a> {
    headline: Option<&'a str>,
    outlet: Option<&'a str>,
    byline: Option<&'a str>,
    dateline: Option<&'a str>,
    published: Option<StoredPublished<'a>>,
    url: Option<&'a str>,
    timezone: Option<&'a str>,
    language: Option<&'a str>,
}

#[derive(Clone, Deserialize, Serialize)]
struct StoredPublished<'a> {
    written: &'a str,
    /// Year, month and day.
    date: (i16, i8, i8),
    /// Seconds and nanoseconds since 1970.
    at: Option<(i64, i32)>,
}

impl<'a> StoredRow<'a> {
    /// Sentence number `ordinal` of `document`, which has these statements.
    pub(super) fn of(document: &'a Document, ordinal: u32, statements: &[&'a Statement]) -> StoredRow<'a> {
        let article = &document.article;
        let sentence = document.sentences[ordinal as usize];
        let of_article = || StoredArticle { doc: &article.doc, citation: StoredCitation::of(&article.citation) };
        StoredRow {
            sentence: range(sentence),
            text: sentence.of(&article.body),
            statements: statements.iter().map(|statement| StoredStatement::of(statement)).collect(),
            article: (ordinal == 0).then(of_article),
        }
    }

    /// The bytes to be kept.
    pub(super) fn encode(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("text, numbers and lists of known length can always be written")
    }

    /// What [`StoredRow::encode`] made bytes of.
    ///
    /// # Errors
    ///
    /// If the bytes are not of this program.
    pub(super) fn decode(bytes: &'a [u8]) -> Result<StoredRow<'a>> {
        postcard::from_bytes(bytes).context("reading a sentence of the index")
    }

    /// Where the sentence stands in the body.
    ///
    /// # Errors
    ///
    /// As [`StoredRow::decode`]; so below.
    pub(super) fn sentence(&self) -> Result<Span> {
        span(self.sentence)
    }

    /// The statements in the sentence.
    pub(super) fn statements(&self) -> Result<Vec<Statement>> {
        self.statements.iter().map(StoredStatement::statement).collect()
    }
}

impl StoredArticle<'_> {
    /// What a reader needs to find the article.
    pub(super) fn citation(&self) -> Result<Citation> {
        self.citation.citation()
    }
}

impl<'a> StoredStatement<'a> {
    fn of(statement: &'a Statement) -> StoredStatement<'a> {
        StoredStatement {
            kind: statement.kind.word(),
            source: ranges(&statement.source),
            cue: ranges(&statement.cue),
            content: ranges(&statement.content),
            speaker: statement.speaker.as_ref().map(StoredSpeaker::of),
            polarity: statement.polarity.word(),
            confidence: statement.confidence,
            via: statement.via.iter().map(StoredSpeaker::of).collect(),
        }
    }

    fn statement(&self) -> Result<Statement> {
        Ok(Statement {
            kind: StatementKind::parse(self.kind).context("an unknown kind of statement")?,
            source: spans(&self.source)?,
            cue: spans(&self.cue)?,
            content: spans(&self.content)?,
            speaker: self.speaker.as_ref().map(StoredSpeaker::speaker).transpose()?,
            polarity: Polarity::parse(self.polarity).context("an unknown polarity")?,
            confidence: self.confidence,
            via: self.via.iter().map(StoredSpeaker::speaker).collect::<Result<_>>()?,
        })
    }
}

impl<'a> StoredSpeaker<'a> {
    fn of(speaker: &'a Speaker) -> StoredSpeaker<'a> {
        StoredSpeaker {
            name: &speaker.name,
            role: speaker.role.as_deref(),
            kind: speaker.kind.word(),
            rule: speaker.resolved_by.rule.word(),
            mention: speaker.resolved_by.mention.map(range),
        }
    }

    fn speaker(&self) -> Result<Speaker> {
        Ok(Speaker {
            name: self.name.to_owned(),
            role: self.role.map(str::to_owned),
            kind: SpeakerKind::parse(self.kind).context("an unknown kind of speaker")?,
            resolved_by: Resolution {
                rule: ResolutionRule::parse(self.rule).context("an unknown rule of resolution")?,
                mention: self.mention.map(span).transpose()?,
            },
        })
    }
}

impl<'a> StoredCitation<'a> {
    fn of(citation: &'a Citation) -> StoredCitation<'a> {
        StoredCitation {
            headline: citation.headline.as_deref(),
            outlet: citation.outlet.as_deref(),
            byline: citation.byline.as_deref(),
            dateline: citation.dateline.as_deref(),
            published: citation.published.as_ref().map(StoredPublished::of),
            url: citation.url.as_deref(),
            timezone: citation.timezone.as_deref(),
            language: citation.language.as_deref(),
        }
    }

    fn citation(&self) -> Result<Citation> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(Citation {
            headline: owned(self.headline),
            outlet: owned(self.outlet),
            byline: owned(self.byline),
            dateline: owned(self.dateline),
            published: self.published.as_ref().map(StoredPublished::published).transpose()?,
            url: owned(self.url),
            timezone: owned(self.timezone),
            language: owned(self.language),
        })
    }
}

impl<'a> StoredPublished<'a> {
    fn of(published: &'a Published) -> StoredPublished<'a> {
        let date = published.date;
        StoredPublished {
            written: &published.written,
            date: (date.year(), date.month(), date.day()),
            at: published.at.map(|at| (at.as_second(), at.subsec_nanosecond())),
        }
    }

    fn published(&self) -> Result<Published> {
        let (year, month, day) = self.date;
        Ok(Published {
            written: self.written.to_owned(),
            date: Date::new(year, month, day)?,
            at: self.at.map(|(seconds, nanoseconds)| Timestamp::new(seconds, nanoseconds)).transpose()?,
        })
    }
}

fn range(span: Span) -> Range {
    (span.start(), span.end())
}

fn ranges(spans: &[Span]) -> Vec<Range> {
    spans.iter().copied().map(range).collect()
}

fn span((start, end): Range) -> Result<Span> {
    anyhow::ensure!(start <= end, "a span of the index ends before it starts: {start}-{end}");
    Ok(Span::new(start, end))
}

fn spans(ranges: &[Range]) -> Result<Vec<Span>> {
    ranges.iter().copied().map(span).collect()
}
