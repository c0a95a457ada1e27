//! Ray 3.2 of Luma, whose fields are known from third-party notes only: a length may be written as a number
//! or as text, with its unit or without.

use serde_json::Value;

use super::short_side;
use crate::fal::asked::{Asked, Clip, Plan, Source, Track};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, by_ratio};

const MOST_LETTERS: usize = 6000;

pub(super) fn text<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let ratio = ratio(input).unwrap_or("16:9");
    let short = resolution(input);
    asked(input, Vec::new(), Frame::Fixed(by_ratio(ratio, short)))
}

pub(super) fn image<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let start = input.needed_url("image_url");
    let pictures = start.into_iter().chain(input.url("end_image_url")).collect();
    let ratio = ratio(input);
    let short = resolution(input);
    let frame = ratio.map_or(Frame::Follow { short }, |ratio| Frame::Fixed(by_ratio(ratio, short)));
    asked(input, pictures, frame)
}

fn ratio(input: &mut Reader<'_>) -> Option<&'static str> {
    input.choice("aspect_ratio", &["9:16", "3:4", "1:1", "4:3", "16:9", "21:9"])
}

fn resolution(input: &mut Reader<'_>) -> u32 {
    short_side(input.choice("resolution", &["540p", "720p", "1080p"]).unwrap_or("720p"))
}

fn asked<'a>(input: &mut Reader<'a>, pictures: Vec<Source<'a>>, frame: Frame) -> Asked<'a> {
    let prompt = input.needed_text("prompt", MOST_LETTERS).to_owned();
    input.flags(&["hdr", "exr_export", "loop"]);
    let plan =
        Plan::Clip(Clip { frame, track: Track::Silent { millis: millis(input) }, extra: Extra::Nothing });
    Asked { prompt: Some(prompt), seed: None, pictures, sound: None, plan }
}

fn millis(input: &mut Reader<'_>) -> u32 {
    match input.any("duration").map(Value::to_string).as_deref() {
        None | Some("5" | "\"5\"" | "\"5s\"") => 5000,
        Some("10" | "\"10\"" | "\"10s\"") => 10_000,
        Some(_) => {
            input.fault("duration", "one_of", "Input should be one of 5, 10");
            5000
        }
    }
}
