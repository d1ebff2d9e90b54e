//! Whole answers: understood, found, weighed, judged, quoted and checked, from a record with archive, index and vectors.
//!
//! The record is asked by a process of its own, so that its memory is that of answering and of nothing else. `RECORD`
//! names a folder to make the record in; it is then left there, and asked again as it is next time.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use onrecord::{
    answer::{Answerer, meaning::Meaning, question::Question},
    archive::Archive,
    article::{Incoming, document::Document},
    attribution::Reader,
    encoder::Encoder,
    index::Index,
    lexicon::Lexicon,
    pipeline::record::{Record, index_folder, vectors_folder},
    semantic::{self, Vectors},
};

use crate::{
    checks, clock,
    corpus::{Corpus, Dice, speaker, speakers},
    vectors::Mixer,
};

/// Tells the process that asks where the record lies.
const ASKED: &str = "ON_RECORD_ASKED";

/// How many documents are archived at once.
const BATCH: usize = 256;

/// How many of the questions are asked.
const QUESTIONS: usize = 400;

/// What takes part in an answer.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Words,
    Encoder,
    Judge,
}

/// The folder of the record, where this is the process that asks it.
pub(crate) fn asked() -> Option<PathBuf> {
    env::var_os(ASKED).map(PathBuf::from)
}

/// Makes a record of `sentences` sentences and has it asked.
pub(crate) fn measure(corpus: &Corpus, sentences: usize) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = env::var_os("RECORD").map_or_else(|| temporary.path().to_owned(), PathBuf::from);
    if !Archive::exists(&folder) {
        fill(&folder, corpus, sentences);
    }
    for (name, folder) in
        [("index", index_folder(&folder)), ("vectors", vectors_folder(&folder)), ("archive", folder.clone())]
    {
        println!("answers: {name} of {} MB on disk", clock::size(&folder));
    }
    let program = env::current_exe().unwrap();
    assert!(Command::new(program).env(ASKED, &folder).status().unwrap().success());
}

fn fill(folder: &Path, corpus: &Corpus, sentences: usize) {
    fs::create_dir_all(folder).unwrap();
    let encoder = Encoder::built_in();
    let mut mixer = Mixer::new(corpus, &encoder);
    let mut vectors = semantic::Writer::open(&vectors_folder(folder), encoder.fingerprint()).unwrap();
    let archive = Archive::open(folder).unwrap();
    let index = Index::create(&index_folder(folder)).unwrap();
    let mut writer = index.writer().unwrap();
    let mut documents = corpus.documents(sentences);
    for batch in 1.. {
        let documents: Vec<Document> = documents.by_ref().take(BATCH).collect();
        let incoming: Vec<Incoming> = documents.iter().map(incoming).collect();
        let kept = archive.keep_all(&incoming).unwrap();
        for (document, (article, _)) in documents.iter().zip(kept) {
            vectors.put(&article.id, article.version, &mixer.article(document.sentences.len())).unwrap();
            writer.put(&Document { article, ..document.clone() }).unwrap();
        }
        if documents.is_empty() || batch % 4 == 0 {
            writer.commit(archive.position().unwrap()).unwrap();
        }
        if documents.is_empty() {
            break;
        }
    }
    writer.finish().unwrap();
    vectors.finish().unwrap();
}

fn incoming(document: &Document) -> Incoming {
    let article = &document.article;
    Incoming {
        place: format!("/articles/{}.txt", article.doc),
        doc: Some(article.doc.clone()),
        citation: article.citation.clone(),
        body: article.body.clone(),
    }
}

/// Has claims checked against the record in `folder`, and asks it: by words alone, then with the encoder, then with the judge too.
pub(crate) fn ask(folder: &Path, sentences: usize, texts: &[String]) {
    checks::measure(folder);
    let questions = questions(sentences, texts);
    for (name, part) in [("words alone", Part::Words), ("with encoder", Part::Encoder), ("with judge", Part::Judge)] {
        let begun = clock::of_process();
        let answerer = answerer(folder, part);
        let opened = clock::of_process();
        let (mut times, mut answered, mut passages) = (Vec::new(), 0, 0);
        for question in &questions {
            let begun = clock::of_process();
            let answer = answerer.answer(question).unwrap();
            times.push(clock::of_process() - begun);
            answered += usize::from(answer.answered);
            passages += answer.passages.len();
        }
        let first = times.remove(0).as_secs_f64() * 1000.0;
        println!(
            "answers: {name}, {}; opened in {:.2} s, the first answer in {first:.0} ms; {answered} of {} answered, {:.1} \
             passages each",
            clock::spread(times),
            (opened - begun).as_secs_f64(),
            questions.len(),
            passages as f64 / questions.len() as f64
        );
        let (own, mapped) = clock::memory();
        println!("answers: {name}, memory {own} MB, pages of files {mapped} MB");
    }
}

fn answerer(folder: &Path, part: Part) -> Answerer {
    let lexicon = Lexicon::built_in();
    let people = lexicon.people.clone();
    let Record { archive, index, .. } = Record::open(folder, &Reader::new(lexicon), &mut |_| {}).unwrap();
    let answerer = Answerer::new(archive, index.searcher().unwrap(), people);
    if part == Part::Words {
        return answerer;
    }
    let encoder = Arc::new(Encoder::built_in());
    let vectors = Arc::new(Vectors::open(&vectors_folder(folder), encoder.fingerprint()));
    let meaning = Meaning::new(encoder, vectors);
    answerer.with_meaning(if part == Part::Judge { meaning } else { meaning.without_judge() })
}

/// What is asked: every other question as it stands, the others of what somebody on record said.
fn questions(sentences: usize, texts: &[String]) -> Vec<Question> {
    let mut dice = Dice::new();
    let question = |(number, text): (usize, &String)| {
        let name = speaker(dice.mostly_small(speakers(sentences)));
        if number % 2 == 0 { Question::ask(text) } else { Question::said(&name, text) }
    };
    texts.iter().step_by((texts.len() / QUESTIONS).max(1)).take(QUESTIONS).enumerate().map(question).collect()
}
