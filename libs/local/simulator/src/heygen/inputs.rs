//! The checks on the start of a video: first those that need nothing else, then the download of the recording.

use std::time::Duration;

use serde_json::Value;
use url::Url;

use super::errors::{ApiError, Result};
use super::lists::{self, Look};
use super::made::{Made, Voice, speech};
use crate::accept::audio_job;
use crate::course::{self, QUEUED_PERMILLE};
use crate::fields::{Fields, Why, Wrong};
use crate::picture::Size;
use crate::sim_words::{Ending, SimWords};
use crate::vendor::Vendor;
use crate::workshop::{InputError, KeptSound};
use crate::world::World;

const FIELDS: [&str; 8] =
    ["type", "avatar_id", "script", "audio_url", "voice_id", "aspect_ratio", "resolution", "output_format"];
const MOST_LETTERS: usize = 5000;
const MOST_BYTES: usize = 50 * 1024 * 1024;
const LONGEST_SOUND_MS: u32 = 600_000;
const SOUNDS: [&str; 2] = ["mp3", "wav"];
/// "Minutes, growing with the script": a guess, nothing is published.
const TYPICAL_AT_LEAST: Duration = Duration::from_secs(90);
const TYPICAL_PER_SECOND: u32 = 2;

/// A valid request.
#[derive(Debug)]
pub(super) struct Asked {
    /// The script, or which recording it is.
    pub(super) prompt: String,
    pub(super) words: SimWords,
    pub(super) takes: Duration,
    pub(super) made: Made,
}

pub(super) async fn read(world: &World, body: &Value) -> Result<Asked> {
    let fields = Fields::new(body)?;
    fields.only(&FIELDS)?;
    fields.need("type", fields.choice("type", &["avatar"])?)?;
    let id = fields.need("avatar_id", fields.text("avatar_id")?)?;
    let look = Look::with_id(id).ok_or_else(|| ApiError::NoAvatar(id.to_owned()))?;
    let size = size(&fields, look)?;
    fields.choice("output_format", &["mp4"])?;
    let voice = voice(&fields, look)?;
    let script = fields.text_within("script", 1, MOST_LETTERS)?;
    let (prompt, words, millis, voice) = match (script, fields.text("audio_url")?) {
        (Some(text), None) => {
            let sentence = "is required with a script, since there is no default voice";
            let voice = voice.ok_or_else(|| fields.other("voice_id", sentence))?;
            let millis = speech(text, voice).millis();
            (
                text.to_owned(),
                SimWords::from_prompt(Vendor::Heygen, text),
                millis,
                Voice::Spoken(voice.to_owned()),
            )
        }
        (None, Some(url)) => {
            let KeptSound { kept, millis } = recording(world, url).await?;
            (audio_job(url, &kept), SimWords::default(), millis, Voice::Recording(kept))
        }
        _ => return Err(fields.other("script", "exactly one of script, audio_url is needed").into()),
    };
    let takes = takes(&words, millis);
    let made = Made::Video { look: look.id.to_owned(), size, millis, voice };
    Ok(Asked { prompt, words, takes, made })
}

/// An aspect ratio, `auto` being that of the look, with the resolution as the shorter side.
fn size(fields: &Fields<'_>, look: &Look) -> std::result::Result<Size, Wrong> {
    let ratio = fields.choice("aspect_ratio", &["16:9", "9:16", "1:1", "auto"])?;
    let resolution = fields.choice("resolution", &["1080p", "720p"])?;
    let short: u32 = if resolution == Some("1080p") { 1080 } else { 720 };
    let (wide, high) = match ratio {
        Some("9:16") => (9, 16),
        Some("1:1") => (1, 1),
        Some("auto") => (look.size.width, look.size.height),
        _ => (16, 9),
    };
    // All looks are at most as long as 16:9. An even side, as a clip wants it.
    let long = |long: u32, other: u32| short.saturating_mul(long).checked_div(other).unwrap_or(short) & !1;
    Ok(if wide >= high {
        Size { width: long(wide, high), height: short }
    } else {
        Size { width: short, height: long(high, wide) }
    })
}

/// The voice that was asked for, or that of the look.
fn voice(fields: &Fields<'_>, look: &Look) -> Result<Option<&'static str>> {
    let Some(id) = fields.text("voice_id")?.or(look.voice) else { return Ok(None) };
    let voice = lists::Voice::with_id(id).ok_or_else(|| ApiError::NoVoice(id.to_owned()))?;
    Ok(Some(voice.id))
}

/// The file behind a URL must be what its extension says (documented), so a URL without one is refused.
async fn recording(world: &World, url: &str) -> Result<KeptSound> {
    let extension =
        extension(url).ok_or_else(|| failed("The URL must be public and end in .mp3 or .wav."))?;
    let bytes = world.workshop.input(url, MOST_BYTES).await.map_err(|error| match error {
        InputError::TooLarge { .. } => ApiError::TooLarge,
        other => failed(&format!("The file was not downloaded: {other}.")),
    })?;
    if bytes.starts_with(b"RIFF") != (extension == "wav") {
        return Err(failed("The file is not what its extension says.").into());
    }
    let kept = world.workshop.keep_sound(bytes).await?;
    let kept = kept.ok_or_else(|| wrong("cannot be decoded as WAV or MP3"))?;
    if kept.millis > LONGEST_SOUND_MS {
        return Err(wrong("must be at most 600 s long").into());
    }
    Ok(kept)
}

fn extension(url: &str) -> Option<&'static str> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let (_, given) = url.path().rsplit_once('.')?;
    SOUNDS.into_iter().find(|extension| given.eq_ignore_ascii_case(extension))
}

fn failed(message: &str) -> ApiError {
    ApiError::DownloadFailed(message.to_owned())
}

fn wrong(sentence: &str) -> ApiError {
    Wrong { field: "audio_url".to_owned(), why: Why::Other(sentence.to_owned()) }.into()
}

/// Moderation of the script shows in the answer, so that such a task is over at once.
fn takes(words: &SimWords, millis: u32) -> Duration {
    if words.ending == Ending::InputModerated {
        return Duration::ZERO;
    }
    let length = Duration::from_millis(u64::from(millis));
    let typical = TYPICAL_AT_LEAST.saturating_add(length.saturating_mul(TYPICAL_PER_SECOND));
    course::takes(words, typical, QUEUED_PERMILLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_that_of_the_path() {
        for (url, expected) in [
            ("https://example.com/a.mp3", Some("mp3")),
            ("https://example.com/a.b/c.WAV?signature=x.mp3", Some("wav")),
            ("http://127.0.0.1:7/a.mp3#x", Some("mp3")),
            ("https://example.com/a?file=a.mp3", None),
            ("https://example.com/a.ogg", None),
            ("data:audio/wav;base64,AAAA.wav", None),
            ("a.mp3", None),
        ] {
            assert_eq!(extension(url), expected, "{url}");
        }
    }
}
