//! `GET /v1/get_result?id=`: where a task is. Always HTTP 200, also for a task nobody knows.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::delivery;
use super::errors::{ApiError, Problem};
use super::task::Task;
use super::timeline::{self, Stage};
use super::wire::{Status, TaskResult, TaskState};
use crate::link;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    id: Option<String>,
}

pub(super) async fn get_result(
    State(world): State<Arc<World>>,
    Query(asked): Query<Asked>,
) -> Result<Json<TaskState>, ApiError> {
    let id = asked.id.ok_or_else(|| {
        let msg = "Field required".to_owned();
        ApiError::Unprocessable(vec![Problem { loc: vec!["query", "id"], msg, kind: "missing" }])
    })?;
    let known = world.usage.task(Vendor::Bfl, &id).and_then(|start| Some((Task::of(&start)?, start)));
    Ok(Json(match known {
        Some((task, start)) => state(&world, &start, &task),
        None => bare(id, Status::TaskNotFound),
    }))
}

fn state(world: &World, start: &Start, task: &Task) -> TaskState {
    let bare = |status| bare(start.task.clone(), status);
    match timeline::stage(start, task.disable_pup, world.now_ms()) {
        Stage::Under { status, permille } => {
            TaskState { progress: Some(f64::from(permille) / 1000.0), ..bare(status) }
        }
        Stage::Over(ending @ (Ending::Media | Ending::BadMedia | Ending::EmptyResult)) => TaskState {
            result: Some(result(world, start, task, ending)),
            progress: Some(1.0),
            cost: Some(task.cost()),
            ..bare(Status::Ready)
        },
        Stage::Over(Ending::InputModerated) => {
            TaskState { details: Some(moderation("Request")), ..bare(Status::RequestModerated) }
        }
        Stage::Over(Ending::OutputModerated) => {
            TaskState { details: Some(moderation("Content")), ..bare(Status::ContentModerated) }
        }
        Stage::Over(Ending::Failed) => bare(Status::Error),
    }
}

fn result(world: &World, start: &Start, task: &Task, ending: Ending) -> TaskResult {
    let sample = link::to(world, Vendor::Bfl, &start.task, &task.file(), start.ends_at_ms, delivery::VALID);
    TaskResult {
        sample: sample.filter(|_| ending != Ending::EmptyResult),
        prompt: start.job.prompt.clone(),
        seed: task.seed(&start.job.prompt),
        start_time: seconds(start.at_ms),
        end_time: seconds(start.ends_at_ms),
        duration: seconds(start.ends_at_ms.saturating_sub(start.at_ms)),
    }
}

fn moderation(what: &str) -> Value {
    json!({ "Moderation Reasons": [format!("{what} Safety Filter")] })
}

fn bare(id: String, status: Status) -> TaskState {
    TaskState { id, status, result: None, progress: None, details: None, preview: None, cost: None }
}

fn seconds(ms: i64) -> f64 {
    Duration::from_millis(u64::try_from(ms).unwrap_or(0)).as_secs_f64()
}
