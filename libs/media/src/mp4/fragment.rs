//! Reads `moof` boxes. Browsers and streaming servers write files in fragments, and the index of such a file states
//! no length.

use super::boxes::{child, children, i32_at, i64_at, u32_at};
use super::movie::Movie;
use super::samples::Samples;

/// The flags that state which of their optional fields `tfhd` and `trun` have.
mod has {
    pub(super) const BASE_OFFSET: u32 = 0x1;
    pub(super) const DESCRIPTION: u32 = 0x2;
    pub(super) const SAMPLE_DURATION: u32 = 0x8;

    pub(super) const DATA_OFFSET: u32 = 0x1;
    pub(super) const FIRST_FLAGS: u32 = 0x4;
    pub(super) const DURATION: u32 = 0x100;
    pub(super) const SIZE: u32 = 0x200;
    pub(super) const FLAGS: u32 = 0x400;
    pub(super) const SHIFT: u32 = 0x800;
}

impl Movie {
    /// Adds the samples of a `moof` box, given its body.
    pub(super) fn add(&mut self, moof: &[u8]) {
        for (_, traf) in children(moof).filter(|(name, _)| name == b"traf") {
            let Some(header) = child(traf, *b"tfhd") else { continue };
            let track = self.tracks.iter_mut().find(|track| Some(track.id) == u32_at(header, 4));
            let Some(track) = track else { continue };
            let each = own_duration(header).unwrap_or(track.sample_duration);
            if let Some(begins) = child(traf, *b"tfdt").and_then(begins) {
                track.samples.decoded = begins;
            }
            for (_, trun) in children(traf).filter(|(name, _)| name == b"trun") {
                let _ = add(&mut track.samples, trun, each);
            }
        }
    }
}

/// Reads `tfdt`, which says when the first sample of a fragment is decoded.
fn begins(tfdt: &[u8]) -> Option<i64> {
    if matches!(tfdt, [1, ..]) { i64_at(tfdt, 4) } else { u32_at(tfdt, 4).map(i64::from) }
}

fn own_duration(tfhd: &[u8]) -> Option<u32> {
    let flags = flags(tfhd)?;
    let before = [(has::BASE_OFFSET, 8), (has::DESCRIPTION, 4)];
    let before: usize = before.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, bytes)| bytes).sum();
    if flags & has::SAMPLE_DURATION == 0 { None } else { u32_at(tfhd, 8 + before) }
}

/// Adds the samples of a `trun`. `None`: it is cut short.
fn add(samples: &mut Samples, trun: &[u8], each: u32) -> Option<()> {
    let (flags, count) = (flags(trun)?, u32_at(trun, 4)?);
    let words = |among: &[u32]| among.iter().filter(|flag| flags & **flag != 0).count() * 4;
    let first = 8 + words(&[has::DATA_OFFSET, has::FIRST_FLAGS]);
    let shift = words(&[has::DURATION, has::SIZE, has::FLAGS]);
    if flags & (has::DURATION | has::SHIFT) == 0 {
        samples.add(count, each, 0);
        return Some(());
    }
    let sample = words(&[has::DURATION, has::SIZE, has::FLAGS, has::SHIFT]);
    for sample in trun.get(first..)?.chunks_exact(sample).take(usize::try_from(count).ok()?) {
        let length = if flags & has::DURATION == 0 { each } else { u32_at(sample, 0)? };
        samples.add(1, length, if flags & has::SHIFT == 0 { 0 } else { i32_at(sample, shift)? });
    }
    Some(())
}

fn flags(full_box: &[u8]) -> Option<u32> {
    u32_at(full_box, 0).map(|word| word & 0x00FF_FFFF)
}
