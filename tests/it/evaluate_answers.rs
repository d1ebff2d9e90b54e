//! The program measures its answers: what it prints, and that it agrees with the script that comes with the gold data.

use std::{fs, process::Command};

use serde_json::{Value, json};

use crate::environment::{Environment, shared};

const QUAY: &str = "The quay was closed on Monday. “The wall has a crack as long as a bus,” said harbour master Ana \
    Petrova.\n\nThe fishermen went to the north pier.\n";

/// A sentence of the text as gold marks it.
fn passage(words: &str) -> Value {
    let start = QUAY[..QUAY.find(words).unwrap()].chars().count();
    json!({"doc": "quay", "start": start, "end": start + words.chars().count(), "sentence": words})
}

fn questions() -> String {
    let crack = passage("“The wall has a crack as long as a bus,” said harbour master Ana Petrova.");
    let lines = [
        json!({"id": "1", "question": "Who said the wall has a crack?", "type": "who-said", "answers": [crack],
            "speaker": "Ana Petrova", "speaker_aliases": ["Petrova"], "verdict": null}),
        json!({"id": "2", "question": "Did Petrova say the wall has a crack?", "type": "verify", "answers": [crack],
            "speaker": "Ana Petrova", "verdict": "supported"}),
        json!({"id": "3", "question": "What did Petrova say about the opera house?", "type": "unanswerable",
            "answers": []}),
        json!({"id": "4", "question": "Where did the fishermen go?", "type": "fact",
            "answers": [passage("The fishermen went to the north pier.")]}),
    ];
    lines.map(|line| format!("{line}\n")).concat()
}

/// Two right answers, one of them not given as one; a wrong one; and one that should not have been given.
fn answers() -> String {
    let (crack, pier) = (passage("“The wall has a crack"), passage("The fishermen went"));
    let with_speaker = |mut passage: Value| {
        passage["speaker"] = "Mrs. Petrova".into();
        passage
    };
    let lines = [
        json!({"id": "1", "answers": [with_speaker(crack.clone())], "answered": true, "confidence": 0.9}),
        json!({"id": "2", "answers": [crack], "answered": false, "confidence": 0.4, "verdict": "not_found"}),
        json!({"id": "3", "answers": [pier], "answered": true, "confidence": 0.5}),
        json!({"id": "4", "answers": [passage("said harbour master Ana Petrova.")], "confidence": 0.2}),
    ];
    lines.map(|line| format!("{line}\n")).concat()
}

fn quay() -> Environment {
    let environment = Environment::new();
    environment.write("text/quay.txt", QUAY);
    environment.write("questions.jsonl", questions());
    environment.write("answers.jsonl", answers());
    environment
}

#[test]
fn answers_are_measured_for_people_and_for_programs() {
    let environment = quay();
    let arguments = ["evaluate", "answers", "--questions", "questions.jsonl", "--predicted", "answers.jsonl"];
    let text = environment.succeed(&[&arguments[..], &["--errors", "9"]].concat()).output;
    for part in [
        "all                         3         0.667         0.667         0.667         0.667         0.667",
        "unanswerable 1  AUROC 0.333  refusal P 0.000 R 0.000 F1 0.000  answer precision 0.333\n",
        "verify 1  verdict accuracy 0.000 (supported 0.000, contradicted -)  verdict and sentence right 0.000",
        "speaker 2  accuracy 0.500  with first name 0.500  given right sentence 0.500\n",
        "wrongly refused: 1 of 1\n\n  2 (verify, right at 1, confidence 0.40)\n    Did Petrova say the wall has a crack?\n",
        "    gold is supported, the verdict not_found\n",
        "wrongly answered: 1 of 1\n",
        "the sentence beside: 1 of 1\n\n  4 (fact, confidence 0.20)\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let object = environment.succeed(&[&arguments[..], &["--json"]].concat()).output;
    let object: Value = serde_json::from_str(&object).unwrap();
    assert_eq!(object["figures"]["who-said"]["hit@1"], 1.0);
    assert_eq!(object["figures"]["all"]["end_to_end"], 0.25);
    assert!(object.get("errors").is_none());
}

#[test]
fn the_program_asks_a_record_of_the_articles_that_is_gone_afterwards() {
    let environment = quay();
    let arguments = ["evaluate", "answers", "--questions", "questions.jsonl", "--json"];
    let own = environment.succeed(&[&arguments[..], &["--articles", "text"]].concat()).output;
    assert!(!environment.path().join("index").exists(), "the record is elsewhere");
    environment.succeed(&["--index", "idx", "ingest", "text"]);
    let answers = environment.succeed(&["--index", "idx", "answer", "--batch", "questions.jsonl"]).output;
    environment.write("own.jsonl", answers);
    let given = environment.succeed(&[&arguments[..], &["--predicted", "own.jsonl"]].concat()).output;
    let recorded = environment.succeed(&[&["--index", "idx"], &arguments[..]].concat()).output;
    assert_eq!((&own, &own), (&given, &recorded));
    assert_eq!(serde_json::from_str::<Value>(&own).unwrap()["figures"]["all"]["hit@1"], 1.0);
}

#[test]
fn what_cannot_be_measured_is_refused_with_its_remedy() {
    for (line, parts) in [
        (None, ["`none.jsonl`", "check the path"]),
        (Some(""), ["`own.jsonl` has nothing in it", "each line is a question"]),
        (Some("[]"), ["line 1 is not a question", "\"answers\""]),
    ] {
        let environment = Environment::new();
        let name = line.map_or("none.jsonl", |line| {
            environment.write("own.jsonl", line);
            "own.jsonl"
        });
        let complaint = environment.refuse(&["evaluate", "answers", "--questions", name, "--predicted", name]);
        assert!(parts.iter().all(|part| complaint.contains(part)), "{parts:?}: {complaint}");
    }
}

/// The same names and, but for the last bits, the same figures.
fn assert_same(own: &Value, script: &Value, place: &str) {
    match (own, script) {
        (Value::Object(own), Value::Object(script)) => {
            let names = |object: &serde_json::Map<String, Value>| object.keys().cloned().collect::<Vec<_>>();
            assert_eq!(names(own), names(script), "{place}");
            own.iter().for_each(|(name, value)| assert_same(value, &script[name], &format!("{place} {name}")));
        }
        (Value::Number(own), Value::Number(script)) => {
            let (own, script) = (own.as_f64().unwrap(), script.as_f64().unwrap());
            assert!((own - script).abs() < 1e-12, "{place}: {own} and {script}");
        }
        _ => assert_eq!(own, script, "{place}"),
    }
}

#[test]
fn the_figures_are_those_of_the_script_to_the_digit() {
    let Some(shared) = shared() else { return };
    let shared = fs::canonicalize(shared).unwrap();
    let environment = quay();
    // Besides the small case, all questions, with answers to some of them from the samples and to others none.
    let all = shared.join("qa/questions.jsonl");
    let some: Vec<String> = fs::read_to_string(&all).unwrap().lines().step_by(2).map(str::to_owned).collect();
    environment.write("some.jsonl", some.join("\n"));
    environment.succeed(&["--index", "idx", "ingest", shared.join("polnear/dev/text").to_str().unwrap()]);
    let batch = environment.succeed(&["--index", "idx", "answer", "--batch", "some.jsonl"]).output;
    environment.write("some_answers.jsonl", batch);
    for (questions, answers) in [("questions.jsonl", "answers.jsonl"), (all.to_str().unwrap(), "some_answers.jsonl")] {
        for more in [&[][..], &["--json"]] {
            let mut command = Command::new("python3");
            command.arg(shared.join("tools/score_answers.py")).args([questions, answers]).args(more);
            let Ok(output) = command.current_dir(environment.path()).output() else {
                println!("skipped: no python3");
                return;
            };
            let script = String::from_utf8(output.stdout).unwrap();
            let arguments = ["evaluate", "answers", "--questions", questions, "--predicted", answers];
            let own = environment.succeed(&[&arguments[..], more].concat()).output;
            if more.is_empty() {
                assert_eq!(own, script);
            } else {
                let [own, script] = [own, script].map(|text| serde_json::from_str(&text).unwrap());
                assert_same(&own, &script, answers);
            }
        }
    }
}
