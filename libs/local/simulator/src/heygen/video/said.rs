//! What is said: a script, or a recording by its URL or as an asset.

use crate::fields::{Fields, Wrong};
use crate::heygen::errors::ApiError;
use crate::heygen::lists::Voice;

const MOST_LETTERS: usize = 5000;
const ENGINES: [&str; 3] = ["elevenlabs", "fish", "starfish"];

#[derive(Clone, Copy, Debug)]
pub(super) enum Said<'a> {
    Script { text: &'a str, voice: &'static Voice, speed: f64 },
    Url(&'a str),
    Asset(&'a str),
}

impl<'a> Said<'a> {
    pub(super) fn read(fields: &Fields<'a>, default_voice: Option<&str>) -> Result<Self, ApiError> {
        let script = fields.text_within("script", 1, MOST_LETTERS)?;
        let given = [script, fields.text("audio_url")?, fields.text("audio_asset_id")?];
        let voice = voice(fields, default_voice)?;
        let speed = settings(fields, voice)?;
        match given {
            [Some(text), None, None] => {
                let sentence = "is required with a script, since there is no default voice";
                let voice = voice.ok_or_else(|| fields.other("voice_id", sentence))?;
                Ok(Self::Script { text, voice, speed })
            }
            [None, Some(url), None] => Ok(Self::Url(url)),
            [None, None, Some(id)] => Ok(Self::Asset(id)),
            _ => Err(one_of(fields).into()),
        }
    }
}

fn one_of(fields: &Fields<'_>) -> Wrong {
    fields.other("script", "exactly one of script, audio_url, audio_asset_id is needed")
}

fn voice(fields: &Fields<'_>, default: Option<&str>) -> Result<Option<&'static Voice>, ApiError> {
    let Some(id) = fields.text("voice_id")?.or(default) else { return Ok(None) };
    Voice::with_id(id).map(Some).ok_or_else(|| ApiError::NoVoice(id.to_owned()))
}

/// The speed; the rest is checked and changes nothing here.
fn settings(fields: &Fields<'_>, voice: Option<&Voice>) -> Result<f64, ApiError> {
    let Some(settings) = fields.object("voice_settings")? else { return Ok(1.0) };
    settings.only(&["speed", "pitch", "volume", "locale", "engine_settings"])?;
    settings.number_within("pitch", -50.0..=50.0)?;
    settings.number_within("volume", 0.0..=1.0)?;
    settings.text("locale")?;
    if let Some(engine) = settings.object("engine_settings")? {
        let name = engine.need("engine_type", engine.choice("engine_type", &ENGINES)?)?;
        if let Some(voice) = voice.filter(|voice| !voice.speaks(name)) {
            return Err(ApiError::VoiceNotUsable(voice.id.to_owned()));
        }
    }
    Ok(settings.number_within("speed", 0.5..=1.5)?.unwrap_or(1.0))
}
