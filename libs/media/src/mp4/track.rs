//! One track of a movie: its samples, the edits that choose among them, and how it is shown.

use super::Flaw;
use super::boxes::{Name, child, i32_at, i64_at, name_at, u32_at, u64_at};
use super::samples::Samples;
use super::told;
use crate::playing::{Playing, micros};

#[derive(Debug)]
pub(crate) struct Track {
    pub(super) id: u32,
    pub(super) handler: Name,
    /// Width and height as shown, in pixels.
    pub(super) size: (u32, u32),
    /// The units of a second in which its samples are timed.
    per_second: u32,
    /// Those in `moov`, then those in each `moof`.
    pub(super) samples: Samples,
    edits: Vec<Edit>,
    /// The length of a sample in a `moof` that does not state another.
    pub(super) sample_duration: u32,
    /// How many samples a second and how many in a frame, where the codec says so.
    told: Option<told::Frames>,
    pub(super) flaw: Option<Flaw>,
}

/// A stretch of the samples that is played, or a pause.
#[derive(Debug, Clone, Copy)]
struct Edit {
    /// In units of the movie; 0: up to the end of the samples.
    length: u64,
    /// In units of the track; `None`: nothing is played.
    from: Option<i64>,
}

impl Track {
    /// Returns `None` for a track that lacks a box that every track has: no player would play it.
    pub(super) fn read(trak: &[u8]) -> Option<Self> {
        let mdia = child(trak, *b"mdia")?;
        let header = child(trak, *b"tkhd")?;
        let stbl = child(mdia, *b"minf").and_then(|minf| child(minf, *b"stbl"));
        let timing = child(mdia, *b"mdhd")?;
        let (samples, flaw) = match stbl.map(Samples::read) {
            Some(Ok(samples)) => (samples, None),
            Some(Err(flaw)) => (Samples::default(), Some(flaw)),
            None => (Samples::default(), None),
        };
        Some(Self {
            id: u32_at(header, if is_long(header) { 20 } else { 12 })?,
            handler: name_at(child(mdia, *b"hdlr")?, 8)?,
            size: shown_size(header)?,
            per_second: u32_at(timing, if is_long(timing) { 20 } else { 12 })?,
            samples,
            edits: child(trak, *b"edts")
                .and_then(|edts| child(edts, *b"elst"))
                .map(edits)
                .unwrap_or_default(),
            sample_duration: 0,
            told: stbl.and_then(|stbl| child(stbl, *b"stsd")).and_then(told::Frames::read),
            flaw,
        })
    }

    pub(super) const fn has_size(&self) -> bool {
        self.size.0 > 0 && self.size.1 > 0
    }

    /// From when to when it plays, after edits. `None`: it has no samples, or none that are played.
    pub(super) fn playing(&self, movie_per_second: u32) -> Option<Playing> {
        let units = |units: i64| micros(units, self.per_second);
        let (first, last) = (units(self.samples.first?), units(self.samples.end));
        if self.edits.is_empty() {
            return Some(Playing { from: first, to: last });
        }
        let mut playing: Option<Playing> = None;
        let mut at: i64 = 0;
        for edit in &self.edits {
            let length = micros(i64::try_from(edit.length).unwrap_or(i64::MAX), movie_per_second);
            let Some(from) = edit.from.map(units) else {
                at = at.saturating_add(length);
                continue;
            };
            let to = if length == 0 { last } else { from.saturating_add(length).min(last) };
            let begins = from.max(first);
            if to > begins {
                let here = Playing {
                    from: at.saturating_add(begins - from),
                    to: at.saturating_add(to.saturating_sub(from)),
                };
                playing = Some(playing.map_or(here, |before| before.and(here)));
            }
            at = at.saturating_add(if length == 0 { to.saturating_sub(from) } else { length });
        }
        playing
    }

    /// A sound's times must be those of its frames, where the codec says how long a frame is. A decoder counts frames.
    pub(super) fn is_told_by_its_frames(&self) -> Result<(), Flaw> {
        let Some(told) = self.told else { return Ok(()) };
        let timed = micros(self.samples.end.saturating_sub(self.samples.first.unwrap_or(0)), self.per_second);
        if told.agrees(self.samples.count, timed) {
            return Ok(());
        }
        Err(Flaw::Broken("its index states other times than its frames have"))
    }
}

/// Reads `elst`: a number of edits, each with a length, a start and a speed.
fn edits(elst: &[u8]) -> Vec<Edit> {
    /// The start of a pause.
    const NOTHING: i64 = -1;
    let edits = elst.get(8..).unwrap_or_default();
    let read = |edit: &[u8]| {
        let (length, from) = if is_long(elst) {
            (u64_at(edit, 0)?, i64_at(edit, 8)?)
        } else {
            (u32_at(edit, 0)?.into(), i32_at(edit, 4)?.into())
        };
        Some(Edit { length, from: (from != NOTHING).then_some(from) })
    };
    edits.chunks_exact(if is_long(elst) { 20 } else { 12 }).filter_map(read).collect()
}

/// Version 1 has its times and lengths in 64 bits.
const fn is_long(full_box: &[u8]) -> bool {
    matches!(full_box, [1, ..])
}

/// Reads `tkhd`, which has the size in 16.16 fixed point, and a matrix whose diagonal is zero if the video lies on
/// its side.
fn shown_size(header: &[u8]) -> Option<(u32, u32)> {
    let matrix = if is_long(header) { 52 } else { 40 };
    let pixels = |at| Some(u32_at(header, at)?.saturating_add(0x8000) >> 16);
    let (width, height) = (pixels(matrix + 36)?, pixels(matrix + 40)?);
    let [a, b, d] = [u32_at(header, matrix)?, u32_at(header, matrix + 4)?, u32_at(header, matrix + 16)?];
    let lies = a == 0 && d == 0 && b != 0;
    Some(if lies { (height, width) } else { (width, height) })
}
