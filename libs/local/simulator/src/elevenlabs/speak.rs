//! `POST /v1/text-to-speech/{voice_id}` and its variants.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};

use super::answer;
use super::errors::ApiError;
use super::inputs::{self, Asked};
use crate::accept::{Accepted, Order, between};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{File, Recipe};
use crate::world::World;

const TYPICAL: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// Also what the stream is: the same bytes, which come when they are all made.
pub(super) async fn whole(
    State(world): State<Arc<World>>,
    Path(voice): Path<String>,
    Query(query): Query<inputs::Query>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let Work { asked, accepted, made } = work(&world, &voice, &query, &body).await?;
    Ok(accepted.answer(made.map(|file| answer::whole(&asked, file))))
}

pub(super) async fn with_timestamps(
    State(world): State<Arc<World>>,
    Path(voice): Path<String>,
    Query(query): Query<inputs::Query>,
    body: Bytes,
) -> Result<Response, ApiError> {
    let Work { asked, accepted, made } = work(&world, &voice, &query, &body).await?;
    Ok(accepted.answer(made.map(|file| answer::timed(&asked, &file))))
}

struct Work {
    asked: Asked,
    accepted: Accepted,
    made: Result<File, ApiError>,
}

async fn work(world: &World, voice: &str, query: &inputs::Query, body: &[u8]) -> Result<Work, ApiError> {
    let body: Value = serde_json::from_slice(body).map_err(ApiError::Malformed)?;
    let asked = inputs::read(voice, query, &body)?;
    let text = &asked.sound.speech.text;
    let request = json!({ "voice_id": asked.sound.speech.voice, "cost": asked.cost });
    let order = Order::answered_at_once(Vendor::Elevenlabs, asked.model.id, text, request);
    let accepted = world.accept(Order { seed: asked.seed, ..order })?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, text)).await;
    let made = make(world, &asked, accepted.words.ending).await;
    Ok(Work { asked, accepted, made })
}

async fn make(world: &World, asked: &Asked, ending: Ending) -> Result<File, ApiError> {
    match ending {
        Ending::InputModerated | Ending::OutputModerated => return Err(ApiError::Blocked),
        Ending::Failed => return Err(ApiError::Server),
        Ending::Media | Ending::BadMedia | Ending::EmptyResult => {}
    }
    match Recipe::Sound(asked.sound.clone()).after(ending) {
        Some(recipe) => Ok(world.workshop.make(recipe).await?),
        None => Ok(File { bytes: Bytes::new(), media_type: asked.sound.encoding.media_type() }),
    }
}
