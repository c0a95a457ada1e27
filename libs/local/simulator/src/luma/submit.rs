//! `POST /v1/generations`: accepts a task, writes it down, answers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use super::errors::ApiError;
use super::inputs;
use super::task::MODEL;
use super::wire::{self, Generation};
use crate::accept::Order;
use crate::vendor::Vendor;
use crate::world::World;

/// Jobs that may be unfinished at a time. Luma's numbers are per account and not public.
const MOST_ACTIVE: usize = 20;
/// Requests a minute, as the header tells; not enforced.
const RATE_LIMIT: (&str, &str) = ("x-ratelimit-limit", "600");

pub(super) async fn submit(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let (prompt, task) = inputs::read(&world, &body).await?;
    let order = Order::task(Vendor::Luma, MODEL, &prompt, &task, task.typical());
    let accepted = world.accept(Order { most_active: Some(MOST_ACTIVE), ..order })?;
    let generation = Generation::bare(&accepted.start, wire::State::Queued);
    Ok(accepted.answer((StatusCode::CREATED, [RATE_LIMIT], Json(generation))))
}
