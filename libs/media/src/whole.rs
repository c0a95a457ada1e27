//! Checks that no pixel of a picture is missing. The JPEG decoder paints missing parts grey, and the WebP decoder may
//! be content with a part. The others notice by themselves. What follows a picture in its file is no concern of ours.

use std::hash::{DefaultHasher, Hash, Hasher};

use zune_core::bytestream::ZCursor;
use zune_jpeg::JpegDecoder;

use crate::FileType;
use crate::decode::jpeg_options;

/// Expects bytes that were sniffed as `file_type`, and within the limits.
pub(crate) fn reaches_its_end(file_type: FileType, bytes: &[u8]) -> bool {
    match file_type {
        FileType::Jpeg => jpeg(bytes).is_some() || nothing_is_missing(bytes),
        FileType::WebP => webp(bytes).is_some(),
        _ => true,
    }
}

/// Whether a JPEG without an end mark has all of its pixels. Cameras that lose power and programs that are stopped leave
/// such files, and every viewer shows them. If pixels are missing, whatever is put behind the file becomes pixels, so
/// two different endings give two different pictures.
fn nothing_is_missing(bytes: &[u8]) -> bool {
    // Half of the end mark may be there.
    let bytes = bytes.strip_suffix(&[0xFF]).unwrap_or(bytes);
    let with_ending = |ending: u8| {
        let bytes = [bytes, &[ending; 512], &[0xFF, 0xD9]].concat();
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), jpeg_options());
        let mut hash = DefaultHasher::new();
        decoder.decode().ok()?.hash(&mut hash);
        Some(hash.finish())
    };
    with_ending(0x00).is_some_and(|picture| with_ending(0xAA) == Some(picture))
}

/// A JPEG has segments with a length, and compressed rows without one, in which only restart markers can occur.
/// Segments are skipped by their length, so that the end mark of an embedded preview does not count.
fn jpeg(bytes: &[u8]) -> Option<()> {
    const STAND_ALONE: u8 = 0x01;
    const RESTARTS_AND_START: std::ops::RangeInclusive<u8> = 0xD0..=0xD8;
    const END: u8 = 0xD9;

    let mut rest = bytes;
    loop {
        let (marker, after) = next_marker(rest)?;
        rest = match marker {
            END => return Some(()),
            STAND_ALONE => after,
            marker if RESTARTS_AND_START.contains(&marker) => after,
            _ => {
                let length = u16::from_be_bytes(*after.first_chunk::<2>()?);
                after.get(usize::from(length)..)?
            }
        };
    }
}

/// The next byte after 0xFF that is neither stuffing (0x00) nor filling (0xFF), and what follows it.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let at =
        bytes.windows(2).position(|pair| matches!(pair, [0xFF, code] if !matches!(code, 0x00 | 0xFF)))?;
    match bytes.get(at..)? {
        [_, marker, after @ ..] => Some((*marker, after)),
        _ => None,
    }
}

/// A WebP begins with "RIFF" and the number of bytes that follow.
fn webp(bytes: &[u8]) -> Option<()> {
    let (length, after) = bytes.get(4..)?.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    (after.len() >= length).then_some(())
}
