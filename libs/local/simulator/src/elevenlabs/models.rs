//! The models that exist, what they take, and `GET /v1/models`.

use axum::Json;
use serde_json::{Value, json};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    name: &'static str,
    /// Characters of a text.
    pub(super) most_letters: usize,
    cost: Cost,
    pub(super) language: Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cost {
    /// A credit for a character.
    Full,
    /// A credit for two: half of the price.
    Half,
}

/// What `language_code` may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// The language is heard, and must not be told.
    Heard,
    Any,
    English,
}

/// What a model speaks if it speaks any language (the vendor's list is longer by model).
pub(super) const LANGUAGES: [&str; 32] = [
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fi", "fil", "fr", "hi", "hr", "hu", "id", "it", "ja",
    "ko", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sv", "ta", "tr", "uk", "vi", "zh",
];

pub(super) const DEFAULT: &str = "eleven_multilingual_v2";

const fn model(
    id: &'static str,
    name: &'static str,
    most_letters: usize,
    cost: Cost,
    language: Language,
) -> Model {
    Model { id, name, most_letters, cost, language }
}

/// The limits of the v4 and turbo models are not documented: these are plausible.
static MODELS: [Model; 8] = [
    model("eleven_v4", "Eleven v4", 10_000, Cost::Full, Language::Any),
    model("eleven_v4_turbo", "Eleven v4 Turbo", 40_000, Cost::Half, Language::Any),
    model("eleven_v3", "Eleven v3", 5_000, Cost::Full, Language::Any),
    model(DEFAULT, "Eleven Multilingual v2", 10_000, Cost::Full, Language::Heard),
    model("eleven_flash_v2_5", "Eleven Flash v2.5", 40_000, Cost::Half, Language::Any),
    model("eleven_flash_v2", "Eleven Flash v2", 30_000, Cost::Half, Language::English),
    model("eleven_turbo_v2_5", "Eleven Turbo v2.5", 40_000, Cost::Half, Language::Any),
    model("eleven_turbo_v2", "Eleven Turbo v2", 30_000, Cost::Half, Language::English),
];

impl Model {
    pub(super) fn named(id: &str) -> Option<&'static Self> {
        MODELS.iter().find(|model| model.id == id)
    }

    /// In credits.
    pub(super) fn cost(&self, letters: usize) -> usize {
        match self.cost {
            Cost::Full => letters,
            Cost::Half => letters.div_ceil(2),
        }
    }

    fn json(&self) -> Value {
        let languages: &[&str] = match self.language {
            Language::Heard | Language::Any => &LANGUAGES,
            Language::English => &["en"],
        };
        let languages: Vec<Value> =
            languages.iter().map(|code| json!({ "language_id": code, "name": code })).collect();
        let rate = match self.cost {
            Cost::Full => 1.0,
            Cost::Half => 0.5,
        };
        json!({
            "model_id": self.id, "name": self.name, "description": self.name, "can_be_finetuned": false,
            "can_do_text_to_speech": true, "can_do_voice_conversion": false, "can_use_style": true,
            "can_use_speaker_boost": true, "serves_pro_voices": false, "token_cost_factor": rate,
            "requires_alpha_access": false, "max_characters_request_free_user": self.most_letters,
            "max_characters_request_subscribed_user": self.most_letters,
            "maximum_text_length_per_request": self.most_letters, "languages": languages,
            "model_rates": { "character_cost_multiplier": rate }, "concurrency_group": "standard",
        })
    }
}

pub(super) async fn list() -> Json<Vec<Value>> {
    Json(MODELS.iter().map(Model::json).collect())
}
