//! What is asked.

use std::{fs, path::Path};

use onrecord::index::terms;

/// Words that a question has and its answer need not have.
const LEFT_OUT: &str = "a about according after all also an and any are as at be been before but by can could did do \
    does for from had has have he her him his how i if in is it its kind many more most much not of on or other over \
    say says said saying she should so some than that the their them there they this to told tell up us was we were \
    what when where which while who whom whose why will with would you your called call claim claimed";

/// The questions as they were asked; nothing without the file.
pub(crate) fn texts(shared: &Path) -> Option<Vec<String>> {
    let lines = fs::read_to_string(shared.join("qa/train_questions.jsonl")).ok()?;
    let text = |line: &str| {
        let rest = line.split_once("\"question\": \"")?.1;
        Some(rest.split_once("\", \"")?.0.to_owned())
    };
    Some(lines.lines().filter_map(text).collect())
}

/// The topic words of each question that has some.
pub(crate) fn topics(texts: &[String]) -> Vec<Vec<String>> {
    let left_out: Vec<&str> = LEFT_OUT.split_whitespace().collect();
    let topic = |text: &String| {
        let mut words = terms::words(text);
        words.retain(|word| !left_out.contains(&word.as_str()));
        words
    };
    texts.iter().map(topic).filter(|words| !words.is_empty()).collect()
}
