//! `POST /v3/videos`, which starts a video, and `GET /v3/videos/{id}`, which says where it is.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};

use super::errors::{self, ApiError, MODERATED, REJECTED, Result};
use super::inputs::{self, Asked};
use super::made::{self, Made, VIDEO};
use crate::accept::Order;
use crate::course::Phase;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// The engine of every look, where none is named.
pub(super) const MODEL: &str = "avatar_iv";
/// Jobs at a time of an account that pays as it goes.
const MOST_ACTIVE: usize = 10;

pub(super) async fn create(
    State(world): State<Arc<World>>,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let body = errors::json(body)?;
    let Asked { prompt, words, takes, made } = inputs::read(&world, &body).await?;
    let order = Order::answered_at_once(Vendor::Heygen, MODEL, &prompt, made);
    let accepted = world.accept(Order { words, takes, most_active: Some(MOST_ACTIVE), ..order })?;
    if accepted.words.ending == Ending::InputModerated {
        return Ok(accepted.answer(ApiError::Moderated));
    }
    let data = json!({ "video_id": accepted.start.task, "status": "waiting", "output_format": "mp4" });
    Ok(accepted.answer(Json(json!({ "data": data }))))
}

/// Every poll of a completed video signs its link afresh.
pub(super) async fn read(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>> {
    let start = world.usage.task(Vendor::Heygen, &id);
    let is_video = |start: &Start| matches!(start.request(), Some(Made::Video { .. }));
    let start = start.filter(is_video).ok_or(ApiError::NoVideo)?;
    let (status, url, failure) = state(&world, &start);
    Ok(Json(json!({ "data": {
        "id": start.task, "status": status, "created_at": start.at_ms.div_euclid(1000), "video_url": url,
        "failure_code": failure.map(|(code, _)| code), "failure_message": failure.map(|(_, message)| message),
    }})))
}

type Failure = (&'static str, &'static str);

/// Its state, the link to its file, and why it failed.
fn state(world: &World, start: &Start) -> (&'static str, Option<String>, Option<Failure>) {
    match world.phase(start) {
        Phase::Queued => ("pending", None, None),
        Phase::Running { .. } => ("processing", None, None),
        Phase::Over(Ending::Media | Ending::BadMedia) => ("completed", made::link(world, start, VIDEO), None),
        Phase::Over(Ending::EmptyResult) => ("completed", None, None),
        Phase::Over(Ending::InputModerated | Ending::OutputModerated) => {
            ("failed", None, Some((MODERATED, REJECTED)))
        }
        // There is no cancel.
        Phase::Over(Ending::Failed) | Phase::Cancelled => {
            ("failed", None, Some(("rendering_failed", "The video could not be rendered.")))
        }
    }
}
