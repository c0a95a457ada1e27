//! `POST /v1/generations`: accepts a task, writes it down, answers.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::errors::{ApiError, Result};
use super::look::generation;
use super::{MODEL, inputs};
use crate::accept::Order;
use crate::picture::Size;
use crate::vendor::Vendor;
use crate::workshop::Kept;
use crate::world::World;

/// For 5 s of at most 720p: "under two minutes" (third-party notes; Luma states none).
const TYPICAL: Duration = Duration::from_mins(1);
/// 10 s and 1080p take "several times that".
const LONGER: Duration = Duration::from_mins(3);
/// Jobs that may be unfinished at a time. Luma's numbers are per account and not public.
const MOST_ACTIVE: usize = 20;
/// Requests a minute; not enforced.
const RATE_LIMIT: (&str, &str) = ("x-ratelimit-limit", "600");

/// What an accepted start asked for, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Task {
    pub(super) size: Size,
    pub(super) seconds: u32,
    /// What the clip begins with.
    pub(super) start_frame: Option<Kept>,
}

pub(super) async fn submit(
    State(world): State<Arc<World>>,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let body = body.map_err(ApiError::from)?;
    let body: Value = serde_json::from_slice(&body)
        .map_err(|reason| ApiError::BadParameter(format!("Malformed JSON: {reason}")))?;
    let (prompt, task) = inputs::read(&world, &body).await?;
    let order = Order::task(Vendor::Luma, MODEL, &prompt, &task, task.typical());
    let accepted = world.accept(Order { most_active: Some(MOST_ACTIVE), ..order })?;
    let answer = Json(generation(&world, &accepted.start));
    Ok(accepted.answer((StatusCode::CREATED, [RATE_LIMIT], answer)))
}

impl Task {
    fn typical(&self) -> Duration {
        let is_long = self.seconds > 5 || self.size.width.min(self.size.height) > 720;
        if is_long { LONGER } else { TYPICAL }
    }
}
