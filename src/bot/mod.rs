//! Discord in and out: slash commands and buttons, answered from the record.
//!
//! An interaction becomes a plan ([`interaction::plan`]) and the plan a reply ([`interaction::reply`]), both
//! without Discord; [`desk`] decides when what is sent, [`delivery`] sends it, [`gateway`] holds the connection.

pub mod commands;
pub mod day;
pub mod delivery;
pub mod desk;
pub mod gateway;
pub mod interaction;
pub mod presence;
pub mod thinkers;

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};

use crate::answer::Answerer;

/// How the bot behaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Whether only the asker sees an answer at first; it then has a Share button.
    pub private_answers: bool,
    /// How many passages an answer shows at most.
    pub passages: usize,
    /// How long the bot may think about one question.
    pub answer_time: Duration,
    /// How long a shutdown waits for what is in flight.
    pub shutdown_grace: Duration,
    /// Base URL of Discord's API, for tests and proxies; nothing for Discord itself. Where it is set the bot
    /// does not limit its own rate of requests.
    pub api: Option<String>,
}

/// Serves questions on Discord until the process is told to end (SIGTERM or SIGINT), then finishes what is in
/// flight. Calls `connected` with the application's id whenever a new
/// session begins.
///
/// # Errors
///
/// If Discord refuses the token, or can't be reached at the start.
pub fn run(settings: Settings, token: &str, answerer: Answerer, connected: fn(u64)) -> Result<()> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting the bot's threads")?;
    let result = runtime.block_on(gateway::run(Arc::new(settings), token, Arc::new(answerer), connected));
    // A thought that is still under way has been given up: nobody waits for it.
    runtime.shutdown_background();
    result
}
