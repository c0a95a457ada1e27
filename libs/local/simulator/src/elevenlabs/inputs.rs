//! The checks on a speech. Fields that nobody sends are ignored, as the vendor's framework ignores unknown ones.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::errors::{ApiError, Result};
use super::models::{self, Model};
use super::voices::Voice;
use crate::fields::{Fields, Wrong};
use crate::workshop::{Encoding, Sound, Speech};
use crate::world::World;

/// The values of `output_format` that are played, each with its samples per second; the first is the default.
const FORMATS: [(&str, Encoding, u32); 5] = [
    ("mp3_44100_128", Encoding::Mp3 { kbps: 128 }, 44_100),
    ("mp3_44100_64", Encoding::Mp3 { kbps: 64 }, 44_100),
    ("pcm_22050", Encoding::Pcm, 22_050),
    ("wav_22050", Encoding::Wav, 22_050),
    ("wav_24000", Encoding::Wav, 24_000),
];

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

pub(super) fn read(world: &World, voice: &str, query: &Query, body: &Value) -> Result<Asked> {
    let (encoding, rate) = format(query).map_err(ApiError::in_query)?;
    let fields = Fields::new(body)?;
    let text = fields.need("text", fields.text_within("text", 1, usize::MAX)?)?;
    let pace = speed(&fields)?;
    let seed = fields.integer_within("seed", 0..=i64::from(u32::MAX))?;
    let model = fields.text("model_id")?.unwrap_or(models::DEFAULT);

    let voice = Voice::with_id(world, voice).ok_or_else(|| ApiError::NoVoice(voice.to_owned()))?;
    let model = Model::find(model).ok_or_else(|| ApiError::NoModel(model.to_owned()))?;
    let letters = text.chars().count();
    if letters > model.most_letters {
        return Err(ApiError::TooLong { given: letters, most: model.most_letters }.into());
    }
    let speech = Speech { text: text.to_owned(), voice: voice.id.to_owned(), speed: pace, rate };
    Ok(Asked { model, sound: Sound { speech, encoding }, cost: model.cost(letters), seed })
}

fn format(query: &Query) -> std::result::Result<(Encoding, u32), Wrong> {
    let given =
        query.get("output_format").map(|given| ("output_format".to_owned(), Value::from(given.as_str())));
    let query = Value::Object(Map::from_iter(given));
    let given = Fields::new(&query)?.choice("output_format", &FORMATS.map(|(name, ..)| name))?;
    let [default, ..] = FORMATS;
    let (_, encoding, rate) = FORMATS.into_iter().find(|(name, ..)| Some(*name) == given).unwrap_or(default);
    Ok((encoding, rate))
}

fn speed(fields: &Fields<'_>) -> std::result::Result<f64, Wrong> {
    let Some(settings) = fields.object("voice_settings")? else { return Ok(1.0) };
    for name in ["stability", "similarity_boost"] {
        settings.number_within(name, 0.0..=1.0)?;
    }
    Ok(settings.number_within("speed", 0.7..=1.2)?.unwrap_or(1.0))
}
