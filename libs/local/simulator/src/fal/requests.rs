//! `/{owner}/{alias}/requests/{id}`: the state of a request, its result, and its cancellation.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::address::{self, Path};
use super::errors::{self, ApiError, Result};
use super::output;
use super::task::{Task, Verdict};
use crate::json::merged;
use crate::numbers;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// A runner that has come further does not stop any more.
const STOPS_UNTIL_PERMILLE: u16 = 500;

/// 202 until the request is over, then 200, however it ended.
pub(super) async fn status(
    State(world): State<Arc<World>>,
    path: Path,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response> {
    let start = address::request(&world, &path).ok_or(ApiError::NoRequest)?;
    let with_logs = query.get("logs").is_some_and(|logs| matches!(logs.as_str(), "1" | "true" | "True"));
    let (code, state) = state(&world, &start);
    let state = merged(state, json!({ "logs": with_logs.then(|| logs(&start)) }));
    Ok((code, [("x-fal-request-id", start.task)], Json(state)).into_response())
}

fn state(world: &World, start: &Start) -> (StatusCode, Value) {
    let error = match Task::verdict(world, start) {
        Verdict::Queued => return (StatusCode::ACCEPTED, address::state(world, start, "IN_QUEUE")),
        Verdict::Running => return (StatusCode::ACCEPTED, address::state(world, start, "IN_PROGRESS")),
        Verdict::Made(..) => json!({}),
        Verdict::Faulty(faults) => {
            let kind = faults.first().map(|fault| fault.kind.as_str());
            json!({ "error": "The input is not valid", "error_type": kind })
        }
        Verdict::Moderated => {
            json!({ "error": "The content was rejected", "error_type": errors::moderated().kind })
        }
        Verdict::Failed => json!({ "error": "Internal server error", "error_type": errors::FAILED }),
        Verdict::Cancelled => {
            json!({ "error": "Request was cancelled by the client", "error_type": errors::CANCELLED })
        }
    };
    let took_ms = start.ends_at_ms.saturating_sub(start.at_ms);
    let seconds = numbers::seconds(u32::try_from(took_ms).unwrap_or(u32::MAX));
    let over = merged(
        address::state(world, start, "COMPLETED"),
        json!({ "metrics": { "inference_time": seconds } }),
    );
    (StatusCode::OK, merged(over, error))
}

fn logs(start: &Start) -> Vec<Value> {
    let at = jiff::Timestamp::from_millisecond(start.at_ms).unwrap_or_default().to_string();
    vec![json!({ "message": "Accepted", "level": "INFO", "source": "USER", "timestamp": at })]
}

/// The output of the model, or its error under its own HTTP status.
pub(super) async fn result(State(world): State<Arc<World>>, path: Path) -> Result<Response> {
    let start = address::request(&world, &path).ok_or(ApiError::NoRequest)?;
    let answer = match Task::verdict(&world, &start) {
        Verdict::Made(make, ending) => Ok(Json(output::output(&world, &start, &make, ending))),
        Verdict::Queued | Verdict::Running => Err(ApiError::InProgress),
        Verdict::Faulty(faults) => Err(ApiError::Faults(faults)),
        Verdict::Moderated => Err(ApiError::Faults(vec![errors::moderated()])),
        Verdict::Failed => Err(ApiError::Failed),
        Verdict::Cancelled => Err(ApiError::Cancelled),
    };
    Ok(([("x-fal-request-id", start.task)], answer).into_response())
}

/// Takes a request out of the queue. If it is at work, the runner can only be asked to stop.
pub(super) async fn cancel(State(world): State<Arc<World>>, path: Path) -> Result<Response> {
    let Some(start) = address::request(&world, &path) else {
        return Ok(cancellation(StatusCode::NOT_FOUND, "NOT_FOUND"));
    };
    match Task::verdict(&world, &start) {
        Verdict::Queued => {
            stop(&world, &start)?;
            Ok(cancellation(StatusCode::OK, "OK"))
        }
        Verdict::Running => {
            if start.permille(world.now_ms()) < STOPS_UNTIL_PERMILLE {
                stop(&world, &start)?;
            }
            Ok(cancellation(StatusCode::ACCEPTED, "CANCELLATION_REQUESTED"))
        }
        Verdict::Made(..)
        | Verdict::Faulty(_)
        | Verdict::Moderated
        | Verdict::Failed
        | Verdict::Cancelled => Ok(cancellation(StatusCode::BAD_REQUEST, "ALREADY_COMPLETED")),
    }
}

/// Nothing is billed.
fn stop(world: &World, start: &Start) -> Result<()> {
    world.usage.cancel(Vendor::Fal, &start.task, world.now_ms(), 0)?;
    Ok(())
}

fn cancellation(code: StatusCode, status: &str) -> Response {
    (code, Json(json!({ "status": status }))).into_response()
}
