//! Keeps sentences and finds sentences, with tantivy.
//!
//! The index is derived from the archive: it may be deleted and is then built again. [`Index`] opens it,
//! [`Writer`] puts documents into it, [`Searcher`] finds their sentences.

pub mod terms;

mod bounds;
mod candidates;
mod lists;
#[cfg(test)]
mod naive;
mod rows;
mod scan;
mod schema;
mod search;
mod slots;
mod speakers;
mod stored;
mod touched;
mod writer;

pub use self::{
    search::{Beside, IndexedArticle, MAX_WORDS, Matched, Pool, Query, Searcher, Spelling, WINDOW},
    speakers::SpeakerCount,
    writer::Writer,
};

use std::{fmt, fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use jiff::civil::Date;
use tantivy::{TantivyError, directory::MmapDirectory};

use crate::{
    article::{ArticleId, Citation, statement::Statement},
    index::schema::{Fields, schema},
    text::span::Span,
};

/// How much memory a writer fills before it writes a segment, in bytes.
const WRITER_MEMORY: usize = 50_000_000;

/// How much of what is stored is packed together, in bytes: enough to be packed well, and little to unpack for one
/// sentence.
const STORED_BLOCK: usize = 4096;

/// The file that makes a folder an index.
const LIST_OF_SEGMENTS: &str = "meta.json";

/// The sentences of all articles in their current versions.
pub struct Index {
    inner: tantivy::Index,
    fields: Fields,
}

impl fmt::Debug for Index {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Index").finish_non_exhaustive()
    }
}

/// What opening an index found.
#[derive(Debug)]
pub enum Opened {
    /// An index that this program can read.
    Ready(Index),
    /// There is none yet; [`Index::create`] makes an empty one.
    Missing,
    /// There is one, of another schema or broken; the reason is for the log. [`Index::create`] replaces it.
    Unusable(String),
}

/// A sentence that the index found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Higher is better; comparable within one search.
    pub score: f32,
    /// Whose sentence it is.
    pub article: ArticleId,
    /// Which version of the article was indexed.
    pub version: u32,
    /// The article's name for files and scripts.
    pub doc: String,
    /// Counts the article's sentences from 0.
    pub ordinal: u32,
    /// Where the sentence stands in the body.
    pub sentence: Span,
    /// The sentence as indexed.
    pub text: String,
    /// Every statement with content in the sentence.
    pub statements: Vec<Statement>,
    /// What a reader needs to find the article.
    pub citation: Citation,
    /// Where the words of the query were found.
    pub matched: Matched,
}

impl Index {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    ///
    /// If the folder can't be read.
    pub fn open(folder: &Path) -> Result<Opened> {
        if !folder.try_exists().with_context(|| format!("reading `{}`", folder.display()))? {
            return Ok(Opened::Missing);
        }
        if !folder.join(LIST_OF_SEGMENTS).try_exists().with_context(|| format!("reading `{}`", folder.display()))? {
            return Ok(Opened::Missing);
        }
        let (schema, fields) = schema();
        let inner = match tantivy::Index::open_in_dir(folder) {
            Ok(inner) => inner,
            Err(error) => return Ok(Opened::Unusable(error.to_string())),
        };
        if inner.schema() != schema {
            return Ok(Opened::Unusable("it has other fields than this program's".to_owned()));
        }
        // Segments that are listed but lost, or are of another version of tantivy, show only when they are read.
        if let Err(error) = Searcher::new(inner.clone(), fields) {
            return Ok(Opened::Unusable(format!("{error:#}")));
        }
        let index = Index { inner, fields };
        Ok(match index.position() {
            Ok(_) => Opened::Ready(index),
            Err(error) => Opened::Unusable(format!("{error:#}")),
        })
    }

    /// Makes an empty index in `folder`, in place of any that is there.
    ///
    /// # Errors
    ///
    /// If the folder can't be written, or holds anything but an index: then nothing is taken away.
    pub fn create(folder: &Path) -> Result<Index> {
        let make = || -> Result<tantivy::Index> {
            if folder.try_exists()? {
                clear(folder)?;
            }
            fs::create_dir_all(folder)?;
            let directory = MmapDirectory::open(folder)?;
            let settings = tantivy::IndexSettings { docstore_blocksize: STORED_BLOCK, ..Default::default() };
            Ok(tantivy::Index::create(directory, schema().0, settings)?)
        };
        let inner = make().with_context(|| format!("making an index in `{}`", folder.display()))?;
        Ok(Index { inner, fields: schema().1 })
    }

    /// An empty index in memory, for tests.
    #[must_use]
    pub fn in_memory() -> Index {
        let (schema, fields) = schema();
        Index { inner: tantivy::Index::create_in_ram(schema), fields }
    }

    /// How far the archive had been written when the index was last committed ([`Writer::commit`]); 0 if never.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn position(&self) -> Result<u64> {
        match self.inner.load_metas().context("reading the index")?.payload {
            Some(payload) => payload.parse().with_context(|| format!("`{payload}` is not a position of the archive")),
            None => Ok(0),
        }
    }

    /// The one writer of this index.
    ///
    /// # Errors
    ///
    /// If another process holds it; the message says so.
    pub fn writer(&self) -> Result<Writer> {
        // One thread: sentences take far less time to index than to read, and more threads mean more segments.
        match self.inner.writer_with_num_threads(1, WRITER_MEMORY) {
            Ok(writer) => Ok(Writer::new(writer, self.fields)),
            Err(TantivyError::LockFailure(..)) => {
                bail!("another onrecord is writing to the index; wait for it or stop it")
            }
            Err(error) => Err(error).context("opening the index for writing"),
        }
    }

    /// A searcher that always sees the last commit.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn searcher(&self) -> Result<Searcher> {
        Searcher::new(self.inner.clone(), self.fields)
    }
}

/// Takes away the files of an index; nothing, where anything else lies among them.
fn clear(folder: &Path) -> Result<()> {
    let mut own = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_own = entry.file_type()?.is_file() && name.to_str().is_some_and(is_of_an_index);
        ensure!(is_own, "`{}` is in it and is no file of an index; move it away", name.display());
        own.push(entry.path());
    }
    // The list of segments goes first: without it, what is left is no index.
    own.sort_by_key(|path| !path.ends_with(LIST_OF_SEGMENTS));
    own.into_iter().try_for_each(|path| Ok(fs::remove_file(path)?))
}

/// Whether tantivy gives such names: "meta.json", ".managed.json", its locks, temporary files that a kill left, and
/// parts of segments, 32 hexadecimal digits with an ending.
fn is_of_an_index(name: &str) -> bool {
    let is_segment = |name: &str| {
        name.split_once('.').is_some_and(|(id, _)| id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    let begins = [".tmp", ".tantivy-"].iter().any(|begin| name.starts_with(begin));
    name == LIST_OF_SEGMENTS || name == ".managed.json" || begins || is_segment(name)
}

/// An article's id as a number: its digits.
fn article_number(article: &ArticleId) -> u64 {
    article.number()
}

/// The id that [`article_number`] wrote so.
fn article_id(number: u64) -> ArticleId {
    ArticleId::of_number(number)
}

/// A day as a number that grows by one a day.
fn day_number(date: Date) -> i64 {
    i64::from((date - Date::ZERO).get_days())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::article::{
        Article, Published,
        document::Document,
        statement::{Polarity, Resolution, ResolutionRule, Speaker, SpeakerKind, StatementKind},
    };

    /// A document whose lines are its sentences; `Name: words` makes the words a statement of that name.
    pub(crate) fn document(id: u64, version: u32, lines: &[&str]) -> Document {
        let body = lines.join("\n");
        let (mut sentences, mut statements, mut start) = (Vec::new(), Vec::new(), 0);
        for line in lines {
            let sentence = Span::new(start, start + line.len());
            sentences.push(sentence);
            if let Some((name, _)) = line.split_once(": ") {
                statements.push(statement(name, sentence));
            }
            start = sentence.end() + 1;
        }
        let citation = Citation {
            headline: Some(format!("Headline {id}")),
            outlet: Some(if id.is_multiple_of(2) { "Even Post" } else { "Odd Times" }.to_owned()),
            published: Some(Published {
                written: "day".to_owned(),
                date: jiff::civil::date(2025, 11, 1 + (id % 20) as i8),
                at: None,
            }),
            ..Citation::default()
        };
        let article = Article { id: article_id(id), version, doc: format!("doc{id}"), citation, body };
        Document { article, sentences, statements }
    }

    fn statement(name: &str, sentence: Span) -> Statement {
        let speaker = Speaker {
            name: name.to_owned(),
            role: Some("mayor".to_owned()),
            kind: SpeakerKind::Person,
            resolved_by: Resolution { rule: ResolutionRule::FullName, mention: None },
        };
        let name_end = sentence.start() + name.len();
        Statement {
            kind: StatementKind::Indirect,
            source: vec![Span::new(sentence.start(), name_end)],
            cue: vec![Span::new(name_end, name_end + 1)],
            content: vec![Span::new(name_end + 2, sentence.end())],
            speaker: Some(speaker),
            polarity: Polarity::Asserts,
            confidence: 0.95,
            via: Vec::new(),
        }
    }

    fn words(text: &str) -> Query {
        Query { words: terms::words(text), pool: Pool { by_window: 10, ..Pool::default() }, ..Query::default() }
    }

    fn found(searcher: &Searcher, query: &Query) -> Vec<String> {
        searcher.search(query).unwrap().iter().map(|hit| format!("{}.{}", hit.doc, hit.ordinal)).collect()
    }

    #[test]
    fn nothing_is_seen_before_commit_and_an_article_is_replaced_whole() {
        let index = Index::in_memory();
        let searcher = index.searcher().unwrap();
        let mut writer = index.writer().unwrap();
        writer.put(&document(1, 1, &["The bridge opened.", "Mary Hall: the bridge is safe."])).unwrap();
        assert!(found(&searcher, &words("bridge")).is_empty());
        writer.commit(7).unwrap();
        assert_eq!(found(&searcher, &words("bridges")), ["doc1.0", "doc1.1"]);
        assert_eq!(index.position().unwrap(), 7);

        writer.put(&document(1, 2, &["A tunnel opened."])).unwrap();
        writer.commit(9).unwrap();
        assert!(found(&searcher, &words("bridge")).is_empty());
        let articles = searcher.articles().unwrap();
        assert_eq!(articles, [IndexedArticle { article: article_id(1), version: 2, sentences: 1 }]);
        writer.remove(&article_id(1));
        writer.commit(10).unwrap();
        assert!(searcher.articles().unwrap().is_empty());
        assert!(searcher.speakers().unwrap().is_empty());
    }

    #[test]
    fn a_hit_gives_back_what_was_put() {
        let index = Index::in_memory();
        let document = document(3, 4, &["Ann Lee: “the harbour – naïve – stays open”."]);
        let mut writer = index.writer().unwrap();
        writer.put(&document).unwrap();
        writer.commit(1).unwrap();
        let hits = index.searcher().unwrap().search(&words("harbor harbour naive")).unwrap();
        let hit = &hits[0];
        assert_eq!(hit.statements, document.statements);
        assert_eq!(hit.citation, document.article.citation);
        assert_eq!((hit.version, hit.sentence, hit.matched.sentence), (4, document.sentences[0], 0b110));
    }

    #[test]
    fn bounds_and_speakers_narrow() {
        let index = Index::in_memory();
        let mut writer = index.writer().unwrap();
        for id in 1..=4 {
            writer.put(&document(id, 1, &["Ann Lee: taxes rise.", "Bo Day: taxes fall.", "Taxes are hard."])).unwrap();
        }
        writer.commit(1).unwrap();
        let searcher = index.searcher().unwrap();
        let ann = Query { speakers: vec!["Ann Lee".to_owned()], ..words("taxes") };
        assert_eq!(found(&searcher, &ann), ["doc4.0", "doc3.0", "doc2.0", "doc1.0"]);
        let newest = Query { words: Vec::new(), pool: Pool { by_window: 2, ..Pool::default() }, ..ann.clone() };
        assert_eq!(found(&searcher, &newest), ["doc4.0", "doc3.0"]);
        let odd = Query { outlet: Some("odd TIMES".to_owned()), ..ann.clone() };
        assert_eq!(found(&searcher, &odd), ["doc3.0", "doc1.0"]);
        let until = Query { until: Some(jiff::civil::date(2025, 11, 2)), ..ann.clone() };
        assert_eq!(found(&searcher, &until), ["doc1.0"]);
        let direct = Query { kind: Some(StatementKind::Direct), ..ann };
        assert!(found(&searcher, &direct).is_empty());
        let count = SpeakerCount {
            name: "Ann Lee".to_owned(),
            roles: vec!["mayor".to_owned()],
            kind: SpeakerKind::Person,
            statements: 4,
            articles: 4,
        };
        assert_eq!(searcher.speakers().unwrap()[0], count);
    }

    #[test]
    fn neighbours_stay_neighbours_through_commits_and_merges() {
        let index = Index::in_memory();
        let searcher = index.searcher().unwrap();
        let mut writer = index.writer().unwrap();
        let lines = ["alpha begins.", "beta follows.", "gamma stands between.", "delta is near.", "epsilon ends."];
        for round in 1..=3 {
            for id in 1..=12 {
                writer.put(&document(id, round, &lines)).unwrap();
                writer.commit(1).unwrap();
            }
        }
        writer.finish().unwrap();
        for hit in searcher
            .search(&Query {
                pool: Pool { by_window: 50, ..Pool::default() },
                ..words("gamma alpha beta delta epsilon")
            })
            .unwrap()
        {
            let at = |distance: i64| match i64::from(hit.ordinal) + distance {
                0 => 0b00010,
                1 => 0b00100,
                2 => 0b00001,
                3 => 0b01000,
                4 => 0b10000,
                _ => 0,
            };
            assert_eq!(hit.version, 3);
            assert_eq!(hit.matched.before, [at(-1), at(-2)]);
            assert_eq!(hit.matched.after, [at(1), at(2)]);
            assert_eq!(hit.matched.article, 0b11111);
        }
        let middle = searcher.sentences(&article_id(5), 1, 2).unwrap();
        assert_eq!(middle.iter().map(|hit| hit.ordinal).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn a_pool_is_the_union_of_its_lists_with_what_is_named() {
        let index = Index::in_memory();
        let mut writer = index.writer().unwrap();
        writer
            .put(&document(1, 1, &["The bridge bridge.", "He saw it.", "The bridge is long and old.", "Ann Lee: no."]))
            .unwrap();
        writer.put(&document(2, 1, &["A long bridge.", "Nothing else."])).unwrap();
        writer.commit(1).unwrap();
        let searcher = index.searcher().unwrap();
        let query = |by_sentence, by_window, of_preferred| Query {
            preferred: vec!["Ann Lee".to_owned()],
            pool: Pool { by_sentence, by_window, of_preferred },
            ..words("long bridge")
        };
        assert!(found(&searcher, &query(0, 0, 0)).is_empty());
        assert_eq!(found(&searcher, &query(1, 0, 0)), ["doc2.0"]);
        assert_eq!(found(&searcher, &query(1, 0, 5)), ["doc2.0", "doc1.3"]);
        let also = vec![(article_id(1), 1), (article_id(1), 9), (article_id(7), 0), (article_id(2), 0)];
        let named = Query { also: also.clone(), ..query(1, 0, 0) };
        assert_eq!(found(&searcher, &named), ["doc2.0", "doc1.1"]);
        let hits = searcher.search(&named).unwrap();
        assert_eq!((hits[0].matched.rank_by_sentence, hits[1].matched.rank_by_sentence), (Some(0), None));
        let beside = &hits[1].matched;
        assert_eq!((beside.sentence, beside.before[0], beside.after[0]), (0, 0b10, 0b11));
        assert!(beside.after_scores[0] > 0.0 && beside.article_best >= beside.after_scores[0]);
        assert_eq!(beside.article_sentences, 4);
        let bound = Query { outlet: Some("Even Post".to_owned()), ..named };
        assert_eq!(found(&searcher, &bound), ["doc2.0"]);
        let around: Vec<[Option<u32>; 2]> = searcher
            .beside(&also)
            .unwrap()
            .iter()
            .map(|beside| [&beside.before, &beside.after].map(|hit| hit.as_ref().map(|hit| hit.ordinal)))
            .collect();
        assert_eq!(around, [[Some(0), Some(2)], [None, None], [None, None], [None, Some(1)]]);
    }

    #[test]
    fn a_spelling_counts_as_its_word() {
        let index = Index::in_memory();
        let mut writer = index.writer().unwrap();
        writer.put(&document(1, 1, &["Zelenskiy spoke.", "Nobody else did."])).unwrap();
        writer.commit(1).unwrap();
        let spelling = Spelling { word: 0, form: "Zelenskiy".to_owned(), weight: 1.0 };
        let pool = Pool { by_sentence: 10, ..Pool::default() };
        let query = Query { spellings: vec![spelling], pool, ..words("Zelensky") };
        assert_eq!(found(&index.searcher().unwrap(), &query), ["doc1.0"]);
    }

    #[test]
    fn any_words_may_be_looked_for() {
        let index = Index::in_memory();
        let searcher = index.searcher().unwrap();
        assert!(found(&searcher, &words("nothing is there")).is_empty());
        let mut writer = index.writer().unwrap();
        writer.put(&document(1, 1, &["A plain sentence."])).unwrap();
        writer.commit(1).unwrap();
        for text in ["", "a:b AND (", "\"", "🙂", "شلوم", "*"] {
            found(&searcher, &words(text));
            found(&searcher, &Query { words: vec![text.to_owned(), "a b".to_owned()], ..words("") });
        }
        let many = (0..500).map(|number| format!("word{number}")).collect();
        assert!(found(&searcher, &Query { words: many, ..words("") }).is_empty());
    }

    #[test]
    fn an_index_on_disk_is_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sentences");
        assert!(matches!(Index::open(&path).unwrap(), Opened::Missing));
        let index = Index::create(&path).unwrap();
        let writer = index.writer().unwrap();
        let second = index.writer().unwrap_err().to_string();
        assert!(second.contains("wait for it"), "{second}");
        drop((writer, index));
        assert!(matches!(Index::open(&path).unwrap(), Opened::Ready(_)));

        let foreign = folder.path().join("foreign");
        fs::create_dir_all(&foreign).unwrap();
        let mut schema = tantivy::schema::Schema::builder();
        schema.add_text_field("other", tantivy::schema::TEXT);
        tantivy::Index::create_in_dir(&foreign, schema.build()).unwrap();
        assert!(matches!(Index::open(&foreign).unwrap(), Opened::Unusable(_)));
        Index::create(&foreign).unwrap();
        assert!(matches!(Index::open(&foreign).unwrap(), Opened::Ready(_)));
        fs::write(foreign.join(".tmpa1B2c3"), "").unwrap();
        Index::create(&foreign).unwrap();
        assert!(!foreign.join(".tmpa1B2c3").exists());
        fs::write(foreign.join("meta.json"), "{").unwrap();
        assert!(matches!(Index::open(&foreign).unwrap(), Opened::Unusable(_)));
    }

    #[test]
    fn a_folder_with_anything_else_in_it_is_left_alone() {
        for name in ["archive.db", "notes.txt", "0123.term", "deep/meta.json"] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, "kept").unwrap();
            fs::write(folder.path().join("meta.json"), "{}").unwrap();
            let refusal = format!("{:#}", Index::create(folder.path()).unwrap_err());
            assert!(refusal.contains("move it away"), "{refusal}");
            assert_eq!(fs::read_to_string(path).unwrap(), "kept");
            assert!(folder.path().join("meta.json").exists());
        }
    }
}
