//! `POST /v1/audio/tts`: speaks a text and answers with where to hear it. What was said can be named later,
//! by its id, to drive an avatar.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde_json::Value;

use super::create::refuse_if_moderated;
use super::delivery;
use super::errors::ApiError;
use super::key::LegacyStandard;
use super::task::{TTS, Task, Voice};
use super::wire::{Envelope, LegacyTask, TaskInfo, TaskResult};
use crate::accept::Order;
use crate::fields::Fields;
use crate::sim_words::{Ending, SimWords};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::world::World;

/// In characters.
const LONGEST_TEXT: usize = 1000;
const TYPICAL: Duration = Duration::from_secs(2);
/// In units.
const PRICE: &str = "0.05";

pub(super) async fn speak(
    _: LegacyStandard,
    State(world): State<Arc<World>>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let fields = Fields::of(&body)?;
    let text = fields.need("text", fields.text_within("text", 1, LONGEST_TEXT)?)?;
    let voice = fields.need("voice_id", fields.text_within("voice_id", 1, 256)?)?;
    fields.need("voice_language", fields.choice("voice_language", &["zh", "en"])?)?;
    let speed = fields.number_within("voice_speed", 0.8..=2.0)?.unwrap_or(1.0);
    refuse_if_moderated(&SimWords::of(text))?;

    let task = Task::Speech(Voice { id: voice.to_owned(), speed });
    let accepted = world.accept(Order::answered_at_once(Vendor::Kling, TTS, text, &task))?;
    world.work(&accepted.words, TYPICAL).await;
    Ok(accepted.answer(spoken(&world, &accepted.start, &task)))
}

fn spoken(world: &World, start: &Start, task: &Task) -> Response {
    let audios = match start.ending {
        Ending::Media | Ending::BadMedia => delivery::audio(world, start, task).into_iter().collect(),
        Ending::EmptyResult => Vec::new(),
        Ending::InputModerated | Ending::OutputModerated => return ApiError::Moderated.into_response(),
        Ending::Failed => return ApiError::Broken.into_response(),
    };
    let task = LegacyTask {
        task_id: start.task.clone(),
        task_status: "succeed",
        task_status_msg: "",
        task_info: TaskInfo { external_task_id: None },
        created_at: start.at_ms,
        updated_at: start.ends_at_ms,
        final_unit_deduction: (!audios.is_empty()).then(|| PRICE.to_owned()),
        task_result: Some(TaskResult::Audios(audios)),
    };
    Json(Envelope::of(task)).into_response()
}
