//! `POST /api/v3/contents/generations/tasks`: accepts a task, writes it down, answers.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{inputs, read};
use crate::accept::{Order, between};
use crate::byteplus::errors::ApiError;
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::world::World;

/// Not published; third parties report one to two minutes.
const TYPICAL: [Duration; 2] = [Duration::from_mins(1), Duration::from_secs(100)];

pub(in crate::byteplus) async fn submit(
    State(world): State<Arc<World>>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let body: Value =
        serde_json::from_slice(&body).map_err(|reason| ApiError::Malformed(reason.to_string()))?;
    let (model, prompt, task) = inputs::read(&world, &body).await?;
    let [least, most] = TYPICAL;
    let order = Order {
        seed: task.seed,
        ..Order::task(Vendor::Byteplus, model.id, &prompt, &task, between(least, most, &prompt))
    };
    let accepted = world.accept(order)?;
    let answer = match accepted.words.ending {
        // Refused before there is a task that could be asked for.
        Ending::InputModerated => ApiError::InputText.into_response(),
        _ => Json(json!({ "id": read::id(&accepted.start) })).into_response(),
    };
    Ok(accepted.answer(answer))
}
