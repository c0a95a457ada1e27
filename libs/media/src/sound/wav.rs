//! A RIFF/WAVE file is a row of chunks, each with a name, a length and content.

use super::Samples;
use crate::Error;

/// Programs that stream a sound do not know its length yet, and claim about this many bytes or more.
const UNKNOWN: u32 = 0x7FFF_0000;

pub(super) fn samples(bytes: &[u8]) -> Result<Samples, Error> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let mut format = None;
    while let Some((name, length, after)) = header(rest) {
        let whole = usize::try_from(length).unwrap_or(usize::MAX);
        let content = after.split_at_checked(whole);
        if &name == b"data" {
            let format: Format = format.ok_or(Error::BrokenSound("it does not say how it is coded"))?;
            let content = match content {
                Some((content, _)) => content,
                None if length >= UNKNOWN => after,
                None => return Err(Error::CutOff),
            };
            return Ok(format.samples(content.len()));
        }
        let (content, after) = content.ok_or(Error::CutOff)?;
        if &name == b"fmt " {
            format =
                Some(Format::read(content).ok_or(Error::BrokenSound("it does not say how it is coded"))?);
        }
        // Chunks begin at even places.
        rest = after.get(content.len() % 2..).unwrap_or_default();
    }
    Ok(Samples::default())
}

fn header(bytes: &[u8]) -> Option<([u8; 4], u32, &[u8])> {
    let (name, after) = bytes.split_first_chunk()?;
    let (length, after) = after.split_first_chunk()?;
    Some((*name, u32::from_le_bytes(*length), after))
}

/// As much of the coding as the length depends on.
struct Format {
    bytes_per_second: u32,
}

impl Format {
    const PLAIN: [u16; 3] = [0x0001, 0x0003, 0xFFFE];

    /// Returns `None` if the chunk is damaged or states zero bytes a second, which would make the sound endless.
    fn read(fmt: &[u8]) -> Option<Self> {
        let short = |at: usize| fmt.get(at..)?.first_chunk().copied().map(u16::from_le_bytes);
        let long = |at: usize| fmt.get(at..)?.first_chunk().copied().map(u32::from_le_bytes);
        let (coding, per_second, average, block) = (short(0)?, long(4)?, long(8)?, short(12)?);
        // Plain samples have a fixed size. Of compressed ones, only the average rate is known.
        let bytes_per_second =
            if Self::PLAIN.contains(&coding) { per_second.checked_mul(block.into())? } else { average };
        (bytes_per_second > 0).then_some(Self { bytes_per_second })
    }

    fn samples(&self, bytes: usize) -> Samples {
        Samples { count: u64::try_from(bytes).unwrap_or(u64::MAX), per_second: self.bytes_per_second }
    }
}
