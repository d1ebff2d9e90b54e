//! Articles and citations as rows of the file.

use anyhow::{Result, ensure};
use jiff::{Timestamp, civil::Date};
use rusqlite::{Connection, OptionalExtension, Row, named_params, types::Type};
use sha2::{Digest, Sha256};

use crate::article::{Article, ArticleId, Citation, Published};

/// An article as the file has it, not yet held against its hash.
#[derive(Debug)]
pub(super) struct Archived {
    pub(super) article: Article,
    pub(super) sha256: String,
}

impl Archived {
    /// The article, if its text is what was archived.
    pub(super) fn checked(self) -> Result<Article> {
        ensure!(
            sha256(&self.article.body) == self.sha256,
            "the text of article `{}` version {} is not what was archived; restore the archive from a copy",
            self.article.id,
            self.article.version
        );
        Ok(self.article)
    }
}

/// The hash of a text in lower-case hexadecimal digits.
pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A version of an article; the current one for `None`.
pub(super) fn archived(
    connection: &Connection,
    id: &ArticleId,
    version: Option<u32>,
) -> rusqlite::Result<Option<Archived>> {
    let sql = "SELECT v.*, (SELECT doc FROM places WHERE places.article = v.article ORDER BY number LIMIT 1) AS doc
        FROM articles a JOIN versions v ON v.article = a.id AND v.version = COALESCE(:version, a.version)
        WHERE a.id = :id";
    connection
        .prepare_cached(sql)?
        .query_row(named_params! { ":id": id.as_str(), ":version": version }, read)
        .optional()
}

/// Reads a row with all columns of `versions` and a `doc`.
fn read(row: &Row<'_>) -> rusqlite::Result<Archived> {
    let id = id(row.get("article")?)?;
    let doc = row.get::<_, Option<String>>("doc")?.unwrap_or_else(|| id.to_string());
    let article = Article { id, version: row.get("version")?, doc, citation: citation(row)?, body: row.get("body")? };
    Ok(Archived { article, sha256: row.get("sha256")? })
}

/// Reads the citation columns of a row.
pub(super) fn citation(row: &Row<'_>) -> rusqlite::Result<Citation> {
    Ok(Citation {
        headline: row.get("headline")?,
        outlet: row.get("outlet")?,
        byline: row.get("byline")?,
        dateline: row.get("dateline")?,
        published: published(row)?,
        url: row.get("url")?,
        timezone: row.get("timezone")?,
        language: row.get("language")?,
    })
}

fn published(row: &Row<'_>) -> rusqlite::Result<Option<Published>> {
    let (written, day, instant): (Option<String>, Option<String>, Option<String>) =
        (row.get("published")?, row.get("day")?, row.get("instant")?);
    let (Some(written), Some(day)) = (written, day) else { return Ok(None) };
    let date = day.parse::<Date>().map_err(unreadable)?;
    let at = instant.map(|instant| instant.parse::<Timestamp>().map_err(unreadable)).transpose()?;
    Ok(Some(Published { written, date, at }))
}

/// The id in a column.
pub(super) fn id(text: String) -> rusqlite::Result<ArticleId> {
    ArticleId::parse(&text).ok_or_else(|| unreadable(std::io::Error::other(format!("`{text}` is not an article id"))))
}

/// A number that the file counts from 0.
pub(super) fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or_default()
}

/// A number as the file keeps it.
pub(super) fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The instant in a column.
pub(super) fn instant(text: String) -> rusqlite::Result<Timestamp> {
    text.parse().map_err(unreadable)
}

fn unreadable(error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(error))
}
