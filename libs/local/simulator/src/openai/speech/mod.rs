//! `POST /v1/audio/speech`: the answer is the file itself, or a stream of events.

mod answer;
mod inputs;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use super::errors::ApiError;
use crate::accept::{Order, between};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{File, Recipe};
use crate::world::World;

const TYPICAL: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(4)];

pub(super) async fn speak(State(world): State<Arc<World>>, body: Bytes) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body).map_err(|_| ApiError::Malformed)?;
    let asked = inputs::read(&body)?;
    let speech = &asked.sound.speech;
    let request = json!({ "voice": speech.voice, "speed": speech.speed });
    let order = Order::answered_at_once(Vendor::Openai, asked.model.id, &speech.text, request);
    let accepted = world.accept(order)?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &speech.text)).await;
    let answer = match accepted.words.ending {
        Ending::InputModerated | Ending::OutputModerated => ApiError::TextBlocked.into_response(),
        Ending::Failed => ApiError::Server.into_response(),
        ending => {
            let media_type = asked.sound.encoding.media_type();
            let file = match Recipe::Sound(asked.sound.clone()).after(ending) {
                Some(recipe) => world.workshop.make(recipe).await?,
                None => File { bytes: Bytes::new(), media_type },
            };
            answer::answer(&asked, file)
        }
    };
    Ok(accepted.answer(answer))
}
