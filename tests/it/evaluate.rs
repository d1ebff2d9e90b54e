//! The program measures itself: what it prints, and that it agrees with the script that comes with the gold data.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use crate::environment::{Environment, shared};

const QUAY: &str = "Harbour master Ana Petrova said the quay “is safe” on Monday.\n\n“We looked at each wall,” she said. \
    “It holds.”\n\nFishermen disagree.\n";

/// Start and end of `words` in the text, in code points.
fn range(words: &str) -> [usize; 2] {
    let start = QUAY[..QUAY.find(words).unwrap()].chars().count();
    [start, start + words.chars().count()]
}

fn statement(source: &str, content: &[&str], speaker: &str) -> Value {
    let content: Vec<[usize; 2]> = content.iter().map(|words| range(words)).collect();
    json!({"source": [range(source)], "cue": [range("said")], "content": content, "speaker": speaker, "confidence": 0.95})
}

fn gold() -> Value {
    let statements = [
        statement("Harbour master Ana Petrova", &["the quay “is safe” on Monday"], "Ana Petrova"),
        statement("she", &["“We looked at each wall,”", "“It holds.”"], "Ana Petrova"),
    ];
    json!({"doc": "quay", "speaker_labelled": true, "attributions": statements})
}

/// A folder with the text, its gold, and a prediction with one of the two statements and one that is invented.
fn quay() -> Environment {
    let environment = Environment::new();
    environment.write("text/quay.txt", QUAY);
    environment.write("gold.jsonl", format!("{}\n", gold()));
    let mut predicted = gold();
    predicted["attributions"][1] = statement("Fishermen", &["disagree"], "");
    environment.write("predicted.jsonl", format!("{predicted}\n"));
    environment
}

#[test]
fn figures_are_shown_for_people_and_for_programs() {
    let environment = quay();
    let arguments =
        ["evaluate", "attribution", "--gold", "gold.jsonl", "--text", "text", "--predicted", "predicted.jsonl"];
    let text = environment.succeed(&[&arguments[..], &["--errors", "9"]].concat()).output;
    for part in [
        "metric                            P      R     F1   n_pred n_gold\n",
        "attr_50                        50.0   50.0   50.0        2      2\n",
        "attr_50:direct                  0.0    0.0    0.0        0      1\n",
        "spk                           100.0   50.0   66.7        1      2\n",
        "certain               2      1   50.0           2      1   50.0\n",
        "missed statement: 1 of 1\n\n  quay ",
        "gold       [she] = Ana Petrova [said] [“We looked at each wall,” … “It holds.”]",
        "invented statement: 1 of 1\n\n  quay ",
        "    gold       nothing\n    predicted  [Fishermen] [said] [disagree] (0.95)\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let object = environment.succeed(&[&arguments[..], &["--json"]].concat()).output;
    let object: Value = serde_json::from_str(&object).unwrap();
    assert_eq!(object["attr_50"], json!({"p": 0.5, "r": 0.5, "f1": 0.5, "n_pred": 2, "n_gold": 2}));
    let certain = &object["reliability"]["bands"][0];
    assert_eq!(
        (&certain["confidence"], &certain["statements"], &certain["right"]),
        (&"certain".into(), &2.into(), &1.into())
    );
    assert!(object.get("errors").is_none());
}

#[test]
fn the_program_reads_the_texts_itself_where_no_prediction_is_given() {
    let environment = quay();
    let arguments = ["evaluate", "attribution", "--gold", "gold.jsonl", "--text", "text", "--json"];
    let own: Value = serde_json::from_str(&environment.succeed(&arguments).output).unwrap();
    environment.write("own.jsonl", environment.succeed(&["attribute", "text", "--format", "jsonl"]).output);
    let given = environment.succeed(&[&arguments[..], &["--predicted", "own.jsonl"]].concat()).output;
    assert_eq!(own, serde_json::from_str::<Value>(&given).unwrap());
    assert_eq!(own["attr_50"]["n_gold"], 2);
}

#[test]
fn what_cannot_be_measured_is_refused_with_its_remedy() {
    let line = gold().to_string();
    let far = line.replace("[[0,26]]", "[[0,2600]]");
    let other = line.replace("\"quay\"", "\"pier\"");
    assert!(far != line && other != line);
    // Gold, what else is given, and what the complaint says.
    for (gold, more, parts) in [
        (None, &[][..], ["`none.jsonl`", "check the path"]),
        (Some(format!("{line}\n{line}\n")), &[], ["line 2 has document `quay` a second time", "keep one line"]),
        (Some("[]\n".to_owned()), &[], ["line 1", "attribute --format jsonl"]),
        (Some(String::new()), &[], ["has no documents", "attribute --format jsonl"]),
        (Some(other.clone()), &[], ["document `pier` has no text", "--text names the folder"]),
        (
            Some(far),
            &[],
            ["source `0-2600` does not lie in its text of 132 code points", "code points in the archived"],
        ),
        (Some(line.clone()), &["--text", "crlf"], ["carriage returns", "save it without"]),
        (Some(line.clone()), &["--predicted", "pier.jsonl"], ["not in gold, as `pier`", "--subset passes over"]),
        (Some(line.clone()), &["--predicted", "far.jsonl"], ["the predicted content `0-9999`", "code points"]),
    ] {
        let environment = quay();
        environment.write("crlf/quay.txt", QUAY.replace('\n', "\r\n"));
        environment.write("pier.jsonl", format!("{other}\n"));
        environment.write("far.jsonl", r#"{"doc": "quay", "attributions": [{"content": [[0, 9999]]}]}"#);
        let name = gold.map_or("none.jsonl", |gold| {
            environment.write("own.jsonl", gold);
            "own.jsonl"
        });
        let text = if more.contains(&"--text") { &[][..] } else { &["--text", "text"] };
        let complaint = environment.refuse(&[&["evaluate", "attribution", "--gold", name], text, more].concat());
        assert!(parts.iter().all(|part| complaint.contains(part)), "{parts:?}: {complaint}");
    }
}

#[test]
fn strangers_are_passed_over_where_that_is_asked_for() {
    let environment = quay();
    environment.write("pier.jsonl", format!("{}\n", gold().to_string().replace("\"quay\"", "\"pier\"")));
    let arguments = ["evaluate", "attribution", "--gold", "gold.jsonl", "--text", "text", "--predicted", "pier.jsonl"];
    let text = environment.succeed(&[&arguments[..], &["--subset"]].concat()).output;
    assert!(text.contains("attr_50                         0.0    0.0    0.0        0      2\n"), "{text}");
}

/// What the script prints, or nothing on a machine without Python.
fn script(shared: &Path, gold: &Path, predicted: &Path, more: &[&str]) -> Option<String> {
    let mut command = Command::new("python3");
    command.arg(shared.join("tools/score_attribution.py")).arg("--gold").arg(gold).arg("--pred").arg(predicted);
    command.arg("--text").arg(shared.join("polnear/dev/text")).arg("--subset").args(more);
    let Ok(output) = command.output() else {
        println!("skipped: no python3");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_figures_are_those_of_the_script_to_the_digit() {
    let Some(shared) = shared() else { return };
    let shared = fs::canonicalize(shared).unwrap();
    let environment = Environment::new();
    let texts = shared.join("polnear/dev/text");
    let texts = texts.to_str().unwrap();
    let predicted =
        environment.write("dev.jsonl", environment.succeed(&["attribute", texts, "--format", "jsonl"]).output);
    for name in ["attributions.jsonl", "speakers.jsonl"] {
        let gold = shared.join("polnear/dev").join(name);
        let Some(table) = script(&shared, &gold, &predicted, &[]) else { return };
        let arguments = ["evaluate", "attribution", "--gold", gold.to_str().unwrap(), "--text", texts];
        let own = environment.succeed(&arguments).output;
        assert_eq!(format!("{}\n", own.split("\n\n").next().unwrap()), table, "{name}");
        let figures = script(&shared, &gold, &predicted, &["--json"]).unwrap();
        let mut own: Value =
            serde_json::from_str(&environment.succeed(&[&arguments[..], &["--json"]].concat()).output).unwrap();
        own.as_object_mut().unwrap().remove("reliability").unwrap();
        assert_eq!(own, serde_json::from_str::<Value>(&figures).unwrap(), "{name}");
    }
}
