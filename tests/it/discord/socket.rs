//! The gateway of the stand-in: hello, identify, resume, heartbeat, events.

use std::sync::Arc;

use axum::{
    extract::{
        State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    },
    response::Response,
};
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;

use crate::discord::{
    events::{APPLICATION, bot_user},
    server::{Gateway, Stand, TOKEN},
};

const SESSION: &str = "session-1";

/// What a test has the gateway do.
pub(super) enum Order {
    /// Send an event or another payload.
    Send(Value),
    /// Break the connection without a word.
    Break,
}

impl Gateway {
    /// Numbers an event of the session and sends it, now or at the next resume.
    pub(super) fn dispatch(&mut self, name: &str, data: Value) {
        let number = self.sent.last().map_or(1, |(number, _)| number + 1);
        let event = json!({"op": 0, "t": name, "s": number, "d": data});
        self.sent.push((number, event.clone()));
        self.order(Order::Send(event));
    }

    /// Has the open connection do something; nothing where there is none.
    pub(super) fn order(&mut self, order: Order) {
        if let Some(connection) = &self.connection {
            let _ = connection.send(order);
        }
    }
}

pub(super) async fn serve_socket(upgrade: WebSocketUpgrade, State(stand): State<Arc<Stand>>) -> Response {
    upgrade.on_upgrade(|socket| converse(socket, stand))
}

async fn converse(mut socket: WebSocket, stand: Arc<Stand>) {
    let (sender, mut orders) = unbounded_channel();
    let hello = json!({"op": 10, "d": {"heartbeat_interval": 41_250}});
    if say(&mut socket, &hello).await.is_err() {
        return;
    }
    loop {
        tokio::select! {
            order = orders.recv() => match order {
                Some(Order::Send(payload)) => if say(&mut socket, &payload).await.is_err() { break },
                Some(Order::Break) | None => break,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Text(text))) => {
                    let payload = serde_json::from_str(&text).unwrap();
                    if let Some(code) = hear(&payload, &stand, &sender) {
                        let _ = socket.send(Message::Close(Some(CloseFrame { code, reason: "".into() }))).await;
                        return;
                    }
                }
                Some(Ok(Message::Close(frame))) => {
                    stand.state().gateway.closed.extend(frame.map(|frame| frame.code));
                    break;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    // The bot may be connected anew by now.
    stand.state().gateway.connection.take_if(|connection| connection.same_channel(&sender));
}

/// Acts on a payload of the bot; a code to close with, if it must not go on.
fn hear(payload: &Value, stand: &Stand, sender: &tokio::sync::mpsc::UnboundedSender<Order>) -> Option<u16> {
    let mut state = stand.state();
    let gateway = &mut state.gateway;
    let data = &payload["d"];
    match payload["op"].as_u64() {
        Some(1) => {
            let _ = sender.send(Order::Send(json!({"op": 11})));
        }
        Some(2) => {
            if data["token"] != format!("Bot {TOKEN}") {
                return Some(4004);
            }
            gateway.identified.push(data.clone());
            gateway.connection = Some(sender.clone());
            gateway.session = true;
            gateway.sent.clear();
            let url = stand.address.lock().unwrap().clone();
            gateway.dispatch(
                "READY",
                json!({"v": 10, "user": bot_user(), "guilds": [], "session_id": SESSION, "resume_gateway_url": url,
                    "shard": [0, 1], "application": {"id": APPLICATION, "flags": 0}}),
            );
        }
        Some(6) => {
            let known = gateway.session && data["session_id"] == SESSION && data["token"] == format!("Bot {TOKEN}");
            if !known {
                let _ = sender.send(Order::Send(json!({"op": 9, "d": false})));
                return None;
            }
            let last = data["seq"].as_u64().unwrap();
            gateway.resumed.push(last);
            gateway.connection = Some(sender.clone());
            for (_, event) in gateway.sent.iter().filter(|(number, _)| *number > last) {
                let _ = sender.send(Order::Send(event.clone()));
            }
            gateway.dispatch("RESUMED", json!({}));
        }
        _ => {}
    }
    None
}

async fn say(socket: &mut WebSocket, payload: &Value) -> Result<(), axum::Error> {
    socket.send(Message::Text(payload.to_string().into())).await
}
