//! `POST /{endpoint}`: accepts a request, writes it down, answers. The queue checks only whether there is such an
//! endpoint; what is wrong with the input shows at the result.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{Method, Uri};
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use super::asked::Asked;
use super::errors::{ApiError, Result};
use super::inputs;
use super::make::{Clip, Make, Track};
use super::reader::Reader;
use super::task::Task;
use super::{address, catalog};
use crate::accept::Order;
use crate::course::{self, QUEUED_PERMILLE};
use crate::sim_words::SimWords;
use crate::vendor::Vendor;
use crate::world::World;

/// A recording makes the work longer by its length times this.
const TYPICAL_OF_RECORDING: u32 = 3;

pub(super) async fn submit(
    State(world): State<Arc<World>>,
    method: Method,
    uri: Uri,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let endpoint = uri.path().trim_matches('/').to_owned();
    let nothing = Value::Object(serde_json::Map::new());
    let body = serde_json::from_slice::<Value>(&body.map_err(|_| ApiError::TooLarge)?);
    let object = body.as_ref().ok().filter(|body| body.is_object());

    let mut reader = Reader::new(object.unwrap_or(&nothing)).map_err(|wrong| malformed(&wrong))?;
    let Some(asked) = catalog::read(&endpoint, &mut reader) else {
        return Err(ApiError::NoEndpoint(endpoint).into());
    };
    if method != Method::POST {
        return Err(ApiError::MethodNotAllowed.into());
    }
    if object.is_none() {
        return Err(body
            .err()
            .map_or_else(|| malformed(&"it is no object"), |reason| malformed(&reason))
            .into());
    }
    let faults = reader.end();
    let (prompt, task) = if faults.is_empty() {
        inputs::task(&world, &asked).await?
    } else {
        (inputs::job(&asked, None), Task::Faulty(faults))
    };
    let accepted = world.accept(order(&endpoint, &asked, &prompt, task))?;
    let state = address::state(&world, &accepted.start, "IN_QUEUE");
    let id = accepted.start.task.clone();
    Ok(accepted.answer(([("x-fal-request-id", id)], Json(state))))
}

fn malformed(reason: &dyn std::fmt::Display) -> ApiError {
    ApiError::Malformed(format!("The body is not valid: {reason}"))
}

fn order(endpoint: &str, asked: &Asked<'_>, prompt: &str, task: Task) -> Order<Task> {
    let words = SimWords::from_prompt(Vendor::Fal, asked.prompt.as_deref().unwrap_or_default());
    let typical = asked.plan.typical(prompt);
    let (units, takes) = match &task {
        // Refused as soon as a runner looks at it.
        Task::Faulty(_) => (0, typical * u32::from(QUEUED_PERMILLE) / 1000),
        Task::Make(make) => {
            (make.units(), course::takes(&words, typical.saturating_add(on_top(make)), QUEUED_PERMILLE))
        }
    };
    let order = Order::answered_at_once(Vendor::Fal, endpoint, prompt, task);
    Order { words, seed: asked.seed, units, takes, ..order }
}

fn on_top(make: &Make) -> Duration {
    match make {
        Make::Clip(Clip { millis, track: Track::Recording(_), .. }) => {
            Duration::from_millis(u64::from(*millis)).saturating_mul(TYPICAL_OF_RECORDING)
        }
        Make::Clip(_) | Make::Pictures(_) | Make::Speech { .. } => Duration::ZERO,
    }
}
