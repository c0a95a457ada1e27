//! `GET /tasks`, of the new standard, and `GET /v1/videos/avatar/image2video/{id}`, of the legacy one: where a task
//! is, by its own id or by the one that the client gave it.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use serde::Deserialize;
use serde_json::Value;

use super::answers::{State, envelope, legacy, task};
use super::delivery;
use super::errors::{ApiError, Result};
use super::task::Task;
use crate::course::Phase;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    task_ids: Option<String>,
    external_task_ids: Option<String>,
}

/// The simulator takes one id; Kling takes many. A task that does not exist is missing from the answer.
pub(super) async fn tasks(
    Shared(world): Shared<Arc<World>>,
    asked: std::result::Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Value>> {
    let asked = asked.map_err(|rejection| ApiError::BadParameter(rejection.body_text()))?.0;
    let found = match asked {
        Asked { task_ids: Some(id), external_task_ids: None } => world.usage.task(Vendor::Kling, &id),
        Asked { task_ids: None, external_task_ids: Some(id) } => by_external_id(&world, &id),
        Asked { .. } => {
            let sentence = "exactly one of task_ids and external_task_ids is required";
            return Err(ApiError::BadParameter(sentence.to_owned()).into());
        }
    };
    // Speech is no task to be asked for.
    let is_task = |start: &&Start| !matches!(start.request(), None | Some(Task::Speech(_)));
    let found: Vec<Value> =
        found.iter().filter(is_task).map(|start| task(start, &state(&world, start))).collect();
    Ok(envelope(found))
}

pub(super) async fn avatar(Shared(world): Shared<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>> {
    let start = world.usage.task(Vendor::Kling, &id).or_else(|| by_external_id(&world, &id));
    let is_avatar = |start: &Start| matches!(start.request(), Some(Task::Avatar(_)));
    let start = start.filter(is_avatar).ok_or(ApiError::NoResource)?;
    Ok(envelope(legacy(&start, &state(&world, &start), "videos")))
}

fn by_external_id(world: &World, id: &str) -> Option<Start> {
    world.usage.task_by_external_id(Vendor::Kling, id, world.now_ms())
}

fn state(world: &World, start: &Start) -> State {
    match world.phase(start) {
        Phase::Queued => State::SUBMITTED,
        Phase::Running { .. } => State::new("processing"),
        Phase::Over(Ending::Media | Ending::BadMedia) => State::succeeded(delivery::video(world, start)),
        Phase::Over(Ending::EmptyResult) => State::succeeded(None),
        // The first of them is refused before it is a task.
        Phase::Over(Ending::InputModerated | Ending::OutputModerated) => {
            State::failed("Failure to pass the risk control system")
        }
        // Kling has no cancel.
        Phase::Over(Ending::Failed) | Phase::Cancelled => {
            State::failed("Generation failed, please try again")
        }
    }
}
