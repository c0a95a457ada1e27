//! Speech: `POST …/generate/tts` (contract §3) and `POST …/voice-studio/generate` (§4).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Applied, Extras, Family, Plan, Request, read};
use crate::Kind;
use crate::catalog::{Catalog, LanguageField, Model, SpeechFormat, SpeechOptions};
use crate::fields::{FieldError, Fields};
use crate::price::Usage;

const DEFAULT_MODEL: &str = "openai_tts";

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpeechRequest {
    pub text: String,
    pub provider: String,
    pub voice_id: String,
    pub language: Option<String>,
    /// 1 is the voice's own speed.
    pub speed: Option<f64>,
    pub output_format: SpeechFormat,
    #[serde(flatten)]
    pub extras: Extras,
}

impl SpeechRequest {
    /// Spoken slowly, at the speed asked for.
    pub(super) fn longest_seconds(&self) -> u32 {
        let slowest = self.speed.map_or(1.0, |speed| speed.clamp(0.1, 1.0));
        super::avatar::spoken_seconds(&self.text).saturating_mul(tenths(1.0 / slowest)) / 10
    }
}

/// Validates a body against the contract and the model's own limits, and quotes it.
pub fn plan(family: Family, body: &Value, catalog: &Catalog) -> Result<Plan, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let text = fields.required_text("text", 1..=5000);
    let model = read::model(&mut fields, catalog, Kind::Tts, family, DEFAULT_MODEL);
    let model = model.and_then(|model| Some((model, model.speech()?)));
    let voice_id = fields.text("voice_id", 1..=128);
    let language = read_language(&mut fields);
    let speed = fields.number("speed");
    let formats = model.map_or(&[][..], |(_, options)| &options.formats);
    let output_format = read_format(&mut fields, formats, model.map(|(model, _)| model));
    let extras = Extras::read(&mut fields);
    let voice_id = model.and_then(|(model, options)| {
        check_speed(&mut fields, model, options, speed);
        if let Some(text) = &text {
            read::check_words(&mut fields, "text", model, text);
        }
        checked_voice(&mut fields, model, &options.voices, voice_id, options.default_voice.as_ref())
    });
    fields.finish()?;
    // With no complaint left, all are there.
    let (Some((model, options)), Some(text), Some(voice_id), Some(output_format)) =
        (model, text, voice_id, output_format)
    else {
        return Err(Vec::new());
    };
    let provider = model.id.clone();
    let request = SpeechRequest { text, provider, voice_id, language, speed, output_format, extras };
    Ok(quote(request, model, options))
}

/// A validated request, made ready under the model as it is today.
pub(super) fn quote(request: SpeechRequest, model: &Model, options: &SpeechOptions) -> Plan {
    let mut applied = Applied::default();
    if let Some(language) = &request.language {
        match options.language {
            LanguageField::Told => applied.language = Some(base_language(language)),
            LanguageField::Heard => applied.notes.push(format!(
                "language: {} hears the language from the text; {language} was not sent",
                model.id
            )),
        }
    }
    let characters = u64::try_from(request.text.chars().count()).unwrap_or(u64::MAX);
    let usage = Usage { characters, ..Usage::default() };
    let quote = model.price.of(&usage).unwrap_or_default().customer_price();
    Plan { request: Request::Tts(request), applied, quote, metered: None }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 1 to 10"
)]
fn tenths(factor: f64) -> u32 {
    (factor * 10.0).ceil() as u32
}

/// A language tag such as `en` or `pt-BR`.
fn read_language(fields: &mut Fields<'_>) -> Option<String> {
    let language = fields.text("language", 1..=16)?;
    let mut parts = language.split('-');
    let base = parts.next().unwrap_or_default();
    let letters = (2..=3).contains(&base.len()) && base.bytes().all(|byte| byte.is_ascii_alphabetic());
    if letters && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    {
        return Some(language);
    }
    fields.refuse("language", "must be a language such as en or pt-BR");
    None
}

/// Vendors that are told a language take its base code.
fn base_language(language: &str) -> String {
    language.split('-').next().unwrap_or(language).to_ascii_lowercase()
}

fn read_format(
    fields: &mut Fields<'_>,
    formats: &[SpeechFormat],
    model: Option<&Model>,
) -> Option<SpeechFormat> {
    let asked = fields.choice("output_format", &["mp3", "wav"]);
    let asked = asked.map(|name| if name == "wav" { SpeechFormat::Wav } else { SpeechFormat::Mp3 });
    match (asked, model) {
        (None, _) => formats.first().copied(),
        (Some(format), Some(model)) if !formats.contains(&format) => {
            let names: Vec<&str> = formats.iter().map(|format| format.as_str()).collect();
            fields.refuse("output_format", format!("must be {} for {}", names.join(" or "), model.id));
            None
        }
        (Some(format), _) => Some(format),
    }
}

fn check_speed(fields: &mut Fields<'_>, model: &Model, options: &SpeechOptions, speed: Option<f64>) {
    let Some(speed) = speed else { return };
    match options.speed {
        None => fields.refuse("speed", format!("is not supported by {}; leave it out", model.id)),
        Some([slowest, fastest]) if !(slowest..=fastest).contains(&speed) => {
            fields.refuse(
                "speed",
                format!("must be from {slowest} to {fastest} for {}, got {speed}", model.id),
            );
        }
        Some(_) => {}
    }
}

/// The voice asked for or the model's default; refused where the model has another list, or needs one named.
pub(super) fn checked_voice(
    fields: &mut Fields<'_>,
    model: &Model,
    voices: &[String],
    asked: Option<String>,
    default: Option<&String>,
) -> Option<String> {
    let Some(voice) = asked else {
        if default.is_none() {
            fields.refuse(
                "voice_id",
                format!("is required for {}; GET /creative-hub/voices lists them", model.id),
            );
        }
        return default.cloned();
    };
    if !voices.is_empty() && !voices.contains(&voice) {
        fields.refuse("voice_id", format!("must be one of {} for {}", voices.join(", "), model.id));
        return None;
    }
    // A voice becomes part of a vendor's address.
    if !voice.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
        fields.refuse("voice_id", "must be letters, digits, - and _");
        return None;
    }
    Some(voice)
}

#[cfg(test)]
mod tests;
