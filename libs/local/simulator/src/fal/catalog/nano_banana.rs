//! Nano Banana and Nano Banana Pro.

use super::{Mode, place};
use crate::fal::asked::{Asked, Pictures, Plan};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, size};
use crate::picture::{Format, Size};

/// Largest prompt (fal's pages; unverified).
const MOST_LETTERS: usize = 50_000;
const MOST_PICTURES: u32 = 4;
const RATIOS: &[&str] = &["21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16"];
const RATIOS_OR_AUTO: &[&str] =
    &["auto", "21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16"];
/// As Google has them, from memory; the square comes first.
const PLAIN: [(&str, Size); 10] = [
    ("1:1", size(1024, 1024)),
    ("21:9", size(1536, 672)),
    ("16:9", size(1344, 768)),
    ("3:2", size(1248, 832)),
    ("4:3", size(1184, 864)),
    ("5:4", size(1152, 896)),
    ("4:5", size(896, 1152)),
    ("3:4", size(864, 1184)),
    ("2:3", size(832, 1248)),
    ("9:16", size(768, 1344)),
];
/// At 1K.
const PRO: [(&str, Size); 10] = [
    ("1:1", size(1024, 1024)),
    ("21:9", size(1584, 672)),
    ("16:9", size(1376, 768)),
    ("3:2", size(1264, 848)),
    ("4:3", size(1200, 896)),
    ("5:4", size(1152, 928)),
    ("4:5", size(928, 1152)),
    ("3:4", size(896, 1200)),
    ("2:3", size(848, 1264)),
    ("9:16", size(768, 1376)),
];

pub(super) fn plain<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let ratio = match mode {
        Mode::Text => input.choice("aspect_ratio", RATIOS).unwrap_or("1:1"),
        Mode::Edit => input.choice("aspect_ratio", RATIOS_OR_AUTO).unwrap_or("auto"),
    };
    asked(input, mode, frame(ratio, &PLAIN, 1))
}

pub(super) fn pro<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let default = match mode {
        Mode::Text => "1:1",
        Mode::Edit => "auto",
    };
    let ratio = input.choice("aspect_ratio", RATIOS_OR_AUTO).unwrap_or(default);
    let times = match input.choice("resolution", &["1K", "2K", "4K"]) {
        Some("2K") => 2,
        Some("4K") => 4,
        _ => 1,
    };
    input.flag("enable_web_search");
    asked(input, mode, frame(ratio, &PRO, times))
}

fn frame(ratio: &str, sizes: &[(&str, Size)], times: u32) -> Frame {
    let scaled = |given: &Size| size(given.width.saturating_mul(times), given.height.saturating_mul(times));
    match sizes.iter().find(|(name, _)| *name == ratio) {
        Some((_, size)) => Frame::Fixed(scaled(size)),
        None => Frame::Nearest(sizes.iter().map(|(_, size)| scaled(size)).collect()),
    }
}

fn asked<'a>(input: &mut Reader<'a>, mode: Mode, frame: Frame) -> Asked<'a> {
    let prompt = input.needed_text("prompt", MOST_LETTERS).to_owned();
    let count = input.count("num_images", 1..=MOST_PICTURES).unwrap_or(1);
    let format = input.choice("output_format", &["jpeg", "png", "webp"]).and_then(Format::named);
    input.choice("safety_tolerance", &["1", "2", "3", "4", "5", "6"]);
    input.flag("limit_generations");
    let pictures = match mode {
        Mode::Text => Vec::new(),
        Mode::Edit => input.urls("image_urls", 1),
    };
    let (format, place) = (format.unwrap_or(Format::Png), place(input));
    let plan = Plan::Pictures(Pictures { frame, count, format, extra: Extra::Description, place });
    Asked { prompt: Some(prompt), seed: input.integer("seed"), pictures, sound: None, plan }
}
