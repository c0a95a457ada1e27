//! `GET /v1/tasks/{id}`: where a task is. Every poll of one that succeeded signs its link afresh.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};

use super::delivery;
use super::errors::ApiError;
use super::task::{FILE, Stage, Task};
use super::wire::{Credits, Status, TaskState};
use crate::course::Phase;
use crate::link;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) async fn poll(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<TaskState>, ApiError> {
    let start = world.usage.task(Vendor::Runway, &id).filter(|start| start.deleted_at_ms.is_none());
    let start = start.ok_or(ApiError::NoTask)?;
    let task = Task::of(&start).ok_or(ApiError::NoTask)?;
    let created_at = jiff::Timestamp::from_millisecond(start.at_ms).unwrap_or_default().to_string();
    Ok(Json(TaskState { id, created_at, status: status(&world, &start, &task) }))
}

fn status(world: &World, start: &Start, task: &Task) -> Status {
    let estimated_cost = Credits { credits: task.credits };
    match task.stage(start, world.now_ms()) {
        Stage::Throttled => Status::Throttled { estimated_cost },
        Stage::At(Phase::Queued) => Status::Pending { estimated_cost },
        Stage::At(Phase::Running { permille }) => {
            Status::Running { progress: f64::from(permille) / 1000.0, estimated_cost }
        }
        Stage::At(Phase::Over(ending)) => over(world, start, task, ending),
        Stage::At(Phase::Cancelled) => Status::Cancelled { cost: Credits { credits: start.billed_units } },
    }
}

fn over(world: &World, start: &Start, task: &Task, ending: Ending) -> Status {
    let cost = Credits { credits: task.cost(ending) };
    let (failure, failure_code) = match ending {
        Ending::Media | Ending::BadMedia => {
            let now_ms = world.now_ms();
            let url = link::to(world, Vendor::Runway, &start.task, FILE, now_ms, delivery::VALID);
            return Status::Succeeded { output: url.into_iter().collect(), cost };
        }
        Ending::EmptyResult => return Status::Succeeded { output: Vec::new(), cost },
        Ending::InputModerated => ("The prompt was rejected by content moderation.", "SAFETY.INPUT.TEXT"),
        Ending::OutputModerated => ("The output was rejected by content moderation.", "SAFETY.OUTPUT.VIDEO"),
        Ending::Failed if task.has_bad_asset => ("An input asset could not be decoded.", "ASSET.INVALID"),
        Ending::Failed => ("The output was of too low quality.", "INTERNAL.BAD_OUTPUT.CODE01"),
    };
    Status::Failed { failure, failure_code, cost }
}
