//! API keys. A key that was made or rotated is printed by itself, so that a script can take it.

use domain::KeyId;
use serde_json::{Value, json};

use super::{Hub, listing};
use crate::api::{Answer, Call};
use crate::args::{Keys, Page};
use crate::failure::Failure;
use crate::making::given;
use crate::replies::NewKey;

pub(super) async fn run(hub: &mut Hub<'_>, command: Option<Keys>, page: &Page) -> Result<(), Failure> {
    match command.unwrap_or(Keys::List) {
        Keys::List => listing::pages(hub, &listing::KEYS, page, |call| call).await,
        Keys::Create(key) => {
            let body = Value::Object(given(&key)?);
            let answer = hub.api()?.send(&Call::post(listing::KEYS.path, Some(body))).await?;
            show_secret(hub, &answer)
        }
        Keys::Rotate { id, old_key_valid } => rotate(hub, id, old_key_valid).await,
        Keys::Revoke { id } => hub.api()?.send(&Call::delete(at(id))).await.map(drop),
    }
}

async fn rotate(hub: &mut Hub<'_>, id: KeyId, old_key_valid: Option<u32>) -> Result<(), Failure> {
    let body = old_key_valid.map(|seconds| json!({"old_key_valid_seconds": seconds}));
    let answer = hub.api()?.send(&Call::post(format!("{}/rotate", at(id)), body)).await?;
    show_secret(hub, &answer)
}

fn at(id: KeyId) -> String {
    format!("{}/{id}", listing::KEYS.path)
}

/// The API shows a secret once. If that answer was lost on the way, its repetition has none.
fn show_secret(hub: &mut Hub<'_>, answer: &Answer) -> Result<(), Failure> {
    let made: NewKey = answer.read()?;
    let Some(secret) = made.key else {
        return Err(Failure::NoAnswer(format!(
            "the answer with the secret of key {id} was lost on the way, and the API shows it only once. `hub keys rotate \
             {id}` gives the key another one.",
            id = made.id
        )));
    };
    hub.shell.tell(&format!("Key {}: this is shown once.", made.id));
    hub.shell.say(if hub.json { &answer.text } else { &secret })
}
