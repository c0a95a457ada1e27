//! `POST /v1/text_to_video` and `/v1/image_to_video`: accepts a task, writes it down, answers.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::errors::{ApiError, Result};
use super::inputs::{self, Asked, Endpoint};
use super::throttle;
use crate::accept::{Order, Refused};
use crate::course::Phase;
use crate::picture::Size;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::Kept;
use crate::world::World;

/// At the vendor, for one clip (a guess: Runway states none).
const TYPICAL: Duration = Duration::from_secs(40);

/// What an accepted start asked for, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) seconds: u32,
    pub(super) sound: bool,
    /// What the clip begins with.
    pub(super) start_frame: Option<Kept>,
    /// The picture that was sent is none.
    pub(super) has_bad_asset: bool,
    /// Of 0.01 USD each.
    pub(super) credits: u32,
    /// Until then the task waits for one of the places of its model.
    pub(super) throttled_until_ms: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Throttled,
    At(Phase),
}

type Body = std::result::Result<Bytes, BytesRejection>;

pub(super) async fn text_to_video(State(world): State<Arc<World>>, body: Body) -> Result<Response> {
    submit(&world, Endpoint::TextToVideo, body).await
}

pub(super) async fn image_to_video(State(world): State<Arc<World>>, body: Body) -> Result<Response> {
    submit(&world, Endpoint::ImageToVideo, body).await
}

async fn submit(world: &World, endpoint: Endpoint, body: Body) -> Result<Response> {
    let body = body.map_err(|_| ApiError::TooLarge)?;
    let body: Value = serde_json::from_slice(&body).map_err(ApiError::Malformed)?;
    let Asked { model, prompt, task } = inputs::read(world, endpoint, &body).await?;
    if throttle::accepted_today(world, model.name) >= throttle::MOST_A_DAY {
        return Err(Refused::RateLimit.into());
    }
    let mut order = Order::task(Vendor::Runway, model.name, &prompt, &task, TYPICAL);
    order.takes = order.takes.saturating_add(throttle::unscaled_wait(world, task.throttled_until_ms));
    if task.has_bad_asset {
        order.words.ending = Ending::Failed;
    }
    let accepted = world.accept(order)?;
    let cost = json!({ "credits": task.credits });
    Ok(accepted.answer(Json(json!({ "id": accepted.start.task, "estimatedCost": cost }))))
}

impl Task {
    pub(super) fn stage(&self, world: &World, start: &Start) -> Stage {
        let Some(free_ms) = self.throttled_until_ms else { return Stage::At(world.phase(start)) };
        if world.now_ms() < free_ms && start.cancelled_at_ms.is_none() {
            return Stage::Throttled;
        }
        Stage::At(world.phase(&Start { at_ms: free_ms, ..start.clone() }))
    }

    /// The charge for a task with this ending: a prompt that moderation refused is not refunded.
    pub(super) fn cost(&self, ending: Ending) -> u32 {
        match ending {
            Ending::Media | Ending::BadMedia | Ending::InputModerated => self.credits,
            Ending::EmptyResult | Ending::OutputModerated | Ending::Failed => 0,
        }
    }
}
