//! How long an answer takes: `cargo bench --bench retrieval`.
//!
//! The record is made of generated articles, as many as the environment variable `ARTICLES` says (1,000 if unset);
//! prints sentences indexed a second, and median and 99th percentile of the time for an answer.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement prints its figures and stops at a failure")]

use std::time::{Duration, Instant};

use onrecord::{
    answer::{Answerer, question::Question},
    archive::Archive,
    article::{Citation, Incoming},
    attribution::Reader,
    index::Index,
    lexicon::Lexicon,
};

const NAMES: [&str; 8] =
    ["Ann Lee", "Robert Stone", "Clara Novak", "Jon Ruiz", "Mary Hall", "Eva Brandt", "Tom Okoro", "Lea Meyer"];
const ACTS: [&str; 6] = ["said", "warned", "announced", "argued", "denied", "insisted"];
const THINGS: [&str; 10] =
    ["bridge", "school", "harbour", "budget", "treaty", "railway", "hospital", "election", "dam", "festival"];
const FATES: [&str; 8] = [
    "will reopen",
    "is too costly",
    "needs repair",
    "must be closed",
    "was a success",
    "is delayed",
    "is safe",
    "failed",
];

/// Numbers that look random and are the same on every run (Marsaglia, "Xorshift RNGs", 2003).
struct Dice(u64);

impl Dice {
    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        words[(self.0 % words.len() as u64) as usize]
    }

    fn sentence(&mut self) -> String {
        let (thing, other) = (self.of(&THINGS), self.of(&THINGS));
        format!("{} {} that the {thing} near the {other} {}.", self.of(&NAMES), self.of(&ACTS), self.of(&FATES))
    }
}

fn main() {
    let articles = std::env::var("ARTICLES").ok().and_then(|count| count.parse().ok()).unwrap_or(1000);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let (archive, index, lexicon) = (Archive::in_memory(), Index::in_memory(), Lexicon::built_in());
    let reader = Reader::new(lexicon.clone());
    let incoming: Vec<Incoming> = (0..articles)
        .map(|number| {
            let body = (0..35).map(|_| dice.sentence()).collect::<Vec<String>>().join(" ");
            Incoming { place: format!("/{number}.txt"), doc: None, citation: Citation::default(), body }
        })
        .collect();
    let documents: Vec<_> =
        archive.keep_all(&incoming).unwrap().into_iter().map(|(article, _)| reader.read(article)).collect();
    let sentences: usize = documents.iter().map(|document| document.sentences.len()).sum();
    let started = Instant::now();
    let mut writer = index.writer().unwrap();
    for document in &documents {
        writer.put(document).unwrap();
    }
    writer.commit(1).unwrap();
    println!("{:.0} sentences indexed a second", sentences as f64 / started.elapsed().as_secs_f64());
    let answerer = Answerer::new(archive, index.searcher().unwrap(), lexicon.people);
    let mut times: Vec<Duration> = (0..500).map(|_| time(&answerer, &mut dice)).collect();
    times.sort_unstable();
    println!("an answer from {sentences} sentences: median {:?}, 99th percentile {:?}", times[249], times[494]);
}

fn time(answerer: &Answerer, dice: &mut Dice) -> Duration {
    let text = format!("What did {} say about the {} and the {}?", dice.of(&NAMES), dice.of(&THINGS), dice.of(&THINGS));
    let started = Instant::now();
    answerer.answer(&Question::ask(&text)).unwrap();
    started.elapsed()
}
