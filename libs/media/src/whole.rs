//! Checks that a picture reaches its own end mark. Decoders are lenient: the JPEG decoder paints missing parts
//! grey, and the PNG decoder is content once it has the last row.

use crate::FileType;

/// Expects bytes that were sniffed as `file_type`. Only pictures have an end mark that is looked for here.
pub(crate) fn reaches_its_end(file_type: FileType, bytes: &[u8]) -> bool {
    match file_type {
        FileType::Png => png(bytes),
        FileType::Jpeg => jpeg(bytes),
        FileType::WebP => webp(bytes),
        _ => None,
    }
    .is_some()
}

/// A PNG is a signature and a row of chunks, each with length, name, content and checksum. The last is called IEND.
fn png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.get(8..)?;
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let (name, after) = after.split_first_chunk::<4>()?;
        let with_checksum = usize::try_from(u32::from_be_bytes(*length)).ok()?.checked_add(4)?;
        rest = after.get(with_checksum..)?;
        if name == b"IEND" {
            return Some(());
        }
    }
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
