//! Where a task is, the list of all, and the end of one: `DELETE` cancels a task that is queued and deletes one
//! that is over.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{FPS, LAST_FRAME, Task, VIDEO};
use crate::byteplus::errors::{ApiError, INTERNAL, OUTPUT_VIDEO, Result};
use crate::byteplus::link;
use crate::course::Phase;
use crate::json::merged;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// For which a record is kept.
const KEPT: Duration = Duration::from_hours(7 * 24);
const PREFIX: &str = "cgt-";

pub(in crate::byteplus) async fn look(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>> {
    let (start, task) = find(&world, &id)?;
    Ok(Json(state(&world, &start, &task)))
}

/// Newest first, all or those of `filter.task_ids`, which may be repeated.
pub(in crate::byteplus) async fn list(
    State(world): State<Arc<World>>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Json<Value> {
    let ids: Vec<_> = asked.iter().filter(|(name, _)| name == "filter.task_ids").map(|(_, id)| id).collect();
    let starts = world.usage.tasks(Vendor::Byteplus).into_iter().rev();
    let starts =
        starts.filter(|start| is_kept(&world, start) && (ids.is_empty() || ids.contains(&&id(start))));
    let items: Vec<_> =
        starts.filter_map(|start| Some(state(&world, &start, &start.request::<Task>()?))).collect();
    Json(json!({ "total": items.len(), "items": items }))
}

pub(in crate::byteplus) async fn delete(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>> {
    let (start, _) = find(&world, &id)?;
    match world.phase(&start) {
        Phase::Queued => {
            world.usage.cancel(Vendor::Byteplus, &start.task, world.now_ms(), 0)?;
        }
        Phase::Running { .. } => return Err(ApiError::TaskRuns.into()),
        Phase::Over(_) | Phase::Cancelled => {
            world.usage.delete(Vendor::Byteplus, &start.task, world.now_ms())?;
        }
    }
    Ok(Json(json!({})))
}

pub(super) fn id(start: &Start) -> String {
    format!("{PREFIX}{}", start.task.replace('-', ""))
}

/// A task that is neither deleted nor forgotten.
fn find(world: &World, id: &str) -> Result<(Start, Task)> {
    let known = || {
        let uuid = Uuid::parse_str(id.strip_prefix(PREFIX)?).ok()?;
        let start = world.usage.task(Vendor::Byteplus, &uuid.to_string())?;
        let task = start.request()?;
        (start.deleted_at_ms.is_none() && is_kept(world, &start)).then_some((start, task))
    };
    Ok(known().ok_or_else(|| ApiError::NoTask(id.to_owned()))?)
}

/// A start that moderation refused was never a task.
fn is_kept(world: &World, start: &Start) -> bool {
    let kept_ms = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    start.ending != Ending::InputModerated && world.now_ms() < start.at_ms.saturating_add(kept_ms)
}

fn state(world: &World, start: &Start, task: &Task) -> Value {
    let failed = |(code, message): (&str, &str)| json!({ "error": { "code": code, "message": message } });
    let (status, changed_ms, more) = match world.phase(start) {
        Phase::Queued => ("queued", start.at_ms, json!({})),
        Phase::Running { .. } => ("running", world.now_ms(), json!({})),
        Phase::Cancelled => ("cancelled", start.ends_at_ms, json!({})),
        Phase::Over(Ending::OutputModerated) => ("failed", start.ends_at_ms, failed(OUTPUT_VIDEO)),
        Phase::Over(Ending::Failed | Ending::InputModerated) => {
            ("failed", start.ends_at_ms, failed(INTERNAL))
        }
        Phase::Over(ending) => ("succeeded", start.ends_at_ms, made(world, start, task, ending)),
    };
    let state = json!({
        "id": id(start),
        "model": start.job.model,
        "status": status,
        "created_at": start.at_ms.div_euclid(1000),
        "updated_at": changed_ms.div_euclid(1000),
        "resolution": task.resolution,
        "ratio": task.ratio,
        "duration": task.seconds,
        "framespersecond": FPS,
        "generate_audio": task.sound,
    });
    merged(state, more)
}

fn made(world: &World, start: &Start, task: &Task, ending: Ending) -> Value {
    let mut content = Map::new();
    if ending != Ending::EmptyResult {
        content.insert("video_url".to_owned(), json!(link(world, start, VIDEO)));
        if task.return_last_frame {
            content.insert("last_frame_url".to_owned(), json!(link(world, start, LAST_FRAME)));
        }
    }
    json!({
        "content": content,
        "usage": { "completion_tokens": task.tokens(), "total_tokens": task.tokens() },
        "seed": start.seed(task.size),
    })
}
