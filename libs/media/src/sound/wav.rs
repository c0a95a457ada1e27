//! A RIFF/WAVE file is a row of chunks, each with a name, a length and content. RF64 and BW64 are the same with lengths
//! of 64 bits in a chunk of their own.

use super::coding::Coding;
use crate::Error;

/// Programs that stream a sound do not know its length yet, and claim about this many bytes or more, or none.
const UNKNOWN: u32 = 0x7FFF_0000;

/// The length of the first chunk of sound. Players pass over further ones.
pub(super) fn millis(bytes: &[u8]) -> Result<u64, Error> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    let (mut coding, mut large): (Option<Coding>, Option<u64>) = (None, None);
    while let Some((name, length, after)) = header(rest) {
        let is_open = &name == b"data" && (length == 0 || length >= UNKNOWN);
        let stated = if is_open { large.filter(|_| length == u32::MAX) } else { Some(length.into()) };
        let content = match stated.map(|length| usize::try_from(length).unwrap_or(usize::MAX)) {
            None => after,
            Some(length) => after.get(..length).ok_or(Error::CutOff)?,
        };
        match &name {
            b"ds64" => {
                large = content.get(8..).and_then(<[u8]>::first_chunk).copied().map(u64::from_le_bytes);
            }
            b"fmt " => coding = Some(Coding::read(content)?),
            b"data" => {
                let coding = coding.ok_or(Error::BrokenSound("it does not say how it is coded"))?;
                return Ok(coding.millis(content));
            }
            _ => {}
        }
        // Chunks begin at even places.
        let after = after.get(content.len()..).unwrap_or_default();
        rest = after.get(content.len() % 2..).unwrap_or_default();
    }
    Ok(0)
}

fn header(bytes: &[u8]) -> Option<([u8; 4], u32, &[u8])> {
    let (name, after) = bytes.split_first_chunk()?;
    let (length, after) = after.split_first_chunk()?;
    Some((*name, u32::from_le_bytes(*length), after))
}
