//! Reads what a picture is and how large, from its header alone.

use image::DynamicImage;

use crate::decode::Opened;
use crate::{Error, Kind};

/// Kind, width and height in pixels as a viewer shows them (after EXIF orientation). Refuses what `fit` would
/// refuse by its size; does not notice a missing end.
pub fn inspect(bytes: &[u8]) -> Result<(Kind, u32, u32), Error> {
    let opened = Opened::new(bytes)?;
    let (width, height) = opened.size();
    Ok((opened.kind, width, height))
}

/// Every pixel, upright; of an animation the first frame. Takes up to 256 MiB, and up to seconds: call it through
/// `spawn_blocking`.
pub fn pixels(bytes: &[u8]) -> Result<DynamicImage, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    Opened::new(bytes)?.decode()
}
