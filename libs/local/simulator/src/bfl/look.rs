//! `GET /v1/get_result?id=`: where a task is, always with HTTP 200, also for an unknown task. And the file that
//! its delivery link opens.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::errors::{ApiError, Problem, Result};
use super::submit::Task;
use crate::course::Phase;
use crate::json::merged;
use crate::link;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::Recipe;
use crate::world::World;

/// How long a link opens, from the moment the result is ready (BFL documentation).
const VALID: Duration = Duration::from_mins(10);
const REASONED_PERMILLE: u16 = 300;

#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    id: Option<String>,
}

pub(super) async fn look(State(world): State<Arc<World>>, Query(asked): Query<Asked>) -> Result<Json<Value>> {
    let id = asked.id.ok_or_else(|| {
        let msg = "Field required".to_owned();
        ApiError::Unprocessable(vec![Problem { loc: vec!["query", "id"], msg, kind: "missing" }])
    })?;
    let known = world.usage.task(Vendor::Bfl, &id).and_then(|start| Some((start.request()?, start)));
    Ok(Json(match known {
        Some((task, start)) => state(&world, &start, &task),
        None => answer(&id, "Task not found", json!({})),
    }))
}

fn state(world: &World, start: &Start, task: &Task) -> Value {
    let (status, more) = match world.phase(start) {
        // A request that moderation refuses gets no further than the queue.
        Phase::Queued if start.ending == Ending::InputModerated => ("Pending", json!({ "progress": 0.0 })),
        Phase::Queued => ("Pending", progress(start.permille(world.now_ms()))),
        Phase::Running { permille } if permille < REASONED_PERMILLE => ("Reasoning", progress(permille)),
        Phase::Running { permille } => ("Generating", progress(permille)),
        Phase::Over(ending @ (Ending::Media | Ending::BadMedia | Ending::EmptyResult)) => {
            let result = result(world, start, task, ending);
            ("Ready", json!({ "result": result, "progress": 1.0, "cost": task.cost() }))
        }
        Phase::Over(Ending::InputModerated) => ("Request Moderated", moderation("Request")),
        Phase::Over(Ending::OutputModerated) => ("Content Moderated", moderation("Content")),
        // BFL has no cancel.
        Phase::Over(Ending::Failed) | Phase::Cancelled => ("Error", json!({})),
    };
    answer(&start.task, status, more)
}

/// With a null for each field that there is nothing to say about.
fn answer(id: &str, status: &str, more: Value) -> Value {
    let nulls = json!({ "result": null, "progress": null, "details": null, "preview": null, "cost": null });
    merged(merged(json!({ "id": id, "status": status }), nulls), more)
}

fn progress(permille: u16) -> Value {
    json!({ "progress": f64::from(permille) / 1000.0 })
}

fn moderation(what: &str) -> Value {
    json!({ "details": { "Moderation Reasons": [format!("{what} Safety Filter")] } })
}

fn result(world: &World, start: &Start, task: &Task, ending: Ending) -> Value {
    let result = json!({
        "prompt": start.job.prompt,
        "seed": start.seed(task.size),
        "start_time": seconds(start.at_ms),
        "end_time": seconds(start.ends_at_ms),
        "duration": seconds(start.ends_at_ms.saturating_sub(start.at_ms)),
    });
    let link = link::to(world, Vendor::Bfl, &start.task, &task.file(), start.ends_at_ms, VALID);
    if ending == Ending::EmptyResult { result } else { merged(result, json!({ "sample": link })) }
}

fn seconds(ms: i64) -> f64 {
    Duration::from_millis(u64::try_from(ms).unwrap_or(0)).as_secs_f64()
}

pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let task = start.request::<Task>().filter(|task| task.file() == file)?;
    Recipe::Still(start.still(task.size, None, 0), task.format).after(world.ending(start)?)
}
