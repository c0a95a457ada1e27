//! The models that exist, what they can do, and `GET /v1/models/{id}`. What is not here is unknown, or gone:
//! `gpt-image-1` went on 2026-10-23.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use super::errors::ApiError;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    pub(super) can: Can,
    /// Announced; The format is a guess: the SDK says string.
    shutdown_date: Option<&'static str>,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Can {
    Draw {
        sizes: Sizes,
        qualities: &'static [&'static str],
        input_fidelity: bool,
    },
    /// `instructions`, the newer voices, and `stream_format: sse`.
    Speak {
        newer: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sizes {
    Three,
    Free,
}

const QUALITIES: &[&str] = &["low", "medium", "high", "auto"];
/// From the 2.5 models on.
const MORE_QUALITIES: &[&str] = &["low", "medium", "high", "xhigh", "max", "auto"];

const fn draws(id: &'static str, qualities: &'static [&'static str]) -> Model {
    let can = Can::Draw { sizes: Sizes::Free, qualities, input_fidelity: qualities.len() > QUALITIES.len() };
    Model { id, can, shutdown_date: None }
}

const fn draws_until_december(id: &'static str) -> Model {
    let can = Can::Draw { sizes: Sizes::Three, qualities: QUALITIES, input_fidelity: true };
    Model { id, can, shutdown_date: Some("2026-12-01") }
}

const fn speaks(id: &'static str, newer: bool) -> Model {
    Model { id, can: Can::Speak { newer }, shutdown_date: Some("2027-01-06") }
}

static MODELS: [Model; 14] = [
    draws_until_december("gpt-image-1.5"),
    draws_until_december("gpt-image-1.5-2025-12-16"),
    draws("gpt-image-2", QUALITIES),
    draws("gpt-image-2-2026-04-21", QUALITIES),
    draws("gpt-image-2.5-sunburst", MORE_QUALITIES),
    draws("gpt-image-2.5-sunburst-2026-09-08", MORE_QUALITIES),
    draws("gpt-image-2.5-flare", MORE_QUALITIES),
    draws("gpt-image-2.5-flare-2026-09-08", MORE_QUALITIES),
    draws("gpt-image-2.6-sunburst", MORE_QUALITIES),
    draws("gpt-image-2.6-flare", MORE_QUALITIES),
    speaks("tts-1", false),
    speaks("tts-1-hd", false),
    speaks("gpt-4o-mini-tts", true),
    speaks("gpt-4o-mini-tts-2025-12-15", true),
];

pub(super) fn named(id: &str) -> Result<&'static Model, ApiError> {
    MODELS.iter().find(|model| model.id == id).ok_or_else(|| ApiError::ModelNotFound(id.to_owned()))
}

pub(super) async fn read(Path(id): Path<String>) -> Result<Json<Value>, ApiError> {
    Ok(Json(object(named(&id)?)))
}

pub(super) async fn list() -> Json<Value> {
    let models: Vec<Value> = MODELS.iter().map(object).collect();
    Json(json!({ "object": "list", "data": models }))
}

fn object(model: &Model) -> Value {
    json!({
        "id": model.id, "object": "model", "created": 1_765_843_200, "owned_by": "system",
        "shutdown_date": model.shutdown_date,
    })
}
