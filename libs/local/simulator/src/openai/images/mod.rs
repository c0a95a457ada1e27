//! `POST /v1/images/generations` and `/v1/images/edits`: the same fields, as JSON and as a form with pictures.

mod answer;
mod form;
mod inputs;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use self::form::Form;
use self::inputs::Asked;
use super::errors::{ApiError, Result};
use crate::accept::{Order, Refused, between};
use crate::failure::ErrorBody;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::{Kept, Recipe};
use crate::world::World;

/// Third parties measured about 15 s, and up to 2 minutes at high quality.
const TYPICAL: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(15)];

pub(super) async fn generate(State(world): State<Arc<World>>, body: Bytes) -> Result<Response> {
    let body: Value = serde_json::from_slice(&body).map_err(|_| ApiError::Malformed)?;
    let asked = inputs::read(&world, &body, &[])?;
    draw(&world, asked, None).await
}

/// All pictures are looked at, the first one is kept and shows in the result.
pub(super) async fn edit(
    State(world): State<Arc<World>>,
    form: std::result::Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let form = Form::read(form.map_err(|_| ApiError::Malformed)?).await?;
    let asked = inputs::read(&world, &form.fields, &["input_fidelity"])?;
    let first = form.keep_pictures(&world).await?;
    draw(&world, asked, Some(first)).await
}

/// From a valid request to its answer.
async fn draw(world: &World, asked: Asked, inset: Option<Kept>) -> Result<Response> {
    let request = json!({ "n": asked.n, "size": asked.size, "quality": asked.quality });
    let order = Order::answered_at_once(Vendor::Openai, asked.model.id, &asked.prompt, request);
    let accepted = world.accept(Order { units: asked.n, ..order })?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &asked.prompt)).await;
    let answer = match accepted.words.ending {
        Ending::InputModerated => ApiError::ImageBlocked("input").into_response(),
        Ending::OutputModerated => ApiError::ImageBlocked("output").into_response(),
        Ending::Failed => ApiError::refused(Refused::ServerError),
        _ => {
            let edited = inset.is_some();
            let pictures = pictures(world, &asked, inset, &accepted.start).await?;
            answer::answer(&asked, &pictures, edited, accepted.start.at_ms)
        }
    };
    Ok(accepted.answer(answer))
}

/// As many as asked for, or none.
async fn pictures(world: &World, asked: &Asked, inset: Option<Kept>, start: &Start) -> Result<Vec<Bytes>> {
    let mut pictures = Vec::new();
    for number in 0..asked.n {
        let recipe = Recipe::Still(start.still(asked.size, inset.clone(), number), asked.format);
        if let Some(recipe) = recipe.after(start.ending) {
            pictures.push(world.workshop.make(recipe).await?.bytes);
        }
    }
    Ok(pictures)
}
