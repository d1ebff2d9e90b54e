//! Keeps articles, every version of them, in one SQLite file: the record.
//!
//! Everything else that the program keeps can be made again from here. Texts are never altered: a changed
//! article is another version, and each text is held against its hash whenever it is read.

mod connection;
pub mod damage;
mod extent;
mod identity;
mod keep;
pub mod listing;
mod row;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result};
use jiff::{Timestamp, civil::Date};
use rusqlite::Connection;

use crate::{
    archive::extent::Coverage,
    article::{Article, ArticleId},
};

/// The archive of one `index/` folder.
///
/// Shared between threads by reference: calls wait for one another. Several processes may read it at once;
/// one at a time writes.
#[derive(Debug)]
pub struct Archive {
    connection: Mutex<Connection>,
    /// What was read of it to tell how much a search covers.
    coverage: Mutex<Coverage>,
    /// Of the file; `:memory:` where there is none.
    path: PathBuf,
}

/// What keeping an article did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// The archive did not have it.
    New,
    /// The archive had another text or citation of it: this is the next version.
    Changed,
    /// The archive has it just so.
    Unchanged,
}

/// How much of the record a set of bounds leaves in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Articles.
    pub articles: usize,
    /// Different outlets among them.
    pub outlets: usize,
    /// Day of the oldest and of the newest dated article.
    pub days: Option<(Date, Date)>,
}

impl Archive {
    /// The file's name in the folder of the index.
    pub const FILE: &str = "archive.db";

    /// Opens the archive in `folder`, making folder and file where there are none.
    ///
    /// # Errors
    ///
    /// If the folder can't be written or the file is no archive that this program can read; the message names
    /// the remedy.
    pub fn open(folder: &Path) -> Result<Archive> {
        fs::create_dir_all(folder).with_context(|| {
            format!("can't make the index folder `{}`; name another one with --index", folder.display())
        })?;
        let path = folder.join(Archive::FILE);
        let connection = connection::open(&path)?;
        Ok(Archive::of(connection, path))
    }

    /// An empty archive in memory, for tests.
    ///
    /// # Panics
    ///
    /// If there is no memory for it.
    #[must_use]
    pub fn in_memory() -> Archive {
        let connection = connection::in_memory().expect("an empty archive fits into memory");
        Archive::of(connection, PathBuf::from(":memory:"))
    }

    fn of(connection: Connection, path: PathBuf) -> Archive {
        Archive { connection: Mutex::new(connection), coverage: Mutex::default(), path }
    }

    /// Whether there is an archive in `folder`.
    #[must_use]
    pub fn exists(folder: &Path) -> bool {
        folder.join(Archive::FILE).exists()
    }

    /// When the last version of an article was archived; nothing in an empty archive.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn last_kept(&self) -> Result<Option<Timestamp>> {
        let sql = "SELECT MAX(kept_at) FROM versions";
        let read = |row: &rusqlite::Row<'_>| row.get::<_, Option<String>>(0)?.map(row::instant).transpose();
        self.connection().query_row(sql, [], read).with_context(|| self.reading())
    }

    /// Counts the changes to the archive: what was kept later has a higher position.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn position(&self) -> Result<u64> {
        let sql = "SELECT COALESCE(MAX(position), 0) FROM articles";
        let position = self.connection().query_row(sql, [], |row| row.get(0)).with_context(|| self.reading())?;
        Ok(row::count(position) as u64)
    }

    /// Up to `limit` articles that changed after `position`, oldest change first, each with its position.
    ///
    /// # Errors
    ///
    /// If the file can't be read.
    pub fn changed_after(&self, position: u64, limit: usize) -> Result<Vec<(u64, ArticleId)>> {
        let sql = "SELECT position, id FROM articles WHERE position > ? ORDER BY position LIMIT ?";
        let after = i64::try_from(position).unwrap_or(i64::MAX);
        let read = || {
            let connection = self.connection();
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map((after, row::whole(limit)), |row| {
                Ok((row::count(row.get(0)?) as u64, row::id(row.get(1)?)?))
            })?;
            rows.collect::<rusqlite::Result<Vec<(u64, ArticleId)>>>()
        };
        read().with_context(|| self.reading())
    }

    /// A version of an article, its text checked against its hash; the current one for `None`.
    ///
    /// # Errors
    ///
    /// If the file can't be read or the text is not what was archived.
    pub fn article(&self, id: &ArticleId, version: Option<u32>) -> Result<Option<Article>> {
        let archived = row::archived(&self.connection(), id, version).with_context(|| self.reading())?;
        archived.map(row::Archived::checked).transpose()
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A panic between two statements leaves a transaction that its guard has rolled back: nothing is half done.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> String {
        format!("reading the archive `{}`; `onrecord verify` says what is wrong with it", self.path.display())
    }

    fn writing(&self) -> String {
        format!("can't write the archive `{}`; it is as it was before", self.path.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Citation, Incoming, Published};

    fn incoming(place: &str, body: &str) -> Incoming {
        let doc = place.rsplit('/').next().map(str::to_owned);
        Incoming { place: place.to_owned(), doc, citation: Citation::default(), body: body.to_owned() }
    }

    fn at_url(place: &str, url: &str, body: &str) -> Incoming {
        let mut incoming = incoming(place, body);
        incoming.citation.url = Some(url.to_owned());
        incoming
    }

    /// Keeps each in turn and gives the ids as letters in order of appearance, with version and outcome.
    fn outcomes(articles: &[Incoming]) -> String {
        let archive = Archive::in_memory();
        let mut ids = Vec::new();
        let mut outcomes = Vec::new();
        for incoming in articles {
            let (article, kept) = archive.keep(incoming).unwrap();
            if !ids.contains(&article.id) {
                ids.push(article.id.clone());
            }
            let letter = char::from(b'a' + u8::try_from(ids.iter().position(|id| *id == article.id).unwrap()).unwrap());
            let kept = match kept {
                Kept::New => "new",
                Kept::Changed => "changed",
                Kept::Unchanged => "unchanged",
            };
            outcomes.push(format!("{letter}{} {kept}", article.version));
        }
        assert_eq!(archive.damage().unwrap(), []);
        outcomes.join(", ")
    }

    #[test]
    fn an_article_is_known_by_url_then_place_then_text() {
        let url = "https://example.org/1";
        for (name, articles, expected) in [
            ("again", vec![incoming("shelf/a", "one"), incoming("shelf/a", "one")], "a1 new, a1 unchanged"),
            ("changed text", vec![incoming("shelf/a", "one"), incoming("shelf/a", "two")], "a1 new, a2 changed"),
            (
                "changed back",
                vec![incoming("shelf/a", "1"), incoming("shelf/a", "2"), incoming("shelf/a", "1")],
                "a1 new, a2 changed, a3 changed",
            ),
            ("copy", vec![incoming("shelf/a", "one"), incoming("shelf/b", "one")], "a1 new, a1 unchanged"),
            (
                "copy goes its own way",
                vec![
                    incoming("shelf/a", "one"),
                    incoming("shelf/b", "one"),
                    incoming("shelf/b", "two"),
                    incoming("shelf/a", "one"),
                    incoming("shelf/b", "two"),
                ],
                "a1 new, a1 unchanged, b1 new, a1 unchanged, b1 unchanged",
            ),
            ("same URL", vec![at_url("shelf/a", url, "one"), at_url("shelf/b", url, "two")], "a1 new, a2 changed"),
            (
                "same URL, read again",
                vec![
                    at_url("shelf/a", url, "one"),
                    at_url("shelf/b", url, "two"),
                    at_url("shelf/a", url, "one"),
                    at_url("shelf/b", url, "two"),
                ],
                "a1 new, a2 changed, a2 unchanged, a2 unchanged",
            ),
            ("URL learnt", vec![incoming("shelf/a", "one"), at_url("shelf/a", url, "one")], "a1 new, a2 changed"),
            (
                "two URLs",
                vec![at_url("shelf/a", url, "one"), at_url("shelf/b", "https://example.org/2", "one")],
                "a1 new, b1 new",
            ),
            (
                "text of an older version",
                vec![incoming("shelf/a", "one"), incoming("shelf/a", "two"), incoming("shelf/b", "one")],
                "a1 new, a2 changed, b1 new",
            ),
        ] {
            assert_eq!(outcomes(&articles), expected, "{name}");
        }
    }

    #[test]
    fn a_copy_that_knows_more_adds_it_and_one_that_knows_less_takes_nothing_away() {
        let archive = Archive::in_memory();
        let bare = incoming("shelf/a", "one");
        let mut full = incoming("shelf/b", "one");
        full.citation.outlet = Some("The Harbour Post".to_owned());
        archive.keep(&bare).unwrap();
        assert_eq!(archive.keep(&full).unwrap().1, Kept::Changed);
        for again in [&bare, &full] {
            let (article, kept) = archive.keep(again).unwrap();
            assert_eq!((article.citation, kept), (full.citation.clone(), Kept::Unchanged));
        }
        let mut rival = incoming("shelf/c", "one");
        rival.citation.outlet = Some("Another Paper".to_owned());
        assert_eq!(archive.keep(&rival).unwrap().1, Kept::New);
    }

    #[test]
    fn what_is_kept_comes_back_as_it_went_in() {
        let archive = Archive::in_memory();
        let published = Published {
            written: "2025-11-23T08:00:00+02:00".to_owned(),
            date: "2025-11-23".parse().unwrap(),
            at: Some("2025-11-23T06:00:00Z".parse().unwrap()),
        };
        let mut one = incoming("shelf/one", "A line.\n\n  Another, indented – “so”.\n");
        one.citation = Citation {
            headline: Some("A line".to_owned()),
            outlet: Some("The Harbour Post".to_owned()),
            byline: Some("N. N.".to_owned()),
            dateline: Some("HARBOUR".to_owned()),
            published: Some(published),
            url: Some("https://example.org/1".to_owned()),
            timezone: Some("Europe/Kyiv".to_owned()),
            language: Some("en".to_owned()),
        };
        let (kept, _) = archive.keep(&one).unwrap();
        let found = archive.article(&kept.id, None).unwrap().unwrap();
        assert_eq!(found, kept);
        assert_eq!((found.citation, found.body, found.doc.as_str()), (one.citation, one.body, "one"));
    }

    #[test]
    fn older_versions_stay_and_positions_rise() {
        let archive = Archive::in_memory();
        let (first, _) = archive.keep(&incoming("shelf/a", "one")).unwrap();
        archive.keep(&incoming("shelf/b", "other")).unwrap();
        let before = archive.position().unwrap();
        archive.keep(&incoming("shelf/a", "two")).unwrap();
        let after: Vec<ArticleId> = archive.changed_after(before, 9).unwrap().into_iter().map(|(_, id)| id).collect();
        assert_eq!(after, std::slice::from_ref(&first.id));
        assert_eq!(archive.article(&first.id, None).unwrap().unwrap().body, "two");
        assert_eq!(archive.changed_after(0, 9).unwrap().len(), 2);
        assert_eq!(archive.article(&first.id, Some(1)).unwrap().unwrap().body, "one");
        assert_eq!(archive.article(&first.id, Some(3)).unwrap(), None);
        assert_eq!(archive.versions(&first.id).unwrap().len(), 2);
    }

    #[test]
    fn an_altered_text_is_noticed() {
        let archive = Archive::in_memory();
        let (article, _) = archive.keep(&incoming("shelf/a", "one")).unwrap();
        archive.connection().execute("UPDATE versions SET body = 'One'", []).unwrap();
        assert!(archive.article(&article.id, None).unwrap_err().to_string().contains("not what was archived"));
        assert_eq!(archive.damage().unwrap().len(), 1);
    }

    #[test]
    fn articles_are_listed_by_a_part_of_headline_or_name() {
        let archive = Archive::in_memory();
        let mut ferry = incoming("shelf/ferry", "one");
        ferry.citation.headline = Some("100% of ferries late".to_owned());
        archive.keep_all(&[ferry, incoming("shelf/bridge", "two")]).unwrap();
        for (part, expected) in [("", 2), ("FERRIES", 1), ("0%", 1), ("_", 0), ("brid", 1)] {
            assert_eq!(archive.articles(part, 9).unwrap().len(), expected, "{part}");
        }
    }

    #[test]
    fn an_extent_counts_outlets_and_days_within_its_bounds() {
        let archive = Archive::in_memory();
        for (place, outlet, day) in
            [("shelf/a", "Post", "2025-11-20"), ("shelf/b", "Post", "2025-11-23"), ("shelf/c", "Star", "2025-11-25")]
        {
            let mut article = incoming(place, place);
            article.citation.outlet = Some(outlet.to_owned());
            article.citation.published =
                Some(Published { written: day.to_owned(), date: day.parse().unwrap(), at: None });
            archive.keep(&article).unwrap();
        }
        archive.keep(&incoming("shelf/d", "undated")).unwrap();
        let day = |day: &str| day.parse::<Date>().unwrap();
        let all = archive.extent(None, None, None).unwrap();
        assert_eq!(all, Extent { articles: 4, outlets: 2, days: Some((day("2025-11-20"), day("2025-11-25"))) });
        let late = archive.extent(None, Some(day("2025-11-23")), None).unwrap();
        assert_eq!((late.articles, late.outlets), (2, 2));
        assert_eq!(archive.extent(Some("post"), None, None).unwrap().articles, 2);
        assert_eq!(archive.extent(Some("none"), None, None).unwrap(), Extent::default());

        // What changes later is seen: another outlet in place of the only one of its name.
        assert_eq!(archive.outlets().unwrap(), ["Post", "Star"]);
        let mut changed = incoming("shelf/c", "shelf/c");
        changed.citation.outlet = Some("Echo".to_owned());
        archive.keep(&changed).unwrap();
        assert_eq!(archive.outlets().unwrap(), ["Echo", "Post"]);
        let all = archive.extent(None, None, None).unwrap();
        assert_eq!(all, Extent { articles: 4, outlets: 2, days: Some((day("2025-11-20"), day("2025-11-23"))) });
    }
}
