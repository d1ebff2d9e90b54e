//! Vectors follow the index, whenever that is, and nothing breaks without them.

use std::{
    fs,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant},
};

use onrecord::{
    encoder::Encoder,
    semantic::{Near, Vectors},
};

use crate::environment::Environment;

fn text(number: usize) -> String {
    format!(
        "Council looks at bridge {number}\n\nThe council will look at bridge {number} on Friday. “It is older than we \
        thought,” engineer Ida Brandt said. She asked for {number} more days.\n"
    )
}

/// An environment with so many articles of four sentences each in `news`, not yet taken in.
fn with_articles(count: usize) -> Environment {
    let environment = Environment::new();
    (0..count).for_each(|number| drop(environment.write(&format!("news/{number}.txt"), text(number))));
    environment
}

fn said_of_vectors(environment: &Environment) -> String {
    let doctor = environment.succeed(&["doctor"]).output;
    doctor.lines().find(|line| line.contains("vectors: ")).unwrap().to_owned()
}

/// What is nearest to a question in the index folder of that name.
fn nearest(environment: &Environment, index: &str, encoder: &Encoder) -> Vec<Near> {
    let vectors = Vectors::open(&environment.path().join(index).join("vectors"), encoder.fingerprint());
    vectors.nearest(&encoder.question("How old is the bridge?"), 50)
}

#[test]
fn an_article_is_found_by_its_words_at_once_and_by_its_meaning_later() {
    let environment = with_articles(3);
    let kept = environment.succeed(&["ingest", "--no-wait", "news"]).remarks;
    assert!(!kept.contains("for what they mean"), "{kept}");
    environment.succeed(&["ask", "What did Ida Brandt ask for?"]);
    assert!(said_of_vectors(&environment).contains("there for 0 of 12 sentences; the next ingest"));
    environment.write("news/3.txt", text(3));
    let kept = environment.succeed(&["ingest", "news/3.txt"]).remarks;
    assert!(kept.contains("read 16 sentences for what they mean"), "{kept}");
    assert!(said_of_vectors(&environment).ends_with("are there for 16 sentences"));
    let verified = environment.succeed(&["verify"]).output;
    assert!(verified.ends_with("16 of 16 sentences can be found by what they mean\n"), "{verified}");
}

#[test]
fn a_changed_sentence_is_read_again_and_a_reindex_reads_nothing_twice() {
    let environment = with_articles(2);
    environment.succeed(&["ingest", "news"]);
    environment.write("news/1.txt", text(1).replace("more days", "more weeks"));
    let kept = environment.succeed(&["ingest", "news"]).remarks;
    assert!(kept.contains("read 1 sentence for what they mean"), "{kept}");
    let rebuilt = environment.succeed(&["reindex"]).remarks;
    assert!(!rebuilt.contains("for what they mean"), "{rebuilt}");
    fs::remove_dir_all(environment.path().join("index/vectors")).unwrap();
    environment.succeed(&["ask", "What did Ida Brandt ask for?"]);
    let rebuilt = environment.succeed(&["reindex"]).remarks;
    assert!(rebuilt.contains("read 8 sentences for what they mean"), "{rebuilt}");
}

#[test]
fn without_meaning_nothing_of_it_is_made() {
    let environment = with_articles(1);
    environment.write("words.toml", "[retrieval]\nsemantic = false\n");
    environment.succeed(&["--config", "words.toml", "ingest", "news"]);
    environment.succeed(&["--config", "words.toml", "ask", "What did Ida Brandt ask for?"]);
    environment.succeed(&["--config", "words.toml", "reindex"]);
    assert!(!environment.path().join("index/vectors").exists());
    let doctor = environment.succeed(&["--config", "words.toml", "doctor"]).output;
    assert!(doctor.contains("vectors: are not used"), "{doctor}");
}

#[test]
fn broken_vectors_do_not_break_answers() {
    let environment = with_articles(1);
    environment.succeed(&["ingest", "news"]);
    for bytes in [&b"no vectors"[..], &[0; 4096]] {
        environment.write("index/vectors/current", bytes);
        environment.succeed(&["ask", "What did Ida Brandt ask for?"]);
    }
    environment.succeed(&["ingest", "news"]);
    assert!(said_of_vectors(&environment).ends_with("are there for 4 sentences"));
}

/// Starts an ingest and kills it after a while; gives how long the vectors' file was then, in bytes.
fn ingest_and_kill(environment: &Environment, after: Duration) -> u64 {
    let mut command = environment.command(&["ingest", "news"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    length(&environment.path().join("index/vectors/current"))
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}

#[test]
fn killed_at_any_moment_it_goes_on_where_it_was() {
    let environment = with_articles(150);
    let begin = Instant::now();
    environment.succeed(&["--index", "whole", "ingest", "news"]);
    let whole = begin.elapsed();
    let mut lengths = vec![0];
    for round in 1..=8 {
        lengths.push(ingest_and_kill(&environment, whole.mul_f64(f64::from(round) / 8.0)));
    }
    assert!(lengths.is_sorted(), "nothing that was made is lost: {lengths:?}");
    environment.succeed(&["ingest", "news"]);
    let verified = environment.succeed(&["verify"]).output;
    assert!(verified.ends_with("600 of 600 sentences can be found by what they mean\n"), "{verified}");
    let encoder = Encoder::built_in();
    assert_eq!(nearest(&environment, "index", &encoder), nearest(&environment, "whole", &encoder));
}
