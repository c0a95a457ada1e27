//! `POST /v1/flux-2-pro`: accepts a task, writes it down, answers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use super::errors::ApiError;
use super::task::{MODEL, Task};
use super::wire::{Price, Status, Submitted};
use super::{inputs, timeline};
use crate::accept::Order;
use crate::vendor::Vendor;
use crate::world::World;

/// Tasks that may be active at a time (BFL documentation).
const MOST_ACTIVE: usize = 24;

pub(super) async fn submit(State(world): State<Arc<World>>, body: Bytes) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body).map_err(ApiError::Malformed)?;
    let (prompt, task) = inputs::read(&body).map_err(ApiError::Unprocessable)?;
    let order = Order {
        seed: task.seed,
        most_active: Some(MOST_ACTIVE),
        ..Order::task(Vendor::Bfl, MODEL, &prompt, &task, timeline::TYPICAL)
    };
    let accepted = world.accept(order)?;
    Ok(accepted.answer(Json(submitted(&world, &accepted.start.task, task))))
}

fn submitted(world: &World, id: &str, task: Task) -> Submitted {
    let price = Price {
        cost: task.cost(),
        input_mp: f64::from(task.input_mp()),
        output_mp: f64::from(task.output_mp()),
    };
    let id = id.to_owned();
    match task.webhook_url {
        None => {
            let polling_url = format!("{}/v1/get_result?id={id}", world.base_url(Vendor::Bfl));
            Submitted::ToPoll { id, polling_url, price }
        }
        Some(webhook_url) => Submitted::ToCall { id, status: Status::Pending, webhook_url, price },
    }
}
