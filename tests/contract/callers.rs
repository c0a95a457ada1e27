//! docs/API.md, Callers: JWTs, browser tokens and members; and every kind of caller at every endpoint.

mod jwts;
mod matrix;
mod members;
mod tokens;

use contract_tests::{Answer, Client, World};
use serde_json::{Value, json};

/// What was found is remembered for a minute.
const REMEMBERED_SECONDS: i64 = 61;

async fn status(client: &Client) -> u16 {
    client.get("/creative-hub/generate/jobs").await.status
}

async fn make_token(maker: &Client, body: &Value) -> Answer {
    let made = maker.post("/tokens", body).await;
    assert_eq!(made.status, 201, "{body}: {made:?}");
    made
}

async fn page(world: &World, maker: &Client, body: &Value) -> Client {
    Client::with_token(&world.stack.ready.api, make_token(maker, body).await.text("token"))
}

async fn say(manager: &Client, user: &str, body: Value) -> Answer {
    manager.put(&format!("/members/{user}"), &body).await
}

fn disabled() -> Value {
    json!({"disabled": true})
}
