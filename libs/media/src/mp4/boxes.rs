//! Boxes and the big-endian numbers in them. This file knows nothing of what they mean.

use super::Flaw;

pub(crate) type Name = [u8; 4];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) name: Name,
    /// How many bytes follow the header; `None`: all up to the end of the enclosing box or file.
    pub(super) body: Option<u64>,
}

impl Header {
    /// The longest header, in bytes.
    pub(super) const MOST: usize = 16;

    /// Returns `Ok(None)` while bytes are missing. The caller never passes more than the header.
    pub(super) fn read(bytes: &[u8]) -> Result<Option<Self>, Flaw> {
        let (Some(size), Some(name)) = (u32_at(bytes, 0), name_at(bytes, 4)) else { return Ok(None) };
        let (size, header) = match size {
            0 => return Ok(Some(Self { name, body: None })),
            1 => match u64_at(bytes, 8) {
                None => return Ok(None),
                Some(size) => (size, 16),
            },
            size => (u64::from(size), 8),
        };
        let body = size.checked_sub(header).ok_or(Flaw::Broken("a box is smaller than its own header"))?;
        Ok(Some(Self { name, body: Some(body) }))
    }

    const fn length(bytes: &[u8]) -> usize {
        if matches!(bytes, [0, 0, 0, 1, ..]) { Self::MOST } else { 8 }
    }
}

/// Iterates over the boxes in a body. It stops at the first thing that is not a whole box, because `QuickTime` closes
/// some lists with four zeros.
pub(crate) fn children(body: &[u8]) -> impl Iterator<Item = (Name, &[u8])> {
    let mut rest = body;
    std::iter::from_fn(move || {
        let (header, after) = rest.split_at_checked(Header::length(rest))?;
        let Header { name, body } = Header::read(header).ok()??;
        let length = match body {
            Some(length) => usize::try_from(length).ok()?,
            None => after.len(),
        };
        let (child, after) = after.split_at_checked(length)?;
        rest = after;
        Some((name, child))
    })
}

/// The first box of that name.
pub(crate) fn child(body: &[u8], name: Name) -> Option<&[u8]> {
    children(body).find(|(found, _)| *found == name).map(|(_, child)| child)
}

pub(super) fn name_at(bytes: &[u8], at: usize) -> Option<Name> {
    bytes.get(at..)?.first_chunk().copied()
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    name_at(bytes, at).map(u32::from_be_bytes)
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().copied().map(u64::from_be_bytes)
}

pub(super) fn i32_at(bytes: &[u8], at: usize) -> Option<i32> {
    name_at(bytes, at).map(i32::from_be_bytes)
}

pub(super) fn i64_at(bytes: &[u8], at: usize) -> Option<i64> {
    bytes.get(at..)?.first_chunk().copied().map(i64::from_be_bytes)
}
