//! The program measures its checks of quotations on claims that it makes of marked statements.

use serde_json::{Value, json};

use crate::environment::Environment;

/// Articles with the parts of their statements, the content last.
const ARTICLES: [(&str, &str, &[[&str; 2]]); 6] = [
    (
        "bridge",
        "“The new footbridge will not open before the carpenters replace 28 rotten planks,” said Ana Petrova.\n\n\
        Tom Hall said that the old ferry carries visitors across the river until Monday evening.\n",
        &[
            ["Ana Petrova", "“The new footbridge will not open before the carpenters replace 28 rotten planks,”"],
            ["Tom Hall", "that the old ferry carries visitors across the river until Monday evening"],
        ],
    ),
    (
        "choir",
        "“Our choir sings forgotten harvest songs in Lund and travels to Besançon every summer,” said Maja Berg.\n\n\
        “The organ needs expensive repairs,” Ola Lind said, “but the parish collects money for seven new pipes.”\n",
        &[
            ["Maja Berg", "“Our choir sings forgotten harvest songs in Lund and travels to Besançon every summer,”"],
            ["Ola Lind", "“The organ needs expensive repairs,”|“but the parish collects money for seven new pipes.”"],
        ],
    ),
    (
        "dairy",
        "“Farmers deliver fresh milk twice a day and the dairy makes hard cheese of it,” said Eva Holm.\n",
        &[["Eva Holm", "“Farmers deliver fresh milk twice a day and the dairy makes hard cheese of it,”"]],
    ),
    (
        "museum",
        "Karl Vogel said that the museum shows three hundred painted clocks from villages around Triberg.\n",
        &[["Karl Vogel", "that the museum shows three hundred painted clocks from villages around Triberg"]],
    ),
    (
        "snow",
        "“Avalanches blocked the mountain railway and stranded forty skiers overnight,” said Nils Moe.\n",
        &[["Nils Moe", "“Avalanches blocked the mountain railway and stranded forty skiers overnight,”"]],
    ),
    (
        "tram",
        "“I think drivers deserve longer breaks because crowded trams exhaust everybody,” said Rosa Klein.\n",
        &[["Rosa Klein", "“I think drivers deserve longer breaks because crowded trams exhaust everybody,”"]],
    ),
];

fn range(text: &str, words: &str) -> [usize; 2] {
    let start = text[..text.find(words).unwrap()].chars().count();
    [start, start + words.chars().count()]
}

/// The articles as gold; those in `named` with the full names of their speakers.
fn gold(named: &[&str], with_names: bool) -> String {
    let marked = ARTICLES.iter().filter(|(doc, ..)| named.contains(doc));
    let line = |(doc, text, statements): &(&str, &str, &[[&str; 2]])| {
        let statement = |[source, content]: &[&str; 2]| {
            let content: Vec<[usize; 2]> = content.split('|').map(|part| range(text, part)).collect();
            let speaker = with_names.then_some(source);
            json!({"source": [range(text, source)], "content": content, "speaker": speaker})
        };
        json!({"doc": doc, "attributions": statements.iter().map(statement).collect::<Vec<Value>>()})
    };
    marked.map(|article| format!("{}\n", line(article))).collect()
}

fn marked() -> Environment {
    let environment = Environment::of_words();
    for (doc, text, _) in ARTICLES {
        environment.write(&format!("text/{doc}.txt"), text);
    }
    environment.write("gold.jsonl", gold(&ARTICLES.map(|(doc, ..)| doc), false));
    environment.write("speakers.jsonl", gold(&["bridge"], true));
    environment
}

const ARGUMENTS: [&str; 8] =
    ["evaluate", "check", "--gold", "gold.jsonl", "--articles", "text", "--speakers", "speakers.jsonl"];

#[test]
fn claims_are_made_of_marked_statements_and_checked() {
    let environment = marked();
    let output = environment.succeed(&[&ARGUMENTS[..], &["--format", "json"]].concat()).output;
    let evaluation: Value = serde_json::from_str(&output).unwrap();
    let count = |row: &str| evaluation["confusion"][row]["n"].as_u64().unwrap_or_default();
    // The tram is the fifth article without marked speakers, and so not on record.
    for (row, expected) in [
        ("untouched direct", 5),
        ("untouched indirect", 2),
        ("joined direct", 1),
        ("negation direct", 1),
        ("number direct", 3),
        ("number indirect", 1),
        ("date indirect", 1),
        ("qualifier direct", 1),
        ("right_speaker direct", 1),
        ("told indirect", 1),
        ("invented direct", 1),
    ] {
        assert_eq!(count(row), expected, "{row}: {output}");
    }
    assert!(!environment.path().join("index").exists(), "the record is elsewhere");
}

#[test]
fn the_same_claims_are_made_every_time_and_as_many_as_are_asked_for() {
    let environment = marked();
    let errors = || {
        let some = ["--format", "json", "--cases", "12", "--errors", "100"];
        let output = environment.succeed(&[&ARGUMENTS[..], &some].concat()).output;
        let evaluation: Value = serde_json::from_str(&output).unwrap();
        assert_eq!(evaluation["cases"], 12);
        evaluation["errors"].clone()
    };
    assert_eq!(errors(), errors());
}

#[test]
fn figures_are_shown_to_people() {
    let environment = marked();
    let text = environment.succeed(&[&ARGUMENTS[..], &["--errors", "3"]].concat()).output;
    for part in
        ["verbatim       altered     shortened", "untouched direct ", "invented not found  ", " ms in the median, "]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn gold_without_its_articles_is_refused() {
    let environment = marked();
    environment.write("few/bridge.txt", ARTICLES[0].1);
    let complaint = environment.refuse(&["evaluate", "check", "--gold", "gold.jsonl", "--articles", "few"]);
    assert!(complaint.contains("5 documents of gold have no text, as `choir`"), "{complaint}");
}
