//! The command line: what it prints, where, and how it ends.

use serde_json::Value;

use crate::environment::Environment;

const HARBOUR: &str = "\
Harbour to close for repairs

The old harbour will be closed to ships from March, the port authority announced on Monday.

“We have looked at every wall of the basin,” harbour master Ana Petrova told reporters. “Two of them will not last the winter.”

Petrova said that the ferries would leave from the northern quay meanwhile.

Fishermen were not asked, according to Tomas Lind, who heads their association.
";

const SIDECAR: &str = "\
outlet = \"The Bay Courier\"
byline = \"J. Moreno\"
published = \"2025-02-03\"
url = \"https://courier.example/harbour\"
";

fn harbour() -> Environment {
    let environment = Environment::new();
    environment.write("news/harbour.txt", HARBOUR);
    environment.write("news/harbour.toml", SIDECAR);
    environment.succeed(&["ingest", "news"]);
    environment
}

#[test]
fn a_question_is_answered_with_a_sentence_its_speaker_and_its_source() {
    let answer = harbour().succeed(&["ask", "Where will the ferries leave from?"]);
    for part in [
        "Petrova said that the ferries would leave from the northern quay meanwhile.",
        "Ana Petrova",
        "reported, not verbatim",
        "The Bay Courier · Harbour to close for repairs · 3 Feb 2025",
        "https://courier.example/harbour",
        "Searched: 1 article, 1 outlet, 3 Feb 2025.",
    ] {
        assert!(answer.output.contains(part), "{part}\n{}", answer.output);
    }
    assert!(!answer.output.contains('\u{1b}'), "no colours where there is no terminal");
}

#[test]
fn json_counts_in_code_points_and_names_the_passage() {
    let answer = harbour().succeed(&["who", "two walls will not last the winter", "--format", "json"]);
    let line: Value = serde_json::from_str(&answer.output).unwrap();
    let first = &line["answers"][0];
    let (start, end) = (first["start"].as_u64().unwrap() as usize, first["end"].as_u64().unwrap() as usize);
    let cut: String = HARBOUR.chars().skip(start).take(end - start).collect();
    assert_eq!(first["sentence"], cut.as_str());
    assert_eq!(first["speaker"], "Ana Petrova");
    assert_eq!(first["kind"], "direct");
    assert_eq!(first["doc"], "harbour");
}

#[test]
fn what_is_not_on_record_is_said_to_be_so_with_exit_code_1() {
    let answer = harbour().run(&["ask", "Who won the chess tournament in Oslo?"]);
    assert_eq!(answer.code, 1, "{answer:?}");
    assert!(answer.output.starts_with("Not in the record"), "{}", answer.output);
}

#[test]
fn any_words_are_a_question() {
    let environment = harbour();
    for words in ["", "   ", "🙂🇺🇦", "AND (\"x OR title:[a TO b]^2 ~", "مرحبا \u{202e}abc", &"quay ".repeat(800), "-"]
    {
        for command in ["ask", "who", "said", "check"] {
            let finished = environment.run(&[command, "--", words]);
            assert!((0..=1).contains(&finished.code), "{command} {words:.40}: {finished:?}");
        }
    }
}

#[test]
fn a_quotation_is_checked_for_people_and_for_programs() {
    let environment = harbour();
    let absent = environment.run(&["check", "Nobody ever sailed to the moon", "--speaker", "Ana Petrova"]);
    assert_eq!(absent.code, 1, "{absent:?}");
    for part in ["Not found: not in this record (1 article", "Claimed of Ana Petrova: Nobody ever sailed to the moon"] {
        assert!(absent.output.contains(part), "{part}\n{}", absent.output);
    }
    environment.write("post", "“Two of them will not last the winter” – Ana Petrova\nLind: \"Nobody asked us\"\n");
    let mut command = environment.command(&["check", "-", "--format", "json"]);
    let output = command.stdin(std::fs::File::open(environment.path().join("post")).unwrap()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert_eq!(
        (&lines[0]["claim"], &lines[0]["speaker"]),
        (&"Two of them will not last the winter".into(), &"Ana Petrova".into())
    );
    assert_eq!(lines[1]["speaker"], "Lind");
    assert!(lines.iter().all(|line| line["verdict"].is_string() && line["reason"].is_string()), "{text}");
}

#[test]
fn a_batch_gives_a_line_for_each_question() {
    let environment = harbour();
    environment.write(
        "questions.jsonl",
        "{\"id\": \"a\", \"question\": \"What did Petrova say about the ferries?\"}\n\n{\"id\": \"b\", \"question\": \"\"}\n",
    );
    let finished = environment.succeed(&["answer", "--batch", "questions.jsonl"]);
    let lines: Vec<Value> = finished.output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((&lines[0]["id"], &lines[0]["answered"]), (&"a".into(), &true.into()));
    assert_eq!(lines[1]["answered"], false);
    assert!(finished.remarks.starts_with("2 questions, "), "{}", finished.remarks);
}

#[test]
fn a_broken_batch_is_refused_with_its_line() {
    let environment = harbour();
    environment.write("questions.jsonl", "{\"id\": 1}\n");
    let complaint = environment.refuse(&["answer", "--batch", "questions.jsonl"]);
    assert!(complaint.contains("`questions.jsonl`, line 1"), "{complaint}");
    assert!(environment.refuse(&["answer", "--batch", "nowhere.jsonl"]).contains("`nowhere.jsonl`"));
}

#[test]
fn statements_are_shown_for_people_and_for_programs() {
    let environment = harbour();
    let text = environment.succeed(&["attribute", "news"]).output;
    assert!(text.contains("Ana Petrova, harbour master · direct"), "{text}");
    let line = environment.succeed(&["attribute", "news/harbour.txt", "--format", "jsonl"]).output;
    let document: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(document["doc"], "harbour");
    let direct = document["attributions"].as_array().unwrap().iter().find(|one| one["kind"] == "direct").unwrap();
    assert_eq!(direct["content"].as_array().unwrap().len(), 2, "a split quotation is one statement: {direct}");
}

#[test]
fn an_article_and_those_on_record_are_listed() {
    let environment = harbour();
    let article = environment.succeed(&["article", "harbour"]).output;
    assert!(
        article.starts_with("The Bay Courier · Harbour to close for repairs · 3 Feb 2025\n  by J. Moreno"),
        "{article}"
    );
    assert_eq!(environment.run(&["article", "nothing like it"]).code, 1);
    let people = environment.succeed(&["people", "petr"]).output;
    assert!(people.starts_with("Ana Petrova, harbour master · 2 statements in 1 article"), "{people}");
    assert_eq!(environment.run(&["people", "Zzyzx"]).code, 1);
}

#[test]
fn the_prompt_answers_until_its_input_ends() {
    let environment = harbour();
    environment.write(
        "input",
        "/help\nWhere will the ferries leave from?\n/context 1\n/said Petrova: walls\n/nonsense\n/quit\n",
    );
    let mut command = environment.command(&["chat"]);
    let output = command.stdin(std::fs::File::open(environment.path().join("input")).unwrap()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{text}");
    assert!(text.matches("northern quay").count() >= 2, "as an answer and in its context: {text}");
    assert!(text.contains("Two of them will not last") && text.contains("There is no /nonsense."), "{text}");
}

#[test]
fn settings_are_checked_before_anything_is_done() {
    let environment = Environment::new();
    environment.write("own.toml", "[bot]\npasages = 2\n");
    let complaint = environment.refuse(&["--config", "own.toml", "ask", "x"]);
    assert_eq!(
        complaint,
        "onrecord: settings in `own.toml`: line 2: unknown key `pasages` in `[bot]`; did you mean `passages`?"
    );
    assert!(environment.refuse(&["--config", "none.toml", "ask", "x"]).contains("`none.toml`"));
    assert!(!environment.path().join("index").exists());
}

#[test]
fn completions_are_written_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Environment::new().succeed(&["completions", shell]).output;
        assert!(script.contains("attribute") && script.contains("onrecord"), "{shell}");
    }
}

#[test]
fn each_subcommand_explains_itself() {
    let environment = Environment::new();
    let help = environment.succeed(&["--help"]).output;
    let listed = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names: Vec<&str> =
        listed.map_while(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert!(names.len() >= 13, "{names:?}");
    for name in names {
        assert!(environment.succeed(&[name, "--help"]).output.contains("Usage: onrecord"), "{name}");
    }
}

#[test]
fn the_samples_answer_while_nothing_has_been_taken_in_and_never_mix() {
    let environment = Environment::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/talks")).unwrap() {
        let entry = entry.unwrap();
        environment.write(
            &format!("examples/talks/{}", entry.file_name().to_str().unwrap()),
            std::fs::read(entry.path()).unwrap(),
        );
    }
    let answer = environment.succeed(&["ask", "What did Lavrov say about the new version of the plan?"]);
    assert!(answer.output.contains("Sergei Lavrov") && answer.output.contains("Sample Herald"), "{}", answer.output);
    assert!(answer.remarks.contains("sample articles"), "{}", answer.remarks);
    environment.write("harbour.txt", HARBOUR);
    environment.succeed(&["ingest", "harbour.txt"]);
    assert_eq!(environment.run(&["said", "Lavrov"]).code, 1);
}
