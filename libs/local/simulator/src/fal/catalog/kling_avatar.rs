//! Kling's avatar: a picture and a recording.

use crate::fal::asked::{Asked, Clip, Plan, Track};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::Frame;

/// Of actions, mood and camera, as at Kling.
const MOST_LETTERS: usize = 2500;

/// `short` is the shorter side.
pub(super) fn read<'a>(input: &mut Reader<'a>, short: u32) -> Asked<'a> {
    let pictures = input.needed_url("image_url").into_iter().collect();
    let sound = input.needed_url("audio_url");
    let prompt = input.text("prompt").filter(|prompt| !prompt.is_empty() && *prompt != ".");
    if prompt.is_some_and(|prompt| prompt.chars().count() > MOST_LETTERS) {
        input.fault("prompt", "sequence_too_long", "Input should have at most 2500 characters");
    }
    let plan =
        Plan::Clip(Clip { frame: Frame::Follow { short }, track: Track::Recording, extra: Extra::Duration });
    Asked { prompt: prompt.map(str::to_owned), seed: None, pictures, sound, plan }
}
