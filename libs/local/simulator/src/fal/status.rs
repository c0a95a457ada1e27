//! `GET /{owner}/{alias}/requests/{id}/status`: 202 until it is over, then 200, well or not.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::address::{self, Path};
use super::errors::{self, ApiError};
use super::task::{Task, Verdict};
use super::wire::{self, Metrics, Status};
use crate::numbers;
use crate::usage::Start;
use crate::world::World;

pub(super) async fn status(
    State(world): State<Arc<World>>,
    path: Path,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, ApiError> {
    let start = address::request(&world, &path).ok_or(ApiError::NoRequest)?;
    let with_logs = query.get("logs").is_some_and(|logs| matches!(logs.as_str(), "1" | "true" | "True"));
    let (code, state) = state(&world, &start);
    let logs = with_logs.then(|| logs(&start, state.status));
    let state = wire::State { logs, ..state };
    Ok((code, [("x-fal-request-id", start.task)], Json(state)).into_response())
}

fn state(world: &World, start: &Start) -> (StatusCode, wire::State) {
    let bare = |status| wire::State::of(world, start, status);
    let verdict = Task::verdict(start, world.now_ms());
    let error = match &verdict {
        Verdict::Queued => return (StatusCode::ACCEPTED, bare(Status::InQueue)),
        Verdict::Running => return (StatusCode::ACCEPTED, bare(Status::InProgress)),
        Verdict::Made(..) => None,
        Verdict::Faulty(faults) => {
            let kind = faults.first().map(|fault| fault.kind.clone());
            Some(("The input is not valid", kind.unwrap_or_default()))
        }
        Verdict::Moderated => Some(("The content was rejected", errors::moderated().kind)),
        Verdict::Failed => Some(("Internal server error", errors::FAILED.to_owned())),
        Verdict::Cancelled => Some(("Request was cancelled by the client", errors::CANCELLED.to_owned())),
    };
    let took_ms = start.ends_at_ms.saturating_sub(start.at_ms);
    let seconds = numbers::seconds(u32::try_from(took_ms).unwrap_or(u32::MAX));
    let (error, error_type) = error.map(|(sentence, kind)| (sentence.to_owned(), kind)).unzip();
    let metrics = Metrics { inference_time: Some(seconds) };
    (StatusCode::OK, wire::State { metrics, error, error_type, ..bare(Status::Completed) })
}

fn logs(start: &Start, status: Status) -> Vec<Value> {
    let at = jiff::Timestamp::from_millisecond(start.at_ms).unwrap_or_default().to_string();
    let log =
        |message: &str| json!({ "message": message, "level": "INFO", "source": "USER", "timestamp": at });
    match status {
        Status::InQueue => Vec::new(),
        Status::InProgress => vec![log("Generating")],
        Status::Completed => vec![log("Generating"), log("Done")],
    }
}
