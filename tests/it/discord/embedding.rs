//! The bot reads for what it means whatever the index got.

use std::{
    fs,
    thread::sleep,
    time::{Duration, Instant},
};

use crate::{
    discord::{
        process::{Bot, town},
        server::Discord,
    },
    environment::Environment,
};

fn wait_until_all_is_embedded(environment: &Environment) {
    let begin = Instant::now();
    loop {
        let doctor = environment.succeed(&["doctor"]).output;
        if doctor.contains("vectors: are there for") && !doctor.contains("the others") {
            return;
        }
        assert!(begin.elapsed() < Duration::from_secs(30), "{doctor}");
        sleep(Duration::from_millis(100));
    }
}

#[test]
fn the_bot_embeds_what_was_not_waited_for() {
    let discord = Discord::start();
    let environment = town(&discord);
    fs::remove_dir_all(environment.path().join("index/vectors")).unwrap();
    let bot = Bot::start(&discord, environment);
    wait_until_all_is_embedded(bot.environment());
    bot.environment().write("articles/mill.txt", "The mill reopened on Sunday. Nobody had asked for it.\n");
    bot.environment().succeed(&["--index", "index", "ingest", "--no-wait", "articles"]);
    wait_until_all_is_embedded(bot.environment());
    let environment = bot.stop();
    environment.succeed(&["verify"]);
}
