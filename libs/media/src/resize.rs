//! Crops and resizes pixels. Pictures are taken by value, so that two large ones are not kept longer than needed.

use image::imageops::FilterType;
use image::{DynamicImage, GenericImageView};

use crate::crop::centred;

/// The largest centred part with the ratio, to the nearest pixel.
pub fn cropped(image: DynamicImage, ratio: (u32, u32)) -> DynamicImage {
    let crop = centred(image.dimensions(), ratio);
    match (crop.width, crop.height) {
        size if size == image.dimensions() => image,
        (width, height) => image.crop_imm(crop.x, crop.y, width, height),
    }
}

/// Exactly this large, whatever the ratio was.
pub fn resized(image: DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    if image.dimensions() == (width, height) {
        return image;
    }
    image.resize_exact(width, height, FilterType::Lanczos3)
}
