//! Holds what the bot sends against Discord's own description, and against the rules that it leaves out.

use std::{collections::HashMap, sync::OnceLock};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::environment::shared;

/// Requests of the bot that are checked: method, path as Discord describes it.
const ROUTES: [(&str, &str); 4] = [
    ("put", "/applications/{application_id}/commands"),
    ("post", "/interactions/{interaction_id}/{interaction_token}/callback"),
    ("patch", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"),
    ("post", "/webhooks/{webhook_id}/{webhook_token}"),
];

/// What is wrong with `body` as a request by `method` to the route described as `path`.
pub(super) fn faults(method: &str, path: &str, body: &Value) -> Vec<String> {
    let mut faults = unwritten(path, body);
    if let Some(validator) = validators().get(&(method, path)) {
        faults.extend(validator.iter_errors(body).map(|error| format!("{} at {}", error, error.instance_path())));
    }
    faults
}

fn validators() -> &'static HashMap<(&'static str, &'static str), Validator> {
    static VALIDATORS: OnceLock<HashMap<(&str, &str), Validator>> = OnceLock::new();
    VALIDATORS.get_or_init(|| {
        let Some(folder) = shared() else {
            return HashMap::new();
        };
        let text = std::fs::read_to_string(folder.join("discord/openapi.json")).unwrap();
        let mut description: Value = serde_json::from_str(&text).unwrap();
        relax(&mut description);
        let build = |(method, path): (&'static str, &'static str)| {
            let body = &description["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"];
            assert!(body.is_object(), "{method} {path} is described");
            let schema = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "components": description["components"],
                "allOf": [body],
            });
            ((method, path), jsonschema::validator_for(&schema).unwrap())
        };
        ROUTES.into_iter().map(build).collect()
    })
}

/// Discord takes more than it describes in two places.
fn relax(description: &mut Value) {
    let schemas = &mut description["components"]["schemas"];
    for name in ["ApplicationCommandCreateRequest", "ApplicationCommandUpdateRequest"] {
        schemas[name]["properties"]["default_member_permissions"] = json!({});
    }
    schemas["MessageAttachmentRequest"]["properties"]["id"] = json!({});
}

/// Rules that stand in Discord's documentation only.
fn unwritten(path: &str, body: &Value) -> Vec<String> {
    if path.ends_with("/commands") {
        return commands(body);
    }
    let message = if path.ends_with("/callback") { &body["data"] } else { body };
    let mut faults = message_rules(message);
    if body["type"] == 8 {
        for choice in list(&message["choices"]) {
            let value = choice["value"].as_str().unwrap_or_default().chars().count();
            check(&mut faults, (1..=100).contains(&value), "a suggestion's value has 1 to 100 characters");
        }
    } else if body["type"] != 5 {
        let none = json!({"parse": [], "users": [], "roles": []});
        check(&mut faults, message["allowed_mentions"] == none, "nobody may be mentioned");
    }
    faults
}

fn message_rules(message: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let mut sum = 0;
    for embed in list(&message["embeds"]) {
        let length = points(embed);
        sum += length;
        check(&mut faults, length > 0, "an embed is not empty");
        let author = embed["author"]["name"].as_str().unwrap_or_default().chars().count();
        check(&mut faults, author <= 256, "an author has 256 characters at most");
        for field in list(&embed["fields"]) {
            for part in ["name", "value"] {
                let empty = field[part].as_str().unwrap_or_default().trim().is_empty();
                check(&mut faults, !empty, "a field is not empty");
            }
        }
    }
    check(&mut faults, sum <= 6000, "all embeds have 6000 characters at most");
    let rows = list(&message["components"]);
    check(&mut faults, rows.len() <= 5, "a message has five rows at most");
    let mut ids = Vec::new();
    for button in rows.iter().flat_map(|row| list(&row["components"])) {
        ids.push(button["custom_id"].as_str().unwrap_or_default());
        check(&mut faults, button["label"].is_string(), "a button has a label");
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    check(&mut faults, ids.len() == count, "ids are not used twice");
    faults
}

fn commands(body: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let commands = list(body);
    let of_kind = |kind: u64| commands.iter().filter(|command| command["type"].as_u64().unwrap_or(1) == kind).count();
    check(&mut faults, of_kind(1) <= 100 && of_kind(2) <= 15 && of_kind(3) <= 15, "100/15/15 commands at most");
    for command in commands {
        let is_typed = command["type"].as_u64().unwrap_or(1) == 1;
        let length = command["name"].as_str().unwrap_or_default().chars().count();
        check(&mut faults, (1..=32).contains(&length), "a command's name has 1 to 32 characters");
        check(&mut faults, !is_typed || is_name(&command["name"]), "a command's name is lower case");
        let described = command["description"].as_str().is_some_and(|words| !words.is_empty());
        check(&mut faults, is_typed == described, "a typed command is described, one in a menu is not");
        check(&mut faults, is_typed || list(&command["options"]).is_empty(), "a command in a menu has no options");
        let mut optional = false;
        for option in list(&command["options"]) {
            check(&mut faults, is_name(&option["name"]), "an option's name is lower case");
            let required = option["required"] == true;
            check(&mut faults, !(required && optional), "required options come first");
            optional |= !required;
            let both = option["autocomplete"] == true && !list(&option["choices"]).is_empty();
            check(&mut faults, !both, "an option has choices or autocomplete, not both");
        }
    }
    faults
}

fn is_name(name: &Value) -> bool {
    let name = name.as_str().unwrap_or_default();
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-' || letter == '_';
    (1..=32).contains(&name.len()) && name.chars().all(fits)
}

fn points(embed: &Value) -> usize {
    let length = |value: &Value| value.as_str().unwrap_or_default().chars().count();
    let fields: usize =
        list(&embed["fields"]).iter().map(|field| length(&field["name"]) + length(&field["value"])).sum();
    let own = [&embed["title"], &embed["description"], &embed["author"]["name"], &embed["footer"]["text"]];
    own.into_iter().map(length).sum::<usize>() + fields
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn check(faults: &mut Vec<String>, holds: bool, rule: &str) {
    if !holds {
        faults.push(rule.to_owned());
    }
}

#[test]
fn faults_are_noticed() {
    if shared().is_some() {
        let path = "/webhooks/{webhook_id}/{webhook_token}/messages/@original";
        let mentions = json!({"parse": [], "users": [], "roles": []});
        let long = json!({"content": "x".repeat(2001), "allowed_mentions": mentions});
        assert_eq!(faults("patch", path, &long).len(), 1);
    }
    let path = "/interactions/{interaction_id}/{interaction_token}/callback";
    let mentions = json!({"parse": [], "users": [], "roles": []});
    let good = json!({"type": 4, "data": {"content": "x", "allowed_mentions": mentions}});
    assert_eq!(faults("post", path, &good), Vec::<String>::new());
    let twice = json!({"type": 2, "style": 2, "custom_id": "a", "label": "a"});
    for bad in [
        json!({"content": "x"}),
        json!({"embeds": [{}], "allowed_mentions": mentions}),
        json!({"embeds": [{"description": "x".repeat(4000)}, {"description": "x".repeat(2001)}], "allowed_mentions": mentions}),
        json!({"components": [{"type": 1, "components": [twice, twice]}], "allowed_mentions": mentions}),
    ] {
        assert!(!faults("post", path, &json!({"type": 4, "data": bad})).is_empty(), "{bad}");
    }
}
