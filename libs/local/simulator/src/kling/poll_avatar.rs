//! `GET /v1/videos/avatar/image2video/{id}`: where an avatar is, by either of its ids.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State as Shared};

use super::delivery;
use super::errors::ApiError;
use super::key::LegacyStandard;
use super::task::{State, Task};
use super::wire::{Envelope, LegacyTask, TaskInfo, TaskResult};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) async fn poll(
    _: LegacyStandard,
    Shared(world): Shared<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Envelope<LegacyTask>>, ApiError> {
    let by_name = || world.usage.task_named(Vendor::Kling, &id, world.now_ms());
    let start = world.usage.task(Vendor::Kling, &id).or_else(by_name).ok_or(ApiError::NoResource)?;
    let task = Task::of(&start).filter(|task| matches!(task, Task::Avatar(_)));
    Ok(Json(Envelope::of(state(&world, &start, &task.ok_or(ApiError::NoResource)?))))
}

pub(super) fn state(world: &World, start: &Start, task: &Task) -> LegacyTask {
    let state = State::of(start, world.now_ms());
    let videos = || TaskResult::Videos(delivery::video(world, start, task).into_iter().collect());
    let is_over = matches!(state.status, "succeeded" | "failed");
    LegacyTask {
        task_id: start.task.clone(),
        task_status: if state.status == "succeeded" { "succeed" } else { state.status },
        task_status_msg: state.message,
        task_info: TaskInfo {
            external_task_id: start.external_id.as_ref().map(|external| external.id.clone()),
        },
        created_at: start.at_ms,
        updated_at: state.since_ms,
        task_result: is_over.then(|| if state.has_files { videos() } else { TaskResult::Videos(Vec::new()) }),
        final_unit_deduction: state.has_files.then(|| delivery::tenths(task.price())),
    }
}
