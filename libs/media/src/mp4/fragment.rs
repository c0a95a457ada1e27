//! Reads `moof` boxes. Browsers and streaming servers write files in fragments, and the index of such a file states
//! no length.

use super::boxes::{child, children, u32_at};
use super::movie::Movie;

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
    /// Counts the samples of a `moof` box, given its body.
    pub(super) fn add(&mut self, moof: &[u8]) {
        self.is_fragmented = true;
        for (_, traf) in children(moof).filter(|(name, _)| name == b"traf") {
            let Some(header) = child(traf, *b"tfhd") else { continue };
            let track = self.tracks.iter_mut().find(|track| Some(track.id) == u32_at(header, 4));
            let Some(track) = track else { continue };
            let each = own_duration(header).unwrap_or(track.sample_duration);
            for (_, trun) in children(traf).filter(|(name, _)| name == b"trun") {
                track.counted = track.counted.saturating_add(run(trun, each).unwrap_or_default());
            }
        }
    }
}

fn own_duration(tfhd: &[u8]) -> Option<u32> {
    let flags = flags(tfhd)?;
    let before = [(has::BASE_OFFSET, 8), (has::DESCRIPTION, 4)];
    let before: usize = before.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, bytes)| bytes).sum();
    if flags & has::SAMPLE_DURATION == 0 { None } else { u32_at(tfhd, 8 + before) }
}

/// The total length of the samples of a `trun`.
fn run(trun: &[u8], each: u32) -> Option<u64> {
    let (flags, samples) = (flags(trun)?, u32_at(trun, 4)?);
    if flags & has::DURATION == 0 {
        return Some(u64::from(samples) * u64::from(each));
    }
    let words = |among: &[u32]| among.iter().filter(|flag| flags & **flag != 0).count() * 4;
    let first = 8 + words(&[has::DATA_OFFSET, has::FIRST_FLAGS]);
    let sample = words(&[has::DURATION, has::SIZE, has::FLAGS, has::SHIFT]);
    let samples = trun.get(first..)?.chunks_exact(sample).take(usize::try_from(samples).ok()?);
    Some(samples.filter_map(|sample| u32_at(sample, 0)).map(u64::from).sum())
}

fn flags(full_box: &[u8]) -> Option<u32> {
    u32_at(full_box, 0).map(|word| word & 0x00FF_FFFF)
}
