//! Which article an incoming one is.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, Result, Row, named_params};

use super::row::{self, Archived, sha256};
use crate::article::{ArticleId, Citation, Incoming};

/// The archive's view of an incoming article.
#[derive(Debug)]
pub(super) enum Identity {
    /// The place gave just this when it was last read.
    Known(ArticleId),
    /// Another text or citation of this article.
    Version(ArticleId),
    /// The text of this article, whose citation it adds to without contradicting it.
    Copy(ArticleId),
    /// An article that the archive does not have.
    New,
}

/// What a place gave when it was last read.
#[derive(Debug)]
struct Given {
    article: ArticleId,
    version: u32,
    /// Whether other places that are still there gave the same article.
    shared: bool,
}

/// Finds the article that `incoming` is: that of its URL, else that of its place, else one with its text.
///
/// A place that shares its article with others and now has another text has an article of its own.
pub(super) fn identify(connection: &Connection, incoming: &Incoming) -> Result<Identity> {
    let given = given(connection, &incoming.place)?;
    if let Some(given) = &given
        && row::archived(connection, &given.article, Some(given.version))?.is_some_and(|known| same(&known, incoming))
    {
        return Ok(Identity::Known(given.article.clone()));
    }
    if let Some(article) = with_url(connection, incoming)? {
        return Ok(Identity::Version(article));
    }
    if let Some(given) = given
        && !given.shared
    {
        return Ok(Identity::Version(given.article));
    }
    Ok(with_text(connection, incoming)?.map_or(Identity::New, Identity::Copy))
}

/// Whether the archive has the article just so.
pub(super) fn same(archived: &Archived, incoming: &Incoming) -> bool {
    archived.article.citation == incoming.citation && archived.article.body == incoming.body
}

/// An id that no article has, the same for the same articles in the same order.
pub(super) fn free_id(connection: &Connection, incoming: &Incoming) -> Result<ArticleId> {
    let seed = incoming.citation.url.as_ref().unwrap_or(&incoming.body);
    for attempt in 0_u32.. {
        let hash = if attempt == 0 { sha256(seed) } else { sha256(&format!("{seed}\n{attempt}")) };
        let id = ArticleId::parse(&hash[..12]).expect("a hash begins with twelve hexadecimal digits");
        let sql = "SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?)";
        let taken: bool = connection.query_row(sql, [id.as_str()], |row| row.get(0))?;
        if !taken {
            return Ok(id);
        }
    }
    unreachable!("there are more ids than articles")
}

fn given(connection: &Connection, place: &str) -> Result<Option<Given>> {
    let sql = "SELECT article, version FROM places WHERE place = ?";
    let read = |row: &Row<'_>| Ok((row::id(row.get(0)?)?, row.get(1)?));
    let found: Option<(ArticleId, u32)> = connection.prepare_cached(sql)?.query_row([place], read).optional()?;
    let Some((article, version)) = found else { return Ok(None) };
    let shared = others(connection, &article, place)?.iter().any(|other| !is_gone(other));
    Ok(Some(Given { article, version, shared }))
}

/// The other places that gave an article.
fn others(connection: &Connection, article: &ArticleId, place: &str) -> Result<Vec<String>> {
    let sql = "SELECT place FROM places WHERE article = ? AND place <> ?";
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map([article.as_str(), place], |row| row.get(0))?.collect()
}

/// Whether a place was a file and is no more: its folder was moved or renamed.
fn is_gone(place: &str) -> bool {
    let path = Path::new(place);
    path.is_absolute() && path.try_exists().is_ok_and(|exists| !exists)
}

fn with_url(connection: &Connection, incoming: &Incoming) -> Result<Option<ArticleId>> {
    let sql = "SELECT id FROM articles JOIN versions v ON v.article = id AND v.version = articles.version
        WHERE v.url = :url ORDER BY position LIMIT 1";
    let Some(url) = &incoming.citation.url else { return Ok(None) };
    connection.prepare_cached(sql)?.query_row(named_params! { ":url": url }, |row| row::id(row.get(0)?)).optional()
}

/// The article that has the text of `incoming` now, and no citation that contradicts it.
///
/// The same agency text in two outlets is two articles.
fn with_text(connection: &Connection, incoming: &Incoming) -> Result<Option<ArticleId>> {
    let sql = "SELECT id FROM articles JOIN versions v ON v.article = id AND v.version = articles.version
        WHERE v.sha256 = :sha256 ORDER BY position";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(named_params! { ":sha256": sha256(&incoming.body) }, |row| row::id(row.get(0)?))?;
    for id in rows {
        let id = id?;
        let known = row::archived(connection, &id, None)?;
        if known.is_some_and(|known| agree(&known.article.citation, &incoming.citation)) {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Whether nothing is known to both and different.
fn agree(one: &Citation, other: &Citation) -> bool {
    one.clone().or(other.clone()) == other.clone().or(one.clone())
}
