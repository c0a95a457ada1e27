//! `POST /api/v3/images/generations`: Seedream.

mod answer;
mod inputs;
mod model;
mod size;
mod task;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::Value;

pub(super) use self::task::find;
use super::errors::ApiError;
use crate::accept::{Order, between};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::world::World;

/// Third parties measured 21 s for one picture.
const TYPICAL: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(15)];

pub(super) async fn generate(State(world): State<Arc<World>>, body: Bytes) -> Result<Response, ApiError> {
    let body: Value =
        serde_json::from_slice(&body).map_err(|reason| ApiError::Malformed(reason.to_string()))?;
    let asked = inputs::read(&world, &body).await?;
    let order = Order {
        units: asked.task.count,
        ..Order::answered_at_once(Vendor::Byteplus, asked.model.id, &asked.prompt, &asked.task)
    };
    let accepted = world.accept(order)?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &asked.prompt)).await;
    let answer = match accepted.words.ending {
        Ending::InputModerated => ApiError::InputText.into_response(),
        Ending::OutputModerated if !asked.task.group => ApiError::OutputImage.into_response(),
        Ending::Failed => ApiError::Internal.into_response(),
        _ => answer::answer(&world, &asked, &accepted.start).await?,
    };
    Ok(accepted.answer(answer))
}
