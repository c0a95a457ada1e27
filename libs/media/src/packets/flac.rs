//! FLAC: frames that each say how many samples they hold (RFC 9639, section 9.1).

/// The header of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) samples: u32,
    /// `None`: the stream's.
    pub(crate) per_second: Option<u32>,
}

impl Frame {
    /// Returns `None` if no frame begins here. Its header ends with a checksum, so a chance is small.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let [0xFF, 0xF8 | 0xF9, sizes, _, number, ..] = bytes else { return None };
        // A number of one to seven bytes, as UTF-8 has them.
        let mut at = 4 + match number.leading_ones() {
            0 => 1,
            length @ 2..=7 => usize::try_from(length).ok()?,
            _ => return None,
        };
        let mut next = |length: usize| {
            let bytes = bytes.get(at..at + length)?;
            at += length;
            Some(bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte)))
        };
        let samples = match sizes >> 4 {
            0 => return None,
            1 => 192,
            code @ 2..=5 => 576 << (code - 2),
            6 => next(1)? + 1,
            7 => next(2)? + 1,
            code => 256 << (code - 8),
        };
        let per_second = match sizes & 0b1111 {
            0 => None,
            code @ 1..=11 => Some(rate(code)),
            12 => Some(next(1)? * 1000),
            13 => Some(next(2)?),
            14 => Some(next(2)? * 10),
            _ => return None,
        };
        let header = bytes.get(..=at)?;
        (checksum(header) == 0).then_some(Self { samples, per_second })
    }
}

const fn rate(code: u8) -> u32 {
    match code {
        1 => 88_200,
        2 => 176_400,
        3 => 192_000,
        4 => 8_000,
        5 => 16_000,
        6 => 22_050,
        7 => 24_000,
        8 => 32_000,
        9 => 44_100,
        10 => 48_000,
        _ => 96_000,
    }
}

/// The samples of a second, from the block `STREAMINFO`. `None`: it is damaged.
pub(crate) fn per_second(streaminfo: &[u8]) -> Option<u32> {
    let [high, middle, low] = *streaminfo.get(10..)?.first_chunk()?;
    let rate = u32::from_be_bytes([0, high, middle, low]) >> 4;
    (rate > 0).then_some(rate)
}

/// CRC-8 with the polynomial x⁸ + x² + x + 1. It is 0 over a header with its checksum.
fn checksum(bytes: &[u8]) -> u8 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ byte, |crc, _| if crc & 0x80 == 0 { crc << 1 } else { crc << 1 ^ 0x07 })
    })
}
