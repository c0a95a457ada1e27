//! The checks on a speech.

use serde_json::Value;

use crate::fields::{Fields, Why, Wrong};
use crate::openai::errors::ApiError;
use crate::openai::models::{self, Can, Model};
use crate::workshop::{Encoding, Sound, Speech};

const MOST_LETTERS: usize = 4096;
/// Of `pcm` as documented, and here of all formats.
const RATE: u32 = 24_000;
/// On `tts-1` and `tts-1-hd` only these (unverified).
const OLDER_VOICES: [&str; 9] = ["alloy", "ash", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer"];
const VOICES: [&str; 13] = [
    "alloy", "ash", "ballad", "coral", "echo", "fable", "onyx", "nova", "sage", "shimmer", "verse", "marin",
    "cedar",
];

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) sound: Sound,
    /// Events instead of a file.
    pub(super) events: bool,
}

pub(super) fn read(body: &Value) -> Result<Asked, ApiError> {
    let fields = Fields::of(body)?;
    let model = models::named(fields.need("model", fields.text("model")?)?)?;
    let Can::Speak { newer } = model.can else {
        return Err(ApiError::ModelNotFound(model.id.to_owned()));
    };
    let text = fields.need("input", fields.text_within("input", 1, MOST_LETTERS)?)?;
    let voice = voice(&fields, newer)?;
    fields.text("instructions")?;
    let format = fields.choice("response_format", &["mp3", "opus", "aac", "flac", "wav", "pcm"])?;
    let speed = fields.number_within("speed", 0.25..=4.0)?.unwrap_or(1.0);
    let events = fields.choice("stream_format", &["audio", "sse"])? == Some("sse");
    if events && !newer {
        let sentence = format!("'sse' is not supported for {}.", model.id);
        return Err(fields.other("stream_format", sentence).into());
    }
    fields.only(&["model", "input", "voice", "instructions", "response_format", "speed", "stream_format"])?;
    let speech = Speech { text: text.to_owned(), voice, speed, rate: RATE };
    Ok(Asked { model, sound: Sound { speech, encoding: encoding(format.unwrap_or("mp3")) }, events })
}

/// A name, or `{"id": "voice_…"}` of a voice of one's own.
fn voice(fields: &Fields<'_>, newer: bool) -> Result<String, Wrong> {
    let voice = fields.need("voice", fields.get("voice"))?;
    if voice.is_object() {
        let own = fields.object("voice")?.map_or(Ok(None), |own| own.text("id"))?;
        let own = own.filter(|id| id.starts_with("voice_"));
        return own.map(str::to_owned).ok_or_else(|| fields.wrong("voice.id", Why::Missing));
    }
    let known = if newer { VOICES.as_slice() } else { OLDER_VOICES.as_slice() };
    Ok(fields.choice("voice", known)?.unwrap_or_default().to_owned())
}

fn encoding(format: &str) -> Encoding {
    match format {
        "opus" => Encoding::Opus { kbps: 64 },
        "aac" => Encoding::Aac,
        "flac" => Encoding::Flac,
        "wav" => Encoding::Wav,
        "pcm" => Encoding::Pcm,
        _ => Encoding::Mp3 { kbps: 128 },
    }
}
