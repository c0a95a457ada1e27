//! Veo: `:predictLongRunning`, the operation, and the file.

mod files;
mod inputs;
mod operation;
mod task;

use std::time::Duration;

use axum::Json;
use axum::response::Response;
use serde_json::{Value, json};

pub(super) use self::files::file;
pub(super) use self::operation::operation;
use super::errors::ApiError;
use crate::accept::{Order, between};
use crate::vendor::Vendor;
use crate::world::World;

/// Google states 11 s to 6 min.
const TYPICAL: [Duration; 2] = [Duration::from_secs(45), Duration::from_secs(90)];

pub(super) async fn submit(world: &World, model: &'static str, body: &Value) -> Result<Response, ApiError> {
    let (prompt, task) = inputs::read(world, body).await?;
    let [least, most] = TYPICAL;
    let typical = between(least, most, &prompt);
    let order = Order {
        seed: task.seed,
        units: task.samples,
        ..Order::task(Vendor::Google, model, &prompt, &task, typical)
    };
    let accepted = world.accept(order)?;
    let name = operation::name(&accepted.start);
    Ok(accepted.answer(Json(json!({ "name": name }))))
}
