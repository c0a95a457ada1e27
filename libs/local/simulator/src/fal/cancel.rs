//! `PUT /{owner}/{alias}/requests/{id}/cancel`: takes a request out of the queue; of one that is at work it
//! can only ask the runner to stop.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::address::{self, Path};
use super::errors::ApiError;
use super::task::{Task, Verdict};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// A runner that has come further does not stop any more.
const STOPS_UNTIL_PERMILLE: u16 = 500;

pub(super) async fn cancel(State(world): State<Arc<World>>, path: Path) -> Result<Response, ApiError> {
    let Some(start) = address::request(&world, &path) else {
        return Ok(answer(StatusCode::NOT_FOUND, "NOT_FOUND"));
    };
    let now_ms = world.now_ms();
    match Task::verdict(&start, now_ms) {
        Verdict::Queued => {
            stop(&world, &start)?;
            Ok(answer(StatusCode::OK, "OK"))
        }
        Verdict::Running => {
            if start.permille(now_ms) < STOPS_UNTIL_PERMILLE {
                stop(&world, &start)?;
            }
            Ok(answer(StatusCode::ACCEPTED, "CANCELLATION_REQUESTED"))
        }
        Verdict::Made(..)
        | Verdict::Faulty(_)
        | Verdict::Moderated
        | Verdict::Failed
        | Verdict::Cancelled => Ok(answer(StatusCode::BAD_REQUEST, "ALREADY_COMPLETED")),
    }
}

/// Nothing is billed.
fn stop(world: &World, start: &Start) -> Result<(), ApiError> {
    world.usage.cancel(Vendor::Fal, &start.task, world.now_ms(), 0)?;
    Ok(())
}

fn answer(code: StatusCode, status: &str) -> Response {
    (code, Json(json!({ "status": status }))).into_response()
}
