//! GPT Image 1.5.

use super::{Mode, place};
use crate::fal::asked::{Asked, Pictures, Plan};
use crate::fal::make::Extra;
use crate::fal::reader::Reader;
use crate::fal::sizes::{Frame, size};
use crate::picture::Format;

const MOST_PICTURES: u32 = 4;

pub(super) fn read<'a>(input: &mut Reader<'a>, mode: Mode) -> Asked<'a> {
    let prompt = input.needed_text("prompt", usize::MAX).to_owned();
    let given = match mode {
        Mode::Text => input.choice("image_size", &["1024x1024", "1536x1024", "1024x1536"]),
        Mode::Edit => input.choice("image_size", &["auto", "1024x1024", "1536x1024", "1024x1536"]),
    };
    let sizes = [size(1024, 1024), size(1536, 1024), size(1024, 1536)];
    let frame = match given {
        Some("1536x1024") => Frame::Fixed(size(1536, 1024)),
        Some("1024x1536") => Frame::Fixed(size(1024, 1536)),
        Some("1024x1024") => Frame::Fixed(size(1024, 1024)),
        // Auto, which is the default of an edit; without pictures it is the square.
        _ => Frame::Nearest(sizes.to_vec()),
    };
    input.choice("background", &["auto", "transparent", "opaque"]);
    input.choice("quality", &["low", "medium", "high"]);
    let count = input.count("num_images", 1..=MOST_PICTURES).unwrap_or(1);
    let format = input.choice("output_format", &["jpeg", "png", "webp"]).and_then(Format::named);
    let pictures = match mode {
        Mode::Text => Vec::new(),
        Mode::Edit => {
            input.choice("input_fidelity", &["low", "high"]);
            let mut pictures = input.urls("image_urls", 1);
            pictures.extend(input.url("mask_image_url"));
            pictures
        }
    };
    let (format, place) = (format.unwrap_or(Format::Png), place(input));
    let plan = Plan::Pictures(Pictures { frame, count, format, extra: Extra::Nothing, place });
    Asked { prompt: Some(prompt), seed: None, pictures, sound: None, plan }
}
