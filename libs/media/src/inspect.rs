//! Reads what a picture is and how large it is, from its header alone.

use image::DynamicImage;

use crate::decode::Opened;
use crate::{Error, FileType};

/// Returns the file type, and width and height in pixels as a viewer shows them, upright. It
/// refuses the sizes that `fit` refuses, and does not notice if the end of the file is missing.
pub fn inspect(bytes: &[u8]) -> Result<(FileType, u32, u32), Error> {
    let opened = Opened::new(bytes)?;
    let (width, height) = opened.size();
    Ok((opened.file_type, width, height))
}

/// Decodes every pixel, converts it to sRGB and turns the picture upright. An animation is reduced to its first frame.
/// This takes up to 256 MiB and up to seconds, so call it through `spawn_blocking`.
pub fn pixels(bytes: &[u8]) -> Result<DynamicImage, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    Opened::new(bytes)?.decode()
}
