//! Statements as a file marks them, by hand (gold) or by a program (predicted): a document a line, in JSON.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::{
    article::{document::Document, statement::Statement},
    text::span::{CodePoints, Span},
};

/// Start and end in code points of the archived text, the end exclusive.
pub type CodePointRange = [usize; 2];

/// The documents of a file by name.
pub type MarkedDocuments = BTreeMap<String, MarkedDocument>;

/// A document with the statements that somebody or something marked in it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct MarkedDocument {
    /// The file name of the text without its ending.
    pub doc: String,
    /// The statements, in any order.
    #[serde(rename = "attributions")]
    pub statements: Vec<MarkedStatement>,
    /// Places where the annotators could not agree: what is found there counts neither for nor against.
    #[serde(default, deserialize_with = "nothing_for_null")]
    pub ignore: Vec<CodePointRange>,
    /// Whether the full names of the speakers were marked too.
    #[serde(default)]
    pub speaker_labelled: bool,
}

/// A statement as it is marked in a text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct MarkedStatement {
    /// Who is speaking, in the article's words; empty where nobody is.
    #[serde(default, deserialize_with = "nothing_for_null")]
    pub source: Vec<CodePointRange>,
    /// The words that tell us so.
    #[serde(default, deserialize_with = "nothing_for_null")]
    pub cue: Vec<CodePointRange>,
    /// What was said; one range or several.
    pub content: Vec<CodePointRange>,
    /// The full name of the one who is meant.
    #[serde(default)]
    pub speaker: Option<String>,
    /// `person` or `body`, only in gold.
    #[serde(default, alias = "speaker_type")]
    pub speaker_kind: Option<String>,
    /// Whether the cue is one of speech and not of belief or intention, only in gold.
    #[serde(default, deserialize_with = "nothing_for_null")]
    pub speech_cue: bool,
    /// How sure the program is, 0 to 1; not in gold.
    #[serde(default)]
    pub confidence: Option<f32>,
}

pub(super) fn nothing_for_null<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl MarkedDocument {
    /// The statements that the program found in an article.
    #[must_use]
    pub fn predicted(document: &Document) -> MarkedDocument {
        let points = CodePoints::new(&document.article.body);
        let statements = document.statements.iter().map(|statement| MarkedStatement::predicted(statement, &points));
        MarkedDocument {
            doc: document.article.doc.clone(),
            statements: statements.collect(),
            ..MarkedDocument::default()
        }
    }

    /// The first range that does not lie in a text of `length` code points, with the name of its part.
    #[must_use]
    pub fn stray_range(&self, length: usize) -> Option<(&'static str, CodePointRange)> {
        let ignored = self.ignore.iter().map(|range| ("ignore", *range));
        let ranges = self.statements.iter().flat_map(MarkedStatement::ranges).chain(ignored);
        ranges.into_iter().find(|(_, [start, end])| start > end || *end > length)
    }
}

impl MarkedStatement {
    fn predicted(statement: &Statement, points: &CodePoints) -> MarkedStatement {
        let ranges = |spans: &[Span]| spans.iter().map(|span| points.of(*span).into()).collect();
        MarkedStatement {
            source: ranges(&statement.source),
            cue: ranges(&statement.cue),
            content: ranges(&statement.content),
            speaker: statement.stated_speaker().map(|speaker| speaker.name.clone()),
            confidence: Some(statement.confidence),
            ..MarkedStatement::default()
        }
    }

    fn ranges(&self) -> impl Iterator<Item = (&'static str, CodePointRange)> {
        let part = |name: &'static str, ranges: &[CodePointRange]| {
            ranges.iter().map(|range| (name, *range)).collect::<Vec<_>>()
        };
        part("source", &self.source).into_iter().chain(part("cue", &self.cue)).chain(part("content", &self.content))
    }
}

/// Reads the marked documents in the file at `path`; empty lines are passed over.
///
/// # Errors
///
/// If the file can't be read, a line is no marked document, a document stands there twice, or there is none.
pub fn read(path: &Path) -> Result<MarkedDocuments> {
    let place = path.display();
    let text =
        fs::read_to_string(path).with_context(|| format!("reading `{place}`; check the path of the marked file"))?;
    parse(&text).with_context(|| format!("`{place}`"))
}

fn parse(text: &str) -> Result<MarkedDocuments> {
    let mut documents = MarkedDocuments::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let number = number + 1;
        let document: MarkedDocument = serde_json::from_str(line).with_context(|| {
            format!("line {number} is not as `attribute --format jsonl` writes it ({{\"doc\", \"attributions\": …}})")
        })?;
        if documents.contains_key(&document.doc) {
            bail!("line {number} has document `{}` a second time; keep one line for each document", document.doc);
        }
        documents.insert(document.doc.clone(), document);
    }
    if documents.is_empty() {
        bail!("has no documents in it; each line is one, as `attribute --format jsonl` writes it");
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_leave_out_or_null_all_but_the_content() {
        let line =
            r#"{"doc": "quay", "attributions": [{"source": null, "content": [[3, 9], [12, 20]], "speech_cue": null}]}"#;
        let documents = parse(&format!("\n{line}\n\n")).unwrap();
        let statement = MarkedStatement { content: vec![[3, 9], [12, 20]], ..MarkedStatement::default() };
        assert_eq!(documents["quay"].statements, [statement]);
        assert!(!documents["quay"].speaker_labelled);
    }

    #[test]
    fn what_is_no_marked_file_is_refused_with_its_line() {
        let document = r#"{"doc": "quay", "attributions": []}"#;
        for (case, text, complaint) in [
            ("no JSON", "quay", "line 1 is not as"),
            ("no statements", r#"{"doc": "quay"}"#, "missing field `attributions`"),
            ("no content", r#"{"doc": "quay", "attributions": [{}]}"#, "missing field `content`"),
            ("before the text", r#"{"doc": "q", "attributions": [{"content": [[-1, 3]]}]}"#, "invalid value"),
            ("twice", &format!("{document}\n\n{document}"), "line 3 has document `quay` a second time; keep one"),
            ("empty", "\n", "has no documents"),
        ] {
            let error = format!("{:#}", parse(text).unwrap_err());
            assert!(error.contains(complaint), "{case}: {error}");
        }
    }

    #[test]
    fn a_range_outside_the_text_is_found() {
        let marked = |content, ignore| MarkedDocument {
            statements: vec![MarkedStatement { content, ..MarkedStatement::default() }],
            ignore,
            ..MarkedDocument::default()
        };
        assert_eq!(marked(vec![[0, 10]], vec![]).stray_range(10), None);
        assert_eq!(marked(vec![[0, 4], [6, 11]], vec![]).stray_range(10), Some(("content", [6, 11])));
        assert_eq!(marked(vec![[4, 3]], vec![]).stray_range(10), Some(("content", [4, 3])));
        assert_eq!(marked(vec![], vec![[8, 12]]).stray_range(10), Some(("ignore", [8, 12])));
    }
}
