//! `POST /v3/models/audio/tts`: speech in one of the account's own voices, answered with the link to a WAV of
//! 44.1 kHz, mono.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};

use super::errors::{self, ApiError, Result};
use super::lists::{FOREIGN_VOICE, OwnVoice};
use super::made::{self, Made, SPEECH};
use crate::accept::{Order, between};
use crate::fields::{Fields, Wrong};
use crate::sim_words::Ending;
use crate::vendor::Vendor;
use crate::world::World;

pub(super) const MODEL: &str = "heygen-voice-1";
const FIELDS: [&str; 4] = ["voice_id", "text", "model", "language"];
const MOST_LETTERS: usize = 5000;
const TYPICAL: [Duration; 2] = [Duration::from_secs(3), Duration::from_secs(6)];
/// There are 39; which ones is not documented.
const LANGUAGES: [&str; 39] = [
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fil", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv",
    "ta", "th", "tr", "uk", "zh",
];

pub(super) async fn speak(
    State(world): State<Arc<World>>,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let body = errors::json(body)?;
    let (text, voice, language) = read(&body)?;
    let request = Made::Speech { voice: voice.id.to_owned() };
    let accepted = world.accept(Order::answered_at_once(Vendor::Heygen, MODEL, text, request))?;
    let [least, most] = TYPICAL;
    world.work(&accepted.words, between(least, most, text)).await;
    let url = match accepted.words.ending {
        Ending::InputModerated | Ending::OutputModerated => Err(ApiError::Moderated),
        Ending::Failed => Err(ApiError::Broken),
        Ending::EmptyResult => Ok(None),
        Ending::Media | Ending::BadMedia => Ok(made::link(&world, &accepted.start, SPEECH)),
    };
    let seconds = made::speech(text, voice.id).seconds();
    let answer = url.map(|url| {
        let data = json!({ "audio_url": url, "duration": seconds });
        ([("content-language", language)], Json(json!({ "data": data })))
    });
    Ok(accepted.answer(answer))
}

/// The text, its voice and its language.
fn read(body: &Value) -> Result<(&str, &'static OwnVoice, &'static str)> {
    let fields = Fields::new(body)?;
    let text = fields.need("text", fields.text_within("text", 1, MOST_LETTERS)?)?;
    let id = fields.need("voice_id", fields.text("voice_id")?)?;
    fields.choice("model", &[MODEL])?;
    let language = language(&fields)?;
    fields.only(&FIELDS)?;
    if id == FOREIGN_VOICE {
        return Err(ApiError::NotYours.into());
    }
    let voice = OwnVoice::with_id(id).ok_or_else(|| ApiError::NoVoice(id.to_owned()))?;
    if !voice.is_active() {
        return Err(ApiError::VoiceNotReady(id.to_owned()).into());
    }
    Ok((text, voice, language.or(voice.language).unwrap_or("en")))
}

/// A base code. Regional ones are refused since autumn 2026.
fn language(fields: &Fields<'_>) -> std::result::Result<Option<&'static str>, Wrong> {
    let Some(given) = fields.text("language")? else { return Ok(None) };
    let known = LANGUAGES.into_iter().find(|code| *code == given);
    known.map(Some).ok_or_else(|| fields.other("language", format!("does not support {given:?}")))
}
