//! The models that exist, what they can do, and `GET /v1/models/{id}`. What is not here is unknown, or gone:
//! `gpt-image-1` went on 2026-10-23.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use super::errors::{ApiError, Result};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    pub(super) can: Can,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Can {
    Draw {
        /// Nearly any size, else one of three.
        any_size: bool,
        qualities: &'static [&'static str],
    },
    Speak {
        voices: &'static [&'static str],
    },
}

/// On `tts-1` only these (unverified).
const OLDER_VOICES: &[&str] = &["alloy", "ash", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer"];
const VOICES: &[&str] = &[
    "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin",
    "cedar",
];

static MODELS: [Model; 4] = [
    Model {
        id: "gpt-image-1.5",
        can: Can::Draw { any_size: false, qualities: &["low", "medium", "high", "auto"] },
    },
    Model {
        id: "gpt-image-2.5-flare",
        can: Can::Draw { any_size: true, qualities: &["low", "medium", "high", "xhigh", "max", "auto"] },
    },
    Model { id: "tts-1", can: Can::Speak { voices: OLDER_VOICES } },
    Model { id: "gpt-4o-mini-tts", can: Can::Speak { voices: VOICES } },
];

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    MODELS.iter().map(|model| model.id).collect()
}

pub(super) fn find(id: &str) -> std::result::Result<&'static Model, ApiError> {
    MODELS.iter().find(|model| model.id == id).ok_or_else(|| ApiError::ModelNotFound(id.to_owned()))
}

pub(super) async fn read(Path(id): Path<String>) -> Result<Json<Value>> {
    let id = find(&id)?.id;
    Ok(Json(json!({ "id": id, "object": "model", "created": 1_765_843_200, "owned_by": "system" })))
}
