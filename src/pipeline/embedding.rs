//! The vectors follow the index.
//!
//! What is to be done shows in the two themselves: articles of the index of which the vectors have another version, or
//! none. So this can be stopped and killed at any moment, and whoever comes next goes on. The folder of the vectors
//! has a [`Lock`] of its own: making them takes far longer than making the index, which may go on meanwhile.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use crate::{
    archive::Archive,
    article::ArticleId,
    encoder::{Encoder, InContext},
    index::{Hit, Index, IndexedArticle, Opened, Searcher},
    pipeline::{
        Event, Listener,
        lock::Lock,
        record::{index_folder, vectors_folder},
    },
    semantic::{Keyed, Vector, Vectors, Writer, in_context, key},
};

/// About how many sentences are embedded between two writes: what a kill at worst makes it do again, a second's work.
const BATCH_SENTENCES: usize = 256;

/// How long [`follow`] waits between two looks at the index.
const LOOK: Duration = Duration::from_secs(5);

/// How the work is done.
#[derive(Clone, Copy, Debug)]
pub struct Manner<'a> {
    /// On so many threads; the vectors are the same for any number.
    pub threads: usize,
    /// Whether each thread rests as long as it works, to leave room for answers.
    pub rests: bool,
    /// Whether articles that have vectors are looked at too: another reading may have found other speakers in them.
    pub looks_at_all: bool,
    /// Ends the work when it becomes true; what is done by then stays.
    pub stop: &'a AtomicBool,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Embedded {
    /// Sentences whose vectors were made.
    pub made: usize,
    /// Sentences of new or changed articles whose vectors were there.
    pub reused: usize,
}

/// Makes the vectors that the sentences of `index`, which was made from `archive`, lack, and writes them to the folder
/// that `lock` is of.
///
/// A vector that an older version of the article has of the same sentence in the same context is used again. Vectors
/// of another encoder are thrown away first.
///
/// # Errors
///
/// If index or archive can't be read or the vectors can't be written.
pub fn embed(
    lock: &Lock,
    archive: &Archive,
    index: &Index,
    encoder: &Encoder,
    manner: Manner<'_>,
    listener: Listener<'_>,
) -> Result<Embedded> {
    let searcher = index.searcher()?;
    let mut writer = Writer::open(lock.folder(), encoder.fingerprint())?;
    let is_whole = || -> Result<bool> { Ok(index.position()? == archive.position()?) };
    let was_whole = is_whole()?;
    let articles = searcher.articles()?;
    // An index that is being made lacks articles that it is going to have.
    if was_whole && is_whole()? {
        remove_unknown(&mut writer, &articles)?;
    }
    let lacks = |article: &IndexedArticle| writer.version(&article.article) != Some(article.version);
    let work: Vec<IndexedArticle> =
        articles.into_iter().filter(|article| manner.looks_at_all || lacks(article)).collect();
    listener(Event::Unembedded(work.iter().map(|article| article.sentences).sum()));
    let mut embedding = Embedding { searcher, encoder, writer, manner, done: Embedded::default() };
    let mut batch = Vec::new();
    for (number, article) in work.iter().enumerate() {
        batch.extend(embedding.draft(&article.article)?);
        let missing: usize = batch.iter().map(|draft: &Draft| draft.lacking().count()).sum();
        if missing >= BATCH_SENTENCES || batch.len() >= BATCH_SENTENCES || number + 1 == work.len() {
            embedding.complete(&mut batch, listener)?;
        }
        if manner.stop.load(Ordering::Relaxed) {
            break;
        }
    }
    embedding.writer.finish()?;
    Ok(embedding.done)
}

/// Embeds whatever the index of the record in `folder` gets, until `stop` becomes true; unpark the thread to have it
/// see that at once.
///
/// Leaves half of one core to others. While another process is embedding it does nothing; what fails is logged and
/// tried again.
pub fn follow(folder: &Path, encoder: &Encoder, stop: &AtomicBool) {
    let mut embedded = None;
    while !stop.load(Ordering::Relaxed) {
        match catch_up(folder, encoder, embedded, stop) {
            Ok(position) => embedded = position,
            Err(error) => tracing::warn!("sentences can't be embedded: {error:#}"),
        }
        thread::park_timeout(LOOK);
    }
}

/// Embeds what the index got after the position `embedded`; gives its position then, if all of it was embedded.
fn catch_up(folder: &Path, encoder: &Encoder, embedded: Option<u64>, stop: &AtomicBool) -> Result<Option<u64>> {
    if !Archive::exists(folder) {
        return Ok(embedded);
    }
    let Opened::Ready(index) = Index::open(&index_folder(folder))? else { return Ok(embedded) };
    let position = index.position()?;
    if embedded == Some(position) {
        return Ok(embedded);
    }
    let Some(lock) = Lock::take_if_free(&vectors_folder(folder))? else { return Ok(embedded) };
    let manner = Manner { threads: 1, rests: true, looks_at_all: false, stop };
    embed(&lock, &Archive::open(folder)?, &index, encoder, manner, &mut |_| {})?;
    Ok(Some(position))
}

/// How many sentences of `index` have vectors in `folder`, and how many there are.
///
/// # Errors
///
/// If the index can't be read.
pub fn embedded(folder: &Path, index: &Index, encoder: &Encoder) -> Result<(usize, usize)> {
    let vectors = Vectors::open(folder, encoder.fingerprint());
    let articles = index.searcher()?.articles()?;
    let have = articles.iter().filter(|article| vectors.has(&article.article, article.version));
    Ok((have.map(|article| article.sentences).sum(), articles.iter().map(|article| article.sentences).sum()))
}

fn remove_unknown(writer: &mut Writer, articles: &[IndexedArticle]) -> Result<()> {
    let known: HashSet<&ArticleId> = articles.iter().map(|article| &article.article).collect();
    let unknown: Vec<ArticleId> = writer.articles().filter(|article| !known.contains(article)).collect();
    unknown.iter().try_for_each(|article| writer.remove(article))
}

struct Embedding<'a> {
    searcher: Searcher,
    encoder: &'a Encoder,
    writer: Writer,
    manner: Manner<'a>,
    done: Embedded,
}

/// An article on its way to its vectors.
struct Draft {
    article: ArticleId,
    version: u32,
    sentences: Vec<Hit>,
    keys: Vec<u64>,
    vectors: Vec<Option<Vector>>,
    /// Whether the vectors kept are these already.
    is_kept: bool,
}

impl Draft {
    /// The number of each sentence without a vector.
    fn lacking(&self) -> impl Iterator<Item = usize> {
        let lacking = |ordinal: &usize| self.vectors[*ordinal].is_none();
        (0..self.vectors.len()).filter(lacking)
    }

    /// How many sentences have a vector.
    fn present(&self) -> usize {
        self.vectors.len() - self.lacking().count()
    }
}

/// Sentence number `ordinal` of an article.
fn context(sentences: &[Hit], ordinal: usize) -> InContext<'_> {
    let sentence = &sentences[ordinal];
    let before = ordinal.checked_sub(1).map(|before| sentences[before].text.as_str());
    in_context(&sentence.text, &sentence.statements, before, sentence.citation.headline.as_deref())
}

impl Embedding<'_> {
    /// An article with the vectors that it can use again; nothing if it is gone by now.
    fn draft(&self, article: &ArticleId) -> Result<Option<Draft>> {
        let sentences = self.searcher.sentences(article, 0, usize::MAX)?;
        let Some(first) = sentences.first() else { return Ok(None) };
        let version = first.version;
        let keys: Vec<u64> = (0..sentences.len()).map(|ordinal| key(&context(&sentences, ordinal))).collect();
        let kept = self.writer.vectors(article)?;
        let is_kept = self.writer.version(article) == Some(version) && kept.iter().map(|one| one.key).eq(keys.clone());
        let kept: HashMap<u64, Vector> = kept.into_iter().map(|one| (one.key, one.vector)).collect();
        let vectors = keys.iter().map(|key| kept.get(key).cloned()).collect();
        Ok(Some(Draft { article: article.clone(), version, sentences, keys, vectors, is_kept }))
    }

    /// Makes what the drafts lack and writes them; where it is stopped meanwhile, none of them.
    fn complete(&mut self, batch: &mut Vec<Draft>, listener: Listener<'_>) -> Result<()> {
        listener(Event::Embedded(batch.iter().map(Draft::present).sum()));
        let places: Vec<(usize, usize)> = (0..)
            .zip(&*batch)
            .flat_map(|(number, draft)| draft.lacking().map(move |ordinal| (number, ordinal)))
            .collect();
        let mut made = Vec::with_capacity(places.len());
        for part in places.chunks(BATCH_SENTENCES) {
            let contexts: Vec<InContext<'_>> =
                part.iter().map(|(number, ordinal)| context(&batch[*number].sentences, *ordinal)).collect();
            made.extend(vectors(self.encoder, &contexts, self.manner));
            if self.manner.stop.load(Ordering::Relaxed) {
                return Ok(());
            }
            self.done.made += part.len();
            listener(Event::Embedded(part.len()));
        }
        let is_new = |draft: &&Draft| !draft.is_kept;
        self.done.reused += batch.iter().filter(is_new).map(Draft::present).sum::<usize>();
        for ((number, ordinal), vector) in places.into_iter().zip(made) {
            batch[number].vectors[ordinal] = vector;
        }
        batch.drain(..).filter(|draft| !draft.is_kept).try_for_each(|draft| self.write(draft))
    }

    fn write(&mut self, draft: Draft) -> Result<()> {
        let vectors: Option<Vec<Vector>> = draft.vectors.into_iter().collect();
        let vectors = vectors.expect("what was lacking was made");
        let keyed = draft.keys.into_iter().zip(vectors).map(|(key, vector)| Keyed { key, vector });
        self.writer.put(&draft.article, draft.version, &keyed.collect::<Vec<_>>())
    }
}

/// The vectors of `contexts`, in their order; where the work is stopped, some are missing.
fn vectors(encoder: &Encoder, contexts: &[InContext<'_>], manner: Manner<'_>) -> Vec<Option<Vector>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= contexts.len() || manner.stop.load(Ordering::Relaxed) {
                return made;
            }
            let begin = Instant::now();
            made.push((place, Vector::of(&encoder.sentence(&contexts[place]))));
            if manner.rests {
                thread::sleep(begin.elapsed());
            }
        }
    };
    let mut vectors = vec![None; contexts.len()];
    thread::scope(|scope| {
        let threads: Vec<_> = (0..manner.threads).map(|_| scope.spawn(work)).collect();
        for thread in threads {
            let made = thread.join().expect("the encoder takes any text");
            made.into_iter().for_each(|(place, vector)| vectors[place] = Some(vector));
        }
    });
    vectors
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Citation, Incoming},
        attribution::Reader,
        lexicon::Lexicon,
        pipeline::indexing,
    };

    static STOP: AtomicBool = AtomicBool::new(false);

    struct Scene {
        archive: Archive,
        index: Index,
        encoder: Encoder,
        folder: tempfile::TempDir,
    }

    impl Scene {
        fn new() -> Scene {
            let folder = tempfile::tempdir().unwrap();
            Scene { archive: Archive::in_memory(), index: Index::in_memory(), encoder: Encoder::built_in(), folder }
        }

        fn publish(&self, place: &str, body: &str) -> ArticleId {
            let (place, body) = (place.to_owned(), body.to_owned());
            let incoming = Incoming { place, doc: None, citation: Citation::default(), body };
            let (article, _) = self.archive.keep(&incoming).unwrap();
            let reader = Reader::new(Lexicon::built_in());
            indexing::catch_up(&self.archive, &self.index, &reader, &mut |_| {}).unwrap();
            article.id
        }

        fn embed(&self, threads: usize, looks_at_all: bool, stop: &AtomicBool) -> (usize, usize) {
            let lock = Lock::take(self.folder.path()).unwrap();
            let manner = Manner { threads, rests: false, looks_at_all, stop };
            let mut told = 0;
            let mut listener = |event: Event<'_>| match event {
                Event::Unembedded(sentences) => told += sentences,
                Event::Embedded(sentences) => told -= sentences,
                _ => {}
            };
            let done = embed(&lock, &self.archive, &self.index, &self.encoder, manner, &mut listener).unwrap();
            assert!(stop.load(Ordering::Relaxed) || told == 0, "{told} sentences were not told of");
            (done.made, done.reused)
        }

        fn embedded(&self) -> (usize, usize) {
            embedded(self.folder.path(), &self.index, &self.encoder).unwrap()
        }
    }

    #[test]
    fn only_what_is_new_is_embedded() {
        let scene = Scene::new();
        scene.publish("a", "The wall stands. It is old. It is old. It is old.");
        assert_eq!(scene.embedded(), (0, 4));
        // The last two have the same words before them too.
        assert_eq!(scene.embed(2, false, &STOP), (4, 0));
        assert_eq!(scene.embed(2, false, &STOP), (0, 0));
        scene.publish("a", "The wall stands. It is new. It is old. It is old.");
        scene.publish("b", "A tower rose.");
        assert_eq!(scene.embedded(), (0, 5));
        assert_eq!(scene.embed(2, false, &STOP), (3, 2), "a sentence and the one behind it are new");
        assert_eq!(scene.embed(2, true, &STOP), (0, 0));
        assert_eq!(scene.embedded(), (5, 5));
    }

    #[test]
    fn vectors_do_not_depend_on_the_threads_and_find_their_sentences() {
        let texts = ["The harbour is closed to ships. Rain is expected.", "The singer thanked her mother. She wept."];
        let nearest = [1, 3].map(|threads| {
            let scene = Scene::new();
            let first = scene.publish("a", texts[0]);
            scene.publish("b", texts[1]);
            scene.embed(threads, false, &STOP);
            let vectors = Vectors::open(scene.folder.path(), scene.encoder.fingerprint());
            let nearest = vectors.nearest(&scene.encoder.question("Can ships enter the port?"), 4);
            assert_eq!((&nearest[0].article, nearest[0].ordinal), (&first, 0));
            nearest
        });
        assert_eq!(nearest[0], nearest[1]);
    }

    #[test]
    fn what_is_stopped_is_gone_on_with() {
        let scene = Scene::new();
        scene.publish("a", "The wall stands.");
        assert_eq!(scene.embed(1, false, &AtomicBool::new(true)).1, 0);
        assert_eq!(scene.embedded(), (0, 1));
        assert_eq!(scene.embed(1, false, &STOP), (1, 0));
    }

    #[test]
    fn what_the_archive_does_not_have_is_forgotten() {
        let scene = Scene::new();
        scene.publish("a", "The wall stands.");
        scene.embed(1, false, &STOP);
        let other = Scene { folder: scene.folder, ..Scene::new() };
        other.publish("b", "A tower rose. It fell.");
        other.embed(1, false, &STOP);
        let vectors = Vectors::open(other.folder.path(), other.encoder.fingerprint());
        assert_eq!(vectors.sentences(), 2);
    }
}
