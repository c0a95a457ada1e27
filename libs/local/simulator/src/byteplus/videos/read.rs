//! `GET /api/v3/contents/generations/tasks/{id}` and the list of all: where a task is.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::task::{FPS, LAST_FRAME, Task, VIDEO};
use crate::byteplus::delivery;
use crate::byteplus::errors::{ApiError, INTERNAL, OUTPUT_VIDEO};
use crate::course::{self, Phase};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// For which a record is kept.
const KEPT: Duration = Duration::from_hours(7 * 24);
const PREFIX: &str = "cgt-";

pub(in crate::byteplus) async fn read(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    let (start, task) = find(&world, &id)?;
    Ok(Json(state(&world, &start, &task)))
}

/// Newest first. `page_num`, `page_size`, `filter.status`, `filter.model`, `filter.task_ids` (repeated).
pub(in crate::byteplus) async fn list(
    State(world): State<Arc<World>>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Json<Value> {
    let values = |name: &str| -> Vec<&str> {
        asked.iter().filter(|(given, _)| given == name).map(|(_, value)| value.as_str()).collect()
    };
    let fits = |state: &Value, (asked, field): (&str, &str)| {
        let wanted = values(asked);
        wanted.is_empty()
            || state.get(field).and_then(Value::as_str).is_some_and(|value| wanted.contains(&value))
    };
    let filters = [("filter.status", "status"), ("filter.model", "model"), ("filter.task_ids", "id")];
    let known = world.usage.tasks(Vendor::Byteplus).into_iter().rev().filter(|start| is_kept(&world, start));
    let states = known.filter_map(|start| Some(state(&world, &start, &Task::of(&start)?)));
    let found: Vec<Value> =
        states.filter(|state| filters.into_iter().all(|filter| fits(state, filter))).collect();
    let number = |name: &str| -> Option<usize> { values(name).last()?.parse().ok() };
    let size = number("page_size").unwrap_or(10).clamp(1, 500);
    let before = number("page_num").unwrap_or(1).saturating_sub(1).saturating_mul(size);
    let total = found.len();
    let items: Vec<Value> = found.into_iter().skip(before).take(size).collect();
    Json(json!({ "total": total, "items": items }))
}

pub(super) fn id(start: &Start) -> String {
    format!("{PREFIX}{}", start.task.replace('-', ""))
}

/// A task that is neither deleted nor forgotten.
pub(super) fn find(world: &World, id: &str) -> Result<(Start, Task), ApiError> {
    let known = || {
        let uuid = Uuid::parse_str(id.strip_prefix(PREFIX)?).ok()?;
        let start = world.usage.task(Vendor::Byteplus, &uuid.to_string())?;
        let task = Task::of(&start)?;
        (start.deleted_at_ms.is_none() && is_kept(world, &start)).then_some((start, task))
    };
    known().ok_or_else(|| ApiError::NoTask(id.to_owned()))
}

/// A start that moderation refused was never a task.
fn is_kept(world: &World, start: &Start) -> bool {
    let kept_ms = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    start.ending != Ending::InputModerated && world.now_ms() < start.at_ms.saturating_add(kept_ms)
}

fn state(world: &World, start: &Start, task: &Task) -> Value {
    let mut state = described(start, task);
    let now_ms = world.now_ms();
    let phase = start.phase(now_ms, course::QUEUED_PERMILLE);
    let (status, changed_ms) = match phase {
        Phase::Queued => ("queued", start.at_ms),
        Phase::Running { .. } => ("running", now_ms),
        Phase::Cancelled => ("cancelled", start.ends_at_ms),
        Phase::Over(Ending::Media | Ending::BadMedia | Ending::EmptyResult) => {
            ("succeeded", start.ends_at_ms)
        }
        Phase::Over(_) => ("failed", start.ends_at_ms),
    };
    let mut set = |name: &str, value: Value| state.insert(name.to_owned(), value);
    set("status", json!(status));
    set("updated_at", json!(changed_ms.div_euclid(1000)));
    let failed = |(code, message): (&str, &str)| json!({ "code": code, "message": message });
    match phase {
        Phase::Over(Ending::OutputModerated) => {
            set("error", failed(OUTPUT_VIDEO));
        }
        Phase::Over(Ending::Failed | Ending::InputModerated) => {
            set("error", failed(INTERNAL));
        }
        Phase::Over(ending) => {
            set("content", content(world, start, task, ending));
            set("usage", json!({ "completion_tokens": task.tokens(), "total_tokens": task.tokens() }));
            set("seed", json!(task.seed(&start.job.prompt)));
        }
        Phase::Queued | Phase::Running { .. } | Phase::Cancelled => {}
    }
    Value::Object(state)
}

fn content(world: &World, start: &Start, task: &Task, ending: Ending) -> Value {
    if ending == Ending::EmptyResult {
        return json!({});
    }
    let mut content = Map::new();
    content.insert("video_url".to_owned(), json!(delivery::link(world, start, VIDEO)));
    if task.return_last_frame {
        content.insert("last_frame_url".to_owned(), json!(delivery::link(world, start, LAST_FRAME)));
    }
    Value::Object(content)
}

fn described(start: &Start, task: &Task) -> Map<String, Value> {
    let fields = [
        ("id", json!(id(start))),
        ("model", json!(start.job.model)),
        ("created_at", json!(start.at_ms.div_euclid(1000))),
        ("resolution", json!(task.resolution)),
        ("ratio", json!(task.ratio)),
        ("duration", json!(task.frames / FPS)),
        ("frames", json!(task.frames)),
        ("framespersecond", json!(FPS)),
        ("generate_audio", json!(task.sound)),
        ("draft", json!(task.draft)),
        ("service_tier", json!(task.service_tier)),
        ("execution_expires_after", json!(task.execution_expires_after)),
        ("output_format", json!("mp4")),
    ];
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
