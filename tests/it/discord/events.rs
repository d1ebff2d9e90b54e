//! Interactions as Discord sends them.

use serde_json::{Value, json};

pub(super) const APPLICATION: &str = "500000000000000001";
const CHANNEL: &str = "600000000000000001";
const GUILD: &str = "700000000000000001";

/// The account of the bot.
pub(super) fn bot_user() -> Value {
    json!({"id": APPLICATION, "username": "On Record", "discriminator": "0001", "global_name": null, "avatar": null,
        "bot": true, "verified": true, "mfa_enabled": false, "flags": 0, "email": null})
}

fn member() -> Value {
    let user = json!({"id": "800000000000000001", "username": "mira", "discriminator": "0", "global_name": "Mira",
        "avatar": null, "public_flags": 0});
    json!({"user": user, "roles": [], "premium_since": null, "permissions": "0", "pending": false, "nick": null,
        "mute": false, "joined_at": "2024-01-01T00:00:00.000000+00:00", "flags": 0, "deaf": false,
        "communication_disabled_until": null, "avatar": null})
}

/// An interaction of that number with that data; its token follows from the number.
fn interaction(number: u64, kind: u8, data: Value) -> Value {
    json!({"id": id(number), "application_id": APPLICATION, "type": kind, "data": data, "guild_id": GUILD,
        "channel_id": CHANNEL, "channel": {"id": CHANNEL, "type": 0, "permissions": "0"}, "member": member(),
        "token": token(number), "version": 1, "app_permissions": "0", "locale": "en-GB", "guild_locale": "en-GB",
        "entitlements": [], "authorizing_integration_owners": {"0": GUILD}, "context": 0,
        "attachment_size_limit": 10_485_760})
}

/// The id of the interaction of that number.
pub(super) fn id(number: u64) -> String {
    (900_000_000_000_000_000 + number).to_string()
}

/// The token of the interaction of that number.
pub(super) fn token(number: u64) -> String {
    format!("interaction-secret-{number}")
}

/// The use of a slash command with these texts.
pub(super) fn command(number: u64, name: &str, options: &[(&str, &str)]) -> Value {
    let options: Vec<Value> =
        options.iter().map(|(name, value)| json!({"name": name, "type": 3, "value": value})).collect();
    interaction(number, 2, json!({"id": "910000000000000001", "name": name, "type": 1, "options": options}))
}

/// Somebody types into the option `speaker` of `/said`.
pub(super) fn typing(number: u64, typed: &str) -> Value {
    typing_into(number, "said", typed)
}

/// Somebody types into the option `speaker` of that command.
pub(super) fn typing_into(number: u64, name: &str, typed: &str) -> Value {
    let option = json!({"name": "speaker", "type": 3, "value": typed, "focused": true});
    interaction(number, 4, json!({"id": "910000000000000001", "name": name, "type": 1, "options": [option]}))
}

/// The use of the message command of that name on a message of somebody's with that content and embeds.
pub(super) fn menu(number: u64, name: &str, content: &str, embeds: &Value) -> Value {
    let id = (930_000_000_000_000_000 + number).to_string();
    let author = json!({"id": "800000000000000002", "username": "otto", "discriminator": "0", "global_name": "Otto",
        "avatar": null, "public_flags": 0});
    let message = json!({"id": id, "channel_id": CHANNEL, "author": author, "content": content,
        "timestamp": "2025-11-25T12:00:00.000000+00:00", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [], "embeds": embeds,
        "components": [], "pinned": false, "type": 0, "flags": 0});
    let messages = json!({id.clone(): message});
    interaction(
        number,
        2,
        json!({"id": "910000000000000001", "name": name, "type": 3, "target_id": id,
        "resolved": {"messages": messages}}),
    )
}

/// The press of a button below `message`.
pub(super) fn press(number: u64, custom_id: &str, message: &Value) -> Value {
    let mut press = interaction(number, 3, json!({"custom_id": custom_id, "component_type": 2}));
    press["message"] = message.clone();
    press
}

/// A message of the bot as Discord gives it back, from what the bot sent.
pub(super) fn message(number: u64, sent: &Value, private: bool) -> Value {
    let or = |value: &Value, other: Value| if value.is_null() { other } else { value.clone() };
    json!({"id": (920_000_000_000_000_000 + number).to_string(), "channel_id": CHANNEL, "author": bot_user(),
        "content": or(&sent["content"], json!("")), "timestamp": "2025-11-25T12:00:00.000000+00:00",
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": or(&sent["embeds"], json!([])), "components": or(&sent["components"], json!([])),
        "pinned": false, "type": 20, "webhook_id": APPLICATION, "application_id": APPLICATION,
        "flags": if private { 64 } else { 0 }})
}
