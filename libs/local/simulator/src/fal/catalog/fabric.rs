//! VEED Fabric 1.0: a picture speaks a recording, or a text.

use super::short_side;
use crate::fal::asked::{Asked, Clip, Plan, Track};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::Frame;

/// Of a text (chosen here).
const MOST_LETTERS: usize = 5000;

pub(super) fn recording<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let pictures = input.needed_url("image_url").into_iter().collect();
    let sound = input.needed_url("audio_url");
    let frame = frame(input);
    let plan = Plan::Clip(Clip { frame, track: Track::Recording, extra: Extra::Nothing });
    Asked { prompt: None, seed: None, pictures, sound, plan }
}

pub(super) fn text<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let pictures = input.needed_url("image_url").into_iter().collect();
    let text = input.needed_text("text", MOST_LETTERS).to_owned();
    let frame = frame(input);
    let voice = input.text("voice_description").unwrap_or("of the picture").to_owned();
    let track = Track::Script { voice, speed: 1.0 };
    let plan = Plan::Clip(Clip { frame, track, extra: Extra::Nothing });
    Asked { prompt: Some(text), seed: None, pictures, sound: None, plan }
}

fn frame(input: &mut Reader<'_>) -> Frame {
    Frame::Follow { short: short_side(input.needed_choice("resolution", &["720p", "480p"])) }
}
