//! The models that exist and what can be called on them. What is not here is unknown, or gone:
//! `gemini-3-pro-image-preview` went on 2026-06-25.

use axum::Json;
use axum::extract::Path;
use serde_json::{Value, json};

use super::errors::ApiError;

#[derive(Debug)]
pub(super) struct Model {
    pub(super) name: &'static str,
    pub(super) verb: Verb,
}

#[derive(Debug)]
pub(super) enum Verb {
    GenerateContent(Drawing),
    PredictLongRunning,
}

/// What a model of pictures can.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawing {
    /// Values of `imageSize`; empty where the field must be left out.
    pub(super) sizes: &'static [&'static str],
    /// `1:4`, `4:1`, `1:8` and `8:1` too.
    pub(super) long_ratios: bool,
    pub(super) most_references: usize,
}

const FLASH_2_5: Drawing = Drawing { sizes: &[], long_ratios: false, most_references: 14 };
const PRO_3: Drawing = Drawing { sizes: &["1K", "2K", "4K"], long_ratios: false, most_references: 14 };
const FLASH_3_1: Drawing =
    Drawing { sizes: &["512", "1K", "2K", "4K"], long_ratios: true, most_references: 14 };

static MODELS: [Model; 6] = [
    Model { name: "gemini-3-pro-image", verb: Verb::GenerateContent(PRO_3) },
    Model { name: "gemini-2.5-flash-image", verb: Verb::GenerateContent(FLASH_2_5) },
    Model { name: "gemini-3.1-flash-image", verb: Verb::GenerateContent(FLASH_3_1) },
    Model { name: "veo-3.1-generate-preview", verb: Verb::PredictLongRunning },
    Model { name: "veo-3.1-fast-generate-preview", verb: Verb::PredictLongRunning },
    Model { name: "veo-3.1-lite-generate-preview", verb: Verb::PredictLongRunning },
];

impl Verb {
    fn name(&self) -> &'static str {
        match self {
            Self::GenerateContent(_) => "generateContent",
            Self::PredictLongRunning => "predictLongRunning",
        }
    }
}

pub(super) fn named(name: &str, verb: &str) -> Result<&'static Model, ApiError> {
    MODELS.iter().find(|model| model.name == name && model.verb.name() == verb).ok_or_else(|| {
        ApiError::NotFound(format!(
            "models/{name} is not found for API version v1beta, or is not supported for {verb}. Call \
             ListModels to see the list of available models and their supported methods."
        ))
    })
}

pub(super) async fn read(Path(name): Path<String>) -> Result<Json<Value>, ApiError> {
    let model = MODELS.iter().find(|model| model.name == name);
    let model = model.ok_or_else(|| ApiError::NotFound(format!("Model is not found: models/{name}")))?;
    Ok(Json(json!({
        "name": format!("models/{}", model.name), "displayName": model.name, "version": "001",
        "supportedGenerationMethods": [model.verb.name()],
    })))
}
