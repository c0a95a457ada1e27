//! `DELETE /v3/videos/{id}`: removes a video for good. One that is at work goes on, and is paid for.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use crate::heygen::errors::ApiError;
use crate::heygen::made::Made;
use crate::vendor::Vendor;
use crate::world::World;

pub(in crate::heygen) async fn delete(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let start = world.usage.task(Vendor::Heygen, &id).ok_or(ApiError::NoVideo)?;
    let is_video = matches!(Made::of(&start), Some(Made::Video(_)));
    if !is_video || !world.usage.delete(Vendor::Heygen, &id, world.now_ms())? {
        return Err(ApiError::NoVideo);
    }
    Ok(Json(json!({ "data": { "id": id, "deleted": true } })))
}
