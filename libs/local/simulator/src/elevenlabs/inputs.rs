//! The checks on a speech.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::errors::ApiError;
use super::formats::{self, FORMATS};
use super::models::{self, LANGUAGES, Language, Model};
use super::voices::Voice;
use crate::fields::{Fields, Wrong};
use crate::workshop::{Encoding, Sound, Speech};

const MOST_IDS: usize = 3;

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) sound: Sound,
    /// In credits.
    pub(super) cost: usize,
    pub(super) seed: Option<i64>,
}

/// As it stands in the URL.
pub(super) type Query = BTreeMap<String, String>;

pub(super) fn read(voice: &str, query: &Query, body: &Value) -> Result<Asked, ApiError> {
    let (encoding, rate) = format(query).map_err(ApiError::in_query)?;
    let fields = Fields::of(body)?;
    let text = fields.need("text", fields.text_within("text", 1, usize::MAX)?)?;
    let pace = speed(&fields)?;
    let seed = fields.integer_within("seed", 0..=i64::from(u32::MAX))?;
    surroundings(&fields)?;

    let voice = Voice::with_id(voice).ok_or_else(|| ApiError::NoVoice(voice.to_owned()))?;
    let model = model(fields.text("model_id")?.unwrap_or(models::DEFAULT))?;
    check_language(model, fields.text("language_code")?)?;
    let letters = text.chars().count();
    if letters > model.most_letters {
        return Err(ApiError::TooLong { given: letters, most: model.most_letters });
    }
    let speech = Speech { text: text.to_owned(), voice: voice.id.to_owned(), speed: pace, rate };
    Ok(Asked { model, sound: Sound { speech, encoding }, cost: model.cost(letters), seed })
}

fn format(query: &Query) -> Result<(Encoding, u32), Wrong> {
    let query: Map<String, Value> =
        query.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    let query = Value::Object(query);
    let fields = Fields::of(&query)?;
    fields.choice("enable_logging", &["true", "false", "True", "False", "1", "0"])?;
    fields.choice("optimize_streaming_latency", &["0", "1", "2", "3", "4"])?;
    let format = fields.choice("output_format", &FORMATS)?.unwrap_or(formats::DEFAULT);
    formats::parse(format).ok_or_else(|| fields.other("output_format", "cannot be read"))
}

fn speed(fields: &Fields<'_>) -> Result<f64, Wrong> {
    let Some(settings) = fields.object("voice_settings")? else { return Ok(1.0) };
    for name in ["stability", "similarity_boost", "style", "clone_strength"] {
        settings.number_within(name, 0.0..=1.0)?;
    }
    settings.flag("use_speaker_boost")?;
    Ok(settings.number_within("speed", 0.7..=1.2)?.unwrap_or(1.0))
}

/// What is checked and changes nothing here.
fn surroundings(fields: &Fields<'_>) -> Result<(), Wrong> {
    for name in ["previous_text", "next_text"] {
        fields.text(name)?;
    }
    for name in ["previous_request_ids", "next_request_ids"] {
        fields.list_within(name, 0, MOST_IDS)?;
    }
    fields.list_within("pronunciation_dictionary_locators", 0, MOST_IDS)?;
    for locator in fields.objects("pronunciation_dictionary_locators")? {
        locator.need("pronunciation_dictionary_id", locator.text("pronunciation_dictionary_id")?)?;
    }
    fields.choice("apply_text_normalization", &["auto", "on", "off"])?;
    for name in ["apply_language_text_normalization", "use_pvc_as_ivc"] {
        fields.flag(name)?;
    }
    fields.object("audio_effects").map(|_| ())
}

fn model(id: &str) -> Result<&'static Model, ApiError> {
    let message = || format!("A model with the id {id} does not exist.");
    Model::named(id).ok_or_else(|| ApiError::BadParameter { param: "model_id", message: message() })
}

fn check_language(model: &Model, code: Option<&str>) -> Result<(), ApiError> {
    let Some(code) = code else { return Ok(()) };
    let spoken = match model.language {
        Language::Heard => false,
        Language::Any => LANGUAGES.contains(&code),
        Language::English => code == "en",
    };
    if spoken {
        return Ok(());
    }
    let message = format!("Model '{}' does not support the language_code '{code}'.", model.id);
    Err(ApiError::BadParameter { param: "language_code", message })
}
