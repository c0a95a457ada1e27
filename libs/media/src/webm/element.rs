//! Elements, and the big-endian numbers in them. This file knows nothing of what they mean.

use crate::mp4::Flaw;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// With the bits that state its length.
    pub(super) id: u32,
    /// How many bytes follow the header; `None`: it ends where something begins that cannot be in it.
    pub(super) body: Option<u64>,
}

impl Header {
    /// The longest header, in bytes.
    pub(super) const MOST: usize = 12;

    /// Returns `Ok(None)` while bytes are missing, and else how many bytes the header has.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<(Self, usize)>, Flaw> {
        let Some(first) = bytes.first() else { return Ok(None) };
        let id_length = usize::try_from(first.leading_zeros()).unwrap_or(usize::MAX) + 1;
        if id_length > 4 {
            return Err(Flaw::Broken("bytes are damaged between its elements"));
        }
        let Some((id, rest)) = bytes.split_at_checked(id_length) else { return Ok(None) };
        let Some((body, length)) = size(rest)? else { return Ok(None) };
        let id = id.iter().fold(0, |id, byte| id << 8 | u32::from(*byte));
        Ok(Some((Self { id, body }, id_length + length)))
    }
}

/// A number whose leading zeros state its length. With all other bits set, it means unknown.
fn size(bytes: &[u8]) -> Result<Option<(Option<u64>, usize)>, Flaw> {
    let Some(first) = bytes.first() else { return Ok(None) };
    let length = usize::try_from(first.leading_zeros()).unwrap_or(usize::MAX) + 1;
    if length > 8 {
        return Err(Flaw::Broken("an element states an impossible size"));
    }
    let Some(bytes) = bytes.get(..length) else { return Ok(None) };
    let bits = 7 * length;
    let number = unsigned(bytes) & ((1 << bits) - 1);
    Ok(Some(((number != (1 << bits) - 1).then_some(number), length)))
}

/// Iterates over the elements in a body, up to the first thing that is not a whole one.
pub(super) fn children(body: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut rest = body;
    std::iter::from_fn(move || {
        let (Header { id, body }, length) = Header::read(rest).ok()??;
        let after = rest.get(length..)?;
        let (child, after) = after.split_at_checked(usize::try_from(body?).ok()?)?;
        rest = after;
        Some((id, child))
    })
}

/// The first element with this id.
pub(super) fn child(body: &[u8], id: u32) -> Option<&[u8]> {
    children(body).find(|(found, _)| *found == id).map(|(_, child)| child)
}

/// A number of at most eight bytes.
pub(super) fn unsigned(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// The same with a sign.
pub(super) fn signed(bytes: &[u8]) -> i64 {
    let empty = 64 - 8 * u32::try_from(bytes.len().clamp(1, 8)).unwrap_or(8);
    (unsigned(bytes) << empty).cast_signed() >> empty
}

/// A track's number in front of a block, and what follows it.
pub(super) fn track_number(block: &[u8]) -> Option<(u64, &[u8])> {
    let (number, length) = size(block).ok()??;
    Some((number?, block.get(length..)?))
}
