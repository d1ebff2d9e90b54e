//! What the bot says about the sample articles, to be looked at: `docs/pictures/README.md` says how.

use std::{env, fs, path::Path};

use serde_json::json;

use crate::{
    discord::{
        events::command,
        process::{Bot, settings},
        server::Discord,
    },
    environment::Environment,
};

/// Name of the picture and what is asked.
const PICTURES: [(&str, &str); 3] = [
    ("answer", "What did Brusylo say about territory?"),
    ("verdict", "Did Zelenskyy accept the draft settlement?"),
    ("refusal", "What did Angela Merkel say about the plan?"),
];

#[test]
fn the_samples_are_answered_and_written_down_for_pictures() {
    let discord = Discord::start();
    let environment = Environment::new();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/talks");
    environment.succeed(&["--index", "index", "ingest", samples.to_str().unwrap()]);
    settings(&environment, &discord, "");
    let bot = Bot::start(&discord, environment);
    for (number, (name, question)) in (1..).zip(PICTURES) {
        let mut message = discord.ask(&command(number, "ask", &[("question", question)]));
        assert!(!message["embeds"].as_array().unwrap().is_empty(), "{message:#}");
        message["flags"] = json!(64);
        if let Some(folder) = env::var_os("ONRECORD_PICTURES") {
            let picture = json!({"author": "On Record", "user": "Mira", "command": "/ask", "message": message});
            fs::create_dir_all(&folder).unwrap();
            fs::write(Path::new(&folder).join(format!("{name}.json")), format!("{picture:#}\n")).unwrap();
        }
    }
    bot.stop();
}
