//! Crops and resizes pixels. Pictures are taken by value, so that two large ones are not kept longer than needed.

use image::imageops::FilterType;
use image::{ColorType, DynamicImage, GenericImageView, Rgba};

use crate::crop::centred;

/// The largest centred part with the ratio, to the nearest pixel.
pub fn cropped(image: DynamicImage, ratio: (u32, u32)) -> DynamicImage {
    let crop = centred(image.dimensions(), ratio);
    match (crop.width, crop.height) {
        size if size == image.dimensions() => image,
        (width, height) => image.crop_imm(crop.x, crop.y, width, height),
    }
}

/// Exactly this large, whatever the ratio was. What shows through stays so, and the colours of pixels that are not
/// seen do not get into their neighbours.
pub fn resized(image: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if image.dimensions() == (width, height) {
        return image;
    }
    let smooth = |image: &DynamicImage| image.resize_exact(width, height, FilterType::Lanczos3);
    if !is_see_through(&image) {
        return smooth(&image);
    }
    let channels = image.color();
    let mut premultiplied = image.into_rgba16();
    premultiplied.pixels_mut().for_each(premultiply);
    let mut resized = smooth(&premultiplied.into()).into_rgba16();
    resized.pixels_mut().for_each(divide);
    let resized = DynamicImage::from(resized);
    match channels {
        ColorType::La8 => resized.into_luma_alpha8().into(),
        ColorType::La16 => resized.into_luma_alpha16().into(),
        ColorType::Rgba16 | ColorType::Rgba32F => resized,
        _ => resized.into_rgba8().into(),
    }
}

fn is_see_through(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.pixels().any(|(.., pixel)| pixel.0.last() != Some(&u8::MAX))
}

fn premultiply(Rgba([red, green, blue, alpha]): &mut Rgba<u16>) {
    for colour in [red, green, blue] {
        let product = u32::from(*colour) * u32::from(*alpha) / u32::from(u16::MAX);
        *colour = u16::try_from(product).unwrap_or(u16::MAX);
    }
}

fn divide(Rgba([red, green, blue, alpha]): &mut Rgba<u16>) {
    for colour in [red, green, blue] {
        let quotient = (u32::from(*colour) * u32::from(u16::MAX)).checked_div(u32::from(*alpha));
        *colour = quotient.map_or(0, |quotient| u16::try_from(quotient).unwrap_or(u16::MAX));
    }
}
