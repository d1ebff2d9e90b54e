//! Holds the program against gold data.
//!
//! `gold` reads what people marked (and what a program marked, in the same form); a `comparison` matches the
//! statements of one text, by their `words` and `name`s; from that come `scores` (by `measure`),
//! `reliability` and `mistakes`, which `table` shows to people and `json` to programs. `answers` does the same for
//! answers to questions, `check` for checks of quotations.

pub mod answers;
pub mod check;
mod comparison;
pub mod gold;
pub mod json;
pub mod measure;
pub mod mistakes;
mod name;
pub mod reliability;
mod sample;
pub mod scores;
pub mod table;
mod words;

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    attribution::Reader,
    evaluate::{
        comparison::Comparison,
        gold::{MarkedDocument, MarkedDocuments},
        mistakes::Mistakes,
        reliability::Reliability,
        scores::Scores,
    },
    ingest::file,
};

/// Where the statements come from that are held against gold.
pub enum Prediction<'a> {
    /// The program reads each text.
    Read(&'a Reader),
    /// A file has them; a document that is not in it has none.
    Given(&'a MarkedDocuments),
}

/// How well statements were found, over all documents of gold.
#[derive(Clone, Debug, Default)]
pub struct Evaluation {
    /// Precision, recall and F1.
    pub scores: Scores,
    /// How often statements are right at each height of confidence.
    pub reliability: Reliability,
    /// Mistakes for reading, as many as were asked for.
    pub mistakes: Mistakes,
}

/// Holds the statements of a prediction against `gold`.
///
/// The text of a document `NAME` is read from `NAME.txt` in `folder`; it may have `largest_file` bytes. At most
/// `mistakes` mistakes are kept.
///
/// # Errors
///
/// If a text is missing or can't be read, or a range does not lie in its text.
pub fn attribution(
    gold: &MarkedDocuments,
    folder: &Path,
    prediction: &Prediction<'_>,
    largest_file: u64,
    mistakes: usize,
) -> Result<Evaluation> {
    let mut evaluation = Evaluation::default();
    let mut all_mistakes = Vec::new();
    for (doc, gold) in gold {
        let (text, predicted) = predicted(doc, folder, prediction, largest_file)?;
        check_ranges("gold", gold, &text)?;
        check_ranges("predicted", &predicted, &text)?;
        let comparison = Comparison::new(&text, gold, &predicted);
        let pairs = comparison.pairs();
        evaluation.scores.add(&comparison, &pairs);
        evaluation.reliability.add(&comparison, &pairs);
        if mistakes > 0 {
            all_mistakes.extend(mistakes::mistakes(&comparison, &pairs));
        }
    }
    evaluation.mistakes = Mistakes::sample(all_mistakes, mistakes);
    Ok(evaluation)
}

/// The text of a document, and the statements predicted for it.
fn predicted(
    doc: &str,
    folder: &Path,
    prediction: &Prediction<'_>,
    largest_file: u64,
) -> Result<(String, MarkedDocument)> {
    let path = folder.join(format!("{doc}.txt"));
    let place = path.display();
    ensure!(path.exists(), "document `{doc}` has no text: there is no `{place}`; --text names the folder of the texts");
    let incoming = file::article(&path, largest_file)?;
    // Else nobody knows in which of the two the offsets of gold were counted.
    let is_archived_as_it_is =
        fs::read(&path).with_context(|| format!("reading `{place}`"))? == incoming.body.as_bytes();
    ensure!(
        is_archived_as_it_is,
        "`{place}` has carriage returns or a byte order mark, which the archived text has not; save it without them"
    );
    Ok(match prediction {
        Prediction::Read(reader) => {
            let document = reader.read(incoming.unarchived());
            let predicted = MarkedDocument::predicted(&document);
            (document.article.body, predicted)
        }
        Prediction::Given(documents) => {
            let empty = || MarkedDocument { doc: doc.to_owned(), ..MarkedDocument::default() };
            (incoming.body, documents.get(doc).cloned().unwrap_or_else(empty))
        }
    })
}

fn check_ranges(whose: &str, document: &MarkedDocument, text: &str) -> Result<()> {
    let length = text.chars().count();
    if let Some((part, [start, end])) = document.stray_range(length) {
        bail!(
            "document `{}`: the {whose} {part} `{start}-{end}` does not lie in its text of {length} code points; \
            offsets are code points in the archived text, the end exclusive",
            document.doc
        );
    }
    Ok(())
}

/// Leaves out of `predicted` what gold does not have.
pub fn keep_gold(predicted: &mut MarkedDocuments, gold: &MarkedDocuments) {
    predicted.retain(|doc, _| gold.contains_key(doc));
}

/// Refuses predicted documents that gold does not have: they would count neither for nor against.
///
/// # Errors
///
/// If there are any.
pub fn require_gold(predicted: &MarkedDocuments, gold: &MarkedDocuments) -> Result<()> {
    let strangers: Vec<&str> = predicted.keys().filter(|doc| !gold.contains_key(*doc)).map(String::as_str).collect();
    ensure!(
        strangers.is_empty(),
        "{} predicted documents are not in gold, as `{}`; --subset passes over them",
        strangers.len(),
        strangers[0]
    );
    Ok(())
}
