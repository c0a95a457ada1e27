//! A FLAC file: `fLaC`, blocks about the file, and frames. The number of samples that it states is not read, because
//! nothing enforces it and streams leave it out.

use crate::Error;
use crate::packets::{FlacFrame, flac_per_second};

const CANNOT_TELL: Error =
    Error::BrokenSound("its header (STREAMINFO) does not say how many samples make a second");

/// Adds up the frames. Each must end where the next begins, or the file, and have the checksum of its bytes.
pub(super) fn millis(bytes: &[u8]) -> Result<u64, Error> {
    let (per_second, frames) = frames(bytes)?;
    let whole = frames.len().saturating_sub(old_tag(frames));
    let frames = frames.get(..whole).unwrap_or_default();
    if frames.is_empty() {
        return Err(Error::Soundless);
    }
    let (mut samples, mut checksum) = (0_u64, 0);
    for (at, byte) in frames.iter().enumerate() {
        if checksum == 0
            && *byte == 0xFF
            && let Some(frame) = frames.get(at..).and_then(FlacFrame::read)
        {
            if frame.per_second.is_some_and(|own| own != per_second) {
                return Err(Error::BrokenSound("it changes the number of samples that make a second"));
            }
            samples += u64::from(frame.samples);
        } else if at == 0 {
            return Err(Error::BrokenSound("no frame follows its header"));
        }
        checksum = next(checksum, *byte);
    }
    if checksum == 0 { Ok((samples * 1000).div_ceil(per_second.into())) } else { Err(Error::CutOff) }
}

/// The samples of a second, and what follows the blocks about the file.
fn frames(bytes: &[u8]) -> Result<(u32, &[u8]), Error> {
    const LAST: u8 = 0x80;
    let mut rest = bytes.get(4..).unwrap_or_default();
    let mut per_second = None;
    loop {
        let ([kind, size @ ..], after) = rest.split_first_chunk::<4>().ok_or(Error::CutOff)?;
        let [high, middle, low] = *size;
        let size = usize::try_from(u32::from_be_bytes([0, high, middle, low])).unwrap_or(usize::MAX);
        let (block, after) = after.split_at_checked(size).ok_or(Error::CutOff)?;
        if kind & !LAST == 0 {
            per_second = flac_per_second(block);
        }
        rest = after;
        if kind & LAST != 0 {
            return Ok((per_second.ok_or(CANNOT_TELL)?, rest));
        }
    }
}

/// The length of an `ID3v1` tag at the end.
fn old_tag(bytes: &[u8]) -> usize {
    const LENGTH: usize = 128;
    let tag = bytes.len().checked_sub(LENGTH).and_then(|at| bytes.get(at..));
    if tag.is_some_and(|tag| tag.starts_with(b"TAG")) { LENGTH } else { 0 }
}

/// CRC-16 with the polynomial x¹⁶ + x¹⁵ + x² + 1, one byte further. It is 0 over a frame with its checksum.
fn next(checksum: u16, byte: u8) -> u16 {
    let [high, low] = checksum.to_be_bytes();
    let changed = TABLE.get(usize::from(high ^ byte)).copied().unwrap_or_default();
    u16::from_be_bytes([low, 0]) ^ changed
}

static TABLE: [u16; 256] = table();

const fn table() -> [u16; 256] {
    let mut table = [0; 256];
    let mut rest: &mut [u16] = &mut table;
    let mut byte: u16 = 0;
    while let Some((first, after)) = rest.split_first_mut() {
        let mut bit = 0;
        *first = byte << 8;
        while bit < 8 {
            *first = if *first & 0x8000 == 0 { *first << 1 } else { *first << 1 ^ 0x8005 };
            bit += 1;
        }
        rest = after;
        byte += 1;
    }
    table
}
