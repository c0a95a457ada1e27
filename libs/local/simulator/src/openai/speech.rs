//! `POST /v1/audio/speech`: the answer is the file itself.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::{Value, json};

use super::errors::{ApiError, Result};
use super::models::{self, Can, Model};
use crate::accept::{Order, Refused, between};
use crate::failure::ErrorBody;
use crate::fields::Fields;
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::workshop::{Encoding, File, Recipe, Sound, Speech};
use crate::world::World;

const TYPICAL: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(4)];
const MOST_LETTERS: usize = 4096;
/// As documented for `pcm`; here for all formats.
const RATE: u32 = 24_000;

pub(super) async fn speak(State(world): State<Arc<World>>, body: Bytes) -> Result<Response> {
    let body: Value = serde_json::from_slice(&body).map_err(|_| ApiError::Malformed)?;
    let (model, sound) = read(&world, &body)?;
    let speech = &sound.speech;
    let request = json!({ "voice": speech.voice, "speed": speech.speed });
    let accepted = world.accept(Order::answered_at_once(Vendor::Openai, model.id, &speech.text, request))?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, &speech.text)).await;
    let answer = match accepted.words.ending {
        Ending::InputModerated | Ending::OutputModerated => ApiError::TextBlocked.into_response(),
        Ending::Failed => ApiError::refused(Refused::ServerError),
        ending => {
            let media_type = sound.encoding.media_type();
            let file = match Recipe::Sound(sound).after(ending) {
                Some(recipe) => world.workshop.make(recipe).await?,
                None => File { bytes: Bytes::new(), media_type },
            };
            file.into_response()
        }
    };
    Ok(accepted.answer(answer))
}

fn read(world: &World, body: &Value) -> Result<(&'static Model, Sound)> {
    let fields = Fields::new(body)?;
    let model = models::find(world, fields.need("model", fields.text("model")?)?)?;
    let Can::Speak { voices } = model.can else {
        return Err(ApiError::ModelNotFound(model.id.to_owned()).into());
    };
    let text = fields.need("input", fields.text_within("input", 1, MOST_LETTERS)?)?.to_owned();
    let voice = fields.need("voice", fields.choice("voice", voices)?)?.to_owned();
    let encoding = match fields.choice("response_format", &["mp3", "wav"])? {
        Some("wav") => Encoding::Wav,
        _ => Encoding::Mp3 { kbps: 128 },
    };
    let speed = fields.number_within("speed", 0.25..=4.0)?.unwrap_or(1.0);
    fields.text("instructions")?;
    fields.only(&["model", "input", "voice", "instructions", "response_format", "speed"])?;
    Ok((model, Sound { speech: Speech { text, voice, speed, rate: RATE }, encoding }))
}
