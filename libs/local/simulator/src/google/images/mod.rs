//! `POST /v1beta/models/{model}:generateContent` of the models that draw.

mod answer;
mod inputs;
mod size;

use std::time::Duration;

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use self::answer::Outcome;
use super::errors::ApiError;
use super::model::Drawing;
use crate::accept::{Order, between};
use crate::picture::{Format, Picture};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{Recipe, Still};
use crate::world::World;

/// Third parties report 8 s, and 10 to 30.
const TYPICAL: [Duration; 2] = [Duration::from_secs(8), Duration::from_secs(15)];

pub(super) async fn generate(
    world: &World,
    model: &'static str,
    can: Drawing,
    body: &Value,
) -> Result<Response, ApiError> {
    let asked = inputs::read(world, can, body).await?;
    let request = json!({ "size": asked.size, "references": asked.references });
    // Without pictures among the modalities nothing is drawn, and nothing billed that is counted here.
    let order = Order {
        seed: asked.seed,
        units: u32::from(asked.draws),
        ..Order::answered_at_once(Vendor::Google, model, &asked.prompt, request)
    };
    let accepted = world.accept(order)?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &asked.prompt)).await;
    let outcome = match accepted.words.ending {
        Ending::InputModerated => Outcome::Blocked,
        Ending::OutputModerated => Outcome::Unsafe,
        Ending::Failed => Outcome::NoPicture,
        Ending::EmptyResult => Outcome::OnlyText,
        Ending::Media | Ending::BadMedia if !asked.draws => Outcome::OnlyText,
        ending @ (Ending::Media | Ending::BadMedia) => {
            let seed =
                asked.seed.unwrap_or_else(|| i64::from(Picture::any_seed(&asked.prompt, asked.size) >> 1));
            let picture =
                Picture { prompt: asked.prompt.clone(), model: model.to_owned(), size: asked.size, seed };
            let recipe =
                Recipe::Still(Still { picture, inset: asked.inset.clone() }, Format::Png).after(ending);
            match recipe {
                Some(recipe) => Outcome::Drawn(world.workshop.make(recipe).await?),
                None => Outcome::NoPicture,
            }
        }
    };
    let body = answer::answer(&asked, model, &accepted.start.task, outcome);
    Ok(accepted.answer(Json(body).into_response()))
}
