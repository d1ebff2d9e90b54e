//! A process that is killed at any moment of an ingest leaves a record that opens and has all that was told as kept.

use std::{
    collections::HashMap,
    fs,
    io::Read,
    path::Path,
    process::Stdio,
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use onrecord::{archive::Archive, article::ArticleId};

use crate::environment::Environment;

const KILLS: u32 = 50;

/// More than one batch of the way in.
const ARTICLES: usize = 150;

/// Xorshift (Marsaglia 2003): moments need no better.
struct Moments(u64);

impl Moments {
    /// From the variable `ONRECORD_KILL_SEED`, to repeat a run, else from the clock.
    fn new() -> Moments {
        let clock = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().subsec_nanos().into();
        let seed: u64 = std::env::var("ONRECORD_KILL_SEED").map_or_else(|_| clock(), |seed| seed.parse().unwrap());
        println!("ONRECORD_KILL_SEED={seed}");
        Moments(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Somewhere in a time and a tenth more.
    fn within(&mut self, time: Duration) -> Duration {
        time.mul_f64((self.next() % 1100) as f64 / 1000.0)
    }
}

fn text(number: usize, round: u32) -> String {
    format!(
        "Bulletin {number} of the weather office\n\nRain will fall on valley {number} for {round} days, forecaster \
        Mina Castell said.\n\n“Stay off the river path,” she told hikers in village {number}. “It floods at {round}.”\n"
    )
}

/// Writes about half of the articles in the text of this round, and all that are not there yet.
fn write_round(environment: &Environment, moments: &mut Moments, round: u32, texts: &mut HashMap<String, String>) {
    for number in 0..ARTICLES {
        let name = format!("news/{number}.txt");
        if !texts.contains_key(&name) || moments.next().is_multiple_of(2) {
            let text = text(number, round);
            environment.write(&name, &text);
            texts.insert(name, text);
        }
    }
}

/// Starts an ingest, kills it after a while, and gives the places of the articles that it told as kept.
fn ingest_and_kill(environment: &Environment, after: Duration) -> Vec<String> {
    let mut command = environment.command(&["-v", "ingest", "news"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let told = thread::spawn(move || {
        let mut told = Vec::new();
        stderr.read_to_end(&mut told).unwrap();
        told
    });
    thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    let told = String::from_utf8(told.join().unwrap()).unwrap();
    // A line that the kill cut off is not told.
    let lines = told.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    lines.filter_map(|line| line.strip_prefix("kept ")?.rsplit_once(" (")).map(|(place, _)| place.to_owned()).collect()
}

/// Whether the record is sound, after a reindex if need be.
fn check(environment: &Environment) -> bool {
    let at_once = environment.run(&["verify"]).code == 0;
    if !at_once {
        environment.succeed(&["reindex"]);
        environment.succeed(&["verify"]);
    }
    at_once
}

fn assert_kept(environment: &Environment, told: &[(String, String)]) {
    let archive = Archive::open(&environment.path().join("index")).unwrap();
    let listed = archive.articles("", usize::MAX).unwrap();
    let ids: HashMap<String, ArticleId> = listed.into_iter().map(|listed| (listed.doc, listed.id)).collect();
    let mut versions = HashMap::new();
    for (place, text) in told {
        let bodies: &Vec<String> = versions.entry(place).or_insert_with(|| {
            let doc = Path::new(place).file_stem().unwrap().to_str().unwrap();
            let id = ids.get(doc).unwrap_or_else(|| panic!("{place} was told as kept"));
            let versions = archive.versions(id).unwrap();
            versions.iter().map(|listed| archive.article(id, Some(listed.version)).unwrap().unwrap().body).collect()
        });
        assert!(bodies.contains(text), "{place} was told as kept:\n{text}");
    }
}

#[test]
fn fifty_kills_lose_nothing_that_was_told_as_kept() {
    let environment = Environment::of_words();
    let mut moments = Moments::new();
    let mut texts = HashMap::new();
    write_round(&environment, &mut moments, 0, &mut texts);
    let begin = Instant::now();
    environment.succeed(&["--index", "whole", "ingest", "news"]);
    let whole = begin.elapsed();

    let folder = fs::canonicalize(environment.path()).unwrap();
    let mut told = Vec::new();
    let mut sound_at_once = 0;
    for round in 1..=KILLS {
        write_round(&environment, &mut moments, round, &mut texts);
        for place in ingest_and_kill(&environment, moments.within(whole)) {
            let name = place.strip_prefix(folder.to_str().unwrap()).unwrap().trim_start_matches('/');
            told.push((place.clone(), texts[name].clone()));
        }
        if environment.path().join("index/archive.db").exists() {
            sound_at_once += u32::from(check(&environment));
        }
    }
    assert_kept(&environment, &told);
    environment.succeed(&["ingest", "news"]);
    environment.succeed(&["verify"]);
    let tellings = told.len();
    println!("{KILLS} kills within {whole:?}; sound at once after {sound_at_once}; {tellings} articles told as kept");
    assert!(tellings > 0, "some kills came late enough");
}
