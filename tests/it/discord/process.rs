//! The real bot, started on a record of our own words.

use std::{
    io::Read,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    discord::server::{Discord, TOKEN},
    environment::Environment,
};

/// Short articles in front matter form, of an invented town.
const ARTICLES: [(&str, &str); 3] = [
    (
        "bridge.md",
        "---\nheadline: Harbour bridge to stay shut\noutlet: Harbour Courier\npublished: 2025-11-24\n\
         url: https://courier.example/bridge\n---\n\
         The harbour bridge will stay shut until spring, harbour master Dana Poole said on Monday.\n\n\
         “We found rust in forty of the cables,” Poole told the council. “No lorry may cross before we are done.”\n\n\
         Mayor Henrik Aalto denied that the city had known of the rust. He said the repair would cost 4.2 million euros.\n\n\
         Some shops near the bridge closed last week.\n",
    ),
    (
        "ferry.md",
        "---\nheadline: Ferries run all night\noutlet: Island Post\npublished: 2025-11-25\n---\n\
         Two ferries will run all night while the bridge is shut, the Island Ferry Company announced.\n\n\
         “Nobody will be left on the quay,” its director, Mina Sorsa, said.\n",
    ),
    (
        "harvest.txt",
        "Apple harvest is the best in years\n\nGrowers in the valley picked twelve thousand tonnes of apples.\n\n\
         According to the growers' union, the frost came late.\n",
    ),
];

/// The bot's process, ended at the end of the test.
pub(super) struct Bot {
    child: Child,
    environment: Environment,
}

/// How the bot ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) code: Option<i32>,
    pub(super) log: String,
    pub(super) took: Duration,
}

/// A record of the town's articles, with settings that lead to the stand-in.
pub(super) fn town(discord: &Discord) -> Environment {
    record(discord, &ARTICLES)
}

/// A record of these articles, with settings that lead to the stand-in.
pub(super) fn record(discord: &Discord, articles: &[(&str, &str)]) -> Environment {
    let environment = Environment::new();
    for (name, text) in articles {
        environment.write(&format!("articles/{name}"), text);
    }
    environment.succeed(&["--index", "index", "ingest", "articles"]);
    settings(&environment, discord, "");
    environment
}

/// Writes the settings anew, with these lines in `[bot]` too.
pub(super) fn settings(environment: &Environment, discord: &Discord, lines: &str) {
    let text = format!("[bot]\napi = \"{}\"\n{lines}\n[log]\nlevel = \"trace\"\n", discord.api());
    environment.write("settings.toml", text);
}

impl Bot {
    /// Starts the bot and waits until it is connected.
    pub(super) fn start(discord: &Discord, environment: Environment) -> Bot {
        let bot = Bot::launch(environment, TOKEN);
        discord.wait_until_ready();
        bot
    }

    /// Starts the bot with that token.
    pub(super) fn launch(environment: Environment, token: &str) -> Bot {
        Bot::launch_with(environment, token, &[])
    }

    /// Starts the bot with that token and more arguments.
    pub(super) fn launch_with(environment: Environment, token: &str, more: &[&str]) -> Bot {
        let arguments = ["--index", "index", "--config", "settings.toml", "bot"];
        let mut command = environment.command(&[&arguments, more].concat());
        command.env("DISCORD_TOKEN", token).stderr(Stdio::piped()).stdout(Stdio::piped());
        Bot { child: command.spawn().unwrap(), environment }
    }

    /// Writes an article anew and takes it in while the bot runs.
    pub(super) fn publish(&self, name: &str, text: &str) {
        self.environment.write(&format!("articles/{name}"), text);
        self.environment.succeed(&["--index", "index", "ingest", "articles"]);
    }

    /// Where the bot was started.
    pub(super) fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Sends a signal.
    pub(super) fn signal(&self, name: &str) {
        let sent = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until the process is over.
    pub(super) fn wait(mut self) -> (Ended, Environment) {
        let start = Instant::now();
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None => std::thread::sleep(Duration::from_millis(5)),
            }
            assert!(start.elapsed() < Duration::from_secs(30), "the bot did not end");
        };
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let mut output = String::new();
        self.child.stdout.take().unwrap().read_to_string(&mut output).unwrap();
        assert_eq!(output, "");
        let environment = std::mem::replace(&mut self.environment, Environment::new());
        (Ended { code: status.code(), log, took: start.elapsed() }, environment)
    }

    /// Ends the bot as a service manager does, and holds it to a clean end that tells no secrets.
    pub(super) fn stop(self) -> Environment {
        self.signal("TERM");
        let (ended, environment) = self.wait();
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert!(ended.log.contains("Connected to Discord"), "{}", ended.log);
        for secret in [TOKEN, "interaction-secret"] {
            assert!(!ended.log.contains(secret), "{secret}: {}", ended.log);
        }
        environment
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
