//! What the numbers of a picture mean as colours, and their conversion to sRGB. Vendors, ffmpeg and most readers take
//! every picture for sRGB, so the pixels that we hand out are.

mod cmyk;
mod exif;
mod gamut;
mod hdr;
mod png;

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace};

pub(crate) use cmyk::Inks;
pub(crate) use exif::says_adobe_rgb;
pub(crate) use png::{cicp_profile, png_profile};

/// The longest profile that is read, in bytes. The profiles of printing presses are the longest, at up to 3 MB.
const MAX_PROFILE_BYTES: usize = 4 * 1024 * 1024;

/// Reads an ICC profile. A profile that is broken, too long or for none of grey, RGB and CMYK is as good as none,
/// because a viewer shows such a picture too.
pub(crate) fn icc_profile(bytes: &[u8]) -> Option<ColorProfile> {
    if bytes.len() > MAX_PROFILE_BYTES {
        return None;
    }
    let profile = ColorProfile::new_from_slice(bytes).ok()?;
    let known =
        matches!(profile.color_space, DataColorSpace::Gray | DataColorSpace::Rgb | DataColorSpace::Cmyk);
    known.then_some(profile)
}

/// Converts the pixels, in their own depth. Opacities stay as they are, and so does a picture that the profile does
/// not fit, such as one in colour with a profile for grey.
pub(crate) fn to_srgb(image: &mut DynamicImage, profile: &ColorProfile) {
    match image {
        DynamicImage::ImageLuma8(pixels) => gamut::grey(pixels, 1, profile),
        DynamicImage::ImageLumaA8(pixels) => gamut::grey(pixels, 2, profile),
        DynamicImage::ImageRgb8(pixels) => gamut::coloured(pixels, 3, profile),
        DynamicImage::ImageRgba8(pixels) => gamut::coloured(pixels, 4, profile),
        DynamicImage::ImageLuma16(pixels) => gamut::grey(pixels, 1, profile),
        DynamicImage::ImageLumaA16(pixels) => gamut::grey(pixels, 2, profile),
        DynamicImage::ImageRgb16(pixels) => gamut::coloured(pixels, 3, profile),
        DynamicImage::ImageRgba16(pixels) => gamut::coloured(pixels, 4, profile),
        // No decoder of ours gives pixels in floating point.
        _ => {}
    }
}

#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "there is no other way from a float to an integer, and a number from 0 to 1 fits"
)]
fn sixteen_bits(part: f64) -> u16 {
    (part * f64::from(u16::MAX)).round() as u16
}
