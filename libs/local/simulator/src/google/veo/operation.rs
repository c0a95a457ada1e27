//! `GET /v1beta/models/{model}/operations/{id}`: where a task is. `GET /v1beta/files/{id}:download?alt=media`:
//! its file, for two days, with the key.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Task;
use crate::course::Phase;
use crate::google::errors::{self, ApiError, Result};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Clip, Fps, Recipe, Track};
use crate::world::World;

/// How long a file is there, from the end of the work on.
const KEPT: Duration = Duration::from_hours(48);

pub(super) fn name(start: &Start) -> String {
    format!("models/{}/operations/{}", start.job.model, id(start))
}

/// The SDK takes the letters and digits after `files/` for the name of a file.
fn id(start: &Start) -> String {
    start.task.replace('-', "")
}

fn find(world: &World, id: &str) -> Option<(Start, Task)> {
    let start = world.usage.task(Vendor::Google, &Uuid::parse_str(id).ok()?.to_string())?;
    Some((start.clone(), start.request()?))
}

pub(in crate::google) async fn operation(
    State(world): State<Arc<World>>,
    Path((model, id)): Path<(String, String)>,
) -> Result<Json<Value>> {
    let known = find(&world, &id).filter(|(start, _)| start.job.model == model);
    let (start, _) = known
        .ok_or_else(|| ApiError::NotFound(format!("Operation models/{model}/operations/{id} not found.")))?;
    Ok(Json(match world.phase(&start) {
        Phase::Queued | Phase::Running { .. } => json!({ "name": name(&start) }),
        Phase::Over(ending) => over(&world, &start, ending),
        // There is no cancel.
        Phase::Cancelled => failed(&start, 1, "CANCELLED", "The operation was cancelled."),
    }))
}

fn over(world: &World, start: &Start, ending: Ending) -> Value {
    let response = match ending {
        Ending::InputModerated => return failed(start, 3, "INVALID_ARGUMENT", BLOCKED),
        Ending::Failed => return failed(start, 13, "INTERNAL", errors::INTERNAL),
        Ending::OutputModerated => {
            json!({ "raiMediaFilteredCount": 1, "raiMediaFilteredReasons": [FILTERED] })
        }
        Ending::EmptyResult => json!({}),
        Ending::Media | Ending::BadMedia => {
            let file = format!("/v1beta/files/{}:download?alt=media", id(start));
            let uri = format!("{}{file}", world.base_url(Vendor::Google));
            json!({ "generatedSamples": [{ "video": { "uri": uri } }] })
        }
    };
    json!({ "name": name(start), "done": true, "response": {
        "@type": "type.googleapis.com/google.ai.generativelanguage.v1beta.PredictLongRunningResponse",
        "generateVideoResponse": response,
    }})
}

const BLOCKED: &str = "The prompt could not be submitted. This prompt contains words that violate Google's \
    Responsible AI practices.";
const FILTERED: &str = "We encountered an issue with the content of the video and did not generate it. You \
    will not be charged for this attempt.";

fn failed(start: &Start, code: u8, status: &str, message: &str) -> Value {
    let error = json!({ "code": code, "message": message, "status": status });
    json!({ "name": name(start), "done": true, "error": error })
}

pub(in crate::google) async fn download(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
    uri: Uri,
) -> Result<Response> {
    let name = file.strip_suffix(":download");
    let found = name.and_then(|name| find(&world, name));
    let made = found.and_then(|(start, task)| Some((clip(&world, &start, task)?, start)));
    let (recipe, start) = made.ok_or(ApiError::NoFile(file))?;
    Ok(world.deliver(&start, recipe, &uri).await?)
}

/// It always has sound.
fn clip(world: &World, start: &Start, task: Task) -> Option<Recipe> {
    let kept_ms = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    if world.now_ms() >= start.ends_at_ms.saturating_add(kept_ms) {
        return None;
    }
    let still = start.still(task.size, task.inset, 0);
    let millis = task.seconds.saturating_mul(1000);
    Recipe::Clip(Clip { still, millis, fps: Fps::F24, track: Track::Hum }).after(world.ending(start)?)
}
