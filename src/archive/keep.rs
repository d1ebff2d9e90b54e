//! Puts articles into the archive.

use anyhow::{Context, Result};
use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, named_params};

use super::{
    Archive, Kept,
    identity::{self, Identity, identify},
    row::{self, sha256},
};
use crate::article::{Article, ArticleId, Citation, Incoming};

impl Archive {
    /// Keeps `incoming`, durably once it returns.
    ///
    /// # Errors
    ///
    /// If the file can't be written; then nothing has changed.
    pub fn keep(&self, incoming: &Incoming) -> Result<(Article, Kept)> {
        let mut kept = self.keep_all(std::slice::from_ref(incoming))?;
        Ok(kept.pop().expect("one article was kept"))
    }

    /// Keeps all of `incoming`, durably once it returns; for each, in order, its current version and what was done.
    ///
    /// One transaction, and so one wait for the disk.
    ///
    /// # Errors
    ///
    /// If the file can't be written; then nothing has changed.
    pub fn keep_all(&self, incoming: &[Incoming]) -> Result<Vec<(Article, Kept)>> {
        let mut connection = self.connection();
        let mut write = || -> rusqlite::Result<_> {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let now = Timestamp::now();
            let kept = incoming
                .iter()
                .map(|incoming| keep(&transaction, incoming, now))
                .collect::<rusqlite::Result<Vec<(Article, Kept)>>>()?;
            transaction.commit()?;
            Ok(kept)
        };
        write().with_context(|| self.writing())
    }
}

fn keep(connection: &Connection, incoming: &Incoming, now: Timestamp) -> rusqlite::Result<(Article, Kept)> {
    let (id, kept) = match identify(connection, incoming)? {
        Identity::Known(id) => (id, Kept::Unchanged),
        Identity::Version(id) => put_next(connection, id, &incoming.citation, incoming, now)?,
        Identity::Copy(id) => {
            let known = current(connection, &id)?;
            let citation = known.citation.clone().or(incoming.citation.clone());
            put_next(connection, id, &citation, incoming, now)?
        }
        Identity::New => {
            let id = identity::free_id(connection, incoming)?;
            put_version(connection, &id, 1, &incoming.citation, &incoming.body, now)?;
            put_place(connection, incoming, &id, 1)?;
            (id, Kept::New)
        }
    };
    Ok((current(connection, &id)?, kept))
}

/// Makes `incoming` with this citation the current version of article `id`, unless it is that already.
fn put_next(
    connection: &Connection,
    id: ArticleId,
    citation: &Citation,
    incoming: &Incoming,
    now: Timestamp,
) -> rusqlite::Result<(ArticleId, Kept)> {
    let known = current(connection, &id)?;
    let same = known.citation == *citation && known.body == incoming.body;
    let version = if same { known.version } else { known.version + 1 };
    if !same {
        put_version(connection, &id, version, citation, &incoming.body, now)?;
    }
    put_place(connection, incoming, &id, version)?;
    Ok((id, if same { Kept::Unchanged } else { Kept::Changed }))
}

fn current(connection: &Connection, id: &ArticleId) -> rusqlite::Result<Article> {
    row::archived(connection, id, None)?.map(|archived| archived.article).ok_or(rusqlite::Error::QueryReturnedNoRows)
}

fn put_version(
    connection: &Connection,
    id: &ArticleId,
    version: u32,
    citation: &Citation,
    body: &str,
    now: Timestamp,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO versions (article, version, sha256, body, headline, outlet, byline, dateline,
            published, day, instant, url, timezone, language, kept_at)
        VALUES (:article, :version, :sha256, :body, :headline, :outlet, :byline, :dateline,
            :published, :day, :instant, :url, :timezone, :language, :kept_at)";
    let published = citation.published.as_ref();
    connection.prepare_cached(sql)?.execute(named_params! {
        ":article": id.as_str(),
        ":version": version,
        ":sha256": sha256(body),
        ":body": body,
        ":headline": citation.headline,
        ":outlet": citation.outlet,
        ":byline": citation.byline,
        ":dateline": citation.dateline,
        ":published": published.map(|published| &published.written),
        ":day": published.map(|published| published.date.to_string()),
        ":instant": published.and_then(|published| published.at).map(|instant| instant.to_string()),
        ":url": citation.url,
        ":timezone": citation.timezone,
        ":language": citation.language,
        ":kept_at": now.to_string(),
    })?;
    let sql = "INSERT INTO articles (id, version, position)
        VALUES (:id, :version, (SELECT COALESCE(MAX(position), 0) + 1 FROM articles))
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, position = excluded.position";
    connection.prepare_cached(sql)?.execute(named_params! { ":id": id.as_str(), ":version": version })?;
    Ok(())
}

/// Notes what the place of `incoming` gave.
fn put_place(connection: &Connection, incoming: &Incoming, id: &ArticleId, version: u32) -> rusqlite::Result<()> {
    // An article that loses a place may lose the name that it had from there: it counts as changed.
    let sql = "UPDATE articles SET position = (SELECT MAX(position) + 1 FROM articles)
        WHERE id = (SELECT article FROM places WHERE place = :place) AND id <> :id";
    connection.prepare_cached(sql)?.execute(named_params! { ":place": incoming.place, ":id": id.as_str() })?;
    let sql = "INSERT INTO places (place, doc, article, version) VALUES (:place, :doc, :id, :version)
        ON CONFLICT (place) DO UPDATE SET doc = excluded.doc, article = excluded.article, version = excluded.version";
    connection.prepare_cached(sql)?.execute(named_params! {
        ":place": incoming.place,
        ":doc": incoming.doc,
        ":id": id.as_str(),
        ":version": version,
    })?;
    Ok(())
}
