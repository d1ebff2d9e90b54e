//! A stand-in Discord: as much of its REST API as the bot uses, and the state that REST and gateway share.

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Condvar, Mutex, MutexGuard},
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    extract::{Path, Request, State as Shared},
    http::{HeaderMap, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get, patch, put},
    serve::ListenerExt,
};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use crate::discord::{
    conformance::faults,
    events::{APPLICATION, bot_user, message},
    socket::{Order, serve_socket},
};

pub(super) const TOKEN: &str = "the-bots-own-secret";
/// How long a test waits for the bot.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long Discord waits for the first response.
const ACKNOWLEDGE: Duration = Duration::from_secs(3);

/// The state of the stand-in.
#[derive(Default)]
pub(super) struct State {
    /// Bodies that the commands were registered with.
    pub(super) registered: Vec<Value>,
    /// Per interaction id.
    pub(super) interactions: HashMap<String, Interaction>,
    /// What the bot sent that Discord would not take.
    pub(super) faults: Vec<String>,
    /// Requests to be refused: a part of the path, a status, and how many times yet.
    pub(super) refusals: Vec<(&'static str, u16, usize)>,
    /// Requests refused so.
    pub(super) refused: usize,
    /// How the confirmations of the next first responses get lost after Discord took them: a status instead, or
    /// the connection breaks.
    pub(super) losses: Vec<Option<u16>>,
    /// How long the first response of the next interactions is kept waiting at Discord's side.
    pub(super) delay: Duration,
    /// The gateway's side.
    pub(super) gateway: Gateway,
}

/// What the gateway knows.
#[derive(Default)]
pub(super) struct Gateway {
    /// Events of the session with their numbers.
    pub(super) sent: Vec<(u64, Value)>,
    /// Whether the session exists.
    pub(super) session: bool,
    /// The open connection.
    pub(super) connection: Option<UnboundedSender<Order>>,
    /// `IDENTIFY`s that came in.
    pub(super) identified: Vec<Value>,
    /// Sequence numbers of the `RESUME`s that came in.
    pub(super) resumed: Vec<u64>,
    /// Codes that the bot closed connections with.
    pub(super) closed: Vec<u16>,
}

/// An interaction and what the bot did with it.
#[derive(Clone)]
pub(super) struct Interaction {
    token: String,
    sent: Instant,
    /// The first response.
    pub(super) response: Option<Value>,
    /// The time from the event to the first response.
    pub(super) took: Duration,
    /// What was put in place of a deferral, with the time since the event.
    pub(super) edit: Option<(Value, Duration)>,
    /// How many responses came in after the first.
    pub(super) repeated: usize,
}

/// A running stand-in.
pub(super) struct Discord {
    state: Arc<Stand>,
    address: SocketAddr,
    _runtime: tokio::runtime::Runtime,
}

/// The state with a bell that rings at each change.
#[derive(Default)]
pub(super) struct Stand {
    state: Mutex<State>,
    changed: Condvar,
    /// Where the gateway is.
    pub(super) address: Mutex<String>,
}

impl Stand {
    /// The state, for a moment; whoever waits for a change is woken.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.changed.notify_all();
        self.state.lock().unwrap()
    }
}

impl Discord {
    pub(super) fn start() -> Discord {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let state = Arc::new(Stand::default());
        let listener = runtime.block_on(tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))).unwrap();
        let address = listener.local_addr().unwrap();
        *state.address.lock().unwrap() = format!("ws://{address}/socket");
        let api = Router::new()
            .route("/gateway", get(gateway))
            .route("/oauth2/applications/@me", get(application))
            .route("/applications/{application}/commands", put(register))
            .route("/interactions/{id}/{token}/callback", axum::routing::post(callback))
            .route("/webhooks/{application}/{token}/messages/@original", patch(edit))
            .fallback(unknown)
            .layer(middleware::from_fn_with_state(Arc::clone(&state), guard));
        let router =
            Router::new().nest("/api/v10", api).route("/socket", any(serve_socket)).with_state(Arc::clone(&state));
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
        runtime.spawn(async move { axum::serve(listener, router).await });
        Discord { state, address, _runtime: runtime }
    }

    /// The address to put into the setting `bot.api`.
    pub(super) fn api(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.state()
    }

    /// Sends the event of an interaction.
    pub(super) fn send(&self, interaction: &Value) -> String {
        let id = interaction["id"].as_str().unwrap().to_owned();
        let known = Interaction {
            token: interaction["token"].as_str().unwrap().to_owned(),
            sent: Instant::now(),
            response: None,
            took: Duration::ZERO,
            edit: None,
            repeated: 0,
        };
        let mut state = self.state();
        state.interactions.insert(id.clone(), known);
        state.gateway.dispatch("INTERACTION_CREATE", interaction.clone());
        id
    }

    /// Sends an interaction and waits until it is answered; gives the message that the asker sees.
    pub(super) fn ask(&self, interaction: &Value) -> Value {
        let id = self.send(interaction);
        self.answer(&id)
    }

    /// Waits until the interaction of that id is answered: `{"private": …, message…}`.
    pub(super) fn answer(&self, id: &str) -> Value {
        let done = self.wait("an answer", |state| {
            let interaction = &state.interactions[id];
            let response = interaction.response.as_ref()?;
            (response["type"] != 5 || interaction.edit.is_some()).then(|| interaction.clone())
        });
        let response = done.response.unwrap();
        let mut message = done.edit.map_or_else(|| response["data"].clone(), |(edit, _)| edit);
        message["private"] = json!(response["data"]["flags"].as_u64().unwrap_or(0) & 64 != 0);
        message
    }

    /// Waits until `look` sees what it looks for.
    pub(super) fn wait<T>(&self, what: &str, look: impl Fn(&State) -> Option<T>) -> T {
        let start = Instant::now();
        let mut state = self.state.state.lock().unwrap();
        loop {
            if let Some(seen) = look(&state) {
                return seen;
            }
            assert!(start.elapsed() < PATIENCE, "no sign of {what}");
            state = self.state.changed.wait_timeout(state, Duration::from_millis(20)).unwrap().0;
        }
    }

    /// Waits until the bot has registered its commands and is connected.
    pub(super) fn wait_until_ready(&self) {
        self.wait("the bot", |state| (state.gateway.session && state.gateway.connection.is_some()).then_some(()));
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let faults = std::mem::take(&mut self.state().faults);
            assert!(faults.is_empty(), "{}", faults.join("\n"));
        }
    }
}

type Stood = Shared<Arc<Stand>>;

/// Knows the bot by its token, and refuses what a test wants refused.
async fn guard(Shared(stand): Stood, headers: HeaderMap, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let authorised = headers.get("authorization").is_some_and(|token| token == &format!("Bot {TOKEN}"));
    if !authorised {
        return error(401, 0, "401: Unauthorized");
    }
    let refusal = {
        let mut state = stand.state();
        let refusal = state.refusals.iter_mut().find(|(part, _, left)| *left > 0 && path.contains(part));
        let status = refusal.map(|(_, status, left)| {
            *left -= 1;
            *status
        });
        state.refused += usize::from(status.is_some());
        status
    };
    match refusal {
        None => next.run(request).await,
        Some(429) => {
            let mut response =
                Json(json!({"message": "You are being rate limited.", "retry_after": 0.1, "global": false,
                "code": 0}))
                .into_response();
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            response.headers_mut().insert("retry-after", "1".parse().unwrap());
            response
        }
        Some(status) => error(status, 0, "refused"),
    }
}

async fn gateway(Shared(stand): Stood) -> Json<Value> {
    Json(json!({"url": *stand.address.lock().unwrap()}))
}

async fn application() -> Json<Value> {
    Json(json!({"id": APPLICATION, "name": "On Record", "icon": null, "description": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "00", "owner": bot_user(), "team": null, "flags": 0}))
}

async fn register(Shared(stand): Stood, Json(body): Json<Value>) -> Json<Value> {
    let mut state = stand.state();
    state.check("put", "/applications/{application_id}/commands", &body);
    state.registered.push(body.clone());
    let known = body.as_array().unwrap().iter().enumerate().map(|(place, command)| {
        let mut command = command.clone();
        command["id"] = json!((910_000_000_000_000_001 + place).to_string());
        command["application_id"] = json!(APPLICATION);
        command["version"] = json!("1");
        for (key, usual) in [("type", json!(1)), ("description", json!(""))] {
            if command[key].is_null() {
                command[key] = usual;
            }
        }
        command["default_member_permissions"] = json!(null);
        command
    });
    Json(known.collect())
}

async fn callback(
    Shared(stand): Stood,
    Path((id, token)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> Response {
    let delay = stand.state().delay;
    tokio::time::sleep(delay).await;
    let mut state = stand.state();
    state.check("post", "/interactions/{interaction_id}/{interaction_token}/callback", &body);
    let Some(interaction) = state.interactions.get_mut(&id).filter(|interaction| interaction.token == token) else {
        return error(404, 10062, "Unknown interaction");
    };
    if interaction.response.is_some() {
        interaction.repeated += 1;
        return error(400, 40060, "Interaction has already been acknowledged.");
    }
    let took = interaction.sent.elapsed();
    if took > ACKNOWLEDGE + delay {
        return error(404, 10062, "Unknown interaction");
    }
    interaction.took = took;
    interaction.response = Some(body);
    let loss = state.losses.pop();
    drop(state);
    match loss {
        None => StatusCode::NO_CONTENT.into_response(),
        Some(Some(status)) => error(status, 0, "lost"),
        // The server drops the connection of a handler that panics.
        Some(None) => std::panic::resume_unwind(Box::new("the confirmation is lost")),
    }
}

async fn edit(
    Shared(stand): Stood,
    Path((application, token)): Path<(String, String)>,
    Json(body): Json<Value>,
) -> Response {
    let mut state = stand.state();
    state.check("patch", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", &body);
    let known = state.interactions.values_mut().find(|interaction| interaction.token == token);
    match known {
        Some(interaction) if application == APPLICATION && interaction.response.is_some() => {
            interaction.edit = Some((body.clone(), interaction.sent.elapsed()));
            Json(message(1, &body, true)).into_response()
        }
        _ => error(404, 10015, "Unknown Webhook"),
    }
}

async fn unknown(Shared(stand): Stood, request: Request) -> Response {
    let line = format!("unknown request: {} {}", request.method(), request.uri());
    stand.state().faults.push(line);
    error(404, 0, "404: Not Found")
}

fn error(status: u16, code: u32, message: &str) -> Response {
    (StatusCode::from_u16(status).unwrap(), Json(json!({"code": code, "message": message}))).into_response()
}

impl State {
    fn check(&mut self, method: &str, path: &str, body: &Value) {
        let found = faults(method, path, body);
        self.faults.extend(found.into_iter().map(|fault| format!("{method} {path}: {fault}\n{body:#}")));
    }
}
