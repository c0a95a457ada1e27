//! `POST /v1/flux-2-pro`: accepts a task, writes it down, answers.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::Value;

use super::errors::ApiError;
use super::task::{MODEL, Task};
use super::wire::{Price, Status, Submitted};
use super::{inputs, timeline};
use crate::cut::cut_connection;
use crate::ledger::{Admission, Attempt, JobKey, Refusal, Start};
use crate::sim_words::{Answer, Ending, SimWords};
use crate::vendor::Vendor;
use crate::world::World;

/// Tasks that may be active at a time (BFL documentation).
const MOST_ACTIVE: usize = 24;

pub(super) async fn submit(State(world): State<Arc<World>>, body: Bytes) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body).map_err(ApiError::Malformed)?;
    let (prompt, task) = inputs::read(&body).map_err(ApiError::Unprocessable)?;
    let words = SimWords::of(&prompt);
    let attempt = attempt(&world, prompt, &task, &words)?;
    match world.ledger.admit(attempt).map_err(ApiError::Simulator)? {
        Admission::Refused(Refusal::RateLimit) => Err(ApiError::RateLimited),
        Admission::Refused(Refusal::ServerError) => Err(ApiError::Broken),
        Admission::Refused(Refusal::TooManyActive) => Err(ApiError::TooManyActive),
        Admission::Started(start) => {
            tracing::info!(task = start.task, prompt = start.job.prompt, "BFL accepted a task");
            Ok(match words.answer {
                Answer::Sent => Json(submitted(&world, start, task)).into_response(),
                Answer::Dropped => cut_connection(),
            })
        }
    }
}

fn attempt(world: &World, prompt: String, task: &Task, words: &SimWords) -> Result<Attempt, ApiError> {
    let request = serde_json::to_value(task).map_err(|error| ApiError::Simulator(error.into()))?;
    Ok(Attempt {
        job: JobKey { vendor: Vendor::Bfl, model: MODEL.to_owned(), prompt },
        seed: task.seed,
        at_ms: world.now_ms(),
        takes_ms: world.scaled_ms(timeline::takes(words)),
        billed_units: match words.ending {
            Ending::Media | Ending::BadMedia => 1,
            Ending::EmptyResult | Ending::InputModerated | Ending::OutputModerated | Ending::Failed => 0,
        },
        request,
        refusals: words.refusals,
        most_active: MOST_ACTIVE,
    })
}

fn submitted(world: &World, start: Start, task: Task) -> Submitted {
    let price = Price {
        cost: task.cost(),
        input_mp: f64::from(task.input_mp()),
        output_mp: f64::from(task.output_mp()),
    };
    let id = start.task;
    match task.webhook_url {
        None => {
            let polling_url = format!("{}/v1/get_result?id={id}", world.base_url(Vendor::Bfl));
            Submitted::ToPoll { id, polling_url, price }
        }
        Some(webhook_url) => Submitted::ToCall { id, status: Status::Pending, webhook_url, price },
    }
}
