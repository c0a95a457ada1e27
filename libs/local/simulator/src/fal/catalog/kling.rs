//! Kling 2.6 pro and 3.0.

use super::{millis, track};
use crate::fal::asked::{Asked, Clip, Plan, Source};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, by_ratio};

/// The shorter side.
pub(super) const STANDARD: u32 = 720;
pub(super) const PRO: u32 = 1080;

/// As at Kling.
const MOST_LETTERS: usize = 2500;
const MOST_SHOTS: usize = 6;
const MOST_VOICES: usize = 2;
const RATIOS: &[&str] = &["16:9", "9:16", "1:1"];
const LENGTHS: &[&str] = &["3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"];
const LENGTHS_OF_SHOTS: &[&str] =
    &["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"];

pub(super) fn v2_6_text<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let prompt = input.needed_text("prompt", MOST_LETTERS).to_owned();
    input.number("cfg_scale", 0.0..=1.0);
    let frame = ratio(input, PRO);
    let millis = millis(input, &["5", "10"], 5);
    asked(input, prompt, Vec::new(), frame, millis)
}

pub(super) fn v2_6_image<'a>(input: &mut Reader<'a>) -> Asked<'a> {
    let prompt = input.needed_text("prompt", MOST_LETTERS).to_owned();
    if input.urls("voice_ids", 0).len() > MOST_VOICES {
        input.fault("voice_ids", "sequence_too_long", "Input should have at most 2 items");
    }
    let pictures = ends(input);
    let millis = millis(input, &["5", "10"], 5);
    asked(input, prompt, pictures, Frame::Follow { short: PRO }, millis)
}

pub(super) fn v3_text<'a>(input: &mut Reader<'a>, short: u32) -> Asked<'a> {
    input.choice("shot_type", &["customize", "intelligent"]);
    input.number("cfg_scale", 0.0..=1.0);
    let (prompt, millis) = shots(input);
    let frame = ratio(input, short);
    asked(input, prompt, Vec::new(), frame, millis)
}

pub(super) fn v3_image<'a>(input: &mut Reader<'a>, short: u32) -> Asked<'a> {
    input.choice("shot_type", &["customize", "intelligent"]);
    input.number("cfg_scale", 0.0..=1.0);
    let mut pictures = ends(input);
    for element in input.objects("elements", element) {
        pictures.extend(element);
    }
    let (prompt, millis) = shots(input);
    asked(input, prompt, pictures, Frame::Follow { short }, millis)
}

fn ratio(input: &mut Reader<'_>, short: u32) -> Frame {
    Frame::Fixed(by_ratio(input.choice("aspect_ratio", RATIOS).unwrap_or("16:9"), short))
}

/// What a clip begins and ends with.
fn ends<'a>(input: &mut Reader<'a>) -> Vec<Source<'a>> {
    let start = input.needed_url("start_image_url");
    start.into_iter().chain(input.url("end_image_url")).collect()
}

/// Its pictures; a video is not looked at.
fn element<'a>(input: &mut Reader<'a>) -> Vec<Source<'a>> {
    let front = input.url("frontal_image_url");
    let mut pictures: Vec<Source<'a>> = front.into_iter().collect();
    pictures.extend(input.urls("reference_image_urls", 0));
    let video = input.text("video_url");
    input.text("voice_id");
    if pictures.is_empty() && video.is_none() {
        input.fault("frontal_image_url", "missing", "An element needs images or a video");
    }
    pictures
}

/// One prompt and a length, or shots with a prompt and a length each.
fn shots(input: &mut Reader<'_>) -> (String, u32) {
    let whole = millis(input, LENGTHS, 5);
    let prompt = input.text("prompt");
    let shots = input.objects("multi_prompt", |shot| {
        (shot.needed_text("prompt", MOST_LETTERS), millis(shot, LENGTHS_OF_SHOTS, 5))
    });
    if shots.len() > MOST_SHOTS {
        input.fault("multi_prompt", "sequence_too_long", "Input should have at most 6 items");
    }
    match (prompt, shots.is_empty()) {
        (Some(prompt), true) => {
            if prompt.is_empty() || prompt.chars().count() > MOST_LETTERS {
                input.fault("prompt", "sequence_too_long", "Input should have 1 to 2500 characters");
            }
            (prompt.to_owned(), whole)
        }
        (None, false) => {
            let prompts: Vec<&str> = shots.iter().map(|(prompt, _)| *prompt).collect();
            let length = shots.iter().fold(0_u32, |sum, (_, millis)| sum.saturating_add(*millis));
            (prompts.join("\n"), length)
        }
        (given, _) => {
            let msg = "Either prompt or multi_prompt must be provided, but not both";
            input.fault("prompt", "one_of", msg);
            (given.unwrap_or_default().to_owned(), whole)
        }
    }
}

fn asked<'a>(
    input: &mut Reader<'a>,
    prompt: String,
    pictures: Vec<Source<'a>>,
    frame: Frame,
    millis: u32,
) -> Asked<'a> {
    input.text("negative_prompt");
    let track = track(input, millis);
    let plan = Plan::Clip(Clip { frame, track, extra: Extra::Nothing });
    Asked { prompt: Some(prompt), seed: None, pictures, sound: None, plan }
}
