//! `POST /api/v3/images/generations`: Seedream.

mod answer;
mod inputs;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[cfg(test)]
pub(super) use self::inputs::models;
use super::errors::{ApiError, Result};
use crate::accept::{Order, Refused, between};
use crate::failure::ErrorBody;
use crate::picture::{Format, Size};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Kept, Recipe};
use crate::world::World;

/// Third parties measured 21 s for one picture.
const TYPICAL: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(15)];

/// What an accepted call asked for, as the journal keeps it for its delivery links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Task {
    size: Size,
    count: u32,
    /// Asked for with `sequential_image_generation`: items fail one by one.
    group: bool,
    /// The first reference.
    inset: Option<Kept>,
}

pub(super) async fn generate(State(world): State<Arc<World>>, body: Bytes) -> Result<Response> {
    let body: Value = serde_json::from_slice(&body).map_err(ApiError::Malformed)?;
    let asked = inputs::read(&world, &body).await?;
    let order = Order::answered_at_once(Vendor::Byteplus, asked.model.id, &asked.prompt, &asked.task);
    let accepted = world.accept(Order { units: asked.task.count, ..order })?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &asked.prompt)).await;
    let answer = match accepted.words.ending {
        Ending::InputModerated => ApiError::InputText.into_response(),
        Ending::OutputModerated if !asked.task.group => ApiError::OutputImage.into_response(),
        Ending::Failed => ApiError::refused(Refused::ServerError),
        _ => answer::answer(&world, &asked, &accepted.start).await?,
    };
    Ok(accepted.answer(answer))
}

impl Task {
    /// The name of a picture's file, counted from 0.
    fn file(index: u32) -> String {
        format!("{index}.jpeg")
    }

    fn picture(&self, start: &Start, index: u32) -> Recipe {
        Recipe::Still(start.still(self.size, self.inset.clone(), index), Format::Jpeg)
    }
}

/// None also if the start is not one of a picture.
pub(super) fn find(start: &Start, file: &str) -> Option<Recipe> {
    let task = start.request::<Task>()?;
    let index = (0..task.count).find(|index| Task::file(*index) == file)?;
    task.picture(start, index).after(start.ending)
}
