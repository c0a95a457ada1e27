//! `POST /v1/text_to_video` and `/v1/image_to_video`: accepts a task, writes it down, answers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use super::errors::ApiError;
use super::inputs::{self, Asked, Endpoint};
use super::task::TYPICAL;
use super::throttle;
use super::wire::{Credits, Submitted};
use crate::accept::Order;
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) async fn text_to_video(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    submit(&world, Endpoint::TextToVideo, &body?).await
}

pub(super) async fn image_to_video(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    submit(&world, Endpoint::ImageToVideo, &body?).await
}

async fn submit(world: &World, endpoint: Endpoint, body: &[u8]) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(body).map_err(ApiError::Malformed)?;
    let Asked { model, prompt, seed, task } = inputs::read(world, endpoint, &body).await?;
    let mut order = Order::task(Vendor::Runway, model.name, &prompt, &task, TYPICAL);
    order.seed = seed;
    order.takes = order.takes.saturating_add(throttle::unscaled_wait(world, task.throttled_until_ms));
    if task.has_bad_asset {
        order.words.ending = Ending::Failed;
    }
    let accepted = world.accept(order)?;
    let id = accepted.start.task.clone();
    Ok(accepted.answer(Json(Submitted { id, estimated_cost: Credits { credits: task.credits } })))
}
