//! The index of sentences by their words.

use std::time::Duration;

use onrecord::{
    article::{ArticleId, document::Document},
    index::{Index, Pool, Query, Searcher},
};

use crate::{
    clock,
    corpus::{Corpus, Dice, speaker, speakers},
};

/// How many documents are made before they are put into the index.
const BATCH: usize = 256;

/// Every so many sentences the index is committed, as `ingest` does.
const COMMIT: usize = 35_000;

/// What a question takes of the index.
const POOL: Pool = Pool { by_sentence: 60, by_window: 80, of_preferred: 20 };

/// Indexes a record of `sentences` sentences and asks it `questions`.
pub(crate) fn measure(corpus: &Corpus, sentences: usize, questions: &[Vec<String>]) {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::create(folder.path()).unwrap();
    let (count, time) = fill(&index, corpus, sentences);
    let rate = count as f64 / time.as_secs_f64();
    println!("lexical: {count} sentences indexed, {rate:.0} per CPU-second; {} MB on disk", clock::size(folder.path()));
    let (own, mapped) = clock::memory();
    println!("lexical: memory after indexing {own} MB, pages of files {mapped} MB");
    let searcher = index.searcher().unwrap();
    ask(&searcher, sentences, questions);
    let (own, mapped) = clock::memory();
    println!("lexical: memory after asking {own} MB, pages of files {mapped} MB");
}

/// Puts the whole record into `index`: how many sentences, and the CPU time of all threads for it.
fn fill(index: &Index, corpus: &Corpus, sentences: usize) -> (usize, Duration) {
    let mut writer = index.writer().unwrap();
    let (mut count, mut making, mut uncommitted) = (0, Duration::ZERO, 0);
    let started = clock::of_process();
    let mut documents = corpus.documents(sentences);
    loop {
        let begun = clock::of_thread();
        let batch: Vec<Document> = documents.by_ref().take(BATCH).collect();
        making += clock::of_thread() - begun;
        for document in &batch {
            writer.put(document).unwrap();
            count += document.sentences.len();
            uncommitted += document.sentences.len();
        }
        if batch.is_empty() || uncommitted > COMMIT {
            writer.commit(1).unwrap();
            uncommitted = 0;
        }
        if batch.is_empty() {
            break;
        }
        let begun = clock::of_thread();
        drop(batch);
        making += clock::of_thread() - begun;
    }
    writer.finish().unwrap();
    (count, clock::of_process() - started - making)
}

fn ask(searcher: &Searcher, sentences: usize, questions: &[Vec<String>]) {
    let mut dice = Dice::new();
    let queries: Vec<Query> = questions.iter().map(|words| query(words, sentences, &mut dice)).collect();
    for round in ["cold", "warm", "warm"] {
        let (mut times, mut hits) = (Vec::new(), 0);
        for query in &queries {
            let begun = clock::of_thread();
            hits += searcher.search(query).unwrap().len();
            times.push(clock::of_thread() - begun);
        }
        println!("lexical: {round}, {} hits a question, {}", hits / queries.len(), clock::spread(times));
    }
    for (name, pool) in [("one hit", Pool { by_window: 1, ..Pool::default() })] {
        let mut times = Vec::new();
        for query in &queries {
            let query = Query { pool, also: Vec::new(), ..query.clone() };
            let begun = clock::of_thread();
            searcher.search(&query).unwrap();
            times.push(clock::of_thread() - begun);
        }
        println!("lexical: {name}, {}", clock::spread(times));
    }
}

/// A question: half of them prefer a speaker, and all name some sentences that were found elsewhere.
fn query(words: &[String], sentences: usize, dice: &mut Dice) -> Query {
    let place = |dice: &mut Dice| {
        let article = 1 + dice.below(sentences.div_ceil(36));
        (ArticleId::parse(&format!("{article:012x}")).unwrap(), dice.below(35) as u32)
    };
    let preferred = (dice.below(2) == 0).then(|| speaker(dice.mostly_small(speakers(sentences))));
    let also = (0..50).map(|_| place(dice)).collect();
    Query { words: words.to_vec(), preferred: preferred.into_iter().collect(), pool: POOL, also, ..Query::default() }
}
