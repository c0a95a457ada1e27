//! `GET` and `DELETE /v1/tasks/{id}`: where a task is, its end, and the clip behind its link.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

use super::errors::{ApiError, Result};
use super::submit::{Stage, Task};
use crate::course::Phase;
use crate::json::merged;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Clip, Fps, Recipe, Track};
use crate::world::World;
use crate::{link, numbers};

/// The name of a task's file.
const FILE: &str = "output.mp4";
/// How long a link opens, from the look that gave it. Runway says 24 to 48 hours.
const VALID: Duration = Duration::from_hours(24);

/// Every look at a task that succeeded signs its link afresh.
pub(super) async fn look(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>> {
    let start = world.usage.task(Vendor::Runway, &id).filter(|start| start.deleted_at_ms.is_none());
    let start = start.ok_or(ApiError::NoTask)?;
    let task = start.request::<Task>().ok_or(ApiError::NoTask)?;
    let created_at = jiff::Timestamp::from_millisecond(start.at_ms).unwrap_or_default().to_string();
    Ok(Json(merged(state(&world, &start, &task), json!({ "id": id, "createdAt": created_at }))))
}

fn state(world: &World, start: &Start, task: &Task) -> Value {
    let cost = json!({ "credits": task.credits });
    match task.stage(world, start) {
        Stage::Throttled => json!({ "status": "THROTTLED", "estimatedCost": cost }),
        // A cancelled task is deleted too, so that nobody sees it.
        Stage::At(Phase::Queued | Phase::Cancelled) => json!({ "status": "PENDING", "estimatedCost": cost }),
        Stage::At(Phase::Running { permille }) => {
            json!({ "status": "RUNNING", "progress": f64::from(permille) / 1000.0, "estimatedCost": cost })
        }
        Stage::At(Phase::Over(ending)) => over(world, start, task, ending),
    }
}

fn over(world: &World, start: &Start, task: &Task, ending: Ending) -> Value {
    let cost = json!({ "credits": task.cost(ending) });
    let (failure, failure_code) = match ending {
        Ending::Media | Ending::BadMedia => {
            let url = link::to(world, Vendor::Runway, &start.task, FILE, world.now_ms(), VALID);
            return json!({ "status": "SUCCEEDED", "output": [url], "cost": cost });
        }
        Ending::EmptyResult => return json!({ "status": "SUCCEEDED", "output": [], "cost": cost }),
        Ending::InputModerated => ("The prompt was rejected by content moderation.", "SAFETY.INPUT.TEXT"),
        Ending::OutputModerated => ("The output was rejected by content moderation.", "SAFETY.OUTPUT.VIDEO"),
        Ending::Failed if task.has_bad_asset => ("An input asset could not be decoded.", "ASSET.INVALID"),
        Ending::Failed => ("The output was of too low quality.", "INTERNAL.BAD_OUTPUT.CODE01"),
    };
    json!({ "status": "FAILED", "failure": failure, "failureCode": failure_code, "cost": cost })
}

/// Ends a task that has not ended, and hides one that has. Either way nobody can fetch it any more.
pub(super) async fn cancel(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<StatusCode> {
    let now_ms = world.now_ms();
    let start = world.usage.task(Vendor::Runway, &id).ok_or(ApiError::NoTask)?;
    // It is deleted first, so that of two calls that come together one finds nothing.
    if !world.usage.delete(Vendor::Runway, &id, now_ms)? {
        return Err(ApiError::NoTask.into());
    }
    world.usage.cancel(Vendor::Runway, &id, now_ms, units(&world, &start))?;
    Ok(StatusCode::NO_CONTENT)
}

/// A task that was at work already is not refunded.
fn units(world: &World, start: &Start) -> u32 {
    let at_work = |task: Task| matches!(task.stage(world, start), Stage::At(Phase::Running { .. }));
    u32::from(start.request().is_some_and(at_work))
}

/// The clip behind a link.
pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let task = start.request::<Task>().filter(|_| file == FILE && start.deleted_at_ms.is_none())?;
    let Stage::At(Phase::Over(ending)) = task.stage(world, start) else { return None };
    let still = start.still(task.size, task.start_frame, 0);
    let track = if task.sound { Track::Hum } else { Track::Silent };
    let millis = numbers::millis(f64::from(task.seconds));
    Recipe::Clip(Clip { still, millis, fps: Fps::F24, track }).after(ending)
}
