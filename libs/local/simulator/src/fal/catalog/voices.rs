//! Speech by `ElevenLabs`, and the avatars of Kling and VEED, which speak a recording.

use super::short_side;
use crate::elevenlabs::voices::Voice;
use crate::fal::asked::{Asked, Plan, Track};
use crate::fal::reader::Reader;
use crate::fal::sizes::Frame;

/// The vendor's own limit.
const MOST_LETTERS: usize = 10_000;
/// Characters of an id of the vendor's.
const ID: usize = 20;

/// Always an mp3.
pub(super) fn elevenlabs<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let text = input.needed_text("text", MOST_LETTERS);
    let speed = input.number("speed", 0.7..=1.2).unwrap_or(1.0);
    let plan = Plan::Speech { voice: voice(input), speed };
    Asked::of_prompt(text, Vec::new(), plan)
}

/// A name or an id, where the vendor takes ids only. Any id will do, because there are thousands.
fn voice(input: &mut Reader<'_>) -> String {
    let name = input.text("voice").unwrap_or("Rachel");
    let is_id = name.len() == ID && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let voice = Voice::called(name).map(|voice| voice.id);
    if voice.is_none() && !is_id {
        input.fault("voice", "value_error", "The voice was not found");
    }
    voice.unwrap_or(name).to_owned()
}

pub(super) fn fabric<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let short = short_side(input.needed_choice("resolution", &["720p", "480p"]));
    avatar(input, short)
}

/// The endpoint says how large a clip is.
pub(super) fn kling_avatar<'a>(input: &mut Reader<'a>, short: u32) -> Asked<'a> {
    avatar(input, short)
}

/// The picture gives the clip its shape, the recording its length.
fn avatar<'a>(input: &mut Reader<'a>, short: u32) -> Asked<'a> {
    let pictures = input.needed_url("image_url").into_iter().collect();
    let recording = input.needed_url("audio_url");
    let plan = Plan::Clip { frame: Frame::Follow { short }, track: Track::Recording };
    Asked { prompt: None, seed: None, pictures, refers: false, recording, plan }
}
