//! Nano Banana, Seedream, FLUX and GPT Image.

use super::Mode;
use crate::fal::asked::{Asked, Plan, Source};
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, by_area, pixels, size};
use crate::picture::{Format, Size};

const MEGAPIXEL: u32 = 1024 * 1024;
/// Largest prompt of Nano Banana (fal's pages; unverified).
const MOST_LETTERS: usize = 50_000;
const RATIOS: &[&str] = &["21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16"];
/// The largest side that fal's own type allows (unverified).
const LONGEST_SIDE: u32 = 14_142;
/// Of Seedream.
const MOST_PIXELS: u32 = 4096 * 4096;
/// FLUX as at Black Forest Labs: the shortest side, what a side must be a multiple of, and 4 MP.
const FLUX_SHORTEST: u32 = 64;
const FLUX_STEP: u32 = 16;
const FLUX_MOST_PIXELS: u32 = 4 * MEGAPIXEL;
const FLUX_SIZES: [(&str, Size); 6] = [
    ("landscape_4_3", size(1024, 768)),
    ("square_hd", size(1024, 1024)),
    ("square", size(512, 512)),
    ("portrait_4_3", size(768, 1024)),
    ("portrait_16_9", size(576, 1024)),
    ("landscape_16_9", size(1024, 576)),
];

pub(super) fn nano_banana<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    ratio(input, mode, MEGAPIXEL)
}

pub(super) fn nano_banana_pro<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let tier = input.choice("resolution", &["1K", "2K"]);
    ratio(input, mode, if tier == Some("2K") { 4 * MEGAPIXEL } else { MEGAPIXEL })
}

/// Without a ratio it is a square, or the shape of the picture.
fn ratio<'a>(input: &mut Reader<'a>, mode: Mode, area: u32) -> Asked<'a> {
    let prompt = input.needed_text("prompt", MOST_LETTERS);
    let frame = match (input.choice("aspect_ratio", RATIOS), mode) {
        (Some(ratio), _) => Frame::Fixed(by_area(ratio, area)),
        (None, Mode::Words) => Frame::Fixed(by_area("1:1", area)),
        (None, Mode::Pictures) => Frame::Follow { short: 1024 },
    };
    let count = input.count("num_images", 1..=4).unwrap_or(1);
    let format = format(input).unwrap_or(Format::Png);
    let plan = Plan::Pictures { frame, count, format, shows_seed: false };
    Asked { seed: input.integer("seed"), ..Asked::of_prompt(prompt, pictures(input, mode), plan) }
}

pub(super) fn seedream_4<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    seedream(input, mode, size(960, 960))
}

pub(super) fn seedream_4_5<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    seedream(input, mode, size(2560, 1440))
}

/// `least` has the least number of pixels. Without a size it is 2K (chosen here).
fn seedream<'a>(input: &mut Reader<'a>, mode: Mode, least: Size) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX);
    let size = input.object("image_size", exact_size).unwrap_or(size(2048, 2048));
    if pixels(size) < pixels(least) {
        let msg = format!("The image should have at least {}x{} pixels", least.width, least.height);
        input.fault("image_size", "greater_than_equal", &msg);
    }
    if pixels(size) > u64::from(MOST_PIXELS) {
        input.fault("image_size", "less_than_equal", "The image should have at most 4096x4096 pixels");
    }
    // The model decides between `num_images` and its product with `max_images`: here it is as many as may be.
    let runs = input.count("num_images", 1..=6).unwrap_or(1);
    let count = runs.saturating_mul(input.count("max_images", 1..=6).unwrap_or(1));
    let plan = Plan::Pictures { frame: Frame::Fixed(size), count, format: Format::Png, shows_seed: false };
    Asked::of_prompt(prompt, pictures(input, mode), plan)
}

pub(super) fn flux<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX);
    let frame = Frame::Fixed(flux_size(input));
    let format = format(input).unwrap_or(Format::Jpeg);
    let plan = Plan::Pictures { frame, count: 1, format, shows_seed: true };
    Asked { seed: input.integer("seed"), ..Asked::of_prompt(prompt, pictures(input, mode), plan) }
}

/// A name, or width and height; 4:3 without either.
fn flux_size(input: &mut Reader<'_>) -> Size {
    if !input.any("image_size").is_some_and(serde_json::Value::is_object) {
        let [default, ..] = FLUX_SIZES;
        let name = input.choice("image_size", &FLUX_SIZES.map(|(name, _)| name)).unwrap_or(default.0);
        return FLUX_SIZES.into_iter().find(|(other, _)| *other == name).unwrap_or(default).1;
    }
    let size = input.object("image_size", exact_size).unwrap_or(size(1024, 768));
    for (name, side) in [("image_size.width", size.width), ("image_size.height", size.height)] {
        if side < FLUX_SHORTEST {
            input.fault(name, "greater_than_equal", "Input should be greater than or equal to 64");
        }
        if !side.is_multiple_of(FLUX_STEP) {
            input.fault(name, "multiple_of", "Input should be a multiple of 16");
        }
    }
    if pixels(size) > u64::from(FLUX_MOST_PIXELS) {
        input.fault("image_size", "less_than_equal", "The image should have at most 4 megapixels");
    }
    size
}

pub(super) fn gpt_image<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX);
    let size = match input.choice("image_size", &["1024x1024", "1536x1024", "1024x1536"]) {
        Some("1536x1024") => size(1536, 1024),
        Some("1024x1536") => size(1024, 1536),
        _ => size(1024, 1024),
    };
    input.choice("quality", &["low", "medium", "high"]);
    if mode == Mode::Pictures {
        input.choice("input_fidelity", &["low", "high"]);
    }
    let count = input.count("num_images", 1..=4).unwrap_or(1);
    let format = format(input).unwrap_or(Format::Png);
    let plan = Plan::Pictures { frame: Frame::Fixed(size), count, format, shows_seed: false };
    Asked::of_prompt(prompt, pictures(input, mode), plan)
}

fn exact_size(input: &mut Reader<'_>) -> Size {
    let mut side = |name| {
        let given = input.count(name, 1..=LONGEST_SIDE);
        // Any that fits every model: a missing side is a fault already.
        input.need(name, given).unwrap_or(2048)
    };
    size(side("width"), side("height"))
}

fn format(input: &mut Reader<'_>) -> Option<Format> {
    input.choice("output_format", &["jpeg", "png"]).and_then(Format::from_name)
}

fn pictures<'a>(input: &mut Reader<'a>, mode: Mode) -> Vec<Source<'a>> {
    match mode {
        Mode::Words => Vec::new(),
        Mode::Pictures => input.needed_urls("image_urls"),
    }
}
