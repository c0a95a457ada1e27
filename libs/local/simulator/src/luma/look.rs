//! `GET /v1/generations/{id}`: where a task is. Every look at a completed one signs its link afresh.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::MODEL;
use super::errors::{ApiError, Result};
use super::inputs::TYPE;
use super::submit::Task;
use crate::course::Phase;
use crate::link;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Clip, Recipe};
use crate::world::World;

/// The name of a task's file.
const FILE: &str = "video.mp4";
/// How long a link opens, from the look that gave it (the Python client's documentation).
const VALID: Duration = Duration::from_hours(1);

pub(super) async fn look(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>> {
    let start = world.usage.task(Vendor::Luma, &id).ok_or(ApiError::NoGeneration)?;
    Ok(Json(generation(&world, &start)))
}

/// The answer to a start and to a look.
pub(super) fn generation(world: &World, start: &Start) -> Value {
    let moderated = |what| ("content_moderated", format!("The {what} was rejected by content moderation."));
    let (state, failure) = match world.phase(start) {
        Phase::Queued => ("queued", None),
        Phase::Running { .. } => ("processing", None),
        Phase::Over(Ending::Media | Ending::BadMedia | Ending::EmptyResult) => ("completed", None),
        Phase::Over(Ending::InputModerated) => ("failed", Some(moderated("prompt"))),
        Phase::Over(Ending::OutputModerated) => ("failed", Some(moderated("output"))),
        // Luma has no cancel.
        Phase::Over(Ending::Failed) | Phase::Cancelled => {
            ("failed", Some(("generation_failed", "The generation failed.".to_owned())))
        }
    };
    let (failure_code, failure_reason) = failure.unzip();
    json!({
        "id": start.task,
        "created_at": jiff::Timestamp::from_millisecond(start.at_ms).unwrap_or_default().to_string(),
        "model": MODEL,
        "type": TYPE,
        "state": state,
        "output": output(world, start),
        "failure_code": failure_code,
        "failure_reason": failure_reason,
    })
}

fn output(world: &World, start: &Start) -> Vec<Value> {
    if !matches!(world.ending(start), Some(Ending::Media | Ending::BadMedia)) {
        return Vec::new();
    }
    let url = link::to(world, Vendor::Luma, &start.task, FILE, world.now_ms(), VALID);
    url.into_iter().map(|url| json!({ "type": "video", "url": url })).collect()
}

/// The clip behind a delivery link.
pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let task = start.request::<Task>().filter(|_| file == FILE)?;
    let still = start.still(task.size, task.start_frame, 0);
    Recipe::Clip(Clip::silent(still, f64::from(task.seconds))).after(world.ending(start)?)
}
