//! How long the frames of a sound are by its codec's own description, whatever the index says of them.

use super::boxes::{child, children};
use crate::packets::AAC_RATES;
use crate::playing::drift;

/// AAC says in its description how many samples a frame has and how many make a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frames {
    samples: u32,
    per_second: u32,
}

impl Frames {
    /// Reads `stsd`. `None`: it is not AAC, or its description is of a variety that is not read here.
    pub(super) fn read(stsd: &[u8]) -> Option<Self> {
        const ENTRY_FIELDS: usize = 28;
        /// `QuickTime`'s versions 1 and 2 of the entry have more fields.
        const MORE: [usize; 3] = [0, 16, 36];
        let (_, entry) = children(stsd.get(8..)?).find(|(name, _)| name == b"mp4a")?;
        let version = usize::from(*entry.get(9)?);
        let inner = entry.get(ENTRY_FIELDS + MORE.get(version)?..)?;
        let wrapped = child(inner, *b"wave").unwrap_or(inner);
        Self::described(child(wrapped, *b"esds")?.get(4..)?)
    }

    /// Looks for the decoder's own description in descriptors within descriptors.
    fn described(descriptors: &[u8]) -> Option<Self> {
        const STREAM: u8 = 0x03;
        const DECODER: u8 = 0x04;
        const OWN: u8 = 0x05;
        const AAC: u8 = 0x40;
        match descriptor(descriptors)? {
            (STREAM, content) => Self::described(content.get(3..)?),
            (DECODER, content) if content.first() == Some(&AAC) => Self::described(content.get(13..)?),
            (OWN, content) => Self::own(content),
            _ => None,
        }
    }

    /// Reads an `AudioSpecificConfig`: five bits of type, four of rate, four of channels, and whether a frame is short.
    fn own(config: &[u8]) -> Option<Self> {
        /// Plain AAC, with or without spectral band replication, which doubles frames and rates alike.
        const KINDS: [u32; 3] = [2, 5, 29];
        let bits = u32::from(u16::from_be_bytes(*config.first_chunk()?));
        let kind = bits >> 11;
        let per_second = *AAC_RATES.get(usize::try_from((bits >> 7) & 0b1111).ok()?)?;
        let is_short = kind == 2 && bits & 0b100 != 0;
        KINDS.contains(&kind).then_some(Self { samples: if is_short { 960 } else { 1024 }, per_second })
    }

    /// Whether so many frames can last so many microseconds, with some give for clocks that drift.
    pub(super) fn agrees(self, frames: u64, micros: i64) -> bool {
        let samples = i128::from(frames) * i128::from(self.samples);
        let lasts =
            i64::try_from(samples * 1_000_000 / i128::from(self.per_second.max(1))).unwrap_or(i64::MAX);
        lasts.abs_diff(micros) <= drift(lasts).unsigned_abs()
    }
}

/// A tag, a length in bytes of seven bits, and so much content.
fn descriptor(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (tag, mut rest) = bytes.split_first()?;
    let mut length = 0;
    for _ in 0..4 {
        let (byte, after) = rest.split_first()?;
        (length, rest) = (length << 7 | usize::from(byte & 0x7F), after);
        if byte & 0x80 == 0 {
            break;
        }
    }
    Some((*tag, rest.get(..length)?))
}
