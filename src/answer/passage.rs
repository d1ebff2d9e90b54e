//! What is shown: a sentence of an archived article, word for word, and where it comes from.

use std::{fmt, str::FromStr};

use anyhow::{Error, Result, bail};
use jiff::civil::Date;

use crate::{
    answer::question::Question,
    article::{
        Article, ArticleId, Citation,
        statement::{CERTAIN, LIKELY, Statement},
    },
    text::span::Span,
};

/// The permanent name of a passage: article, version and range in bytes.
///
/// Written as `0123456789ab.1:120-340`, at most 48 characters long.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PassageId {
    /// Whose text it is a range of.
    pub article: ArticleId,
    /// Which version of that text.
    pub version: u32,
    /// The range.
    pub span: Span,
}

impl fmt::Display for PassageId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}:{}", self.article, self.version, self.span)
    }
}

impl FromStr for PassageId {
    type Err = Error;

    fn from_str(text: &str) -> Result<PassageId> {
        let Some(id) = parse_id(text) else {
            bail!("`{text}` is not a passage id; one looks like `0123456789ab.1:120-340`");
        };
        Ok(id)
    }
}

fn parse_id(text: &str) -> Option<PassageId> {
    let (article, rest) = text.split_once('.')?;
    let (version, range) = rest.split_once(':')?;
    let (start, end) = range.split_once('-')?;
    let (start, end) = (start.parse().ok()?, end.parse().ok()?);
    (start <= end).then_some(())?;
    Some(PassageId { article: ArticleId::parse(article)?, version: version.parse().ok()?, span: Span::new(start, end) })
}

/// Words of an archived article, byte for byte.
///
/// There is no other way to make one than to cut it out of an article's body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    text: String,
    span: Span,
}

impl Quote {
    /// The words of `article` at `span`, or nothing where the span does not fit its body.
    #[must_use]
    pub fn cut(article: &Article, span: Span) -> Option<Quote> {
        span.get(&article.body).map(|words| Quote { text: words.to_owned(), span })
    }

    /// The words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where they stand in the body.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether `article` really has these words at this place.
    #[must_use]
    pub fn stands_in(&self, article: &Article) -> bool {
        self.span.get(&article.body) == Some(self.text.as_str())
    }
}

/// A sentence of the record that bears on a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Whose sentence it is.
    pub article: ArticleId,
    /// In which version of the article.
    pub version: u32,
    /// The article's name for files and scripts.
    pub doc: String,
    /// The sentence.
    pub quote: Quote,
    /// The sentence in code points of the body, end exclusive, for programs.
    pub code_points: (usize, usize),
    /// The statement in the sentence that answers the question; without one the sentence is narration.
    pub statement: Option<Statement>,
    /// Where the reader finds the article.
    pub citation: Citation,
    /// How well it fits; comparable within one answer.
    pub score: f32,
    /// The sentence before, where this one can't be understood without it: it has a part of the same statement, or
    /// names whom "he" means.
    pub before: Option<Quote>,
    /// The sentence behind, where it has a part of the same statement.
    pub after: Option<Quote>,
    /// The same sentence in other articles, which is not shown again.
    pub copies: Vec<Elsewhere>,
}

/// A copy of a passage in another article.
#[derive(Clone, Debug, PartialEq)]
pub struct Elsewhere {
    /// Its permanent name.
    pub id: PassageId,
    /// The article's name for files and scripts.
    pub doc: String,
    /// Where the reader finds the article.
    pub citation: Citation,
}

impl Passage {
    /// The permanent name of the passage.
    #[must_use]
    pub fn id(&self) -> PassageId {
        PassageId { article: self.article.clone(), version: self.version, span: self.quote.span() }
    }

    /// The full name of the speaker, where the sentence is a statement and its speaker is known at least as *likely*.
    #[must_use]
    pub fn speaker_name(&self) -> Option<&str> {
        let statement = self.statement.as_ref()?;
        let known = Certainty::of(statement.confidence) != Certainty::Unsure;
        statement.speaker.as_ref().filter(|_| known).map(|speaker| speaker.name.as_str())
    }
}

/// The confidence of an attribution in plain words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Below *likely*: the speaker counts as unclear.
    Unsure,
    /// Right nine times in ten; below it no name is shown.
    Likely,
    /// As good as beyond doubt.
    Certain,
}

impl Certainty {
    /// The word for a confidence between 0 and 1.
    #[must_use]
    pub fn of(confidence: f32) -> Certainty {
        match confidence {
            confidence if confidence >= CERTAIN => Certainty::Certain,
            confidence if confidence >= LIKELY => Certainty::Likely,
            _ => Certainty::Unsure,
        }
    }

    /// `certain`, `likely` or `unsure`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Certainty::Certain => "certain",
            Certainty::Likely => "likely",
            Certainty::Unsure => "unsure",
        }
    }
}

/// What the record has to say to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// Whether the passages answer it. If not they are merely near, and must be shown as such.
    pub answered: bool,
    /// Why the record has no answer; nothing where it has.
    pub refusal: Option<Refusal>,
    /// How sure it is that the first passage answers, 0 to 1.
    pub confidence: f32,
    /// For a yes/no question: what the record says to it.
    pub verdict: Option<Verdict>,
    /// Best first; may be empty.
    pub passages: Vec<Passage>,
    /// What was searched.
    pub scope: Scope,
}

/// Why the record has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There was nothing to look for in the question.
    NothingAsked,
    /// Nobody of that name is on record; the nearest names that are.
    UnknownSpeaker {
        /// The name as asked.
        asked: String,
        /// Names of the record that look like it, best first.
        nearest: Vec<String>,
    },
    /// The speaker is on record, but not with anything that fits.
    NothingBySpeaker {
        /// The speaker's full name.
        speaker: String,
    },
    /// The speaker is on record, but what bears on this is somebody else's.
    OthersOnThis {
        /// The speaker's full name.
        speaker: String,
        /// Somebody who has a statement on it.
        other: String,
    },
    /// The record speaks of it, but does not give what is asked for.
    NotGiven {
        /// What that is, in a word: `number`, `time`, `name`, `place` or `reason`.
        asked: &'static str,
    },
    /// No sentence covers the question well enough.
    NothingFits,
}

/// What the record says to a yes/no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It says so.
    Supported,
    /// It says the opposite, or that somebody else said it.
    Contradicted,
    /// It does not say.
    NotFound,
}

impl Verdict {
    /// The word in the program's formats: `supported`, `contradicted` or `not_found`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Contradicted => "contradicted",
            Verdict::NotFound => "not_found",
        }
    }
}

/// Which part of the record was searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// How many articles.
    pub articles: usize,
    /// How many different outlets, of those articles that name theirs.
    pub outlets: usize,
    /// The day of the oldest and of the newest article, of those that are dated.
    pub days: Option<(Date, Date)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_id_reads_back_as_written() {
        let id = "0123456789ab.3:120-340".parse::<PassageId>().unwrap();
        assert_eq!(id.span, Span::new(120, 340));
        assert_eq!(id.to_string(), "0123456789ab.3:120-340");
    }

    #[test]
    fn what_is_no_passage_id_is_refused() {
        for text in ["", "x", "0123456789ab.1:9-3", "0123456789AB.1:1-2", "0123456789ab.1:1", "0123456789ab.-1:1-2"] {
            assert!(text.parse::<PassageId>().is_err(), "{text}");
        }
    }
}
