//! `GET /v1beta/models/{model}/operations/{id}`: where a task is.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};
use uuid::Uuid;

use super::files;
use super::task::Task;
use crate::course::{self, Phase};
use crate::google::errors::{self, ApiError};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) fn name(start: &Start) -> String {
    format!("models/{}/operations/{}", start.job.model, start.task.replace('-', ""))
}

pub(in crate::google) async fn operation(
    State(world): State<Arc<World>>,
    Path((model, id)): Path<(String, String)>,
) -> Result<Json<Value>, ApiError> {
    let start = find(&world, &id).filter(|start| start.job.model == model);
    let known = start.and_then(|start| Some((Task::of(&start)?, start)));
    let (task, start) = known
        .ok_or_else(|| ApiError::NotFound(format!("Operation models/{model}/operations/{id} not found.")))?;
    Ok(Json(match start.phase(world.now_ms(), course::QUEUED_PERMILLE) {
        Phase::Queued | Phase::Running { .. } => json!({ "name": name(&start) }),
        Phase::Over(ending) => over(&world, &start, &task, ending),
        // There is no cancel.
        Phase::Cancelled => failed(&start, 1, "CANCELLED", "The operation was cancelled."),
    }))
}

/// By its id without hyphens.
pub(super) fn find(world: &World, id: &str) -> Option<Start> {
    world.usage.task(Vendor::Google, &Uuid::parse_str(id).ok()?.to_string())
}

fn over(world: &World, start: &Start, task: &Task, ending: Ending) -> Value {
    let response = match ending {
        Ending::InputModerated => return failed(start, 3, "INVALID_ARGUMENT", BLOCKED),
        Ending::Failed => return failed(start, 13, "INTERNAL", errors::INTERNAL),
        Ending::OutputModerated => {
            json!({ "raiMediaFilteredCount": task.samples, "raiMediaFilteredReasons": [FILTERED] })
        }
        Ending::EmptyResult => json!({}),
        Ending::Media | Ending::BadMedia => {
            let samples = (0..task.samples)
                .map(|sample| json!({ "video": { "uri": files::uri(world, start, sample) } }));
            json!({ "generatedSamples": samples.collect::<Vec<_>>() })
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
