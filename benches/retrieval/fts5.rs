//! The yardstick: the same sentences and questions in SQLite's full-text search.

use std::time::Duration;

use rusqlite::Connection;

use crate::{clock, corpus::Corpus};

/// How many sentences a question takes.
const LIMIT: usize = 120;

/// How many of the questions are asked: each takes long.
const QUESTIONS: usize = 200;

/// Indexes the sentences of a record of `sentences` sentences and asks it `questions`.
pub(crate) fn measure(corpus: &Corpus, sentences: usize, questions: &[Vec<String>]) {
    let folder = tempfile::tempdir().unwrap();
    let mut connection = Connection::open(folder.path().join("sentences.db")).unwrap();
    let made = connection.execute("CREATE VIRTUAL TABLE sentences USING fts5(text, tokenize = 'porter unicode61')", []);
    if let Err(error) = made {
        println!("fts5: skipped: {error}");
        return;
    }
    let (count, time) = fill(&mut connection, corpus, sentences);
    let rate = count as f64 / time.as_secs_f64();
    println!("fts5: {count} sentences indexed, {rate:.0} per CPU-second; {} MB on disk", clock::size(folder.path()));
    let mut times = Vec::new();
    for words in questions.iter().take(QUESTIONS) {
        let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
        let begun = clock::of_thread();
        ask(&connection, &words.join(" OR "));
        times.push(clock::of_thread() - begun);
    }
    println!("fts5: {}", clock::spread(times));
}

fn fill(connection: &mut Connection, corpus: &Corpus, sentences: usize) -> (usize, Duration) {
    let (mut count, mut time) = (0, Duration::ZERO);
    let transaction = connection.transaction().unwrap();
    {
        let mut insert = transaction.prepare("INSERT INTO sentences (text) VALUES (?)").unwrap();
        for document in corpus.documents(sentences) {
            let begun = clock::of_thread();
            for sentence in &document.sentences {
                insert.execute([sentence.of(&document.article.body)]).unwrap();
                count += 1;
            }
            time += clock::of_thread() - begun;
        }
    }
    let begun = clock::of_thread();
    transaction.commit().unwrap();
    (count, time + clock::of_thread() - begun)
}

fn ask(connection: &Connection, words: &str) {
    let mut select =
        connection.prepare_cached("SELECT text FROM sentences WHERE sentences MATCH ? ORDER BY rank LIMIT ?").unwrap();
    let mut rows = select.query(rusqlite::params![words, LIMIT as i64]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        std::hint::black_box(row.get::<_, String>(0).unwrap());
    }
}
