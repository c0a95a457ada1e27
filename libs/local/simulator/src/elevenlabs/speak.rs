//! `POST /v1/text-to-speech/{voice_id}` and its variants.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};

use super::alignment::Alignment;
use super::errors::{ApiError, Result};
use super::inputs::{self, Asked};
use crate::accept::{Accepted, Order, between};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{File, Recipe};
use crate::world::World;

const TYPICAL: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];

/// Also the answer of the stream: the same bytes, which are sent when all of them are made.
pub(super) async fn whole(
    State(world): State<Arc<World>>,
    Path(voice): Path<String>,
    Query(query): Query<inputs::Query>,
    body: Bytes,
) -> Result<Response> {
    let Work { asked, accepted, made } = work(&world, &voice, &query, &body).await?;
    Ok(accepted.answer(made.map(|file| with_cost(&asked, file))))
}

/// JSON with the file and its alignment.
pub(super) async fn with_timestamps(
    State(world): State<Arc<World>>,
    Path(voice): Path<String>,
    Query(query): Query<inputs::Query>,
    body: Bytes,
) -> Result<Response> {
    let Work { asked, accepted, made } = work(&world, &voice, &query, &body).await?;
    Ok(accepted.answer(made.map(|file| {
        let alignment = (!file.bytes.is_empty()).then(|| Alignment::from_speech(&asked.sound.speech));
        let timed = json!({
            "audio_base64": STANDARD.encode(&file.bytes), "alignment": alignment,
            "normalized_alignment": alignment,
        });
        with_cost(&asked, Json(timed))
    })))
}

fn with_cost(asked: &Asked, answer: impl IntoResponse) -> Response {
    ([("character-cost", asked.cost.to_string())], answer).into_response()
}

struct Work {
    asked: Asked,
    accepted: Accepted,
    made: Result<File>,
}

async fn work(world: &World, voice: &str, query: &inputs::Query, body: &[u8]) -> Result<Work> {
    let body: Value = serde_json::from_slice(body).map_err(ApiError::Malformed)?;
    let asked = inputs::read(world, voice, query, &body)?;
    let text = &asked.sound.speech.text;
    // The answer is the file, so that nothing needs to be known after a restart.
    let order = Order::answered_at_once(Vendor::Elevenlabs, asked.model.id, text, Value::Null);
    let accepted = world.accept(Order { seed: asked.seed, ..order })?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, text)).await;
    let made = make(world, &asked, accepted.words.ending).await;
    Ok(Work { asked, accepted, made })
}

async fn make(world: &World, asked: &Asked, ending: Ending) -> Result<File> {
    match ending {
        Ending::InputModerated | Ending::OutputModerated => return Err(ApiError::Blocked.into()),
        Ending::Failed => return Err(ApiError::Server.into()),
        Ending::Media | Ending::BadMedia | Ending::EmptyResult => {}
    }
    match Recipe::Sound(asked.sound.clone()).after(ending) {
        Some(recipe) => Ok(world.workshop.make(recipe).await?),
        None => Ok(File { bytes: Bytes::new(), media_type: asked.sound.encoding.media_type() }),
    }
}
