//! `POST /v1beta/models/{model}:generateContent` of the models that draw.

mod answer;
mod inputs;
mod size;

use std::time::Duration;

use axum::Json;
use axum::response::Response;
use serde_json::{Value, json};

use self::answer::Outcome;
use super::errors::Result;
use crate::accept::{Order, between};
use crate::picture::Format;
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::Recipe;
use crate::world::World;

/// Third parties report 8 s, and 10 to 30.
const TYPICAL: [Duration; 2] = [Duration::from_secs(8), Duration::from_secs(15)];

/// What a model of pictures can.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing {
    /// Values of `imageSize`.
    pub(super) sizes: &'static [&'static str],
}

pub(super) async fn generate(
    world: &World,
    model: &'static str,
    can: Drawing,
    body: &Value,
) -> Result<Response> {
    let asked = inputs::read(world, can, body).await?;
    let request = json!({ "size": asked.size });
    let order = Order::answered_at_once(Vendor::Google, model, &asked.prompt, request);
    let accepted = world.accept(Order { seed: asked.seed, ..order })?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &asked.prompt)).await;
    let still = accepted.start.still(asked.size, asked.inset.clone(), 0);
    let outcome = match accepted.words.ending {
        Ending::InputModerated => Outcome::Blocked,
        Ending::OutputModerated => Outcome::Unsafe,
        Ending::Failed => Outcome::NoPicture,
        ending => match Recipe::Still(still, Format::Png).after(ending) {
            Some(recipe) => Outcome::Drawn(world.workshop.make(recipe).await?),
            None => Outcome::OnlyText,
        },
    };
    let version = super::version(world, model);
    let body = answer::answer(&asked, version, &accepted.start.task, outcome);
    Ok(accepted.answer(Json(body)))
}
