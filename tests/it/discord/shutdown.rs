//! How the bot starts and ends.

use std::{thread::sleep, time::Duration};

use crate::discord::{
    events::{command, id},
    process::{Bot, record, settings, town},
    server::{Discord, TOKEN},
};

#[test]
fn a_shutdown_finishes_what_is_in_flight() {
    for signal in ["TERM", "INT"] {
        let discord = Discord::start();
        let bot = Bot::start(&discord, town(&discord));
        discord.state().delay = Duration::from_millis(1500);
        discord.send(&command(1, "ask", &[("question", "What did Dana Poole say about rust?")]));
        sleep(Duration::from_millis(300));
        bot.signal(signal);
        let (ended, _) = bot.wait();
        assert_eq!(ended.code, Some(0), "{ended:?}");
        let state = discord.state();
        assert!(state.interactions[&id(1)].edit.is_some(), "SIG{signal}: the answer was given");
        assert_eq!(state.gateway.closed, [1000]);
    }
}

#[test]
fn a_shutdown_waits_no_longer_than_the_settings_say() {
    let discord = Discord::start();
    let environment = town(&discord);
    settings(&environment, &discord, "shutdown_seconds = 1");
    let bot = Bot::start(&discord, environment);
    discord.state().delay = Duration::from_secs(8);
    discord.send(&command(1, "ask", &[("question", "What is shut?")]));
    sleep(Duration::from_millis(300));
    bot.signal("TERM");
    let (ended, _) = bot.wait();
    assert_eq!(ended.code, Some(0));
    assert!(ended.took < Duration::from_secs(5), "{ended:?}");
    assert!(ended.log.contains("still under way"), "{}", ended.log);
}

#[test]
fn a_missing_or_wrong_token_is_one_line_with_the_remedy() {
    let discord = Discord::start();
    for token in ["", " ", "wrong-secret", "wrong\u{e9}secret", "wrong\nsecret"] {
        let (ended, _) = Bot::launch(record(&discord, &[("a.txt", "A short text.\n")]), token).wait();
        assert_eq!(ended.code, Some(2), "{token:?}: {ended:?}");
        assert_eq!(ended.log.lines().count(), 1, "{token:?}: {}", ended.log);
        assert!(ended.log.contains("DISCORD_TOKEN"), "{}", ended.log);
        assert!(!ended.log.contains("secret"), "{}", ended.log);
    }
}

#[test]
fn discord_out_of_reach_is_one_line() {
    let discord = Discord::start();
    let environment = town(&discord);
    discord.state().refusals = vec![("/oauth2", 503, 99)];
    let (ended, environment) = Bot::launch(environment, TOKEN).wait();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.log.lines().last().unwrap().contains("503"), "{}", ended.log);
    drop(discord);
    let (ended, _) = Bot::launch(environment, TOKEN).wait();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.log.lines().last().unwrap().contains("can't be reached"), "{}", ended.log);
}
