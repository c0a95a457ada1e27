//! `GET /tasks`: where tasks are, by their own ids or by those that the client gave them. Avatars are among
//! them. Whom nobody knows is missing from the answer.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use serde::Deserialize;

use super::delivery;
use super::errors::ApiError;
use super::key::NewStandard;
use super::task::{State, Task};
use super::wire::{Billing, Created, Envelope, Output, TaskState};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// In one query (observed by third parties).
const MOST_IDS: usize = 20;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    task_ids: Option<String>,
    external_task_ids: Option<String>,
}

pub(super) async fn tasks(
    _: NewStandard,
    Shared(world): Shared<Arc<World>>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Json<Envelope<Vec<TaskState>>>, ApiError> {
    let now_ms = world.now_ms();
    let found: Vec<Start> = match asked?.0 {
        Asked { task_ids: Some(ids), external_task_ids: None } => {
            split(&ids)?.into_iter().filter_map(|id| world.usage.task(Vendor::Kling, id)).collect()
        }
        Asked { task_ids: None, external_task_ids: Some(ids) } => {
            let named = |id| world.usage.task_named(Vendor::Kling, id, now_ms);
            split(&ids)?.into_iter().filter_map(named).collect()
        }
        Asked { .. } => {
            let sentence = "exactly one of task_ids and external_task_ids is required";
            return Err(ApiError::BadParameter(sentence.to_owned()));
        }
    };
    Ok(Json(Envelope::of(found.iter().filter_map(|start| state(&world, start)).collect())))
}

pub(super) fn created(start: &Start, state: State) -> Created {
    Created {
        id: start.task.clone(),
        status: state.status,
        create_time: start.at_ms,
        update_time: state.since_ms,
        external_id: start.external_id.as_ref().map(|external| external.id.clone()).unwrap_or_default(),
    }
}

fn split(ids: &str) -> Result<Vec<&str>, ApiError> {
    let ids: Vec<&str> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    match ids.len() {
        0 => Err(ApiError::BadParameter("ids must not be empty".to_owned())),
        given if given > MOST_IDS => {
            Err(ApiError::BadParameter(format!("at most {MOST_IDS} ids can be asked for, not {given}")))
        }
        _ => Ok(ids),
    }
}

/// None of speech, which is no task to be asked for.
fn state(world: &World, start: &Start) -> Option<TaskState> {
    let task = Task::of(start).filter(|task| !matches!(task, Task::Speech(_)))?;
    let state = State::of(start, world.now_ms());
    let (mut outputs, mut billing) = (Vec::new(), Vec::new());
    if state.has_files {
        outputs.extend(delivery::video(world, start, &task).map(|video| Output { kind: "video", video }));
        let amount = delivery::tenths(task.price());
        billing.push(Billing { charge_type: "unit", amount, package_type: "video" });
    }
    Some(TaskState { task: created(start, state), message: state.message, outputs, billing })
}
