//! `bot`: the Discord bot.

use std::env;

use anyhow::{Result, bail};

use crate::{
    bot::{self, Settings},
    cli::{Outcome, remark, setup::Setup},
};

/// The environment variable with the token.
const TOKEN: &str = "DISCORD_TOKEN";

/// Serves questions on Discord until a signal ends it.
pub(crate) fn run(setup: &Setup) -> Result<Outcome> {
    let token = env::var(TOKEN).unwrap_or_default();
    if token.trim().is_empty() {
        bail!(
            "{TOKEN} is not set: put the bot's token there, which https://discord.com/developers/applications \
             shows under Bot"
        );
    }
    let connected = || remark("Connected to Discord. Ctrl-C ends the bot.");
    bot::run(settings(setup), token.trim(), setup.answerer()?, connected)?;
    Ok(Outcome::Done)
}

fn settings(setup: &Setup) -> Settings {
    let settings = &setup.config.bot;
    Settings {
        private_answers: settings.private,
        passages: settings.passages,
        answer_time: settings.answer_time(),
        shutdown_grace: settings.shutdown_time(),
        api: Some(settings.api.clone()).filter(|api| !api.is_empty()),
    }
}
