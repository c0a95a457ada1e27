//! From a valid request to its answer.

use std::time::Duration;

use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::answer::{self, Made};
use super::inputs::Asked;
use crate::accept::{Order, between};
use crate::openai::errors::{ApiError, Stage};
use crate::picture::Picture;
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{Kept, Recipe, Still};
use crate::world::World;

/// Third parties measured about 15 s, and up to 2 minutes at high quality.
const TYPICAL: [Duration; 2] = [Duration::from_secs(10), Duration::from_secs(15)];

pub(super) async fn draw(world: &World, asked: Asked, inset: Option<Kept>) -> Result<Response, ApiError> {
    let request = json!({ "n": asked.n, "size": asked.size, "quality": asked.quality });
    let order = Order {
        units: asked.n,
        ..Order::answered_at_once(Vendor::Openai, asked.model.id, &asked.prompt, request)
    };
    let accepted = world.accept(order)?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &asked.prompt)).await;
    let answer = match accepted.words.ending {
        Ending::InputModerated => ApiError::ImageBlocked(Stage::Input).into_response(),
        Ending::OutputModerated => ApiError::ImageBlocked(Stage::Output).into_response(),
        Ending::Failed => ApiError::Server.into_response(),
        ending => {
            let edited = inset.is_some();
            let pictures = pictures(world, &asked, inset, ending).await?;
            answer::answer(&asked, &Made { pictures, edited, at_ms: accepted.start.at_ms })
        }
    };
    Ok(accepted.answer(answer))
}

/// As many as asked for, each with a seed of its own so that they differ.
async fn pictures(
    world: &World,
    asked: &Asked,
    inset: Option<Kept>,
    ending: Ending,
) -> Result<Vec<bytes::Bytes>, ApiError> {
    let mut pictures = Vec::new();
    let first = i64::from(Picture::any_seed(&asked.prompt, asked.size) >> 1);
    for number in 0..asked.n {
        let picture = Picture {
            prompt: asked.prompt.clone(),
            model: asked.model.id.to_owned(),
            size: asked.size,
            seed: first.saturating_add(i64::from(number)),
        };
        let recipe = Recipe::Still(Still { picture, inset: inset.clone() }, asked.format);
        let Some(recipe) = recipe.after(ending) else { break };
        pictures.push(world.workshop.make(recipe).await?.bytes);
    }
    Ok(pictures)
}
