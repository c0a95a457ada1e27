//! FLUX.2 pro.

use super::image_size::{self, ImageSize};
use super::{Mode, place};
use crate::fal::asked::{Asked, Pictures, Plan};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, pixels, size};
use crate::picture::{Format, Size};

/// As at Black Forest Labs: the shortest side, what it must be a multiple of, and 4 MP.
const SHORTEST: u32 = 64;
const STEP: u32 = 16;
const MOST_PIXELS: u64 = 4 * 1024 * 1024;
const WORDS: &[&str] =
    &["square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"];
const WORDS_OR_AUTO: &[&str] =
    &["auto", "square_hd", "square", "portrait_4_3", "portrait_16_9", "landscape_4_3", "landscape_16_9"];

pub(super) fn pro<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX).to_owned();
    let (words, default) = match mode {
        Mode::Text => (WORDS, Frame::Fixed(size(1024, 768))),
        Mode::Edit => (WORDS_OR_AUTO, Frame::Area { pixels: 1024 * 1024 }),
    };
    let frame = match image_size::read(input, words) {
        Some(ImageSize::Exact(size)) => {
            check(input, size);
            Frame::Fixed(size)
        }
        Some(ImageSize::Named(size)) => Frame::Fixed(size),
        Some(ImageSize::Word(_)) | None => default,
    };
    let format = input.choice("output_format", &["jpeg", "png"]).and_then(Format::named);
    input.choice("safety_tolerance", &["1", "2", "3", "4", "5"]);
    input.flag("enable_safety_checker");
    let pictures = match mode {
        Mode::Text => Vec::new(),
        Mode::Edit => input.urls("image_urls", 1),
    };
    let (format, place) = (format.unwrap_or(Format::Jpeg), place(input));
    let plan = Plan::Pictures(Pictures { frame, count: 1, format, extra: Extra::Seed, place });
    Asked { prompt: Some(prompt), seed: input.integer("seed"), pictures, sound: None, plan }
}

fn check(input: &mut Reader<'_>, size: Size) {
    for (name, side) in [("image_size.width", size.width), ("image_size.height", size.height)] {
        if side < SHORTEST {
            input.fault(name, "greater_than_equal", "Input should be greater than or equal to 64");
        }
        if !side.is_multiple_of(STEP) {
            input.fault(name, "multiple_of", "Input should be a multiple of 16");
        }
    }
    if pixels(size) > MOST_PIXELS {
        input.fault("image_size", "less_than_equal", "The image should have at most 4 megapixels");
    }
}
