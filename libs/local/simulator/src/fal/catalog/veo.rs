//! Veo 3.1, also as fast and lite, which take the same.

use super::{millis, short_side, track};
use crate::fal::asked::{Asked, Clip, Plan, Source};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, by_ratio};

const LENGTHS: &[&str] = &["4s", "6s", "8s"];
const RATIOS: &[&str] = &["16:9", "9:16"];
const RATIOS_OR_AUTO: &[&str] = &["auto", "16:9", "9:16"];
const RESOLUTIONS: &[&str] = &["720p", "1080p"];
const RESOLUTIONS_OR_4K: &[&str] = &["720p", "1080p", "4k"];

pub(super) fn text<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let short = resolution(input, RESOLUTIONS);
    let ratio = input.choice("aspect_ratio", RATIOS).unwrap_or("16:9");
    with_seed(input, Vec::new(), Frame::Fixed(by_ratio(ratio, short)))
}

pub(super) fn image<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let pictures = input.needed_url("image_url").into_iter().collect();
    let short = resolution(input, RESOLUTIONS);
    let frame = frame(input, short);
    with_seed(input, pictures, frame)
}

pub(super) fn frames<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let first = input.needed_url("first_frame_url");
    let pictures = first.into_iter().chain(input.needed_url("last_frame_url")).collect();
    let short = resolution(input, RESOLUTIONS_OR_4K);
    let frame = frame(input, short);
    with_seed(input, pictures, frame)
}

/// 8 s long, and nothing else.
pub(super) fn references<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let pictures = input.urls("image_urls", 1);
    let short = resolution(input, RESOLUTIONS_OR_4K);
    let ratio = input.choice("aspect_ratio", RATIOS).unwrap_or("16:9");
    let millis = millis(input, &["8s"], 8);
    asked(input, pictures, Frame::Fixed(by_ratio(ratio, short)), millis)
}

fn resolution(input: &mut Reader<'_>, allowed: &'static [&'static str]) -> u32 {
    short_side(input.choice("resolution", allowed).unwrap_or("720p"))
}

/// By default that of the two that is nearest to the picture.
fn frame(input: &mut Reader<'_>, short: u32) -> Frame {
    match input.choice("aspect_ratio", RATIOS_OR_AUTO) {
        None | Some("auto") => Frame::Nearest(RATIOS.iter().map(|ratio| by_ratio(ratio, short)).collect()),
        Some(ratio) => Frame::Fixed(by_ratio(ratio, short)),
    }
}

fn with_seed<'a>(input: &mut Reader<'a>, pictures: Vec<Source<'a>>, frame: Frame) -> Asked<'a> {
    input.text("negative_prompt");
    let millis = millis(input, LENGTHS, 8);
    let seed = input.integer("seed");
    Asked { seed, ..asked(input, pictures, frame, millis) }
}

fn asked<'a>(input: &mut Reader<'a>, pictures: Vec<Source<'a>>, frame: Frame, millis: u32) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX).to_owned();
    input.flag("auto_fix");
    input.choice("safety_tolerance", &["1", "2", "3", "4", "5", "6"]);
    let track = track(input, millis);
    let plan = Plan::Clip(Clip { frame, track, extra: Extra::Nothing });
    Asked { prompt: Some(prompt), seed: None, pictures, sound: None, plan }
}
