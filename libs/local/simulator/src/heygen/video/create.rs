//! `POST /v3/videos`: accepts a video, writes it down, answers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use super::inputs::{self, Asked};
use crate::accept::{Order, Refused};
use crate::heygen::errors::ApiError;
use crate::heygen::idempotency::Key;
use crate::heygen::made::Made;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// Jobs at a time for who pays as they go.
const MOST_ACTIVE: usize = 10;

pub(in crate::heygen) async fn create(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let key = Key::read(&headers, "videos")?;
    if let Some(first) = key.as_ref().and_then(|key| key.first(&world)) {
        return Ok(first_answer(&first));
    }
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let Asked { model, prompt, words, takes, video } = inputs::read(&world, &body).await?;
    let order = Order {
        words,
        takes,
        external_id: key.map(|key| key.external_id(world.now_ms())),
        most_active: Some(MOST_ACTIVE),
        ..Order::answered_at_once(Vendor::Heygen, model, &prompt, Made::Video(video))
    };
    match world.accept(order) {
        Ok(accepted) => Ok(accepted.answer(first_answer(&accepted.start))),
        // Another request with the same key came in between.
        Err(Refused::Known(first)) => Ok(first_answer(&first)),
        Err(refused) => Err(refused.into()),
    }
}

/// Also what a later request with the same key gets.
fn first_answer(start: &Start) -> Response {
    if start.ending == Ending::InputModerated {
        return ApiError::Moderated.into_response();
    }
    let data = json!({ "video_id": start.task, "status": "waiting", "output_format": "mp4" });
    Json(json!({ "data": data })).into_response()
}
