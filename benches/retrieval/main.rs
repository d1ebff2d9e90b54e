//! How fast sentences are indexed and found, questions answered and claims checked: `cargo bench --bench retrieval`.
//!
//! Makes a record of as many sentences as the environment variable `SENTENCES` says (60,000 if unset; figures of
//! 600,000 stand in the README) out of `../shared/polnear`, in a temporary folder, and prints what
//! indexing it costs, how large it is and how long the questions of `../shared/qa` take in it, all in CPU time.
//! `ON_RECORD_BENCH=lexical,fts5,semantic,answers` chooses among the measurements. Without `../shared` it says so and
//! does nothing.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement prints its figures and stops at a failure")]

mod answers;
mod checks;
mod clock;
mod corpus;
mod fts5;
mod lexical;
mod questions;
mod semantic;
mod vectors;

use std::path::Path;

use crate::{
    corpus::Corpus,
    questions::{texts, topics},
};

/// How many sentences a record has where nobody says.
const SENTENCES: usize = 60_000;

fn main() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let sentences = std::env::var("SENTENCES").ok().and_then(|count| count.parse().ok()).unwrap_or(SENTENCES);
    let texts = texts(&shared);
    if let (Some(folder), Some(texts)) = (answers::asked(), &texts) {
        return answers::ask(&folder, sentences, texts);
    }
    let (Some(corpus), Some(texts)) = (Corpus::read(&shared), texts) else {
        println!("skipped: no ../shared");
        return;
    };
    let topics = topics(&texts);
    let chosen = std::env::var("ON_RECORD_BENCH").unwrap_or_else(|_| "lexical,fts5,semantic,answers".to_owned());
    println!("{sentences} sentences, {} questions", topics.len());
    for measurement in chosen.split(',') {
        match measurement.trim() {
            "lexical" => lexical::measure(&corpus, sentences, &topics),
            "fts5" => fts5::measure(&corpus, sentences, &topics),
            "semantic" => semantic::measure(&corpus, sentences, &texts),
            "answers" => answers::measure(&corpus, sentences),
            other => println!("skipped: there is no measurement `{other}`"),
        }
    }
}
