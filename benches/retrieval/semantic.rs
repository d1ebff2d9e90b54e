//! The vectors of all sentences, searched whole.

use std::time::Instant;

use onrecord::{
    article::ArticleId,
    encoder::Encoder,
    semantic::{Vectors, Writer},
};

use crate::{
    clock,
    corpus::{Corpus, SENTENCES},
    vectors::Mixer,
};

/// How many sentences a question takes.
const LIMIT: usize = 120;

/// How many of the questions are asked.
const QUESTIONS: usize = 300;

/// Writes the vectors of a record of `sentences` sentences and looks for those nearest to each of `questions`.
pub(crate) fn measure(corpus: &Corpus, sentences: usize, questions: &[String]) {
    let folder = tempfile::tempdir().unwrap();
    let encoder = Encoder::built_in();
    let mut mixer = Mixer::new(corpus, &encoder);
    let mut writer = Writer::open(folder.path(), encoder.fingerprint()).unwrap();
    for number in 1..=sentences.div_ceil(SENTENCES) {
        writer.put(&ArticleId::of_number(number as u64), 1, &mixer.article(SENTENCES)).unwrap();
    }
    writer.finish().unwrap();
    let (before, _) = clock::memory();
    let (begun, started) = (clock::of_thread(), Instant::now());
    let vectors = Vectors::open(folder.path(), encoder.fingerprint());
    let (time, passed) = (clock::of_thread() - begun, started.elapsed());
    let count = vectors.sentences();
    let (own, _) = clock::memory();
    println!(
        "semantic: {count} vectors opened in {:.2} s, {:.2} s of them CPU; {} MB on disk, {} MB of memory",
        passed.as_secs_f64(),
        time.as_secs_f64(),
        clock::size(folder.path()),
        own.saturating_sub(before)
    );
    let (mut reading, mut looking) = (Vec::new(), Vec::new());
    for question in questions.iter().take(QUESTIONS) {
        let begun = clock::of_process();
        let direction = encoder.question(question);
        let read = clock::of_process();
        assert_eq!(vectors.nearest(&direction, LIMIT).len(), LIMIT.min(count));
        looking.push(clock::of_process() - read);
        reading.push(read - begun);
    }
    println!("semantic: question read, {}", clock::spread(reading));
    println!("semantic: {LIMIT} nearest, {}", clock::spread(looking));
}
