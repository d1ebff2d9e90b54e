//! What members of a server do, and what they see.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    discord::{
        events::{command, message, press, typing},
        process::{Bot, record, settings, town},
        server::{Discord, TOKEN},
        socket::Order,
    },
    environment::shared,
};

const RUST: &str = "What did Dana Poole say about rust in the cables?";
const SENTENCE: &str = "“We found rust in forty of the cables,”";

/// The descriptions of a message's embeds, without escapes and marks.
pub(super) fn shown(message: &Value) -> Vec<String> {
    let embeds = message["embeds"].as_array().map_or(&[][..], Vec::as_slice);
    embeds.iter().map(|embed| plain(embed["description"].as_str().unwrap_or_default())).collect()
}

/// The words of a block quotation, as the article has them.
pub(super) fn plain(description: &str) -> String {
    let words = description.lines().map(|line| line.strip_prefix("> ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
    let mut plain = String::new();
    let mut rest = words.as_str();
    while let Some(letter) = rest.chars().next() {
        let skip = if rest.starts_with("**") || rest.starts_with("__") {
            2
        } else if letter == '\\' {
            let escaped = rest[1..].chars().next().unwrap();
            plain.push(escaped);
            1 + escaped.len_utf8()
        } else {
            plain.push(letter);
            letter.len_utf8()
        };
        rest = &rest[skip..];
    }
    plain
}

pub(super) fn buttons(message: &Value) -> Vec<(String, String)> {
    let rows = message["components"].as_array().map_or(&[][..], Vec::as_slice);
    let all = rows.iter().flat_map(|row| row["components"].as_array().unwrap());
    all.map(|button| {
        let text = |key: &str| button[key].as_str().unwrap().to_owned();
        (text("label"), text("custom_id"))
    })
    .collect()
}

pub(super) fn button(message: &Value, label: &str) -> String {
    let found = buttons(message).into_iter().find(|(name, _)| name.starts_with(label));
    found.unwrap_or_else(|| panic!("no button {label}: {message:#}")).1
}

#[test]
fn the_commands_are_registered_and_no_intent_is_asked_for() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let state = discord.state();
    let names: Vec<&str> =
        state.registered[0].as_array().unwrap().iter().map(|command| command["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ask", "said", "who", "check", "Check quotations", "help"]);
    assert_eq!(state.gateway.identified[0]["intents"], 0);
    drop(state);
    bot.stop();
    assert_eq!(discord.state().gateway.closed, [1000]);
}

#[test]
fn a_question_is_answered_in_private_by_a_quotation() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let answer = discord.ask(&command(1, "ask", &[("question", RUST)]));
    assert_eq!(answer["private"], true);
    let first = &answer["embeds"][0];
    assert!(shown(&answer)[0].starts_with(SENTENCE), "{answer:#}");
    assert!(first["author"]["name"].as_str().unwrap().ends_with(RUST));
    let field = &first["fields"][0];
    assert!(field["name"].as_str().unwrap().contains("Poole"), "{answer:#}");
    let value = field["value"].as_str().unwrap();
    assert!(value.starts_with("*direct") || value.starts_with("*mixed"), "{value}");
    assert!(value.contains("Harbour Courier · [Harbour bridge to stay shut](<https://courier.example/bridge#:~:text="));
    assert!(value.ends_with("24 Nov 2025"), "{value}");
    assert!(first["footer"]["text"].as_str().unwrap().starts_with("Archive id "));
    bot.stop();
}

#[test]
fn what_is_not_on_record_is_refused_with_the_scope() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let answer = discord.ask(&command(1, "ask", &[("question", "Who won the chess olympiad in Baku?")]));
    let description = answer["embeds"][0]["description"].as_str().unwrap();
    assert!(description.starts_with("**Not in the record"), "{answer:#}");
    assert!(description.contains("3 articles, 2 outlets, 24–25 Nov 2025"), "{answer:#}");
    for near in &answer["embeds"].as_array().unwrap()[1..] {
        assert_eq!(near["author"]["name"], "Not an answer, only near");
    }
    assert!(buttons(&answer).iter().all(|(label, _)| label != "Share"));
    bot.stop();
}

#[test]
fn said_takes_its_bounds_and_completes_names() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let names = discord.ask(&typing(1, "poo"));
    assert_eq!(names["choices"][0]["value"], "Dana Poole", "{names:#}");
    assert!(discord.ask(&typing(2, ""))["choices"].as_array().unwrap().len() >= 3);
    assert_eq!(discord.ask(&typing(3, "\u{202E}@everyone zzz"))["choices"], json!([]));

    let said = discord.ask(&command(4, "said", &[("speaker", "Dana Poole"), ("about", "lorry")]));
    assert!(shown(&said).iter().any(|text| text.contains("No lorry may cross")), "{said:#}");
    let early = discord.ask(&command(5, "said", &[("speaker", "Dana Poole"), ("until", "2025-11-01")]));
    assert!(early["embeds"][0]["description"].as_str().unwrap().starts_with("**Not in the record"), "{early:#}");
    let unclear = discord.ask(&command(6, "said", &[("speaker", "Dana Poole"), ("since", "**soon** <@1>")]));
    assert_eq!(unclear["private"], true);
    assert!(unclear["content"].as_str().unwrap().contains("“\\*\\*soon\\*\\* \\<\\@1\\>”"), "{unclear:#}");
    let backwards = [("speaker", "Dana Poole"), ("since", "2025-11-25"), ("until", "2025-11-24")];
    assert!(discord.ask(&command(7, "said", &backwards))["content"].as_str().unwrap().contains("later"));
    bot.stop();
}

#[test]
fn who_names_the_speaker_and_help_says_what_there_is() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let who = discord.ask(&command(1, "who", &[("statement", "nobody will be left on the quay")]));
    assert!(shown(&who)[0].contains("Nobody will be left on the quay"), "{who:#}");
    assert!(who["embeds"][0]["fields"][0]["name"].as_str().unwrap().contains("Sorsa"), "{who:#}");
    let help = discord.ask(&command(2, "help", &[]));
    assert_eq!(help["private"], true);
    assert!(shown(&help)[0].contains("3 articles"), "{help:#}");
    bot.stop();
}

#[test]
fn buttons_work_after_a_restart() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let answer = discord.ask(&command(1, "ask", &[("question", RUST)]));
    let environment = bot.stop();

    discord.state().gateway = Default::default();
    let bot = Bot::start(&discord, environment);
    let private = message(7, &answer, true);
    let shared = discord.ask(&press(2, &button(&answer, "Share"), &private));
    assert_eq!(shared["private"], false);
    assert_eq!(shared["embeds"], answer["embeds"]);
    assert!(buttons(&shared).iter().all(|(label, _)| label != "Share"));

    let context = discord.ask(&press(3, &button(&answer, "Context"), &private));
    assert_eq!(context["private"], true);
    let text = context["embeds"][0]["description"].as_str().unwrap();
    assert!(text.contains("The harbour bridge will stay shut"), "{text}");
    assert!(text.contains(&format!("> **{SENTENCE}")), "{text}");
    assert!(text.contains("No lorry may cross"), "{text}");
    bot.stop();
}

#[test]
fn of_two_statements_in_a_sentence_the_one_that_was_shown_is_shared() {
    let discord = Discord::start();
    let text = "Mayor Henrik Aalto said the tunnel was safe, but engineer Ruth Okafor said it was cracked.\n";
    let bot = Bot::start(&discord, record(&discord, &[("tunnel.txt", text)]));
    for (number, speaker) in [(10, "Henrik Aalto"), (20, "Ruth Okafor")] {
        let answer = discord.ask(&command(number, "said", &[("speaker", speaker)]));
        assert!(answer["embeds"][0]["fields"][0]["name"].as_str().unwrap().starts_with(speaker), "{answer:#}");
        let private = message(number, &answer, true);
        let shared = discord.ask(&press(number + 1, &button(&answer, "Share"), &private));
        assert_eq!(shared["embeds"], answer["embeds"]);
        let context = discord.ask(&press(number + 2, &button(&answer, "Context"), &private));
        assert_eq!(context["embeds"][0]["fields"], answer["embeds"][0]["fields"]);
    }
    bot.stop();
}

#[test]
fn a_second_click_does_not_share_twice_and_a_repeated_event_does_no_harm() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let question = command(1, "ask", &[("question", RUST)]);
    let answer = discord.ask(&question);
    let share = button(&answer, "Share");
    let private = message(7, &answer, true);
    let (first, second) = (discord.send(&press(2, &share, &private)), discord.send(&press(3, &share, &private)));
    let mut private: Vec<bool> =
        [first, second].iter().map(|id| discord.answer(id)["private"].as_bool().unwrap()).collect();
    private.sort_unstable();
    assert_eq!(private, [false, true]);

    let id = question["id"].as_str().unwrap();
    discord.state().gateway.dispatch("INTERACTION_CREATE", question.clone());
    discord.wait("the second response", |state| (state.interactions[id].repeated == 1).then_some(()));
    assert_eq!(discord.ask(&command(4, "help", &[]))["private"], true);
    bot.stop();
}

#[test]
fn commands_and_buttons_of_another_version_are_declined_in_private() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let below = message(7, &json!({"content": "x"}), false);
    let nowhere = button(&discord.ask(&command(10, "ask", &[("question", RUST)])), "Share");
    let nowhere = nowhere.replacen("s2:", "", 1).replace(|letter: char| letter.is_ascii_uppercase(), "z");
    for interaction in [
        command(1, "horoscope", &[("sign", "leo")]),
        press(2, "c0:what", &below),
        press(3, "", &below),
        press(4, "c1:0.1.2.3", &below),
        press(5, &format!("s2:{nowhere}"), &below),
        press(6, "c2:O0000000010000000000000000", &below),
        press(7, "c2:E________1_______________0", &below),
    ] {
        let declined = discord.ask(&interaction);
        assert_eq!(declined["private"], true);
        assert!(!declined["content"].as_str().unwrap().is_empty());
    }
    bot.stop();
}

#[test]
fn an_article_that_has_changed_since_is_not_shared_and_its_words_are_called_old() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let answer = discord.ask(&command(1, "ask", &[("question", RUST)]));
    let private = message(7, &answer, true);
    bot.publish(
        "bridge.md",
        "---\nheadline: Bridge opens\nurl: https://courier.example/bridge\n---\nThe bridge is open.\n",
    );
    let shared = discord.ask(&press(2, &button(&answer, "Share"), &private));
    assert_eq!(shared["private"], true);
    assert!(shared["content"].as_str().unwrap().contains("changed since"), "{shared:#}");
    let context = discord.ask(&press(3, &button(&answer, "Context"), &private));
    let embed = &context["embeds"][0];
    assert!(embed["author"]["name"].as_str().unwrap().contains("earlier version"), "{context:#}");
    assert!(embed["description"].as_str().unwrap().contains(SENTENCE), "{context:#}");
    let now = discord.ask(&command(4, "ask", &[("question", "Is the bridge open?")]));
    assert!(shown(&now).iter().any(|text| text == "The bridge is open."), "the running bot sees it: {now:#}");
    bot.stop();
}

#[test]
fn events_that_nobody_knows_are_passed_over() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    for (name, data) in
        [("INTERACTION_CREATE", json!({"type": 99})), ("SOMETHING_NEW", json!({})), ("GUILD_CREATE", json!(7))]
    {
        discord.state().gateway.dispatch(name, data);
    }
    assert_eq!(discord.ask(&command(1, "help", &[]))["private"], true);
    bot.stop();
}

#[test]
fn many_at_once_are_all_answered() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    let start = std::time::Instant::now();
    let ids: Vec<String> =
        (1..=300).map(|number| discord.send(&command(number, "ask", &[("question", RUST)]))).collect();
    for id in &ids {
        assert!(shown(&discord.answer(id))[0].starts_with(SENTENCE));
    }
    println!("300 at once: all answered after {} ms", start.elapsed().as_millis());
    bot.stop();
}

#[test]
fn answers_are_public_where_the_settings_say_so() {
    let discord = Discord::start();
    let environment = town(&discord);
    settings(&environment, &discord, "private = false\npassages = 1");
    let bot = Bot::start(&discord, environment);
    let answer = discord.ask(&command(1, "ask", &[("question", RUST)]));
    assert_eq!(answer["private"], false);
    assert_eq!(answer["embeds"].as_array().unwrap().len(), 1);
    assert_eq!(buttons(&answer).iter().map(|(label, _)| label.as_str()).collect::<Vec<_>>(), ["Context"]);
    bot.stop();
}

#[test]
fn a_broken_connection_is_resumed_and_nothing_is_lost() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    discord.ask(&command(1, "help", &[]));
    {
        let mut state = discord.state();
        state.gateway.order(Order::Break);
        state.gateway.connection = None;
    }
    let missed = discord.send(&command(2, "help", &[]));
    discord.answer(&missed);
    discord.state().gateway.order(Order::Send(json!({"op": 7, "d": null})));
    discord.wait("the second resume", |state| (state.gateway.resumed.len() == 2).then_some(()));
    discord.ask(&command(3, "help", &[]));
    let state = discord.state();
    assert_eq!(state.gateway.identified.len(), 1, "it never identified again");
    assert_eq!(state.gateway.resumed[0], 2, "it resumed after what it had seen");
    drop(state);
    bot.stop();
}

#[test]
fn trouble_on_discords_side_is_sat_out() {
    let discord = Discord::start();
    discord.state().refusals = vec![("/commands", 500, 1), ("/callback", 429, 1), ("/@original", 500, 2)];
    let bot = Bot::start(&discord, town(&discord));
    let answer = discord.ask(&command(1, "ask", &[("question", RUST)]));
    assert!(shown(&answer)[0].starts_with(SENTENCE));
    assert_eq!(discord.state().refused, 4);
    bot.stop();
}

#[test]
fn an_answer_comes_although_the_confirmation_of_its_deferral_is_lost() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    for (number, loss) in [(1, Some(500)), (3, None)] {
        discord.state().losses = vec![loss];
        let answer = discord.ask(&command(number, "ask", &[("question", RUST)]));
        assert!(shown(&answer)[0].starts_with(SENTENCE));

        discord.state().losses = vec![loss];
        let (share, private) = (button(&answer, "Share"), message(number, &answer, true));
        let id = discord.send(&press(number + 1, &share, &private));
        assert_eq!(discord.answer(&id)["private"], false);
        discord.wait("the second attempt", |state| (state.interactions[&id].repeated == 1).then_some(()));
        let again = discord.ask(&press(number + 10, &share, &private));
        assert_eq!(again["private"], true, "it is known to be shared: {again:#}");
    }
    bot.stop();
}

#[test]
fn not_even_the_most_talkative_log_tells_secrets_or_what_was_asked() {
    let discord = Discord::start();
    discord.state().losses = vec![None, Some(500)];
    let bot = Bot::launch_with(town(&discord), TOKEN, &["-vv"]);
    discord.wait_until_ready();
    discord.state().refusals = vec![("/callback", 404, 1), ("/@original", 502, 1)];
    discord.send(&command(1, "ask", &[("question", RUST)]));
    // The refusal is meant for the first question, which must have met it before the second one is asked.
    discord.wait("the refusal", |state| (state.refusals[0].2 == 0).then_some(()));
    let answer = discord.ask(&command(2, "ask", &[("question", RUST)]));
    discord.ask(&typing(3, "Poole"));
    discord.ask(&press(4, &button(&answer, "Share"), &message(7, &answer, true)));
    bot.signal("TERM");
    let (ended, _) = bot.wait();
    assert!(ended.log.contains("DEBUG"), "{}", ended.log);
    for secret in [TOKEN, "interaction-secret", "rust", "Poole", "cables", "mira", "Mira"] {
        assert!(!ended.log.contains(secret), "{secret}: {}", ended.log);
    }
}

#[test]
fn an_answer_that_discord_refuses_is_replaced_by_an_apology() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, town(&discord));
    discord.state().refusals = vec![("/@original", 400, 1)];
    let answer = discord.ask(&command(1, "ask", &[("question", RUST)]));
    assert!(answer["content"].as_str().unwrap().contains("broke"), "{answer:#}");
    bot.signal("TERM");
    let (ended, _) = bot.wait();
    assert!(ended.log.contains("a response did not reach Discord"), "{}", ended.log);
    assert!(!ended.log.contains("rust"), "{}", ended.log);
}

#[test]
fn answers_come_fast() {
    let discord = Discord::start();
    let (environment, questions) = match shared() {
        Some(folder) => {
            let read = |name: &str| std::fs::read_to_string(folder.join("seed").join(name)).unwrap();
            let question =
                |line: &str| serde_json::from_str::<Value>(line).unwrap()["question"].as_str().unwrap().to_owned();
            let questions = read("questions.jsonl").lines().map(question).collect();
            (record(&discord, &[("talks.txt", &read("talks.txt"))]), questions)
        }
        None => (town(&discord), vec![RUST.to_owned(); 30]),
    };
    let bot = Bot::start(&discord, environment);
    for (number, question) in (1..).zip(&questions) {
        discord.ask(&command(number, "ask", &[("question", question)]));
    }
    let state = discord.state();
    let median = |mut times: Vec<Duration>| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1000.0
    };
    let first = median(state.interactions.values().map(|interaction| interaction.took).collect());
    let whole = state.interactions.values().filter_map(|interaction| Some(interaction.edit.as_ref()?.1)).collect();
    let whole = median(whole);
    println!("median of {}: acknowledged after {first:.1} ms, answered after {whole:.1} ms", questions.len());
    drop(state);
    bot.stop();
}
