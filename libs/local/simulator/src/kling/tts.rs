//! `POST /v1/audio/tts`: speaks a text and answers with the link to the sound, whose id an avatar can name later.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use super::answers::{self, envelope, legacy};
use super::clips::refuse_if_moderated;
use super::delivery;
use super::errors::{self, ApiError, Result};
use super::task::{TTS, Task, Voice};
use crate::accept::Order;
use crate::fields::Fields;
use crate::sim_words::{Ending, SimWords};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// In characters.
const LONGEST_TEXT: usize = 1000;
const TYPICAL: Duration = Duration::from_secs(2);

pub(super) async fn speak(
    State(world): State<Arc<World>>,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let body = errors::json(body)?;
    let fields = Fields::new(&body)?;
    let text = fields.need("text", fields.text_within("text", 1, LONGEST_TEXT)?)?;
    let voice = fields.need("voice_id", fields.text_within("voice_id", 1, 256)?)?;
    fields.need("voice_language", fields.choice("voice_language", &["zh", "en"])?)?;
    refuse_if_moderated(&SimWords::from_prompt(Vendor::Kling, text))?;

    let task = Task::Speech(Voice { id: voice.to_owned() });
    let accepted = world.accept(Order::answered_at_once(Vendor::Kling, TTS, text, &task))?;
    world.work(&accepted.words, TYPICAL).await;
    Ok(accepted.answer(spoken(&world, &accepted.start).map(envelope)))
}

fn spoken(world: &World, start: &Start) -> std::result::Result<Value, ApiError> {
    let audio = match start.ending {
        Ending::Media | Ending::BadMedia => delivery::audio(world, start),
        Ending::EmptyResult => None,
        Ending::InputModerated | Ending::OutputModerated => return Err(ApiError::Moderated),
        Ending::Failed => return Err(ApiError::Broken),
    };
    Ok(legacy(start, &answers::State::succeeded(audio), "audios"))
}
