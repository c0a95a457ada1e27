//! `DELETE /api/v3/contents/generations/tasks/{id}`: cancels a task that is queued, deletes one that is over.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::read;
use crate::byteplus::errors::ApiError;
use crate::course::{self, Phase};
use crate::vendor::Vendor;
use crate::world::World;

pub(in crate::byteplus) async fn delete(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let (start, _) = read::find(&world, &id)?;
    let now_ms = world.now_ms();
    match start.phase(now_ms, course::QUEUED_PERMILLE) {
        Phase::Queued => {
            world.usage.cancel(Vendor::Byteplus, &start.task, now_ms, 0)?;
        }
        Phase::Running { .. } => return Err(ApiError::TaskRuns),
        Phase::Over(_) | Phase::Cancelled => {
            world.usage.delete(Vendor::Byteplus, &start.task, now_ms)?;
        }
    }
    Ok(Json(json!({})))
}
