//! The way out: from a question to passages, each a sentence of an archived article.

mod bounded;
pub mod budget;
mod candidates;
pub mod check;
mod evidence;
mod features;
pub mod meaning;
mod names;
pub mod passage;
pub mod question;
mod rank;
mod refusal;
mod reply;
mod together;
mod understanding;
mod verdict;
mod vocabulary;
pub mod weighing;

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Result;

use crate::{
    answer::{
        budget::{Budget, Degraded},
        meaning::Meaning,
        names::Directory,
        passage::{Answer, Passage, PassageId, Quote, Scope},
        question::Question,
    },
    archive::Archive,
    article::{Article, ArticleId, statement::SpeakerKind},
    index::{Hit, Searcher, SpeakerCount},
    lexicon::people::People,
    text::{
        sentence::sentences,
        span::{CodePoints, Span},
    },
};

/// Answers questions from one record.
///
/// Plain synchronous code, shared between threads by reference; asynchronous callers use a blocking task.
#[derive(Debug)]
pub struct Answerer {
    archive: Archive,
    searcher: Searcher,
    people: People,
    /// Nothing where words alone are compared.
    meaning: Option<Meaning>,
    budget: Budget,
    /// Who is on record, in the state of the index that was last asked.
    directory: Mutex<Option<Arc<Directory>>>,
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
        let mut articles = Articles::of(archive);
        let mut passages = Vec::new();
        for mut passage in answer.passages {
            let article = articles.version(&passage.article, passage.version)?;
            if let Some(article) = article.filter(|article| passage.quote.stands_in(article)) {
                passage.before = passage.before.filter(|quote| quote.stands_in(article));
                passage.after = passage.after.filter(|quote| quote.stands_in(article));
                passages.push(passage);
            } else {
                tracing::error!(passage = %passage.id(), "a quotation is not in the archive and was left out");
            }
        }
        answer.passages = passages;
        Ok(Checked { answer })
    }
}

/// Articles of the archive, each read once for one answer.
struct Articles<'a> {
    archive: &'a Archive,
    read: HashMap<(ArticleId, u32), Option<Article>>,
}

impl<'a> Articles<'a> {
    fn of(archive: &'a Archive) -> Articles<'a> {
        Articles { archive, read: HashMap::new() }
    }

    fn version(&mut self, id: &ArticleId, version: u32) -> Result<Option<&Article>> {
        Ok(match self.read.entry((id.clone(), version)) {
            Entry::Occupied(read) => read.into_mut().as_ref(),
            Entry::Vacant(place) => place.insert(self.archive.article(id, Some(version))?).as_ref(),
        })
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
    /// An answerer over the articles of `archive`, found through `searcher`, with the curated names of `people`. It
    /// compares words alone and takes the time that takes.
    #[must_use]
    pub fn new(archive: Archive, searcher: Searcher, people: People) -> Answerer {
        let budget = Budget::default();
        Answerer { archive, searcher, people, meaning: None, budget, directory: Mutex::new(None) }
    }

    /// The same with meanings compared too.
    #[must_use]
    pub fn with_meaning(self, meaning: Meaning) -> Answerer {
        Answerer { meaning: Some(meaning), ..self }
    }

    /// The same in at most `limit` an answer; nothing for as long as it takes. What is left out where that is too
    /// short is counted ([`Answerer::degraded`]).
    #[must_use]
    pub fn with_time_budget(self, limit: Option<Duration>) -> Answerer {
        Answerer { budget: Budget::of(limit), ..self }
    }

    /// How much has been left out for lack of time.
    #[must_use]
    pub fn degraded(&self) -> Degraded {
        self.budget.degraded()
    }

    /// The answer of the record to `question`. Nothing on record is an answer, not an error.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read; never because of the question.
    pub fn answer(&self, question: &Question) -> Result<Checked> {
        Checked::against(&self.archive, self.reply(question)?)
    }

    /// The passage of that name; nothing if the record has no such place or it is no longer the current version.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read.
    pub fn passage(&self, id: &PassageId) -> Result<Option<Passage>> {
        Ok(self.readings(id)?.into_iter().next())
    }

    /// The passage of that name, once with each statement in its sentence, the surest first; once without where the
    /// sentence has none. Empty where [`Answerer::passage`] gives nothing.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read.
    pub fn readings(&self, id: &PassageId) -> Result<Vec<Passage>> {
        let Some(article) = self.archive.article(&id.article, None)? else { return Ok(Vec::new()) };
        if article.version != id.version {
            return Ok(Vec::new());
        }
        let sentences = self.searcher.sentences(&id.article, 0, usize::MAX)?;
        let hit = sentences.iter().find(|hit| hit.version == id.version && hit.sentence == id.span);
        let Some(hit) = hit else { return Ok(Vec::new()) };
        let first = principal(hit);
        let others = (0..hit.statements.len()).filter(|number| Some(*number) != first).map(Some);
        Ok([first].into_iter().chain(others).filter_map(|number| cut(&article, hit, number, 0.0)).collect())
    }

    /// The passage of that name with up to `around` sentences on each side, of older versions too.
    ///
    /// # Errors
    ///
    /// If archive or index can't be read.
    pub fn context(&self, id: &PassageId, around: usize) -> Result<Option<Context>> {
        let Some(article) = self.archive.article(&id.article, Some(id.version))? else { return Ok(None) };
        if let Some(passage) = self.passage(id)? {
            return self.current_context(&article, passage, around).map(Some);
        }
        // Of older versions only the text is kept: the sentences around are those of its paragraphs.
        let Some(quote) = Quote::cut(&article, id.span) else { return Ok(None) };
        let quotes = |spans: Vec<Span>| spans.into_iter().filter_map(|span| Quote::cut(&article, span)).collect();
        let spans = sentences(&article.body);
        let first = spans.iter().position(|span| span.overlaps(id.span)).unwrap_or(spans.len());
        let behind = spans.iter().rposition(|span| span.overlaps(id.span)).map_or(spans.len(), |last| last + 1);
        let before = quotes(spans[first.saturating_sub(around)..first].to_vec());
        let after = quotes(spans.iter().copied().skip(behind).take(around).collect());
        let passage = Passage {
            article: article.id.clone(),
            version: article.version,
            doc: article.doc.clone(),
            code_points: CodePoints::new(&article.body).of(quote.span()),
            quote,
            statement: None,
            citation: article.citation.clone(),
            score: 0.0,
            before: None,
            after: None,
            copies: Vec::new(),
        };
        Ok(Some(Context { passage, before, after, superseded: true }))
    }

    fn current_context(&self, article: &Article, passage: Passage, around: usize) -> Result<Context> {
        let sentences = self.searcher.sentences(&article.id, 0, usize::MAX)?;
        let at = sentences.iter().position(|hit| hit.sentence == passage.quote.span()).unwrap_or(sentences.len());
        let quotes = |hits: &[Hit]| hits.iter().filter_map(|hit| Quote::cut(article, hit.sentence)).collect();
        let before = quotes(&sentences[at.saturating_sub(around)..at]);
        let after = quotes(sentences.get(at + 1..sentences.len().min(at + 1 + around)).unwrap_or_default());
        Ok(Context { passage, before, after, superseded: false })
    }

    /// Those on record whose name begins like, contains or looks like `typed`, best first; the most quoted for
    /// an empty `typed`. Fast enough for every key press.
    ///
    /// # Errors
    ///
    /// If the index can't be read.
    pub fn speakers(&self, typed: &str, limit: usize) -> Result<Vec<OnRecord>> {
        let on_record = |speaker: &SpeakerCount| OnRecord {
            name: speaker.name.clone(),
            roles: speaker.roles.clone(),
            kind: speaker.kind,
            statements: speaker.statements,
            articles: speaker.articles,
        };
        Ok(self.directory()?.suggestions(typed, limit).into_iter().map(on_record).collect())
    }

    /// What the whole record holds.
    ///
    /// # Errors
    ///
    /// If the archive can't be read.
    pub fn scope(&self) -> Result<Scope> {
        let extent = self.archive.extent(None, None, None)?;
        Ok(Scope { articles: extent.articles, outlets: extent.outlets, days: extent.days })
    }

    /// The directory of those on record, made anew when the index has changed.
    fn directory(&self) -> Result<Arc<Directory>> {
        let speakers = self.searcher.speakers()?;
        // Only whole values are ever put in: what a panic left behind is good.
        let mut kept = self.directory.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(directory) = kept.as_ref().filter(|directory| directory.is_of(&speakers)) {
            return Ok(Arc::clone(directory));
        }
        let directory = Arc::new(Directory::new(speakers, self.archive.outlets()?, &self.people));
        *kept = Some(Arc::clone(&directory));
        Ok(directory)
    }
}

/// The statement that a sentence is shown with where no question chooses: the surest of those with a speaker.
fn principal(hit: &Hit) -> Option<usize> {
    let surest = |one: &usize, other: &usize| {
        let worth = |number: usize| (hit.statements[number].speaker.is_some(), hit.statements[number].confidence);
        worth(*one).0.cmp(&worth(*other).0).then_with(|| worth(*one).1.total_cmp(&worth(*other).1))
    };
    (0..hit.statements.len()).rev().max_by(surest)
}

/// The passage that `hit` is in `article`; nothing where the index is of another text than the archive.
fn cut(article: &Article, hit: &Hit, statement: Option<usize>, score: f32) -> Option<Passage> {
    let quote = Quote::cut(article, hit.sentence).filter(|quote| quote.text() == hit.text)?;
    Some(Passage {
        article: article.id.clone(),
        version: article.version,
        doc: article.doc.clone(),
        code_points: CodePoints::new(&article.body).of(quote.span()),
        quote,
        statement: statement.map(|number| hit.statements[number].clone()),
        citation: article.citation.clone(),
        score,
        before: None,
        after: None,
        copies: Vec::new(),
    })
}
