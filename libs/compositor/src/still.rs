//! Composes a still from what has been drawn. It never passes an encoder for films, which would change its colours.

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use domain::request::composite::Format;
use image::codecs::jpeg::JpegEncoder;
use image::imageops::overlay;
use image::{DynamicImage, RgbImage};

use crate::layers::Layer;
use crate::{Error, pictures};

/// At this quality plain colours come back within five levels. The encoder keeps a colour for every pixel.
const JPEG_QUALITY: u8 = 95;

/// Lays the layers upon the clip's picture and writes the result; blocks.
pub(crate) fn compose(clip: &Path, layers: &[Layer], to: &Path, format: Format) -> Result<(), Error> {
    let mut still = drawn(clip)?.into_rgba8();
    for layer in layers {
        overlay(&mut still, &drawn(&layer.path)?.into_rgba8(), layer.x, layer.y);
    }
    let still = DynamicImage::from(still).into_rgb8();
    match format {
        Format::Jpg => jpeg(to, &still),
        Format::Png | Format::Mp4 => pictures::write(to, &still.into()),
    }
}

fn drawn(path: &Path) -> Result<DynamicImage, Error> {
    image::open(path).map_err(|error| Error::Result(error.to_string()))
}

fn jpeg(to: &Path, still: &RgbImage) -> Result<(), Error> {
    let file = BufWriter::new(File::create(to)?);
    let encoder = JpegEncoder::new_with_quality(file, JPEG_QUALITY);
    still.write_with_encoder(encoder).map_err(|error| Error::Result(error.to_string()))
}
