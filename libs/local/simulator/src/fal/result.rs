//! `GET /{owner}/{alias}/requests/{id}`: the output of the model, or its error under its own HTTP status.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};

use super::address::{self, Path};
use super::errors::{self, ApiError};
use super::output;
use super::task::{Task, Verdict};
use crate::usage::Start;
use crate::world::World;

pub(super) async fn result(State(world): State<Arc<World>>, path: Path) -> Result<Response, ApiError> {
    let start = address::request(&world, &path).ok_or(ApiError::NoRequest)?;
    let id = start.task.clone();
    let answer = answer(&world, &start).await.into_response();
    Ok(([("x-fal-request-id", id)], answer).into_response())
}

async fn answer(world: &World, start: &Start) -> Result<Response, ApiError> {
    match Task::verdict(start, world.now_ms()) {
        Verdict::Queued | Verdict::Running => Err(ApiError::InProgress),
        Verdict::Faulty(faults) => Err(ApiError::Faults(faults)),
        Verdict::Moderated => Err(ApiError::Faults(vec![errors::moderated()])),
        Verdict::Failed => Err(ApiError::Failed),
        Verdict::Cancelled => Err(ApiError::Cancelled),
        Verdict::Made(make, ending) => {
            let units = output::billable_units(&make, start);
            let output = output::output(world, start, &make, ending).await?;
            Ok(([("x-fal-billable-units", units)], Json(output)).into_response())
        }
    }
}
