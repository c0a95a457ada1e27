//! Reads what a picture is and how large, from its header alone.

use crate::decode::Opened;
use crate::{Error, Kind};

/// Kind, width and height in pixels as a viewer shows them (after EXIF orientation). Refuses what `fit` would
/// refuse by its size; does not notice a missing end.
pub fn inspect(bytes: &[u8]) -> Result<(Kind, u32, u32), Error> {
    let opened = Opened::new(bytes)?;
    let (width, height) = opened.size();
    Ok((opened.kind, width, height))
}
