//! `POST /v1/images/generations` and `/v1/images/edits`: the same fields, as JSON and as a form with pictures.

mod answer;
mod draw;
mod edit;
mod form;
mod inputs;
mod size;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

pub(super) use self::edit::edit;
use super::errors::ApiError;
use crate::world::World;

pub(super) async fn generate(State(world): State<Arc<World>>, body: Bytes) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body).map_err(|_| ApiError::Malformed)?;
    let asked = inputs::read(&body, inputs::GENERATION)?;
    draw::draw(&world, asked, None).await
}
