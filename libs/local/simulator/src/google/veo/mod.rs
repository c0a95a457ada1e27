//! Veo: `:predictLongRunning`, the operation, and the file.

mod inputs;
mod operation;

use std::time::Duration;

use axum::Json;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub(super) use self::operation::{download, operation};
use super::errors::Result;
use crate::accept::{Order, between};
use crate::picture::Size;
use crate::vendor::Vendor;
use crate::workshop::Kept;
use crate::world::World;

/// Google states 11 s to 6 min.
const TYPICAL: [Duration; 2] = [Duration::from_secs(45), Duration::from_secs(90)];

/// What an accepted start asked for, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Task {
    size: Size,
    seconds: u32,
    /// The picture of the request.
    inset: Option<Kept>,
}

pub(super) async fn submit(world: &World, model: &'static str, body: &Value) -> Result<Response> {
    let (prompt, task) = inputs::read(world, body).await?;
    let [least, most] = TYPICAL;
    let typical = between(least, most, &prompt);
    let accepted = world.accept(Order::task(Vendor::Google, model, &prompt, &task, typical))?;
    Ok(accepted.answer(Json(json!({ "name": operation::name(&accepted.start) }))))
}
