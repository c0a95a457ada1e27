//! `DELETE /v1/tasks/{id}`: ends a task that has not ended, hides one that has. Either way nobody can fetch
//! it any more.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::errors::ApiError;
use super::task::{Stage, Task};
use crate::course::Phase;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) async fn cancel(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let now_ms = world.now_ms();
    let start = world.usage.task(Vendor::Runway, &id).ok_or(ApiError::NoTask)?;
    // Deleted first, so that of two that come together one finds nothing.
    if !world.usage.delete(Vendor::Runway, &id, now_ms)? {
        return Err(ApiError::NoTask);
    }
    world.usage.cancel(Vendor::Runway, &id, now_ms, units(&start, now_ms))?;
    Ok(StatusCode::NO_CONTENT)
}

/// What was at work already is not refunded.
fn units(start: &Start, now_ms: i64) -> u32 {
    let at_work = |task: Task| matches!(task.stage(start, now_ms), Stage::At(Phase::Running { .. }));
    u32::from(Task::of(start).is_some_and(at_work))
}
