//! `GET /v1beta/files/{id}:download?alt=media`: the file, for two days, with the key.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::operation;
use super::task::Task;
use crate::course::{self, Phase};
use crate::google::errors::ApiError;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::Recipe;
use crate::world::World;

const KEPT: Duration = Duration::from_hours(48);

/// The SDK takes the letters and digits after `files/` for its name.
pub(super) fn uri(world: &World, start: &Start, sample: u32) -> String {
    let id = start.task.replace('-', "");
    format!("{}/v1beta/files/{id}s{sample}:download?alt=media", world.base_url(Vendor::Google))
}

pub(in crate::google) async fn file(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let (name, verb) = file.split_once(':').unwrap_or((&file, ""));
    let (start, recipe) = find(&world, name).ok_or_else(|| ApiError::NoFile(name.to_owned()))?;
    if verb == "download" {
        return Ok(world.deliver(&start, recipe, &uri).await?);
    }
    Ok(Json(json!({ "name": format!("files/{name}"), "mimeType": "video/mp4", "state": "ACTIVE" }))
        .into_response())
}

/// Nothing two days after the end.
fn find(world: &World, name: &str) -> Option<(Start, Recipe)> {
    let (id, sample) = name.split_once('s')?;
    let start = operation::find(world, id)?;
    let task = Task::of(&start)?;
    let sample = sample.parse().ok().filter(|sample| *sample < task.samples)?;
    let Phase::Over(ending) = start.phase(world.now_ms(), course::QUEUED_PERMILLE) else { return None };
    let kept_ms = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    if world.now_ms() >= start.ends_at_ms.saturating_add(kept_ms) {
        return None;
    }
    let recipe = task.clip(&start, sample).after(ending)?;
    Some((start, recipe))
}
