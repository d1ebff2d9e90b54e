//! Members check quotations that others posted.

use serde_json::{Value, json};

use crate::discord::{
    events::{command, menu, message, press, typing_into},
    process::{Bot, settings, town},
    scenarios::{button, buttons},
    server::Discord,
};

const MENU: &str = "Check quotations";

fn check(discord: &Discord, number: u64, content: &str) -> Value {
    discord.ask(&menu(number, MENU, content, &json!([])))
}

fn embeds(message: &Value) -> &[Value] {
    message["embeds"].as_array().map_or(&[], Vec::as_slice)
}

/// The descriptions of the cards that have a verdict.
fn cards(message: &Value) -> Vec<&str> {
    let descriptions = embeds(message).iter().filter_map(|embed| embed["description"].as_str());
    descriptions.filter(|description| description.starts_with("**")).collect()
}

/// A description without escaped characters.
fn bare(description: &str) -> String {
    let mut bare = String::new();
    let mut letters = description.chars();
    while let Some(letter) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else {
            bare.push(letter);
        }
    }
    bare
}

#[test]
fn a_message_with_three_quotations_is_checked_in_private() {
    let discord = Discord::start();
    let environment = town(&discord);
    settings(&environment, &discord, "private = false");
    let bot = Bot::start(&discord, environment);
    let answer = check(
        &discord,
        1,
        "“We found rust in forty of the cables” – Dana Poole\nMina Sorsa: \"Nobody will be left on the quay\"\n\
         > The moon is made of green cheese.\n— Henrik Aalto, mayor",
    );
    assert_eq!(answer["private"], true, "whatever the settings say");
    assert_eq!(cards(&answer).len(), 3, "{answer:#}");
    assert!(answer["content"].as_str().unwrap().starts_with("**3 claims checked: "), "{answer:#}");
    for (card, claimed) in cards(&answer).iter().zip([
        "Claimed of Dana Poole\\: We found rust in forty of the cables",
        "Claimed of Mina Sorsa\\: Nobody will be left on the quay",
        "Claimed of Henrik Aalto\\: The moon is made of green cheese.",
    ]) {
        assert!(card.contains(claimed), "{card}");
    }
    assert!(cards(&answer)[2].starts_with("**Not found**: not in this record (3 articles, 2 outlets"), "{answer:#}");
    bot.stop();
}

#[test]
fn a_quotation_is_checked_by_its_words_and_its_speaker() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let options = [("quote", "\"We found rust in forty of the cables\""), ("speaker", "Dana Poole")];
    let answer = discord.ask(&command(1, "check", &options));
    assert_eq!(answer["private"], true);
    assert!(cards(&answer)[0].contains("Claimed of Dana Poole\\: We found rust in forty of the cables"), "{answer:#}");
    let shared = discord.ask(&press(2, &button(&answer, "Share"), &message(1, &answer, true)));
    assert_eq!(shared["private"], false);
    assert_eq!(shared["embeds"], answer["embeds"]);
    assert!(buttons(&shared).iter().all(|(label, _)| label != "Share"));
    assert_eq!(discord.ask(&typing_into(3, "check", "poo"))["choices"][0]["value"], "Dana Poole");
    let empty = discord.ask(&command(4, "check", &[("quote", " 🙂 ")]));
    assert!(empty["content"].as_str().unwrap().contains("no words"), "{empty:#}");
    bot.stop();
}

#[test]
fn what_claims_nothing_is_told_so_and_embeds_are_read() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    for (number, content) in
        (1..).zip(["", "lol", "🙂🙃 <:rust:1>", "https://courier.example/bridge", "@everyone <@1>"])
    {
        let answer = check(&discord, number, content);
        assert_eq!(answer["private"], true);
        assert!(answer["content"].as_str().unwrap().starts_with("I find no quotation"), "{content}: {answer:#}");
    }
    let shown = json!([{"type": "rich", "title": "Bridge", "description": "“No lorry may cross,” Dana Poole said."}]);
    let answer = discord.ask(&menu(20, MENU, "", &shown));
    assert!(cards(&answer)[0].contains("Claimed of Dana Poole\\: No lorry may cross"), "{answer:#}");
    bot.stop();
}

#[test]
fn hostile_messages_neither_break_nor_escape() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let many = (0..60)
        .map(|number| format!("“This is claim {number} of many” – @Poole{number}"))
        .collect::<Vec<_>>()
        .join("\n");
    let messages = [
        "“@everyone and <@1> <@&2> must *see* __this__ ~~now~~ ||quickly||” – <@3> @here Poole".to_owned(),
        "“[free money](https://evil.example/a) is at discord.gg/evil for all of you” – [Poole](https://evil.example)"
            .to_owned(),
        "“We f\u{200B}ound rust in \u{202E}forty\u{202C} of the cables” – \u{2066}Dana\u{200D} Poole".to_owned(),
        "\"".repeat(2000),
        "“".repeat(2000),
        "'\"“”„«»‘’".repeat(200),
        "```\n“We found rust in forty of the cables” – Poole\n```".to_owned(),
        "\"``` # head\n> - item <t:0:R> :smile: `code` ¯\\_(ツ)_/¯ and more words\" – **Poole**".to_owned(),
        format!("“{}” – Poole", "rust in the cables ".repeat(210)),
        format!("{} – {}", "a ".repeat(1000), "B ".repeat(1000)),
        many,
        "> ".repeat(2000),
        ">>> \n\n\n– Poole".to_owned(),
        "“~~**only in the record**~~ this is the claim's” – Poole **On record**: <@1>".to_owned(),
        "\u{0}\u{1}\u{7f}“a b c d”\u{0} – Poole\u{FFFF}".to_owned(),
    ];
    for (number, content) in (1..).zip(&messages) {
        let answer = check(&discord, number, content);
        let begin: String = content.chars().take(60).collect();
        assert_eq!(answer["private"], true, "{begin}");
        assert!(!answer["content"].as_str().unwrap_or_default().contains("broke"), "{begin}: {answer:#}");
        for card in cards(&answer) {
            let bare = bare(card);
            let obeyed = ["@", "<@", "[", "`", "||", "://", "discord.gg", ":smile:", "\u{202E}"];
            assert!(!obeyed.iter().any(|mark| bare.contains(mark)), "{begin}: {bare}");
        }
        let quote: String = content.chars().take(1500).collect();
        let answer =
            discord.ask(&command(number + 100, "check", &[("quote", &quote), ("speaker", "@everyone <@1>\n# x")]));
        assert!(!answer["content"].as_str().unwrap_or_default().contains("broke"), "{begin}: {answer:#}");
    }
    bot.stop();
}
