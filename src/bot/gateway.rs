//! The connection to Discord: start, events, shutdown.

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, Error, Result, anyhow, bail};
use serenity::{
    Client, Error as SerenityError,
    all::{
        ClientBuilder, Context, EventHandler, GatewayError, GatewayIntents, Http, Interaction, Ready, ResumedEvent,
        ShardManager, ShardStageUpdateEvent,
    },
    async_trait,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    time::{interval, timeout},
};

use crate::{
    answer::Answerer,
    bot::{
        Settings, commands,
        delivery::{Delivery, Failure, attempts, http},
        desk::Desk,
        presence::Presence,
    },
};

/// Bound on saying goodbye to the gateway.
const GOODBYE: Duration = Duration::from_secs(5);
/// How often forgotten rate limits are cleared away.
const SWEEP: Duration = Duration::from_secs(600);

/// Registers the commands, connects, and serves until a signal ends it.
///
/// # Errors
///
/// If Discord refuses the token, or can't be reached at the start; later the connection is made anew for as
/// long as it takes.
pub async fn run(settings: Arc<Settings>, token: &str, answerer: Arc<Answerer>, connected: fn()) -> Result<()> {
    let presence = Arc::new(Presence::new());
    let mut terminate = signal(SignalKind::terminate()).context("waiting for signals")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("waiting for signals")?;
    let ended = async {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    tokio::pin!(ended);
    let desk = Desk::new(answerer, Arc::clone(&settings));
    let handler = Handler { desk, presence: Arc::clone(&presence), connected };
    let mut client = tokio::select! {
        client = connect(&settings, token, handler) => client?,
        () = &mut ended => return Ok(()),
    };
    let shards = Arc::clone(&client.shard_manager);
    tokio::spawn(sweep(Arc::clone(&client.http)));
    tokio::select! {
        served = client.start() => {
            served.map_err(stopped)?;
            bail!("the connection to Discord ended; start the bot again");
        }
        () = &mut ended => {}
    }
    shut_down(&shards, &presence, settings.shutdown_grace).await;
    Ok(())
}

/// A client that is ready to start, after Discord knows our commands.
async fn connect(settings: &Settings, token: &str, handler: Handler) -> Result<Client> {
    let api = settings.api.as_deref();
    let rest = http(token, api);
    let application = attempts(|| rest.get_current_application_info()).await.map_err(refused)?;
    rest.set_application_id(application.id);
    let commands = commands::all();
    attempts(|| rest.create_global_commands(&commands)).await.map_err(refused).context("registering the commands")?;
    // Where the gateway can't be asked for, serenity would turn to Discord itself, whatever `api` says.
    attempts(|| rest.get_gateway()).await.map_err(refused)?;
    ClientBuilder::new_with_http(http(token, api), GatewayIntents::empty())
        .application_id(application.id)
        .event_handler(handler)
        .await
        .map_err(stopped)
}

/// Leaves the gateway, so that nothing new comes in, then waits for what is in flight.
async fn shut_down(shards: &ShardManager, presence: &Presence, grace: Duration) {
    presence.close();
    if timeout(GOODBYE, shards.shutdown_all()).await.is_err() {
        tracing::warn!("the gateway did not say goodbye");
    }
    if !presence.empty(grace).await {
        tracing::warn!(seconds = grace.as_secs(), "some answers were still under way at the shutdown");
    }
}

/// Forgets the rate limits that nobody waits for: serenity keeps one for each interaction for ever.
async fn sweep(http: Arc<Http>) {
    let Some(limiter) = &http.ratelimiter else {
        return;
    };
    let routes = limiter.routes();
    let mut rounds = interval(SWEEP);
    loop {
        rounds.tick().await;
        routes.write().await.retain(|_, limit| {
            let waited_for = Arc::strong_count(limit) > 1;
            let now = std::time::SystemTime::now();
            let counting = limit.try_lock().is_ok_and(|limit| limit.reset().is_some_and(|reset| reset > now));
            waited_for || counting
        });
    }
}

fn refused(failure: Failure) -> Error {
    match failure {
        Failure::Unauthorised => anyhow!(BAD_TOKEN),
        other => Error::new(other).context("connecting to Discord; check the network and `bot.api`"),
    }
}

fn stopped(error: SerenityError) -> Error {
    match error {
        SerenityError::Gateway(GatewayError::InvalidAuthentication | GatewayError::NoAuthentication) => {
            anyhow!(BAD_TOKEN)
        }
        SerenityError::Gateway(GatewayError::OverloadedShard) => {
            anyhow!("Discord refuses the connection: the bot is in too many servers for one process")
        }
        other => Error::new(other).context("the connection to Discord ended"),
    }
}

const BAD_TOKEN: &str = "Discord refuses the token in DISCORD_TOKEN; \
    set it to the one under Bot on https://discord.com/developers/applications";

/// Takes what the gateway sends.
struct Handler {
    desk: Desk,
    presence: Arc<Presence>,
    /// Called when a session begins.
    connected: fn(),
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        tracing::info!(servers = ready.guilds.len(), "connected to Discord");
        (self.connected)();
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        tracing::info!("connected to Discord again");
    }

    async fn shard_stage_update(&self, _: Context, change: ShardStageUpdateEvent) {
        tracing::debug!(from = %change.old, to = %change.new, "the connection changed");
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let Some(_inside) = self.presence.enter() else {
            return;
        };
        self.desk.serve(&interaction, &Delivery::new(context.http)).await;
    }
}
