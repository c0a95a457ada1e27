//! The answers to a speech that is a success: the file itself, or JSON with the file and its alignment.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::alignment::Alignment;
use super::inputs::Asked;
use crate::workshop::File;

/// Calls at a time on the Pro plan.
const MOST_CONCURRENT: &str = "10";

#[derive(Debug, Serialize)]
struct Timed {
    audio_base64: String,
    alignment: Option<Alignment>,
    normalized_alignment: Option<Alignment>,
}

pub(super) fn whole(asked: &Asked, file: File) -> Response {
    (billing(asked), file).into_response()
}

pub(super) fn timed(asked: &Asked, file: &File) -> Response {
    let alignment = (!file.bytes.is_empty()).then(|| Alignment::of(&asked.sound.speech));
    let audio_base64 = STANDARD.encode(&file.bytes);
    let timed = Timed { audio_base64, alignment: alignment.clone(), normalized_alignment: alignment };
    (billing(asked), Json(timed)).into_response()
}

fn billing(asked: &Asked) -> [(&'static str, String); 3] {
    [
        ("character-cost", asked.cost.to_string()),
        ("current-concurrent-requests", "1".to_owned()),
        ("maximum-concurrent-requests", MOST_CONCURRENT.to_owned()),
    ]
}
