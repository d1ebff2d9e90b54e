//! The nouns that everything else speaks of: article, citation, document, statement, speaker.
//!
//! An [`Article`] is what an outlet published. Read for sentences and statements it is a
//! [`document::Document`].

pub mod document;
pub mod statement;

use std::fmt;

use jiff::{Timestamp, civil::Date};

/// The name of an article for as long as the archive lives: twelve lower-case hexadecimal digits.
///
/// Articles with the same URL (or, lacking one, from the same place or with the same text) have the same id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(String);

impl ArticleId {
    /// The id written as `text`, or nothing if `text` is not twelve lower-case hexadecimal digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<ArticleId> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        (digits && text.len() == 12).then(|| ArticleId(text.to_owned()))
    }

    /// The id whose digits are those of `number`; digits before the last twelve are left out.
    #[must_use]
    pub fn of_number(number: u64) -> ArticleId {
        ArticleId(format!("{:012x}", number & 0xffff_ffff_ffff))
    }

    /// The id as a number: its digits.
    ///
    /// # Panics
    ///
    /// Never: an id is twelve hexadecimal digits.
    #[must_use]
    pub fn number(&self) -> u64 {
        u64::from_str_radix(&self.0, 16).expect("an article id is twelve hexadecimal digits")
    }

    /// The id as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// What an outlet published, as it was archived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Stays the same over all versions.
    pub id: ArticleId,
    /// Counts from 1; a changed text of the same article is the next version.
    pub version: u32,
    /// The name of the file that the article came from, without its ending; the id where there was no file.
    pub doc: String,
    /// What a reader needs to find the article.
    pub citation: Citation,
    /// The archived text. It is never altered after ingest: all spans are places in it.
    pub body: String,
}

/// An article as it came in, before the archive has given it an id and a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Where it came from: the canonical path of a file, or the URL of a page.
    pub place: String,
    /// The file's name without its ending; nothing where there was no file.
    pub doc: Option<String>,
    /// What the place says of it.
    pub citation: Citation,
    /// The text as it will be archived.
    pub body: String,
}

impl Incoming {
    /// The article as it is read without an archive, which would give it an id of its own.
    #[must_use]
    pub fn unarchived(self) -> Article {
        let id = ArticleId("0".repeat(12));
        let doc = self.doc.unwrap_or_else(|| id.to_string());
        Article { id, version: 1, doc, citation: self.citation, body: self.body }
    }
}

/// What a reader needs to find an article. All of it may be unknown; nothing is ever guessed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The title over the article.
    pub headline: Option<String>,
    /// Who published it, as "The Kyiv Independent".
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Where it was written, as "GENEVA".
    pub dateline: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The IANA time zone that the article's own words such as "Monday" are in.
    pub timezone: Option<String>,
    /// The language as a BCP 47 tag, as "en".
    pub language: Option<String>,
}

impl Citation {
    /// This citation with what only `other` knows.
    #[must_use]
    pub fn or(self, other: Citation) -> Citation {
        Citation {
            headline: self.headline.or(other.headline),
            outlet: self.outlet.or(other.outlet),
            byline: self.byline.or(other.byline),
            dateline: self.dateline.or(other.dateline),
            published: self.published.or(other.published),
            url: self.url.or(other.url),
            timezone: self.timezone.or(other.timezone),
            language: self.language.or(other.language),
        }
    }
}

/// When an article was published, as exactly as its outlet says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The words of the file or page, unchanged.
    pub written: String,
    /// The day, in the zone that the outlet wrote it in.
    pub date: Date,
    /// The instant, if a time and an offset were given.
    pub at: Option<Timestamp>,
}
