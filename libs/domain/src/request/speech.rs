//! Speech: `POST …/generate/tts` and `POST …/voice-studio/generate`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::avatar::spoken_seconds;
use super::extras::{DRIVE_FOLDER_ID, METADATA};
use super::quote::Terms;
use super::read::PROVIDER;
use super::{Applied, Extras, Family, read};
use crate::catalog::route::is_own_speed;
use crate::catalog::{Catalog, LanguageField, Model, SpeechFormat, SpeechOptions};
use crate::fields::{Declared, Field, Fields, OneOf, Parsed, Scale, Shape, Text, Written, line, prose};
use crate::given::{quoted, value};
use crate::near::with_meant;
use crate::price::Quantity;
use crate::sentence::{one_of, or};
use crate::{Kind, Timestamp};

static TEXT: Field<Text> =
    Field::new("text", prose(1..=5000), "What is said.", || json!("Kites for all winds.")).required();
static VOICE_ID: Field<Text> = Field::new(
    "voice_id",
    line(1..=128),
    "The voice, by the id of the list of voices. Without it, the model's own, if it has one.",
    || json!("8fb979fae61f487297620072ff19e6b5"),
);
static LANGUAGE: Field<Parsed<String>> = Field::new(
    "language",
    Parsed { text: line(1..=16), parse: language, written: Written::Pattern(LANGUAGE_PATTERN) },
    "The language of the text. Without it, it is heard from the text.",
    || json!("en"),
);
/// Wider than that of every model.
static SPEED: Field<Scale> = Field::new(
    "speed",
    Scale::of_parts(0.1..=10.0),
    "How fast it is spoken; 1 is the voice's own speed.",
    || json!(1.1),
);
static OUTPUT_FORMAT: Field<OneOf<SpeechFormat>> = Field::new(
    "output_format",
    OneOf { all: &[SpeechFormat::Mp3, SpeechFormat::Wav], name: SpeechFormat::as_str },
    "The format of the file. Without it, the first that the model makes.",
    || json!("mp3"),
);
const LANGUAGE_PATTERN: &str = "^[A-Za-z]{2,3}(-[0-9A-Za-z]+)*$";

static FIELDS: [&dyn Declared; 8] =
    [&TEXT, &PROVIDER, &VOICE_ID, &LANGUAGE, &SPEED, &OUTPUT_FORMAT, &DRIVE_FOLDER_ID, &METADATA];
static LEGACY: Shape = Shape::new("SpeechRequest", &FIELDS);
static STUDIO: Shape = Shape::new("StudioSpeechRequest", &FIELDS);

pub(super) const fn shape(family: Family) -> &'static Shape {
    match family {
        Family::Legacy => &LEGACY,
        Family::Studio => &STUDIO,
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "SpeechSettings")]
pub struct SpeechRequest {
    /// What is said.
    pub text: String,
    /// The model, by its id in the catalog.
    pub provider: String,
    /// The voice, by the id of the list of voices.
    pub voice_id: String,
    /// The language, such as `en` or `pt-BR`; null: it is heard from the text.
    pub language: Option<String>,
    /// 1 is the voice's own speed.
    pub speed: Option<f64>,
    /// The format of the file.
    pub output_format: SpeechFormat,
    #[serde(flatten)]
    #[schemars(skip)]
    pub extras: Extras,
}

impl SpeechRequest {
    /// How long the result is at most: the text spoken slowly, at the speed asked for.
    pub(super) fn longest_seconds(&self) -> u32 {
        let slowest = self.speed.map_or(1.0, |speed| speed.clamp(0.1, 1.0));
        spoken_seconds(&self.text).saturating_mul(tenths(1.0 / slowest)) / 10
    }

    pub(super) fn terms(&self, model: &Model, options: &SpeechOptions) -> Option<Terms> {
        let mut applied = Applied::default();
        if let Some(language) = &self.language {
            match options.language {
                LanguageField::Sent => applied.language = Some(base_language(language)),
                LanguageField::Detected => applied.notes.push(format!(
                    "language: {} hears the language from the text; {language} was not sent",
                    model.id
                )),
            }
        }
        let characters = u64::try_from(self.text.chars().count()).unwrap_or(u64::MAX);
        let list_price = model.price.list_price(&Quantity { characters, ..Quantity::default() })?;
        Some(Terms { applied, quote: list_price.customer_price(), list_price, metered: None })
    }
}

/// `None` only where the fields have a mistake.
pub(super) fn read(
    fields: &mut Fields<'_>,
    family: Family,
    catalog: &Catalog,
    now: Timestamp,
    default: &str,
) -> Option<SpeechRequest> {
    let text = fields.read(&TEXT);
    let model = read::model(fields, catalog, Kind::Tts, family, default);
    let model = model.and_then(|model| Some((model, model.speech()?)));
    let (voice_id, language) = (fields.read(&VOICE_ID), fields.read(&LANGUAGE));
    let speed = read_speed(fields, model);
    let formats = model.map_or(&[][..], |(_, options)| &options.formats);
    let output_format = read_format(fields, formats, model.map(|(model, _)| model));
    let extras = Extras::read(fields);
    let (model, options) = model?;
    check_speed(fields, model, speed, now);
    if let Some(text) = &text {
        read::check_length(fields, "text", model, text);
    }
    let voice_id = checked_voice(fields, model, &options.voices, voice_id, options.default_voice(now));
    check_voice_lasts(fields, model, options, voice_id.as_deref(), now);
    Some(SpeechRequest {
        text: text?,
        provider: model.id.clone(),
        voice_id: voice_id?,
        language,
        speed,
        output_format: output_format?,
        extras,
    })
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
fn language(language: &str) -> Result<String, String> {
    let mut parts = language.split('-');
    let base = parts.next().unwrap_or_default();
    let letters = (2..=3).contains(&base.len()) && base.bytes().all(|byte| byte.is_ascii_alphabetic());
    if letters && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    {
        return Ok(language.to_owned());
    }
    Err(format!("must be a language such as en or pt-BR, got {}", quoted(language)))
}

/// Vendors that have a field for the language take its base code.
fn base_language(language: &str) -> String {
    language.split('-').next().unwrap_or(language).to_ascii_lowercase()
}

fn read_format(
    fields: &mut Fields<'_>,
    formats: &[SpeechFormat],
    model: Option<&Model>,
) -> Option<SpeechFormat> {
    match (fields.read(&OUTPUT_FORMAT), model) {
        (None, _) => formats.first().copied(),
        (Some(format), Some(model)) if !formats.contains(&format) => {
            let names: Vec<&str> = formats.iter().map(|format| format.as_str()).collect();
            let problem = format!("must be {} for {}, got {}", or(&names), model.id, quoted(format.as_str()));
            fields.refuse("output_format", problem);
            None
        }
        (Some(format), _) => Some(format),
    }
}

/// A model without speeds takes none, not even a wrong one.
fn read_speed(fields: &mut Fields<'_>, model: Option<(&Model, &SpeechOptions)>) -> Option<f64> {
    let Some((model, options)) = model else { return fields.read(&SPEED) };
    if let Some([slowest, fastest]) = options.speed {
        let scale = Scale::of_parts(slowest..=fastest).with_remark(format!(" for {}", model.id));
        return fields.read(&SPEED.narrowed(scale));
    }
    if let Some(asked) = fields.peek("speed").map(value) {
        fields.refuse("speed", format!("is not supported by {}, got {asked}. Leave it out.", model.id));
    }
    None
}

/// Speeds may have ended with the route that had them.
fn check_speed(fields: &mut Fields<'_>, model: &Model, speed: Option<f64>, now: Timestamp) {
    if let Some(asked) = speed.filter(|_| !is_own_speed(speed) && !model.has_speeds(now)) {
        let problem = format!("is not supported by {} any more, got {asked}. Leave it out.", model.id);
        fields.refuse("speed", problem);
    }
}

/// A voice that its vendor has ended is refused before anything is held.
fn check_voice_lasts(
    fields: &mut Fields<'_>,
    model: &Model,
    options: &SpeechOptions,
    voice: Option<&str>,
    now: Timestamp,
) {
    let ended = voice.and_then(|voice| Some((voice, options.voice_sunsets.get(voice)?)));
    if let Some((voice, sunset)) = ended.filter(|(_, sunset)| **sunset <= now) {
        let problem = format!(
            "{} ended on {}. GET {} lists the voices of {}.",
            quoted(voice),
            sunset.date(),
            list_of_voices(model),
            model.id
        );
        fields.refuse("voice_id", problem);
    }
}

fn list_of_voices(model: &Model) -> String {
    let purpose = if model.kind == Kind::Avatar { "&for=avatar" } else { "" };
    format!("/creative-hub/voices?provider={}{purpose}", model.id)
}

/// The voice asked for, or the model's default. It is a mistake to name one that the model does not have, or none where
/// it has no default.
pub(super) fn checked_voice(
    fields: &mut Fields<'_>,
    model: &Model,
    voices: &[String],
    asked: Option<String>,
    default: Option<&str>,
) -> Option<String> {
    let Some(voice) = asked else {
        if default.is_none() {
            fields.refuse(
                "voice_id",
                format!("is required for {}. GET {} lists them.", model.id, list_of_voices(model)),
            );
        }
        return default.map(str::to_owned);
    };
    if !voices.is_empty() && !voices.contains(&voice) {
        let known: Vec<&str> = voices.iter().map(String::as_str).collect();
        let problem = format!("must be {} for {}, got {}", one_of(&known), model.id, quoted(&voice));
        fields.refuse("voice_id", with_meant(problem, &voice, &known));
        return None;
    }
    // The voice's id becomes part of an address at the vendor.
    if !voice.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-') {
        fields.refuse("voice_id", format!("must be letters, digits, - and _, got {}", quoted(&voice)));
        return None;
    }
    Some(voice)
}

#[cfg(test)]
mod tests;
