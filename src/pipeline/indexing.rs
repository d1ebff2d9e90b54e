//! The index follows the archive.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    thread,
};

use anyhow::Result;

use crate::{
    archive::Archive,
    article::{Article, document::Document},
    attribution::Reader,
    index::{Index, Writer},
    ingest::Skipped,
    pipeline::{BATCH_ARTICLES, BATCH_BYTES, Event, Listener},
};

/// How many articles the index takes between two commits: what a kill at worst makes it read again.
const COMMIT_ARTICLES: usize = 1024;

/// What an index was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// Articles.
    pub articles: usize,
    /// Their sentences.
    pub sentences: usize,
    /// Their statements.
    pub statements: usize,
    /// Articles that could not be put: their texts are damaged or could not be read.
    pub skipped: Vec<Skipped>,
}

/// Puts into the index whatever the archive has and the index lacks.
///
/// # Errors
///
/// If the archive can't be read or the index can't be written.
pub fn catch_up(archive: &Archive, index: &Index, reader: &Reader, listener: Listener<'_>) -> Result<Indexed> {
    let mut follower = Follower::new(archive, index, reader)?;
    follower.put_new(listener)?;
    follower.finish()
}

/// An index on its way to the end of the archive.
pub(super) struct Follower<'a> {
    archive: &'a Archive,
    reader: &'a Reader,
    writer: Writer,
    /// How far the archive has been read.
    position: u64,
    /// How far it had been read at the last commit.
    committed: u64,
    /// Articles put since then.
    uncommitted: usize,
    indexed: Indexed,
}

impl<'a> Follower<'a> {
    pub(super) fn new(archive: &'a Archive, index: &Index, reader: &'a Reader) -> Result<Follower<'a>> {
        let position = index.position()?;
        let writer = index.writer()?;
        let indexed = Indexed::default();
        Ok(Follower { archive, reader, writer, position, committed: position, uncommitted: 0, indexed })
    }

    /// Puts what the archive has after the position.
    pub(super) fn put_new(&mut self, listener: Listener<'_>) -> Result<()> {
        let behind = self.archive.changed_after(self.position, usize::MAX)?;
        listener(Event::Behind(behind.len()));
        let mut behind = behind.into_iter().peekable();
        while behind.peek().is_some() {
            let mut batch = Vec::new();
            let mut bytes = 0;
            for (position, id) in behind.by_ref() {
                self.position = position;
                match self.archive.article(&id, None) {
                    Ok(article) => batch.extend(article),
                    Err(error) => self.skip(id.to_string(), format!("{error:#}")),
                }
                bytes += batch.last().map_or(0, |article: &Article| article.body.len());
                if batch.len() == BATCH_ARTICLES || bytes > BATCH_BYTES {
                    break;
                }
            }
            let articles = batch.len();
            self.put(batch)?;
            listener(Event::Indexed(articles));
        }
        Ok(())
    }

    fn put(&mut self, articles: Vec<Article>) -> Result<()> {
        self.uncommitted += articles.len();
        for document in read_all(self.reader, articles) {
            match document {
                Ok(document) => {
                    self.writer.put(&document)?;
                    self.indexed.articles += 1;
                    self.indexed.sentences += document.sentences.len();
                    self.indexed.statements += document.statements.len();
                }
                Err(skipped) => self.skip(skipped.place, skipped.reason),
            }
        }
        if self.uncommitted >= COMMIT_ARTICLES {
            self.commit()?;
        }
        Ok(())
    }

    fn skip(&mut self, place: String, reason: String) {
        tracing::error!(article = place, reason, "an article could not be put into the index");
        self.indexed.skipped.push(Skipped { place, reason });
    }

    fn commit(&mut self) -> Result<()> {
        if self.position != self.committed {
            self.writer.commit(self.position)?;
            self.committed = self.position;
        }
        self.uncommitted = 0;
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<Indexed> {
        self.commit()?;
        self.writer.finish()?;
        Ok(self.indexed)
    }
}

/// Reads articles on all cores; the documents come in the order of the articles.
fn read_all(reader: &Reader, articles: Vec<Article>) -> Vec<Result<Document, Skipped>> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = articles.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let shares: Vec<_> = articles
            .chunks(share)
            .map(|share| scope.spawn(|| share.iter().map(|article| read(reader, article)).collect::<Vec<_>>()))
            .collect();
        let join = |share: thread::ScopedJoinHandle<'_, _>| share.join().expect("a panic was caught in the thread");
        shares.into_iter().flat_map(join).collect()
    })
}

/// Reads one article. A defect that shows in one must not shut all the others out for good.
pub(super) fn read(reader: &Reader, article: &Article) -> Result<Document, Skipped> {
    catch_unwind(AssertUnwindSafe(|| reader.read(article.clone()))).map_err(|_| Skipped {
        place: format!("{} (article {})", article.doc, article.id),
        reason: "the program failed to read it for statements; please report this".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::Incoming,
        lexicon::Lexicon,
        pipeline::verify::{Problem, index_problems},
    };

    fn reader() -> Reader {
        Reader::new(Lexicon::built_in())
    }

    fn incoming(place: &str, body: &str) -> Incoming {
        Incoming { place: place.to_owned(), doc: None, citation: Default::default(), body: body.to_owned() }
    }

    #[test]
    fn an_index_left_behind_is_told_of_and_catches_up() {
        let (archive, index) = (Archive::in_memory(), Index::in_memory());
        for number in 0..BATCH_ARTICLES + 2 {
            archive.keep(&incoming(&number.to_string(), &format!("Wall {number} stands."))).unwrap();
        }
        catch_up(&archive, &index, &reader(), &mut |_| {}).unwrap();
        let (old, _) = archive.keep(&incoming("0", "Wall 0 fell.")).unwrap();
        let (new, _) = archive.keep(&incoming("new", "A tower rose.")).unwrap();
        let problems = index_problems(&archive, &index, &reader()).unwrap();
        let outdated = Problem::Outdated { article: old.id, indexed: 1, current: 2 };
        assert!(problems.contains(&outdated) && problems.contains(&Problem::Missing(new.id)), "{problems:?}");
        let indexed = catch_up(&archive, &index, &reader(), &mut |_| {}).unwrap();
        assert_eq!(indexed.articles, 2);
        assert_eq!(index_problems(&archive, &index, &reader()).unwrap(), []);
    }

    #[test]
    fn an_index_ahead_of_its_archive_has_what_is_unknown() {
        let (archive, index) = (Archive::in_memory(), Index::in_memory());
        let (article, _) = archive.keep(&incoming("a", "The wall stands.")).unwrap();
        catch_up(&archive, &index, &reader(), &mut |_| {}).unwrap();
        let problems = index_problems(&Archive::in_memory(), &index, &reader()).unwrap();
        assert_eq!(problems, [Problem::OutOfStep { index: 1, archive: 0 }, Problem::Unknown(article.id)]);
    }

    #[test]
    fn documents_come_in_the_order_of_their_articles() {
        let archive = Archive::in_memory();
        let incoming: Vec<Incoming> = (0..7).map(|number| incoming(&number.to_string(), &number.to_string())).collect();
        let articles: Vec<Article> =
            archive.keep_all(&incoming).unwrap().into_iter().map(|(article, _)| article).collect();
        for count in 0..articles.len() {
            let documents = read_all(&reader(), articles[..count].to_vec());
            let read: Vec<Article> = documents.into_iter().map(|document| document.unwrap().article).collect();
            assert_eq!(read, articles[..count]);
        }
    }
}
