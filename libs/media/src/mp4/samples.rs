//! When the samples of a track are played: `stts` says how long each lasts in the order of decoding, and `ctts` how
//! much later than it is decoded each is shown.

use super::Flaw;
use super::boxes::{Name, child, u32_at};

/// Times in units of the track.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Samples {
    pub(super) count: u64,
    /// When the next sample is decoded.
    pub(super) decoded: i64,
    /// When the first one is shown; `None`: there is none.
    pub(super) first: Option<i64>,
    /// When the last one has been shown.
    pub(super) end: i64,
}

impl Samples {
    /// Reads an `stbl` box. `stsz` has an entry for each sample that there is, so more of them cannot be played and
    /// none may be without a length.
    pub(super) fn read(stbl: &[u8]) -> Result<Self, Flaw> {
        let mut samples = Self::default();
        let (mut lengths, mut shifts) = (Runs::of(stbl, *b"stts"), Runs::of(stbl, *b"ctts"));
        let sizes = child(stbl, *b"stsz").or_else(|| child(stbl, *b"stz2"));
        let there = sizes.and_then(|sizes| u32_at(sizes, 8)).map_or(u64::MAX, u64::from);
        while samples.count < there {
            let Some((alike, length)) = lengths.next() else { break };
            let (shifted, shift) = shifts.next().unwrap_or((u32::MAX, 0));
            let left = u32::try_from(there - samples.count).unwrap_or(u32::MAX);
            let count = alike.min(shifted).min(left);
            samples.add(count, length, shift.cast_signed());
            lengths.take(count);
            shifts.take(count);
        }
        if sizes.is_some() && samples.count < there {
            return Err(Flaw::Broken("its index does not say how long all of its frames last"));
        }
        Ok(samples)
    }

    /// Adds samples that all last equally long and are shown equally late.
    pub(super) fn add(&mut self, count: u32, length: u32, shift: i32) {
        if count == 0 {
            return;
        }
        let shown = self.decoded.saturating_add(shift.into());
        let lasts = i64::from(count).saturating_mul(length.into());
        self.first = Some(self.first.map_or(shown, |first| first.min(shown)));
        self.end = self.end.max(shown.saturating_add(lasts));
        self.decoded = self.decoded.saturating_add(lasts);
        self.count = self.count.saturating_add(count.into());
    }
}

/// The pairs of a table: how many samples, and what is said of each of them.
struct Runs<'a> {
    rest: std::slice::ChunksExact<'a, u8>,
    current: Option<(u32, u32)>,
}

impl<'a> Runs<'a> {
    fn of(stbl: &'a [u8], name: Name) -> Self {
        let pairs = child(stbl, name).and_then(|table| table.get(8..)).unwrap_or_default();
        Self { rest: pairs.chunks_exact(8), current: None }
    }

    /// The run that is not used up.
    fn next(&mut self) -> Option<(u32, u32)> {
        while self.current.is_none_or(|(count, _)| count == 0) {
            let pair = self.rest.next()?;
            self.current = Some((u32_at(pair, 0)?, u32_at(pair, 4)?));
        }
        self.current
    }

    const fn take(&mut self, count: u32) {
        if let Some((left, _)) = &mut self.current {
            *left = left.saturating_sub(count);
        }
    }
}
