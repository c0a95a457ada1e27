//! Seedream 4 and 4.5.

use super::image_size::{self, ImageSize};
use super::{Mode, place};
use crate::fal::asked::{Asked, Pictures, Plan, Source};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, pixels, scaled_up};
use crate::picture::{Format, Size};

const MOST_PIXELS: u32 = 4096 * 4096;
/// Pixels.
const LEAST_V4: u32 = 960 * 960;
const LEAST_V4_5: u32 = 2560 * 1440;
/// Of a side, with 4.5; or the pixels are enough.
const SIDES_V4_5: std::ops::RangeInclusive<u32> = 1920..=4096;
const MOST_PICTURES: u32 = 6;
/// References and outputs together.
const MOST_TOGETHER: usize = 15;
const MOST_REFERENCES: usize = 10;
const WORDS_V4: &[&str] = &[
    "square_hd",
    "square",
    "portrait_4_3",
    "portrait_16_9",
    "landscape_4_3",
    "landscape_16_9",
    "auto",
    "auto_2K",
    "auto_4K",
];
const WORDS_V4_5: &[&str] = &[
    "square_hd",
    "square",
    "portrait_4_3",
    "portrait_16_9",
    "landscape_4_3",
    "landscape_16_9",
    "auto_2K",
    "auto_4K",
];

pub(super) fn v4<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    input.choice("enhance_prompt_mode", &["standard", "fast"]);
    let frame = match image_size::read(input, WORDS_V4) {
        Some(ImageSize::Exact(size)) => {
            let too_small = pixels(size) < u64::from(LEAST_V4) && mode == Mode::Text;
            check_pixels(input, too_small, size, "960x960");
            Frame::Fixed(scaled_up(size, LEAST_V4))
        }
        other => frame(other, LEAST_V4),
    };
    asked(input, mode, frame, Extra::Seed)
}

pub(super) fn v4_5<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let frame = match image_size::read(input, WORDS_V4_5) {
        Some(ImageSize::Exact(size)) => {
            let sides = [size.width, size.height].iter().all(|side| SIDES_V4_5.contains(side));
            check_pixels(input, !sides && pixels(size) < u64::from(LEAST_V4_5), size, "2560x1440");
            Frame::Fixed(size)
        }
        other => frame(other, LEAST_V4_5),
    };
    let extra = match mode {
        Mode::Text => Extra::Seed,
        Mode::Edit => Extra::Nothing,
    };
    asked(input, mode, frame, extra)
}

/// Without a size it is as with `auto_2K` (chosen here).
fn frame(given: Option<ImageSize>, least: u32) -> Frame {
    match given {
        Some(ImageSize::Named(size) | ImageSize::Exact(size)) => Frame::Fixed(scaled_up(size, least)),
        Some(ImageSize::Word("auto_4K")) => Frame::Area { pixels: MOST_PIXELS },
        Some(ImageSize::Word(_)) | None => Frame::Area { pixels: MOST_PIXELS / 4 },
    }
}

fn check_pixels(input: &mut Reader<'_>, too_small: bool, size: Size, least: &str) {
    if too_small {
        let msg = format!("The image should have at least {least} pixels");
        input.fault("image_size", "greater_than_equal", &msg);
    }
    if pixels(size) > u64::from(MOST_PIXELS) {
        input.fault("image_size", "less_than_equal", "The image should have at most 4096x4096 pixels");
    }
}

fn asked<'a>(input: &mut Reader<'a>, mode: Mode, frame: Frame, extra: Extra) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX).to_owned();
    let runs = input.count("num_images", 1..=MOST_PICTURES).unwrap_or(1);
    let most = input.count("max_images", 1..=MOST_PICTURES).unwrap_or(1);
    input.flag("enable_safety_checker");
    let pictures = match mode {
        Mode::Text => Vec::new(),
        Mode::Edit => last(input.urls("image_urls", 1)),
    };
    // As many as it may be: the model decides between `runs` and this.
    let count = runs.saturating_mul(most);
    if usize::try_from(count).unwrap_or(usize::MAX).saturating_add(pictures.len()) > MOST_TOGETHER {
        let msg = "References and outputs should be at most 15 together";
        input.fault("max_images", "less_than_equal", msg);
    }
    let (format, place) = (Format::Png, place(input));
    let plan = Plan::Pictures(Pictures { frame, count, format, extra, place });
    Asked { prompt: Some(prompt), seed: input.integer("seed"), pictures, sound: None, plan }
}

/// Of more references only the last ones are used.
fn last(mut pictures: Vec<Source<'_>>) -> Vec<Source<'_>> {
    pictures.split_off(pictures.len().saturating_sub(MOST_REFERENCES))
}
