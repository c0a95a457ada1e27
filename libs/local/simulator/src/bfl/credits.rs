//! `GET /v1/credits`: what is left of the credits of the simulated account.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use super::task::Task;
use super::wire::Credits;
use crate::vendor::Vendor;
use crate::world::World;

/// 1,000 USD. The balance may become negative: nothing is ever refused for it.
const AT_FIRST: f64 = 100_000.0;

pub(super) async fn credits(State(world): State<Arc<World>>) -> Json<Credits> {
    let billed = world.usage.billed(Vendor::Bfl, world.now_ms());
    let spent: f64 = billed.iter().filter_map(Task::of).map(|task| task.cost()).sum();
    Json(Credits { credits: AT_FIRST - spent })
}
