//! The models that exist, what they can do, and `GET /v1/models/{id}`. What is not here is unknown, or gone:
//! `gpt-image-1` went on 2026-10-23.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::errors::{ApiError, Result};
use crate::ends;
use crate::vendor::Vendor;
use crate::world::World;

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

const NEWER_QUALITIES: &[&str] = &["low", "medium", "high", "xhigh", "max", "auto"];

static MODELS: [Model; 5] = [
    Model {
        id: "gpt-image-1.5",
        can: Can::Draw { any_size: false, qualities: &["low", "medium", "high", "auto"] },
    },
    Model { id: "gpt-image-2.5-flare", can: Can::Draw { any_size: true, qualities: NEWER_QUALITIES } },
    // That it takes what 2.5 takes is unverified.
    Model { id: "gpt-image-2.6-flare", can: Can::Draw { any_size: true, qualities: NEWER_QUALITIES } },
    Model { id: "tts-1", can: Can::Speak { voices: OLDER_VOICES } },
    Model { id: "gpt-4o-mini-tts", can: Can::Speak { voices: VOICES } },
];

#[cfg(test)]
pub(crate) fn models() -> Vec<&'static str> {
    MODELS.iter().map(|model| model.id).collect()
}

pub(super) fn find(world: &World, id: &str) -> std::result::Result<&'static Model, ApiError> {
    let found = MODELS.iter().find(|model| model.id == id);
    let found = found.filter(|model| !world.has_ended(Vendor::Openai, model.id));
    found.ok_or_else(|| ApiError::ModelNotFound(id.to_owned()))
}

/// In which form the vendor writes `shutdown_date` is unverified.
pub(super) async fn read(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>> {
    let id = find(&world, &id)?.id;
    Ok(Json(json!({
        "id": id, "object": "model", "created": 1_765_843_200, "owned_by": "system",
        "shutdown_date": ends::shutdown_date(Vendor::Openai, id),
    })))
}
