//! Questions with the passages that people marked as their answers, and answers of a program: a JSON line each.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};

use crate::{
    answer::{Checked, passage::Passage},
    evaluate::gold::nothing_for_null,
};

/// A question of gold.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct MarkedQuestion {
    /// Its name in both files.
    pub id: String,
    /// What is asked.
    pub question: String,
    /// What sort of question it is, as `who-said`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Each passage that answers it; none where nothing does.
    #[serde(default, deserialize_with = "nothing_for_null")]
    pub answers: Vec<MarkedPassage>,
    /// Who says what the answer says.
    #[serde(default)]
    pub speaker: Option<String>,
    /// What else the speaker is called.
    #[serde(default, deserialize_with = "nothing_for_null")]
    pub speaker_aliases: Vec<String>,
    /// For a yes/no question: `supported` or `contradicted`.
    #[serde(default)]
    pub verdict: Option<String>,
}

/// A passage of an article, of gold or in an answer.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct MarkedPassage {
    /// The article's file name without its ending.
    pub doc: String,
    /// The first code point in the archived text.
    pub start: usize,
    /// The code point behind the last.
    pub end: usize,
    /// Its words.
    #[serde(default)]
    pub sentence: Option<String>,
    /// Who is shown as its speaker; not in gold.
    #[serde(default)]
    pub speaker: Option<String>,
    /// How well it fits; not in gold.
    #[serde(default)]
    pub score: Option<f64>,
}

/// What a program answered, as `answer --batch` writes it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct MarkedAnswer {
    /// Which question it answers.
    pub id: String,
    /// The passages, best first.
    #[serde(default, deserialize_with = "nothing_for_null")]
    pub answers: Vec<MarkedPassage>,
    /// Whether the passages answer the question; where it is left out, they do if there are any.
    #[serde(default, deserialize_with = "no_for_null")]
    pub answered: Option<bool>,
    /// How sure the program is; where it is left out, the score of the first passage.
    #[serde(default)]
    pub confidence: Option<f64>,
    /// `supported`, `contradicted` or `not_found`.
    #[serde(default)]
    pub verdict: Option<String>,
}

fn no_for_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    nothing_for_null(deserializer).map(Some)
}

impl MarkedAnswer {
    /// What the program answered to the question `id`.
    #[must_use]
    pub fn given(id: &str, answer: &Checked) -> MarkedAnswer {
        MarkedAnswer {
            id: id.to_owned(),
            answers: answer.passages.iter().map(MarkedPassage::given).collect(),
            answered: Some(answer.answered),
            confidence: Some(f64::from(answer.confidence)),
            verdict: answer.verdict.map(|verdict| verdict.word().to_owned()),
        }
    }
}

impl MarkedPassage {
    fn given(passage: &Passage) -> MarkedPassage {
        MarkedPassage {
            doc: passage.doc.clone(),
            start: passage.code_points.0,
            end: passage.code_points.1,
            sentence: Some(passage.quote.text().to_owned()),
            speaker: passage.speaker_name().map(str::to_owned),
            score: Some(f64::from(passage.score)),
        }
    }
}

/// Reads the questions of the file at `path`; empty lines are passed over.
///
/// # Errors
///
/// If the file can't be read, a line is no marked question, or there is none.
pub fn questions(path: &Path) -> Result<Vec<MarkedQuestion>> {
    lines(
        path,
        "a question with its answers ({\"id\", \"question\", \"type\", \"answers\": [{\"doc\", \"start\", \"end\"}]})",
    )
}

/// Reads the answers of the file at `path`.
///
/// # Errors
///
/// If the file can't be read, a line is no answer, or there is none.
pub fn answers(path: &Path) -> Result<Vec<MarkedAnswer>> {
    lines(path, "an answer as `answer --batch` writes it")
}

fn lines<Line: DeserializeOwned>(path: &Path, what: &str) -> Result<Vec<Line>> {
    let place = path.display();
    let text = fs::read_to_string(path).with_context(|| format!("reading `{place}`; check the path"))?;
    let lines = parse(&text, what).with_context(|| format!("`{place}`"))?;
    ensure!(!lines.is_empty(), "`{place}` has nothing in it; each line is {what}");
    Ok(lines)
}

fn parse<Line: DeserializeOwned>(text: &str, what: &str) -> Result<Vec<Line>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| serde_json::from_str(line).with_context(|| format!("line {} is not {what}", number + 1)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_leave_out_or_null_what_it_does_not_have() {
        let question = r#"{"id": "1", "question": "Why?", "type": "fact", "answers": [], "speaker_aliases": null}"#;
        let expected = MarkedQuestion {
            id: "1".to_owned(),
            question: "Why?".to_owned(),
            kind: "fact".to_owned(),
            ..MarkedQuestion::default()
        };
        assert_eq!(parse::<MarkedQuestion>(&format!("\n{question}\n"), "a question").unwrap(), [expected]);
        for (line, answered) in [
            (r#"{"id": "1"}"#, None),
            (r#"{"id": "1", "answered": null}"#, Some(false)),
            (r#"{"id": "1", "answered": true, "answers": null}"#, Some(true)),
        ] {
            assert_eq!(parse::<MarkedAnswer>(line, "an answer").unwrap()[0].answered, answered, "{line}");
        }
    }

    #[test]
    fn what_is_no_question_is_refused_with_its_line() {
        let error = parse::<MarkedQuestion>("\n{\"id\": \"1\"}\n", "a question").unwrap_err();
        assert_eq!(format!("{error:#}"), "line 2 is not a question: missing field `question` at line 1 column 11");
    }
}
