//! Lists articles and their versions without their texts.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Row, named_params};

use super::{Archive, row};
use crate::article::{ArticleId, Citation};

/// A version of an article, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Whose version it is.
    pub id: ArticleId,
    /// Counts from 1.
    pub version: u32,
    /// The article's name for files and scripts.
    pub doc: String,
    /// What a reader needs to find the article.
    pub citation: Citation,
    /// Of the text, in lower-case hexadecimal digits.
    pub sha256: String,
    /// When it was archived.
    pub kept_at: Timestamp,
}

const COLUMNS: &str = "v.article, v.version, v.sha256, v.headline, v.outlet, v.byline, v.dateline, v.published, v.day,
    v.instant, v.url, v.timezone, v.language, v.kept_at,
    COALESCE((SELECT doc FROM places p WHERE p.article = v.article ORDER BY number LIMIT 1), v.article) AS doc";

impl Archive {
    /// Up to `limit` articles in their current versions whose headline, name or id has `part` in it, whatever the
    /// case of its letters; the newest first, undated ones last. All of them for an empty `part`.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn articles(&self, part: &str, limit: usize) -> Result<Vec<Listed>> {
        let sql = format!(
            "SELECT {COLUMNS} FROM articles a JOIN versions v ON v.article = a.id AND v.version = a.version
            WHERE COALESCE(v.headline, '') LIKE :like ESCAPE '\\' OR doc LIKE :like ESCAPE '\\' OR a.id LIKE :like ESCAPE '\\'
            ORDER BY v.day IS NULL, v.day DESC, a.position DESC LIMIT :limit"
        );
        let like = format!("%{}%", part.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
        self.listed(&sql, named_params! { ":like": like, ":limit": row::whole(limit) })
    }

    /// Every version of an article, the oldest first; none if there is no such article.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn versions(&self, id: &ArticleId) -> Result<Vec<Listed>> {
        let sql = format!("SELECT {COLUMNS} FROM versions v WHERE v.article = :id ORDER BY v.version");
        self.listed(&sql, named_params! { ":id": id.as_str() })
    }

    fn listed(&self, sql: &str, parameters: &[(&str, &dyn rusqlite::ToSql)]) -> Result<Vec<Listed>> {
        let read = || {
            let connection = self.connection();
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map(parameters, listed)?.collect::<rusqlite::Result<Vec<Listed>>>()
        };
        read().with_context(|| self.reading())
    }
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        id: row::id(row.get("article")?)?,
        version: row.get("version")?,
        doc: row.get("doc")?,
        citation: row::citation(row)?,
        sha256: row.get("sha256")?,
        kept_at: row::instant(row.get("kept_at")?)?,
    })
}
