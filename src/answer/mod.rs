//! The way out: from a question to passages, each a sentence of an archived article.

pub mod passage;
pub mod question;

use std::ops::Deref;

use anyhow::Result;

use crate::{
    answer::{
        passage::{Answer, Passage, PassageId, Quote, Scope},
        question::Question,
    },
    archive::Archive,
    article::statement::SpeakerKind,
    index::Searcher,
    lexicon::people::People,
};

/// Answers questions from one record.
///
/// Plain synchronous code, shared between threads by reference; asynchronous callers use a blocking task.
#[derive(Debug)]
pub struct Answerer {
    archive: Archive,
    #[expect(dead_code, reason = "being written")]
    searcher: Searcher,
    #[expect(dead_code, reason = "being written")]
    people: People,
}

/// An answer each of whose quotations was found in the archive, byte for byte, after it was made.
///
/// The renderers take nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    answer: Answer,
}

impl Checked {
    /// Holds every quotation of `answer` against the archive; one that is not there is left out and logged.
    ///
    /// # Errors
    ///
    /// If the archive can't be read.
    pub fn against(archive: &Archive, mut answer: Answer) -> Result<Checked> {
        let mut passages = Vec::new();
        for passage in answer.passages {
            let article = archive.article(&passage.article, Some(passage.version))?;
            if article.is_some_and(|article| passage.quote.stands_in(&article)) {
                passages.push(passage);
            } else {
                tracing::error!(passage = %passage.id(), "a quotation is not in the archive and was left out");
            }
        }
        answer.passages = passages;
        Ok(Checked { answer })
    }
}

impl Deref for Checked {
    type Target = Answer;

    fn deref(&self) -> &Answer {
        &self.answer
    }
}

/// A sentence with the sentences around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Context {
    /// The sentence in the middle. Without a statement where `superseded`.
    pub passage: Passage,
    /// Up to so many sentences before it, in order.
    pub before: Vec<Quote>,
    /// Up to so many sentences after it, in order.
    pub after: Vec<Quote>,
    /// Whether the article has changed since: the quotation is of an older version.
    pub superseded: bool,
}

/// Somebody with at least one statement on record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRecord {
    /// The full name.
    pub name: String,
    /// What they are, as the articles put it; the most frequent wording first.
    pub roles: Vec<String>,
    /// Person, body or unnamed.
    pub kind: SpeakerKind,
    /// How many statements.
    pub statements: usize,
    /// In how many articles.
    pub articles: usize,
}

impl Answerer {
    /// An answerer over the articles of `archive`, found through `searcher`, with the curated names of `people`.
    #[must_use]
    pub fn new(archive: Archive, searcher: Searcher, people: People) -> Answerer {
        Answerer { archive, searcher, people }
    }

    /// The answer of the record to `question`. Nothing on record is an answer, not an error.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read; never because of the question.
    pub fn answer(&self, question: &Question) -> Result<Checked> {
        let answer = Answer {
            question: question.clone(),
            answered: false,
            refusal: None,
            confidence: 0.0,
            verdict: None,
            passages: Vec::new(),
            scope: Scope::default(),
        };
        Checked::against(&self.archive, answer)
    }

    /// The passage of that name; nothing if the record has no such place or it is no longer the current version.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read.
    pub fn passage(&self, _id: &PassageId) -> Result<Option<Passage>> {
        Ok(None)
    }

    /// The passage of that name with up to `around` sentences on each side, of older versions too.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read.
    pub fn context(&self, _id: &PassageId, _around: usize) -> Result<Option<Context>> {
        Ok(None)
    }

    /// Those on record whose name begins like, contains or looks like `typed`, best first; the most quoted for
    /// an empty `typed`. Fast enough for every key press.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn speakers(&self, _typed: &str, _limit: usize) -> Result<Vec<OnRecord>> {
        Ok(Vec::new())
    }

    /// What the whole record holds.
    ///
    /// # Errors
    ///
    /// If the archive can't be read.
    pub fn scope(&self) -> Result<Scope> {
        Ok(Scope::default())
    }
}
