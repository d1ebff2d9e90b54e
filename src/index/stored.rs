//! How a sentence lies in the index: everything of a [`Hit`] but its score, as JSON with short names.

use anyhow::{Context, Result};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::{
    article::{
        ArticleId, Citation, Published,
        document::Document,
        statement::{Polarity, Resolution, ResolutionRule, Speaker, SpeakerKind, Statement, StatementKind},
    },
    index::{Hit, Matched},
    text::span::Span,
};

type Range = (usize, usize);

/// A sentence as stored.
#[derive(Deserialize, Serialize)]
pub(super) struct StoredSentence {
    #[serde(rename = "a")]
    article: String,
    #[serde(rename = "v")]
    version: u32,
    #[serde(rename = "d")]
    doc: String,
    #[serde(rename = "o")]
    ordinal: u32,
    #[serde(rename = "s")]
    sentence: Range,
    #[serde(rename = "t")]
    text: String,
    #[serde(rename = "q", default, skip_serializing_if = "Vec::is_empty")]
    statements: Vec<StoredStatement>,
    #[serde(rename = "c")]
    citation: StoredCitation,
}

#[derive(Deserialize, Serialize)]
struct StoredStatement {
    k: String,
    s: Vec<Range>,
    u: Vec<Range>,
    c: Vec<Range>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    w: Option<StoredSpeaker>,
    p: String,
    f: f32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    v: Vec<StoredSpeaker>,
}

#[derive(Deserialize, Serialize)]
struct StoredSpeaker {
    n: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r: Option<String>,
    k: String,
    b: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    m: Option<Range>,
}

#[derive(Deserialize, Serialize)]
struct StoredCitation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    h: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    o: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    b: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    d: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    p: Option<StoredPublished>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    u: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    z: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    l: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct StoredPublished {
    w: String,
    d: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    a: Option<String>,
}

impl StoredSentence {
    /// Sentence number `ordinal` of `document`, which has these statements.
    pub(super) fn of(document: &Document, ordinal: u32, statements: &[&Statement]) -> StoredSentence {
        let article = &document.article;
        let sentence = document.sentences[ordinal as usize];
        StoredSentence {
            article: article.id.to_string(),
            version: article.version,
            doc: article.doc.clone(),
            ordinal,
            sentence: range(sentence),
            text: sentence.of(&article.body).to_owned(),
            statements: statements.iter().map(|statement| StoredStatement::of(statement)).collect(),
            citation: StoredCitation::of(&article.citation),
        }
    }

    /// The bytes to be kept.
    pub(super) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("text, numbers and lists are always JSON")
    }

    /// The hit of what [`StoredSentence::encode`] made, without score and matches.
    ///
    /// # Errors
    ///
    /// If the bytes are not of this program.
    pub(super) fn decode(bytes: &[u8]) -> Result<Hit> {
        let stored: StoredSentence = serde_json::from_slice(bytes).context("reading a sentence of the index")?;
        Ok(Hit {
            score: 0.0,
            article: ArticleId::parse(&stored.article).context("a sentence of the index has no article id")?,
            version: stored.version,
            doc: stored.doc,
            ordinal: stored.ordinal,
            sentence: span(stored.sentence)?,
            text: stored.text,
            statements: stored.statements.into_iter().map(StoredStatement::statement).collect::<Result<_>>()?,
            citation: stored.citation.citation()?,
            matched: Matched::default(),
        })
    }
}

impl StoredStatement {
    fn of(statement: &Statement) -> StoredStatement {
        StoredStatement {
            k: statement.kind.word().to_owned(),
            s: ranges(&statement.source),
            u: ranges(&statement.cue),
            c: ranges(&statement.content),
            w: statement.speaker.as_ref().map(StoredSpeaker::of),
            p: statement.polarity.word().to_owned(),
            f: statement.confidence,
            v: statement.via.iter().map(StoredSpeaker::of).collect(),
        }
    }

    fn statement(self) -> Result<Statement> {
        Ok(Statement {
            kind: StatementKind::parse(&self.k).context("an unknown kind of statement")?,
            source: spans(self.s)?,
            cue: spans(self.u)?,
            content: spans(self.c)?,
            speaker: self.w.map(StoredSpeaker::speaker).transpose()?,
            polarity: Polarity::parse(&self.p).context("an unknown polarity")?,
            confidence: self.f,
            via: self.v.into_iter().map(StoredSpeaker::speaker).collect::<Result<_>>()?,
        })
    }
}

impl StoredSpeaker {
    fn of(speaker: &Speaker) -> StoredSpeaker {
        StoredSpeaker {
            n: speaker.name.clone(),
            r: speaker.role.clone(),
            k: speaker.kind.word().to_owned(),
            b: speaker.resolved_by.rule.word().to_owned(),
            m: speaker.resolved_by.mention.map(range),
        }
    }

    fn speaker(self) -> Result<Speaker> {
        Ok(Speaker {
            name: self.n,
            role: self.r,
            kind: SpeakerKind::parse(&self.k).context("an unknown kind of speaker")?,
            resolved_by: Resolution {
                rule: ResolutionRule::parse(&self.b).context("an unknown rule of resolution")?,
                mention: self.m.map(span).transpose()?,
            },
        })
    }
}

impl StoredCitation {
    fn of(citation: &Citation) -> StoredCitation {
        let published = citation.published.as_ref().map(|published| StoredPublished {
            w: published.written.clone(),
            d: published.date.to_string(),
            a: published.at.map(|at| at.to_string()),
        });
        StoredCitation {
            h: citation.headline.clone(),
            o: citation.outlet.clone(),
            b: citation.byline.clone(),
            d: citation.dateline.clone(),
            p: published,
            u: citation.url.clone(),
            z: citation.timezone.clone(),
            l: citation.language.clone(),
        }
    }

    fn citation(self) -> Result<Citation> {
        let published = |stored: StoredPublished| -> Result<Published> {
            Ok(Published {
                written: stored.w,
                date: stored.d.parse::<Date>()?,
                at: stored.a.map(|at| at.parse::<Timestamp>()).transpose()?,
            })
        };
        Ok(Citation {
            headline: self.h,
            outlet: self.o,
            byline: self.b,
            dateline: self.d,
            published: self.p.map(published).transpose()?,
            url: self.u,
            timezone: self.z,
            language: self.l,
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

fn spans(ranges: Vec<Range>) -> Result<Vec<Span>> {
    ranges.into_iter().map(span).collect()
}
