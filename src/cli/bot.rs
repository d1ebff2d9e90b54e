//! `bot`: the Discord bot.

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use anyhow::{Result, bail};

use crate::{
    bot::{self, Settings},
    cli::{Outcome, remark, setup::Setup},
    encoder::Encoder,
    pipeline::embedding::follow,
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
    let answerer = setup.answerer()?;
    let follower = Follower::start(setup);
    let served = bot::run(settings(setup), token.trim(), answerer, connected);
    follower.end();
    served?;
    Ok(Outcome::Done)
}

/// The thread that reads sentences for what they mean while the bot serves.
struct Follower {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Starts it, if the settings want it.
    fn start(setup: &Setup) -> Follower {
        let stop = Arc::new(AtomicBool::new(false));
        let follow = |encoder: Arc<Encoder>| {
            let (folder, stop) = (setup.folder.clone(), Arc::clone(&stop));
            thread::spawn(move || follow(&folder, &encoder, &stop))
        };
        let thread = setup.encoder().map(follow);
        Follower { stop, thread }
    }

    /// Ends it, at the latest after the sentence that it is at.
    fn end(self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("reading sentences for what they mean broke off");
            }
        }
    }
}

/// Says that the bot is there, and how to bring it to a server: it needs no permission there.
fn connected(application: u64) {
    remark(&format!(
        "Connected to Discord; Ctrl-C ends the bot. To add it to a server, open\n\
         https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions=0"
    ));
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
