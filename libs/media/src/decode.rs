//! Opens a picture. File type, size and orientation come from its header, and the limits are checked before anything
//! is decoded.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, Limits};
use moxcms::{ColorProfile, DataColorSpace};
use zune_core::options::DecoderOptions;

use crate::colours::{Inks, icc_profile, png_profile, says_adobe_rgb, to_srgb};
use crate::heif::Heif;
use crate::whole::reaches_its_end;
use crate::{Error, FileType, sniff};

/// The longest side of a picture, in pixels. A lossless WebP ends one pixel earlier, because image-webp 0.2.4 reads
/// its 16384 as 0.
pub(crate) const MAX_SIDE: u32 = 16_384;
/// The largest area of a picture, in pixels.
pub(crate) const MAX_PIXELS: u64 = 64_000_000;
/// The most memory that decoded pixels may take, in bytes: the largest area at 4 bytes a pixel, or half of it at 16
/// bits a channel.
pub(crate) const MAX_DECODED: u64 = 256 * 1024 * 1024;
/// The most memory, in bytes, for what a PNG holds beside its pixels. Colour profiles and texts are compressed, and
/// 0.2 MB of them can unpack to 200 MB. Without this limit they could take [`MAX_DECODED`] too, on top of the
/// pixels.
const MAX_ANCILLARY: u64 = 32 * 1024 * 1024;

/// A picture of which only the header has been read.
pub(crate) struct Opened<'a> {
    pub(crate) file_type: FileType,
    bytes: &'a [u8],
    source: Source<'a>,
    orientation: Orientation,
    animated: bool,
}

/// Where the pixels come from.
enum Source<'a> {
    Decoder(Box<dyn ImageDecoder + 'a>),
    Heif(Box<Heif<'a>>),
}

impl<'a> Opened<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, Error> {
        let file_type = sniff(bytes).ok_or_else(|| Error::not_a_picture(bytes))?;
        if matches!(file_type, FileType::Avif | FileType::Heic) {
            let heif = Heif::new(file_type, bytes)?;
            heif.within_limits()?;
            let (source, orientation) = (Source::Heif(Box::new(heif)), Orientation::NoTransforms);
            return Ok(Self { file_type, bytes, source, orientation, animated: false });
        }
        let (mut decoder, animated) = decoder(file_type, bytes)?;
        within_limits(decoder.as_mut())?;
        // Damaged metadata about the orientation does not make the picture unusable.
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        Ok(Self { file_type, bytes, source: Source::Decoder(decoder), orientation, animated })
    }

    /// Width and height as a viewer shows them: after the orientation is applied.
    pub(crate) fn size(&self) -> (u32, u32) {
        let (width, height) = match &self.source {
            Source::Decoder(decoder) => decoder.dimensions(),
            Source::Heif(heif) => heif.size(),
        };
        match self.orientation {
            Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH => (height, width),
            _ => (width, height),
        }
    }

    /// Whether every reader shows the same: it is in a format that all read, there is one frame, no orientation that
    /// some readers ignore, and colours of light.
    pub(crate) fn is_plain(&self) -> bool {
        let common = match self.file_type {
            FileType::Png | FileType::WebP => true,
            FileType::Jpeg => Inks::of(self.bytes).is_none(),
            _ => false,
        };
        common && self.orientation == Orientation::NoTransforms && !self.animated
    }

    /// Decodes every pixel, converts it to sRGB and turns the picture upright. An animation is reduced to its first
    /// frame.
    pub(crate) fn decode(self) -> Result<DynamicImage, Error> {
        if !reaches_its_end(self.file_type, self.bytes) {
            return Err(Error::Broken("it ends too early".to_owned()));
        }
        let mut image = match self.source {
            Source::Decoder(decoder) => in_srgb(self.file_type, self.bytes, decoder)?,
            Source::Heif(heif) => {
                let mut image = heif.decode()?;
                if let Some(profile) = heif.profile() {
                    to_srgb(&mut image, &profile);
                }
                image
            }
        };
        image.apply_orientation(self.orientation);
        Ok(image)
    }
}

fn in_srgb(
    file_type: FileType,
    bytes: &[u8],
    mut decoder: Box<dyn ImageDecoder + '_>,
) -> Result<DynamicImage, Error> {
    let profile = profile(file_type, bytes, decoder.as_mut());
    if let Some(inks) = profile.as_ref().filter(|profile| profile.color_space == DataColorSpace::Cmyk)
        && let Some(kind) = (file_type == FileType::Jpeg).then(|| Inks::of(bytes)).flatten()
        && let Some(image) = kind.decode(bytes, inks)?
    {
        return Ok(image);
    }
    let mut image = DynamicImage::from_decoder(decoder).map_err(broken)?;
    if let Some(profile) = profile {
        to_srgb(&mut image, &profile);
    }
    Ok(image)
}

/// What the numbers of the picture stand for. `None`: they are in sRGB already, as those of a picture that says nothing
/// are.
fn profile(file_type: FileType, bytes: &[u8], decoder: &mut (dyn ImageDecoder + '_)) -> Option<ColorProfile> {
    // A profile that cannot be unpacked is as good as none.
    let icc = decoder.icc_profile().ok().flatten().and_then(|bytes| icc_profile(&bytes));
    match file_type {
        FileType::Png => png_profile(bytes, icc),
        FileType::Jpeg if icc.is_none() => {
            let exif = decoder.exif_metadata().ok().flatten()?;
            says_adobe_rgb(&exif).then(ColorProfile::new_adobe_rgb)
        }
        _ => icc,
    }
}

fn decoder(file_type: FileType, bytes: &[u8]) -> Result<(Box<dyn ImageDecoder + '_>, bool), Error> {
    let reader = Cursor::new(bytes);
    match file_type {
        FileType::Png => {
            let mut ancillary = limits();
            ancillary.max_alloc = Some(MAX_ANCILLARY);
            let decoder = PngDecoder::with_limits(reader, ancillary).map_err(broken)?;
            let animated = decoder.is_apng().map_err(broken)?;
            Ok((Box::new(decoder), animated))
        }
        FileType::Jpeg => Ok((Box::new(JpegDecoder::new(reader).map_err(broken)?), false)),
        FileType::WebP => {
            let decoder = WebPDecoder::new(reader).map_err(broken)?;
            let animated = decoder.has_animation();
            Ok((Box::new(decoder), animated))
        }
        FileType::Gif => Ok((Box::new(GifDecoder::new(reader).map_err(broken)?), true)),
        _ => Err(Error::not_a_picture(bytes)),
    }
}

fn within_limits(decoder: &mut (dyn ImageDecoder + '_)) -> Result<(), Error> {
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(Error::Broken("it has no pixels".to_owned()));
    }
    fits_limits(width, height)?;
    if decoder.total_bytes() > MAX_DECODED {
        return Err(Error::TooLarge);
    }
    decoder.set_limits(limits()).map_err(broken)
}

/// Refuses sizes of which we neither decode nor make pictures.
pub(crate) fn fits_limits(width: u32, height: u32) -> Result<(), Error> {
    if width > MAX_SIDE || height > MAX_SIDE || u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Error::TooLarge);
    }
    Ok(())
}

/// For the decoder of JPEG itself, where `image` does not say enough.
pub(crate) fn jpeg_options() -> DecoderOptions {
    let side = usize::try_from(MAX_SIDE).unwrap_or(usize::MAX);
    DecoderOptions::default().set_strict_mode(false).set_max_width(side).set_max_height(side)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_DECODED);
    limits
}

fn broken(error: ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::TooLarge,
        error => Error::Undecodable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use image::codecs::png::PngEncoder;
    use image::{ExtendedColorType, ImageEncoder};

    use super::*;

    fn png_with_profile(bytes: usize) -> Vec<u8> {
        let mut png = Vec::new();
        let mut encoder = PngEncoder::new(&mut png);
        encoder.set_icc_profile(vec![0; bytes]).unwrap();
        encoder.write_image(&[0, 0, 0], 1, 1, ExtendedColorType::Rgb8).unwrap();
        png
    }

    #[test]
    fn a_profile_that_unpacks_to_more_than_any_profile_is_not_unpacked() {
        const MIB: usize = 1024 * 1024;
        for (size, kept) in [(MIB, Some(MIB)), (33 * MIB, None)] {
            let png = png_with_profile(size);
            assert!(png.len() < 64 * 1024, "{} bytes", png.len());
            let mut opened = Opened::new(&png).unwrap();
            let Source::Decoder(decoder) = &mut opened.source else { panic!() };
            assert_eq!(decoder.icc_profile().unwrap().map(|profile| profile.len()), kept);
            assert!(opened.decode().is_ok(), "the picture itself is fine");
        }
    }
}
