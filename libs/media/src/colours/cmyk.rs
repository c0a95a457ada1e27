//! A JPEG in printing inks. The `image` crate mixes inks by a rule of thumb and knows no profile for them.

use std::sync::Arc;

use image::{DynamicImage, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformExecutor, TransformOptions};
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_jpeg::JpegDecoder;

use super::sixteen_bits;
use crate::Error;
use crate::decode::{MAX_DECODED, jpeg_options};

/// How many pixels are converted at a time.
const STRIP_PIXELS: usize = 4096;

/// How the samples of a JPEG with four channels are to be read. Both ways are what Adobe's programs write, which is
/// upside down: 255 is no ink. Viewers take every such JPEG for one of theirs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inks {
    /// Four inks.
    Plain,
    /// The first three inks as luma and two chromas, the last as it is.
    Mixed,
}

impl Inks {
    /// `None`: the JPEG is in grey or in colours of light.
    pub(crate) fn of(jpeg: &[u8]) -> Option<Self> {
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), jpeg_options());
        decoder.decode_headers().ok()?;
        match decoder.input_colorspace()? {
            ColorSpace::CMYK => Some(Self::Plain),
            ColorSpace::YCCK => Some(Self::Mixed),
            _ => None,
        }
    }

    const fn colour_space(self) -> ColorSpace {
        match self {
            Self::Plain => ColorSpace::CMYK,
            Self::Mixed => ColorSpace::YCCK,
        }
    }

    /// The pixels in sRGB, by a profile for these inks. `None`: the profile cannot be used.
    pub(crate) fn decode(self, jpeg: &[u8], profile: &ColorProfile) -> Result<Option<DynamicImage>, Error> {
        let Some(conversion) = Conversion::new(profile) else { return Ok(None) };
        if decoded_bytes(jpeg) > MAX_DECODED {
            return Err(Error::TooLarge);
        }
        let options = jpeg_options().jpeg_set_out_colorspace(self.colour_space());
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
        let mut inks = decoder.decode().map_err(|error| Error::Undecodable(error.to_string()))?;
        let Some((width, height)) = decoder.dimensions() else { return Ok(None) };
        inks.chunks_exact_mut(4).for_each(|pixel| self.uncover(pixel));
        let Some(colours) = conversion.colours(&inks) else { return Ok(None) };
        let size = u32::try_from(width).ok().zip(u32::try_from(height).ok());
        Ok(size
            .and_then(|(width, height)| RgbImage::from_raw(width, height, colours))
            .map(DynamicImage::from))
    }

    /// Turns the samples of one pixel into amounts of ink: 255 is all of it.
    fn uncover(self, pixel: &mut [u8]) {
        let [first, second, third, black] = pixel else { return };
        if self == Self::Mixed {
            [*first, *second, *third] = unmixed([*first, *second, *third]);
        } else {
            [*first, *second, *third] = [255 - *first, 255 - *second, 255 - *third];
        }
        *black = 255 - *black;
    }
}

/// From inks to sRGB, by way of `ProPhoto` RGB.
///
/// The crate for colours (moxcms 0.8.1) makes a table of 17 steps an ink out of a profile. In a table of sRGB, a step
/// that sRGB cannot show is cut to its edge, and what lies next to it is off. `ProPhoto` RGB holds whatever can be
/// printed, and black can be made black in it.
struct Conversion {
    to_wide: Transform,
    to_srgb: Transform,
    /// What each sample in between becomes so that the darkest ink is black. Without this "black point compensation",
    /// which image editors apply, a screen shows pale shadows.
    darkened: Vec<u16>,
}

type Transform = Arc<dyn TransformExecutor<u16> + Send + Sync>;

impl Conversion {
    fn new(profile: &ColorProfile) -> Option<Self> {
        if profile.color_space != DataColorSpace::Cmyk {
            return None;
        }
        let options = TransformOptions { prefer_fixed_point: false, ..TransformOptions::default() };
        let (wide, srgb) = (ColorProfile::new_pro_photo_rgb(), ColorProfile::new_srgb());
        let to_wide = profile.create_transform_16bit(Layout::Rgba, &wide, Layout::Rgb, options).ok()?;
        let to_srgb = wide.create_transform_16bit(Layout::Rgb, &srgb, Layout::Rgb, options).ok()?;
        let mut darkest = [0; 3];
        to_wide.transform(&[u16::MAX; 4], &mut darkest).ok()?;
        Some(Self { to_wide, to_srgb, darkened: darkened(darkest) })
    }

    fn colours(&self, inks: &[u8]) -> Option<Vec<u8>> {
        let mut colours = Vec::with_capacity(inks.len() / 4 * 3);
        for strip in inks.chunks(STRIP_PIXELS * 4) {
            let deep: Vec<u16> = strip.iter().map(|ink| u16::from(*ink) * 257).collect();
            let mut wide = vec![0; strip.len() / 4 * 3];
            let mut srgb = wide.clone();
            self.to_wide.transform(&deep, &mut wide).ok()?;
            for sample in &mut wide {
                *sample = *self.darkened.get(usize::from(*sample))?;
            }
            self.to_srgb.transform(&wide, &mut srgb).ok()?;
            colours.extend(
                srgb.iter().map(|sample| u8::try_from((u32::from(*sample) + 128) / 257).unwrap_or(u8::MAX)),
            );
        }
        Some(colours)
    }
}

/// Stretches light linearly, so that the luminance of the darkest colour becomes none and white stays white.
/// The numbers of `ProPhoto` RGB are light to the power of 1/1.8.
fn darkened(darkest: [u16; 3]) -> Vec<u16> {
    /// The share of green in luminance is 0.71, that of red 0.29, and blue has none.
    const SHARES: [f64; 3] = [0.288, 0.7119, 0.0001];
    const GAMMA: f64 = 1.8;
    let light = |sample: u16| (f64::from(sample) / f64::from(u16::MAX)).powf(GAMMA);
    let black: f64 = darkest.iter().zip(SHARES).map(|(sample, share)| light(*sample) * share).sum();
    if !(0.0..0.5).contains(&black) {
        return (0..=u16::MAX).collect();
    }
    let darkened = |sample| ((light(sample) - black).max(0.0) / (1.0 - black)).powf(1.0 / GAMMA);
    (0..=u16::MAX).map(|sample| sixteen_bits(darkened(sample))).collect()
}

/// From luma and chromas by the rule of JPEG (ITU-T T.871), in 65,536ths.
fn unmixed([luma, blue, red]: [u8; 3]) -> [u8; 3] {
    let (luma, blue, red) = (i32::from(luma) << 16, i32::from(blue) - 128, i32::from(red) - 128);
    let rounded = |sum: i32| u8::try_from(((sum + (1 << 15)) >> 16).clamp(0, 255)).unwrap_or_default();
    [
        rounded(luma + 91_881 * red),
        rounded(luma - 22_554 * blue - 46_802 * red),
        rounded(luma + 116_130 * blue),
    ]
}

/// Four inks and three colours.
fn decoded_bytes(jpeg: &[u8]) -> u64 {
    const PER_PIXEL: u64 = 4 + 3;
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), jpeg_options());
    let size = decoder.decode_headers().ok().and_then(|()| decoder.dimensions());
    size.and_then(|(width, height)| u64::try_from(width * height).ok()).map_or(0, |pixels| pixels * PER_PIXEL)
}
