//! `/api/v3/contents/generations/tasks`: Seedance.

mod inputs;
mod model;
mod tasks;

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

#[cfg(test)]
pub(super) use self::model::models;
pub(super) use self::tasks::{delete, list, look};
use super::errors::{ApiError, Result};
use crate::accept::{Order, between};
use crate::picture::{Format, Size};
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Clip, Fps, Kept, Recipe, Still, Track};
use crate::world::World;

/// Not published; third parties report one to two minutes.
const TYPICAL: [Duration; 2] = [Duration::from_mins(1), Duration::from_secs(100)];
const VIDEO: &str = "video.mp4";
const LAST_FRAME: &str = "last_frame.png";
const FPS: u32 = 24;

/// What an accepted start asked for, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Task {
    size: Size,
    ratio: String,
    resolution: String,
    seconds: u32,
    sound: bool,
    return_last_frame: bool,
    /// The first frame.
    inset: Option<Kept>,
    #[serde(default)]
    references: Vec<Kept>,
}

/// Accepts a task, writes it down, answers.
pub(super) async fn submit(State(world): State<Arc<World>>, body: Bytes) -> Result<Response> {
    let body: Value = serde_json::from_slice(&body).map_err(ApiError::Malformed)?;
    let (model, prompt, task) = inputs::read(&world, &body).await?;
    let [least, most] = TYPICAL;
    let typical = between(least, most, &prompt);
    let accepted = world.accept(Order::task(Vendor::Byteplus, model, &prompt, &task, typical))?;
    let answer = match accepted.words.ending {
        // Refused before there is a task that could be asked for.
        Ending::InputModerated => ApiError::InputText.into_response(),
        _ => Json(json!({ "id": tasks::id(&accepted.start) })).into_response(),
    };
    Ok(accepted.answer(answer))
}

impl Task {
    /// As the vendor meters it: width × height × 24 × seconds / 1024.
    fn tokens(&self) -> u64 {
        let pixels = u64::from(self.size.width).saturating_mul(u64::from(self.size.height));
        pixels.saturating_mul(u64::from(self.seconds.saturating_mul(FPS))) / 1024
    }
}

/// The files of a clip.
pub(super) fn find(world: &World, start: &Start, file: &str) -> Option<Recipe> {
    let task = start.request::<Task>()?;
    let still = Still { references: task.references, ..start.still(task.size, task.inset, 0) };
    let recipe = match file {
        VIDEO => {
            let track = if task.sound { Track::Hum } else { Track::Silent };
            Recipe::Clip(Clip { still, millis: task.seconds.saturating_mul(1000), fps: Fps::F24, track })
        }
        LAST_FRAME if task.return_last_frame => Recipe::Still(still, Format::Png),
        _ => return None,
    };
    recipe.after(world.ending(start)?)
}
