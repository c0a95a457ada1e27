//! `POST /v3/voices/speech`. The vendor's own client has deprecated it, and it still works.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};

use super::{Container, MOST_LETTERS, Spoken, price, work};
use crate::fields::Fields;
use crate::heygen::errors::ApiError;
use crate::heygen::lists::Voice;
use crate::workshop::Speech;
use crate::world::World;

const MODEL: &str = "starfish";
/// Hundredths of a cent for a second: 0.000667 USD.
const PRICE: f64 = 6.67;
const FIELDS: [&str; 6] = ["text", "voice_id", "input_type", "speed", "language", "locale"];

pub(in crate::heygen) async fn starfish(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let (text, mut spoken) = read(&body)?;
    let speech = spoken.speech(text);
    spoken.price = price(speech.seconds(), PRICE);
    let data = |url| {
        json!({ "data": {
            "audio_url": url, "duration": speech.seconds(), "request_id": world.request_id(),
            "word_timestamps": timestamps(&speech),
        }})
    };
    let (accepted, answer) = work(&world, MODEL, text, &spoken, None, data).await?;
    Ok(accepted.answer(answer.map(Json)))
}

/// The text, and how it is to be spoken.
fn read(body: &Value) -> Result<(&str, Spoken), ApiError> {
    let fields = Fields::of(body)?;
    let text = fields.need("text", fields.text_within("text", 1, MOST_LETTERS)?)?;
    let id = fields.need("voice_id", fields.text("voice_id")?)?;
    fields.choice("input_type", &["text", "ssml"])?;
    let speed = fields.number_within("speed", 0.5..=2.0)?.unwrap_or(1.0);
    for name in ["language", "locale"] {
        fields.text(name)?;
    }
    fields.only(&FIELDS)?;
    let voice = Voice::with_id(id).ok_or_else(|| ApiError::NoVoice(id.to_owned()))?;
    if !voice.speaks(MODEL) {
        return Err(ApiError::VoiceNotUsable(id.to_owned()));
    }
    Ok((text, Spoken { voice: voice.id.to_owned(), speed, container: Container::Mp3, price: 0 }))
}

fn timestamps(speech: &Speech) -> Vec<Value> {
    let words = speech.spoken().into_iter();
    words.map(|said| json!({ "word": said.word, "start": said.start, "end": said.end })).collect()
}
