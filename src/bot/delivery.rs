//! Sends responses to Discord: with a bound on time, again where that can help.

use std::{fmt, future::Future, sync::Arc, time::Duration};

use serenity::{
    Error as SerenityError,
    all::{CreateInteractionResponse, EditInteractionResponse, Http, HttpBuilder, HttpError, Interaction},
};
use tokio::time::{sleep, timeout};

/// Bound on one request.
const REQUEST: Duration = Duration::from_secs(10);
/// Waits before the second, third and fourth attempt.
const WAITS: [Duration; 3] = [Duration::from_millis(200), Duration::from_millis(600), Duration::from_millis(1500)];

/// Discord's code for a second response to the same interaction.
const ALREADY_ACKNOWLEDGED: isize = 40060;
/// Discord's code for an interaction that waited too long.
const UNKNOWN_INTERACTION: isize = 10062;

/// Why something did not reach Discord.
///
/// Its text holds neither words of users nor tokens: not even the address, in which a token stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The interaction had been answered before.
    AlreadyAnswered,
    /// The interaction is over.
    TooLate,
    /// The token is not valid.
    Unauthorised,
    /// Discord refused for another reason; with its words.
    Refused(String),
    /// Discord took no more requests for now, and this one not either.
    Limited(String),
    /// Discord could not be reached, or is in trouble; the request may have been carried out all the same.
    Unreachable(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::AlreadyAnswered => formatter.write_str("the interaction had been answered before"),
            Failure::TooLate => formatter.write_str("the interaction was over"),
            Failure::Unauthorised => formatter.write_str("Discord does not know the token"),
            Failure::Refused(why) => write!(formatter, "Discord refused: {why}"),
            Failure::Limited(why) => write!(formatter, "Discord takes no more requests for now: {why}"),
            Failure::Unreachable(why) => write!(formatter, "Discord can't be reached: {why}"),
        }
    }
}

impl std::error::Error for Failure {}

/// Discord's API, at its own address or at `api`.
///
/// At another address the requests are not limited in rate: serenity would then send them to Discord itself.
#[must_use]
pub fn http(token: &str, api: Option<&str>) -> Http {
    let builder = HttpBuilder::new(token);
    match api {
        Some(address) => builder.proxy(address).ratelimiter_disabled(true).build(),
        None => builder.build(),
    }
}

/// Sends responses.
#[derive(Clone, Debug)]
pub struct Delivery {
    http: Arc<Http>,
}

impl Delivery {
    /// A delivery over `http`.
    #[must_use]
    pub fn new(http: Arc<Http>) -> Delivery {
        Delivery { http }
    }

    /// Gives the first response to `interaction`. One that arrived although its confirmation got lost counts as
    /// given.
    ///
    /// # Errors
    ///
    /// If it was answered before, is over, or Discord does not take it.
    pub async fn respond(
        &self,
        interaction: &Interaction,
        response: &CreateInteractionResponse,
    ) -> Result<(), Failure> {
        let (id, token) = (interaction.id(), interaction.token());
        let send = || self.http.create_interaction_response(id, token, response, Vec::new());
        match settled(send).await {
            (Err(Failure::AlreadyAnswered), Unconfirmed(true)) => Ok(()),
            (sent, _) => sent,
        }
    }

    /// Puts the reply in place of the deferral.
    ///
    /// # Errors
    ///
    /// If the interaction is over or Discord does not take it.
    pub async fn edit(&self, interaction: &Interaction, edit: &EditInteractionResponse) -> Result<(), Failure> {
        let token = interaction.token();
        let send = || async {
            match self.http.edit_original_interaction_response(token, edit, Vec::new()).await {
                // Discord took it; that its answer can't be read does not matter.
                Ok(_) | Err(SerenityError::Json(_)) => Ok(()),
                Err(error) => Err(error),
            }
        };
        attempts(send).await
    }
}

/// Sends until it works, Discord refuses, or the last attempt is over.
///
/// # Errors
///
/// As the last attempt failed.
pub async fn attempts<T, F: Future<Output = Result<T, SerenityError>>>(send: impl Fn() -> F) -> Result<T, Failure> {
    settled(send).await.0
}

/// Whether an attempt may have arrived without our knowing.
struct Unconfirmed(bool);

async fn settled<T, F>(send: impl Fn() -> F) -> (Result<T, Failure>, Unconfirmed)
where
    F: Future<Output = Result<T, SerenityError>>,
{
    let mut unconfirmed = Unconfirmed(false);
    for wait in WAITS {
        match attempt(send()).await {
            Err(failure @ Failure::Limited(_)) => tracing::debug!(%failure, "sending again"),
            Err(failure @ Failure::Unreachable(_)) => {
                tracing::debug!(%failure, "sending again");
                unconfirmed = Unconfirmed(true);
            }
            sent => return (sent, unconfirmed),
        }
        sleep(wait).await;
    }
    (attempt(send()).await, unconfirmed)
}

async fn attempt<T>(sending: impl Future<Output = Result<T, SerenityError>>) -> Result<T, Failure> {
    match timeout(REQUEST, sending).await {
        Ok(sent) => sent.map_err(failure),
        Err(_) => Err(Failure::Unreachable(format!("no answer within {} s", REQUEST.as_secs()))),
    }
}

fn failure(error: SerenityError) -> Failure {
    match error {
        SerenityError::Http(HttpError::UnsuccessfulRequest(response)) => {
            let status = response.status_code.as_u16();
            let said = format!("status {status}, code {}: {}", response.error.code, response.error.message);
            match (status, response.error.code) {
                (401, _) => Failure::Unauthorised,
                (_, ALREADY_ACKNOWLEDGED) => Failure::AlreadyAnswered,
                (_, UNKNOWN_INTERACTION) => Failure::TooLate,
                (429, _) => Failure::Limited(said),
                (500..=599, _) => Failure::Unreachable(said),
                _ => Failure::Refused(said),
            }
        }
        SerenityError::Http(HttpError::Request(error)) => Failure::Unreachable(chain(&error.without_url())),
        SerenityError::Http(HttpError::InvalidHeader(_)) => Failure::Unauthorised,
        other => Failure::Refused(other.to_string()),
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}
