//! The way in, whole: locations, articles, archive, documents, index.
//!
//! An article counts as kept when the archive has it durably. The index follows: it notes how far it has read the
//! archive, and whatever stopped it, [`catch_up`] puts what is missing.

pub mod lock;
pub mod record;
pub mod verify;

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    thread,
};

use anyhow::Result;

use crate::{
    archive::{Archive, Kept},
    article::{Article, Incoming, document::Document},
    attribution::Reader,
    index::{Index, Writer},
    ingest::{Location, Skipped, file},
};

/// How many articles are archived in one transaction, and read at a time.
const BATCH_ARTICLES: usize = 64;

/// A batch ends once its texts are longer than this, in bytes.
const BATCH_BYTES: usize = 8_000_000;

/// How many articles the index takes between two commits: what a kill at worst makes it read again.
const COMMIT_ARTICLES: usize = 1024;

/// What the way in tells of while it works.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// So many files are to be read.
    Found(usize),
    /// The article of this place is in the archive, durably.
    Archived(&'a Incoming, Kept),
    /// This was not taken in.
    Skipped(&'a Skipped),
    /// So many articles of the archive are still to be put into the index.
    Behind(usize),
    /// So many more articles were put into the index.
    Indexed(usize),
}

/// Somebody who is told of each [`Event`].
pub type Listener<'a> = &'a mut dyn FnMut(Event<'_>);

/// What the way in did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that the archive did not have.
    pub new: usize,
    /// Articles of which the archive had another text or citation.
    pub changed: usize,
    /// Articles that the archive had just so.
    pub unchanged: usize,
    /// What was not taken in.
    pub skipped: Vec<Skipped>,
    /// What the index was given.
    pub indexed: Indexed,
}

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

impl Report {
    /// How many articles are in the archive now.
    #[must_use]
    pub fn kept(&self) -> usize {
        self.new + self.changed + self.unchanged
    }

    fn skip(&mut self, skipped: Skipped, listener: Listener<'_>) {
        listener(Event::Skipped(&skipped));
        self.skipped.push(skipped);
    }
}

/// Takes in the articles of `paths`, files of at most `limit` bytes: into the archive, then into the index.
///
/// A path or an article that can't be read is skipped with its reason. Nobody else may be writing to this archive
/// and index: see [`lock::Lock`].
///
/// # Errors
///
/// If archive or index can't be written; what was told to be archived stays so.
pub fn ingest(
    paths: &[PathBuf],
    limit: u64,
    archive: &Archive,
    index: &Index,
    reader: &Reader,
    listener: Listener<'_>,
) -> Result<Report> {
    let mut report = Report::default();
    let files = files(paths, &mut report, listener);
    listener(Event::Found(files.len()));
    let mut progress = Progress::new(archive, index, reader)?;
    let mut batch = Vec::new();
    for (number, path) in files.iter().enumerate() {
        match file::article(path, limit) {
            Ok(incoming) => batch.push(incoming),
            Err(skipped) => report.skip(skipped, listener),
        }
        let bytes: usize = batch.iter().map(|incoming| incoming.body.len()).sum();
        let is_last = number + 1 == files.len();
        if batch.len() == BATCH_ARTICLES || bytes > BATCH_BYTES || is_last {
            keep(archive, &batch, &mut report, listener)?;
            batch.clear();
            progress.put_new(&mut |_| {})?;
        }
    }
    report.indexed = progress.finish()?;
    Ok(report)
}

/// Puts into the index whatever the archive has and the index lacks.
///
/// # Errors
///
/// If the archive can't be read or the index can't be written.
pub fn catch_up(archive: &Archive, index: &Index, reader: &Reader, listener: Listener<'_>) -> Result<Indexed> {
    let mut progress = Progress::new(archive, index, reader)?;
    progress.put_new(listener)?;
    progress.finish()
}

/// The files at `paths`; a path without any is skipped.
fn files(paths: &[PathBuf], report: &mut Report, listener: Listener<'_>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match Location::at(path).and_then(|location| location.files()) {
            Ok(found) => files.extend(found),
            Err(skipped) => report.skip(skipped, listener),
        }
    }
    files
}

fn keep(archive: &Archive, batch: &[Incoming], report: &mut Report, listener: Listener<'_>) -> Result<()> {
    for (incoming, (_, kept)) in batch.iter().zip(archive.keep_all(batch)?) {
        match kept {
            Kept::New => report.new += 1,
            Kept::Changed => report.changed += 1,
            Kept::Unchanged => report.unchanged += 1,
        }
        listener(Event::Archived(incoming, kept));
    }
    Ok(())
}

/// An index on its way to the end of the archive.
struct Progress<'a> {
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

impl<'a> Progress<'a> {
    fn new(archive: &'a Archive, index: &Index, reader: &'a Reader) -> Result<Progress<'a>> {
        let position = index.position()?;
        let writer = index.writer()?;
        let indexed = Indexed::default();
        Ok(Progress { archive, reader, writer, position, committed: position, uncommitted: 0, indexed })
    }

    /// Puts what the archive has after the position.
    fn put_new(&mut self, listener: Listener<'_>) -> Result<()> {
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

    fn finish(mut self) -> Result<Indexed> {
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
fn read(reader: &Reader, article: &Article) -> Result<Document, Skipped> {
    catch_unwind(AssertUnwindSafe(|| reader.read(article.clone()))).map_err(|_| Skipped {
        place: format!("{} (article {})", article.doc, article.id),
        reason: "the program failed to read it for statements; please report this".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;
    use crate::{
        lexicon::Lexicon,
        pipeline::verify::{Problem, index_problems},
    };

    /// What the way in told, a word each.
    fn run(paths: &[&Path], archive: &Archive, index: &Index) -> (Report, String) {
        let mut told = Vec::new();
        let paths: Vec<PathBuf> = paths.iter().map(|path| path.to_path_buf()).collect();
        let mut listener = |event: Event<'_>| {
            told.push(match event {
                Event::Found(files) => format!("found {files}"),
                Event::Archived(incoming, kept) => format!("{} {kept:?}", incoming.doc.clone().unwrap_or_default()),
                Event::Skipped(skipped) => skipped.reason.clone(),
                Event::Behind(_) | Event::Indexed(_) => return,
            });
        };
        let report = ingest(&paths, 1000, archive, index, &reader(), &mut listener).unwrap();
        (report, told.join(", "))
    }

    fn reader() -> Reader {
        Reader::new(Lexicon::built_in())
    }

    fn incoming(place: &str, body: &str) -> Incoming {
        Incoming { place: place.to_owned(), doc: None, citation: Default::default(), body: body.to_owned() }
    }

    #[test]
    fn articles_are_archived_told_and_indexed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "The wall stands. It will stand for long.").unwrap();
        fs::write(folder.path().join("b.txt"), "").unwrap();
        let (archive, index) = (Archive::in_memory(), Index::in_memory());
        let (report, told) = run(&[folder.path(), Path::new("/nowhere")], &archive, &index);
        assert!(told.starts_with("can't be read; check the path"), "{told}");
        assert!(told.ends_with("found 2, has no text in it, a New"), "{told}");
        assert_eq!((report.kept(), report.skipped.len(), report.indexed.sentences), (1, 2, 2));
        assert_eq!(index_problems(&archive, &index, &reader()).unwrap(), []);
        let (report, _) = run(&[folder.path()], &archive, &index);
        assert_eq!((report.unchanged, report.indexed.articles), (1, 0));
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
