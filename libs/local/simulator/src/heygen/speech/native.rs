//! `POST /v3/models/audio/tts`: a WAV of 44.1 kHz, mono.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;
use serde_json::{Value, json};

use super::{Container, MOST_LETTERS, Spoken, price, work};
use crate::fields::{Fields, Wrong};
use crate::heygen::errors::ApiError;
use crate::heygen::lists::{Mode, OwnVoice};
use crate::world::World;

/// The id of the second is from resellers.
const MODELS: [&str; 2] = ["heygen-voice-1", "heygen-voice-1-turbo"];
/// Hundredths of a cent for a character: 15 USD for a million.
const PRICE: f64 = 0.15;
/// There are 39; which ones is not documented.
const LANGUAGES: [&str; 39] = [
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fil", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv",
    "ta", "th", "tr", "uk", "zh",
];
const OF_PROFESSIONALS: [&str; 3] = ["speed", "pitch_shift", "pitch_variance"];
const FIELDS: [&str; 11] = [
    "voice_id",
    "text",
    "model",
    "language",
    "expressiveness_boost",
    "seed",
    "speed",
    "pitch_shift",
    "pitch_variance",
    "with_timestamps",
    "end_user_id",
];

pub(in crate::heygen) async fn native(
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let Asked { text, model, language, seed, spoken } = read(&body)?;
    let seconds = spoken.speech(text).seconds();
    let data = |url| json!({ "data": { "audio_url": url, "duration": seconds } });
    let (accepted, answer) = work(&world, model, text, &spoken, seed, data).await?;
    Ok(accepted.answer(answer.map(|data| ([("content-language", language)], Json(data)))))
}

#[derive(Debug)]
struct Asked<'a> {
    text: &'a str,
    model: &'static str,
    language: &'static str,
    seed: Option<i64>,
    spoken: Spoken,
}

fn read(body: &Value) -> Result<Asked<'_>, ApiError> {
    let fields = Fields::of(body)?;
    let text = fields.need("text", fields.text_within("text", 1, MOST_LETTERS)?)?;
    let id = fields.need("voice_id", fields.text("voice_id")?)?;
    let asked = fields.choice("model", &MODELS)?.unwrap_or("heygen-voice-1");
    let model = MODELS.into_iter().find(|model| *model == asked).unwrap_or("heygen-voice-1");
    let language = language(&fields)?;
    fields.number_within("expressiveness_boost", 0.0..=1.0)?;
    let seed = fields.integer("seed")?;
    for name in OF_PROFESSIONALS {
        fields.number(name)?;
    }
    fields.flag("with_timestamps")?;
    fields.text("end_user_id")?;
    fields.only(&FIELDS)?;

    let voice = OwnVoice::with_id(id).ok_or_else(|| ApiError::NoVoice(id.to_owned()))?;
    if !voice.is_active() {
        return Err(ApiError::VoiceNotReady(id.to_owned()));
    }
    check_mode(&fields, voice.mode)?;
    let pace = fields.number("speed")?.unwrap_or(1.0).clamp(0.5, 2.0);
    let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let price = price(f64::from(letters), PRICE);
    let spoken = Spoken { voice: voice.id.to_owned(), speed: pace, container: Container::Wav, price };
    Ok(Asked { text, model, language: language.or(voice.language).unwrap_or("en"), seed, spoken })
}

/// A base code. Regional ones are refused since autumn 2026.
fn language(fields: &Fields<'_>) -> Result<Option<&'static str>, Wrong> {
    let Some(given) = fields.text("language")? else { return Ok(None) };
    let known = LANGUAGES.into_iter().find(|code| *code == given);
    known.map(Some).ok_or_else(|| fields.other("language", format!("does not support {given:?}")))
}

fn check_mode(fields: &Fields<'_>, mode: Mode) -> Result<(), Wrong> {
    let (foreign, whose): (&[&str], _) = match mode {
        Mode::Instant => (&["seed", "speed", "pitch_shift", "pitch_variance"], "professional"),
        Mode::Professional => (&["expressiveness_boost"], "instant"),
    };
    match foreign.iter().find(|name| fields.get(name).is_some()) {
        Some(name) => Err(fields.other(name, format!("applies to {whose} voices only"))),
        None => Ok(()),
    }
}
