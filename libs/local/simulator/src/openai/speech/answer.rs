//! The answer to a speech.

use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::inputs::Asked;
use crate::workshop::File;

pub(super) fn answer(asked: &Asked, file: File) -> Response {
    if asked.events { events(asked, &file) } else { file.into_response() }
}

/// The names of the events are from the API reference, not from an SDK (unverified).
fn events(asked: &Asked, file: &File) -> Response {
    let text = asked.sound.speech.text.chars().count().div_ceil(4);
    let heard = asked.sound.speech.millis() / 50;
    let usage = json!({
        "input_tokens": text, "output_tokens": heard,
        "total_tokens": u64::from(heard).saturating_add(u64::try_from(text).unwrap_or(0)),
    });
    let delta = json!({ "type": "speech.audio.delta", "audio": STANDARD.encode(&file.bytes) });
    let done = json!({ "type": "speech.audio.done", "usage": usage });
    let delta = if file.bytes.is_empty() { String::new() } else { format!("data: {delta}\n\n") };
    ([("content-type", "text/event-stream; charset=utf-8")], format!("{delta}data: {done}\n\n"))
        .into_response()
}
