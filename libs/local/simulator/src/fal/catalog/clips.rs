//! Kling, Ray of Luma, Veo and Seedance.

use super::{Mode, short_side};
use crate::fal::asked::{Asked, Plan, Source, Track};
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, by_ratio};

const KLING_RATIOS: &[&str] = &["16:9", "9:16", "1:1"];
const LUMA_RATIOS: &[&str] = &["9:16", "3:4", "1:1", "4:3", "16:9", "21:9"];
const SEEDANCE_RATIOS: &[&str] = &["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"];
const FROM_2_TO_12: &[&str] = &["2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"];
const FROM_3_TO_15: &[&str] = &["3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"];
/// In characters. Luma's and Kling's are those of the vendors themselves.
const LUMA_LETTERS: usize = 6000;
const KLING_LETTERS: usize = 2500;
const VEO_REFERENCES: usize = 3;

pub(super) fn kling_2_6<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    kling(input, mode, &["5", "10"], 1080)
}

pub(super) fn kling_3<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    kling(input, mode, FROM_3_TO_15, 720)
}

/// The endpoint says how large a clip is: `short` is the shorter side. A clip of a picture has its shape.
fn kling<'a>(input: &mut Reader<'a>, mode: Mode, lengths: &'static [&'static str], short: u32) -> Asked<'a> {
    let prompt = input.needed_text("prompt", KLING_LETTERS);
    let frame = match mode {
        Mode::Words => ratio(input, KLING_RATIOS, short),
        Mode::Pictures => Frame::Follow { short },
    };
    let millis = millis(input, lengths, 5);
    let plan = Plan::Clip { frame, track: track(input, millis) };
    Asked::of_prompt(prompt, start(input, mode, "start_image_url"), plan)
}

/// The fields are known from third-party notes only.
pub(super) fn luma<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let prompt = input.needed_text("prompt", LUMA_LETTERS);
    let short = resolution(input, &["540p", "720p", "1080p"]);
    let frame = ratio(input, LUMA_RATIOS, short);
    let millis = match input.integer("duration") {
        None | Some(5) => 5000,
        Some(10) => 10_000,
        Some(_) => {
            input.fault("duration", "one_of", "Input should be one of 5, 10");
            5000
        }
    };
    let plan = Plan::Clip { frame, track: Track::Silent { millis } };
    Asked::of_prompt(prompt, start(input, mode, "image_url"), plan)
}

pub(super) fn veo<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let pictures = start(input, mode, "image_url");
    veo_with(input, pictures, &["4s", "6s", "8s"])
}

/// That there is one length and that three pictures are the most is what a third party's copy of the endpoint says.
pub(super) fn veo_of_references<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let pictures = input.needed_urls("image_urls");
    if pictures.len() > VEO_REFERENCES {
        input.fault("image_urls", "too_long", "List should have at most 3 items");
    }
    Asked { refers: true, ..veo_with(input, pictures, &["8s"]) }
}

fn veo_with<'a>(
    input: &mut Reader<'a>,
    pictures: Vec<Source<'a>>,
    lengths: &'static [&'static str],
) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX);
    let short = resolution(input, &["720p", "1080p"]);
    let frame = ratio(input, &["16:9", "9:16"], short);
    let millis = millis(input, lengths, 8);
    let plan = Plan::Clip { frame, track: track(input, millis) };
    Asked::of_prompt(prompt, pictures, plan)
}

/// 1.0 pro, which is silent by nature.
pub(super) fn seedance<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX);
    let short = resolution(input, &["480p", "720p", "1080p"]);
    let frame = ratio(input, SEEDANCE_RATIOS, short);
    let millis = millis(input, FROM_2_TO_12, 5);
    let plan = Plan::Clip { frame, track: Track::Silent { millis } };
    Asked::of_prompt(prompt, start(input, mode, "image_url"), plan)
}

fn ratio(input: &mut Reader<'_>, ratios: &'static [&'static str], short: u32) -> Frame {
    Frame::Fixed(by_ratio(input.choice("aspect_ratio", ratios).unwrap_or("16:9"), short))
}

fn resolution(input: &mut Reader<'_>, allowed: &'static [&'static str]) -> u32 {
    short_side(input.choice("resolution", allowed).unwrap_or("720p"))
}

/// A length such as `"5"` or `"5s"`, in milliseconds.
fn millis(input: &mut Reader<'_>, lengths: &'static [&'static str], default: u32) -> u32 {
    let given = input.choice("duration", lengths);
    let seconds = given.and_then(|given| given.trim_end_matches('s').parse().ok());
    seconds.unwrap_or(default).saturating_mul(1000)
}

/// With sound, unless `generate_audio` is false.
fn track(input: &mut Reader<'_>, millis: u32) -> Track {
    if input.flag("generate_audio") == Some(false) { Track::Silent { millis } } else { Track::Hum { millis } }
}

/// The picture that a clip begins with.
fn start<'a>(input: &mut Reader<'a>, mode: Mode, name: &'static str) -> Vec<Source<'a>> {
    match mode {
        Mode::Words => Vec::new(),
        Mode::Pictures => input.needed_url(name).into_iter().collect(),
    }
}
