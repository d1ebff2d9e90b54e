//! Words that want to be more than words, in questions and in articles.

use serde_json::Value;

use crate::discord::{
    events::command,
    process::{Bot, record},
    scenarios::{plain, shown},
    server::Discord,
};

/// A sentence full of what Discord obeys, with marks that cannot be seen.
const SENTENCE: &str = "The town clerk said @everyone and <@1234> must read **the notice** at \
    [this page](https://evil.example/a) or discord.gg/evil, ||hidden|| `code` __low__ ~~gone~~ :smile: <t:0:R> \
    \u{200B}\u{200D}\u{202E}# not a head \\ done.";

/// What in `escaped` Discord would obey.
fn obeyed(escaped: &str) -> Vec<String> {
    let mut bare = String::new();
    let mut letters = escaped.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else {
            bare.push(letter);
        }
    }
    let bare = bare.trim_start_matches("> ").replace("**", "").replace("__", "");
    ["@", "<", "[", "`", "||", "~~", ":", "#", "*", "_", "://", "discord.gg/"]
        .into_iter()
        .filter(|mark| bare.contains(mark))
        .map(str::to_owned)
        .collect()
}

#[test]
fn an_articles_words_are_shown_as_they_are_and_obeyed_by_nobody() {
    let text = format!(
        "---\nheadline: '# Clerk [@here](https://evil.example) **shouts** 🙂'\noutlet: '<@&9> *Gazette* @everyone'\n\
         url: 'https://gazette.example/a)](b)?x=<@1>'\npublished: 2025-11-24\n---\n{SENTENCE}\n"
    );
    let discord = Discord::start();
    let bot = Bot::start(&discord, record(&discord, &[("clerk.md", &text)]));
    let answer = discord.ask(&command(1, "ask", &[("question", "What did the town clerk say about the notice?")]));
    assert!(shown(&answer).iter().any(|text| text == SENTENCE), "{answer:#}");
    let embeds = answer["embeds"].as_array().unwrap();
    let card = embeds.iter().find(|embed| plain(description(embed)) == SENTENCE).unwrap();
    assert_eq!(obeyed(description(card)), Vec::<String>::new());
    let value = card["fields"][0]["value"].as_str().unwrap();
    let source = value.lines().last().unwrap();
    assert!(source.starts_with(r"\<\@&9\> \*Gazette\* \@everyone · \# Clerk \[\@here\](https\:\/\/evil.example) \*\*shouts\*\* 🙂 · [open](<https://gazette.example/a%29%5D%28b%29?x=%3C@1%3E#:~:text="), "{source}");
    assert!(source.ends_with(">) · 24 Nov 2025"), "{source}");
    bot.stop();
}

fn description(embed: &Value) -> &str {
    embed["description"].as_str().unwrap()
}

#[test]
fn any_string_is_a_question() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, record(&discord, &[("a.txt", "The mayor said the bridge was shut.\n")]));
    let long = "bridge ".repeat(700);
    let questions = [
        "",
        "   ",
        "?",
        "🙂🙃",
        "AND OR NOT (",
        "speaker:\"x\"~2^3 +a -b [a TO z]",
        "\u{202E}egdirb\u{202C}",
        "הגשר סגור?",
        "@everyone <@1> **bridge** https://evil.example\n# bridge\n> a",
        "\u{0}\u{1}\u{200B}",
        &long,
        "'; DROP TABLE articles; --",
    ];
    for (number, question) in (1u64..).zip(questions) {
        for (place, (name, option)) in (0u64..).zip([("ask", "question"), ("who", "statement"), ("said", "speaker")]) {
            let answer = discord.ask(&command(number * 10 + place, name, &[(option, question)]));
            let broken = answer["content"].as_str().unwrap_or_default().contains("broke");
            assert!(!broken, "{name} {question:?}: {answer:#}");
            assert!(!answer["embeds"].as_array().unwrap().is_empty(), "{name} {question:?}: {answer:#}");
            let above = answer["embeds"][0]["author"]["name"].as_str().unwrap();
            assert!(!above.contains(['\n', '\u{202E}', '\0']), "{above:?}");
        }
    }
    bot.stop();
}
