//! Claims checked: sentences of the record as they stand, with a word changed, and halves of two put together.

use std::path::Path;

use onrecord::{
    answer::{
        Answerer,
        check::{CheckVerdict, Claim, ClaimForm},
    },
    attribution::Reader,
    lexicon::Lexicon,
    pipeline::record::Record,
};

use crate::clock;

/// How many sentences are taken for claims.
const CLAIMS: usize = 300;

/// Shorter ones, in words, make no claim.
const LEAST: usize = 8;

/// Has claims checked against the record in `folder`.
pub(crate) fn measure(folder: &Path) {
    let lexicon = Lexicon::built_in();
    let people = lexicon.people.clone();
    let Record { archive, index, .. } = Record::open(folder, &Reader::new(lexicon), &mut |_| {}).unwrap();
    let searcher = index.searcher().unwrap();
    let articles = searcher.articles().unwrap();
    let step = (articles.len() / CLAIMS).max(1);
    let sentences: Vec<Vec<String>> = articles
        .iter()
        .step_by(step)
        .filter_map(|article| searcher.sentences(&article.article, 3, 1).unwrap().pop())
        .map(|hit| hit.text.split_whitespace().map(str::to_owned).collect())
        .filter(|words: &Vec<String>| words.len() >= LEAST)
        .collect();
    let answerer = Answerer::new(archive, searcher, people);
    let changed = |words: &[String]| {
        let mut words = words.to_vec();
        let middle = words.len() / 2;
        words[middle] = "zeppelins".to_owned();
        words.join(" ")
    };
    let halves = |(number, words): (usize, &Vec<String>)| {
        let other = &sentences[(number + 1) % sentences.len()];
        [&words[..words.len() / 2], &other[other.len() / 2..]].concat().join(" ")
    };
    let as_they_stand = sentences.iter().map(|words| words.join(" ")).collect();
    time("as they stand", &answerer, as_they_stand);
    time("with a word changed", &answerer, sentences.iter().map(|words| changed(words)).collect());
    time("of two halves", &answerer, sentences.iter().enumerate().map(halves).collect());
}

fn time(name: &str, answerer: &Answerer, claims: Vec<String>) {
    let (mut times, mut found, count) = (Vec::new(), 0, claims.len());
    for words in claims {
        let claim = Claim { words, speaker: None, form: ClaimForm::Quoted };
        let begun = clock::of_process();
        let checked = answerer.check(&claim).unwrap();
        times.push(clock::of_process() - begun);
        found += usize::from(checked.verdict != CheckVerdict::NotFound);
    }
    println!("checks: {name}, {}; {found} of {count} found", clock::spread(times));
}
