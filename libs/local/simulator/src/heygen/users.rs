//! `GET /v3/users/me`: whose key it is, and what is left in the wallet.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use super::made::Made;
use crate::vendor::Vendor;
use crate::world::World;

/// 1,000 USD in hundredths of a cent. It never runs out: at the end it stays at 0.
const AT_FIRST: u32 = 10_000_000;

pub(super) async fn me(State(world): State<Arc<World>>) -> Json<Value> {
    let billed = world.usage.billed(Vendor::Heygen, world.now_ms());
    let spent = billed.iter().filter_map(Made::of).map(|made| match made {
        Made::Video(video) => video.price,
        Made::Speech(spoken) => spoken.price,
        Made::Asset(_) => 0,
    });
    let left = AT_FIRST.saturating_sub(spent.fold(0, u32::saturating_add));
    let wallet = json!({ "currency": "usd", "remaining_balance": f64::from(left) / 10_000.0 });
    Json(json!({ "data": {
        "username": "simulated", "email": "simulated@example.com", "first_name": null, "last_name": null,
        "billing_type": "wallet", "wallet": wallet, "subscription": null, "usage_based": null,
    }}))
}
