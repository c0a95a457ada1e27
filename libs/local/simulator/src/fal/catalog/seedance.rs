//! Seedance 1.0 pro, 1.5 pro and 2.0. Of 2.0 only `image_url`, `resolution` and `generate_audio` are known;
//! the rest is taken from the others (unverified).

use super::{millis, short_side, track};
use crate::fal::asked::{Asked, Clip, Plan, Source, Track};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, by_ratio};
use crate::numbers;

/// Whether a clip begins with a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    Text,
    Image,
}

pub(super) const TEXT: Beginning = Beginning::Text;
pub(super) const IMAGE: Beginning = Beginning::Image;

const V1: &[&str] = &["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
const V1_5: &[&str] = &["4", "5", "6", "7", "8", "9", "10", "11", "12"];
const V2: &[&str] = &["4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"];
const RATIOS_OR_AUTO: &[&str] = &["21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "auto"];
const RATIOS_OF_TEXT: &[&str] = &["21:9", "16:9", "4:3", "1:1", "3:4", "9:16", "9:21"];
/// As at `ModelArk`.
const FRAMES: std::ops::RangeInclusive<u32> = 29..=289;
const FRAMES_PER_SECOND: f64 = 24.0;

/// Silent.
pub(super) fn v1<'a>(input: &mut Reader<'a>, beginning: Beginning) -> Asked<'a> {
    let ratio = match beginning {
        Beginning::Text => input.choice("aspect_ratio", RATIOS_OF_TEXT).unwrap_or("16:9"),
        Beginning::Image => input.choice("aspect_ratio", RATIOS_OR_AUTO).unwrap_or("auto"),
    };
    let whole = millis(input, V1, 5);
    let frames = input.count("num_frames", FRAMES);
    let millis = frames.map_or(whole, |frames| numbers::millis(f64::from(frames) / FRAMES_PER_SECOND));
    older(input);
    asked(input, beginning, ratio, Track::Silent { millis })
}

pub(super) fn v1_5<'a>(input: &mut Reader<'a>, beginning: Beginning) -> Asked<'a> {
    let ratio = input.choice("aspect_ratio", RATIOS_OR_AUTO).unwrap_or("16:9");
    let millis = millis(input, V1_5, 5);
    let track = track(input, millis);
    older(input);
    asked(input, beginning, ratio, track)
}

pub(super) fn v2<'a>(input: &mut Reader<'a>, beginning: Beginning) -> Asked<'a> {
    let default = match beginning {
        Beginning::Text => "16:9",
        Beginning::Image => "auto",
    };
    let ratio = input.choice("aspect_ratio", RATIOS_OR_AUTO).unwrap_or(default);
    let millis = millis(input, V2, 5);
    let track = track(input, millis);
    asked(input, beginning, ratio, track)
}

/// What 2.0 has no more.
fn older(input: &mut Reader<'_>) {
    input.flags(&["camera_fixed", "enable_safety_checker"]);
}

fn asked<'a>(input: &mut Reader<'a>, beginning: Beginning, ratio: &str, track: Track) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX).to_owned();
    let resolution = input.choice("resolution", &["480p", "720p", "1080p"]).unwrap_or("720p");
    let short = short_side(resolution);
    let frame = match ratio {
        "auto" => Frame::Follow { short },
        ratio => Frame::Fixed(by_ratio(ratio, short)),
    };
    let pictures = match beginning {
        Beginning::Text => Vec::new(),
        Beginning::Image => pictures(input),
    };
    // -1 is any.
    let seed = input.integer("seed").filter(|seed| *seed >= 0);
    let plan = Plan::Clip(Clip { frame, track, extra: Extra::Seed });
    Asked { prompt: Some(prompt), seed, pictures, sound: None, plan }
}

fn pictures<'a>(input: &mut Reader<'a>) -> Vec<Source<'a>> {
    let start = input.needed_url("image_url");
    start.into_iter().chain(input.url("end_image_url")).collect()
}
