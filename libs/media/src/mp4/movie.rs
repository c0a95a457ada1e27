//! What a `moov` box says: how long the file plays, and which tracks it has.

use super::Flaw;
use super::boxes::{Name, child, children, name_at, u32_at, u64_at};

/// No real file has more tracks; further ones are ignored.
const MAX_TRACKS: usize = 64;

#[derive(Debug)]
pub(crate) struct Movie {
    /// The length of the whole file as it is played, with edits applied; 0 if the header does not state it.
    played: Length,
    /// Whether samples may follow in `moof` boxes.
    pub(super) is_fragmented: bool,
    pub(super) tracks: Vec<Track>,
}

#[derive(Debug)]
pub(crate) struct Track {
    pub(super) id: u32,
    handler: Name,
    /// Width and height as shown, in pixels.
    size: (u32, u32),
    /// The length that the track's header states.
    stated: Length,
    /// The length of the samples counted so far, in the header's units: those in `moov`, then those in each `moof`.
    pub(super) counted: u64,
    /// The length of a sample in a `moof` that does not state another.
    pub(super) sample_duration: u32,
}

/// A length, in units of which `per_second` make a second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Length {
    units: u64,
    per_second: u32,
}

impl Movie {
    /// Reads the body of a `moov` box.
    pub(super) fn read(moov: &[u8]) -> Result<Self, Flaw> {
        let header = child(moov, *b"mvhd").and_then(Length::read);
        let played = header.ok_or(Flaw::Broken("its index (moov) has no header"))?;
        let mut tracks: Vec<Track> = children(moov)
            .filter(|(name, _)| name == b"trak")
            .filter_map(|(_, trak)| Track::read(trak))
            .take(MAX_TRACKS)
            .collect();
        let fragments = child(moov, *b"mvex");
        for (_, trex) in fragments.into_iter().flat_map(children).filter(|(name, _)| name == b"trex") {
            let track = tracks.iter_mut().find(|track| Some(track.id) == u32_at(trex, 4));
            if let (Some(track), Some(duration)) = (track, u32_at(trex, 12)) {
                track.sample_duration = duration;
            }
        }
        Ok(Self { played, is_fragmented: fragments.is_some(), tracks })
    }

    /// The size of the first video track that has one.
    pub(crate) fn size(&self) -> Option<(u32, u32)> {
        let shown = self.tracks.iter().filter(|track| track.handler == *b"vide").map(|track| track.size);
        shown.into_iter().find(|(width, height)| *width > 0 && *height > 0)
    }

    pub(crate) fn has_sound(&self) -> bool {
        self.tracks.iter().any(|track| track.handler == *b"soun" && track.length().units > 0)
    }

    /// How long the file plays. If the header does not state it, its longest track of pictures or sound counts.
    pub(crate) fn millis(&self) -> u64 {
        if self.played.units > 0 && !self.is_fragmented {
            return self.played.millis();
        }
        let played = self.tracks.iter().filter(|track| matches!(&track.handler, b"vide" | b"soun"));
        played.map(|track| track.length().millis()).max().unwrap_or_default()
    }

    /// How long the pictures last; the sound may go on after them.
    pub(crate) fn seen_millis(&self) -> u64 {
        let seen = self.tracks.iter().filter(|track| track.handler == *b"vide");
        seen.map(|track| track.length().millis()).max().unwrap_or_default()
    }
}

impl Track {
    /// Returns `None` for a track that lacks a box that every track has: no player would play it.
    fn read(trak: &[u8]) -> Option<Self> {
        let mdia = child(trak, *b"mdia")?;
        let header = child(trak, *b"tkhd")?;
        let stbl = child(mdia, *b"minf").and_then(|minf| child(minf, *b"stbl"));
        Some(Self {
            id: u32_at(header, if is_long(header) { 20 } else { 12 })?,
            handler: name_at(child(mdia, *b"hdlr")?, 8)?,
            size: shown_size(header)?,
            stated: Length::read(child(mdia, *b"mdhd")?)?,
            counted: stbl.and_then(|stbl| child(stbl, *b"stts")).map(counted).unwrap_or_default(),
            sample_duration: 0,
        })
    }

    /// The counted length or, without one, the stated length.
    fn length(&self) -> Length {
        let units = if self.counted > 0 { self.counted } else { self.stated.units };
        Length { units, ..self.stated }
    }
}

impl Length {
    /// Reads `mvhd` or `mdhd`, which begin alike.
    fn read(header: &[u8]) -> Option<Self> {
        let (per_second, units) = if is_long(header) {
            (u32_at(header, 20)?, u64_at(header, 24).filter(|units| *units < u64::MAX))
        } else {
            (u32_at(header, 12)?, u32_at(header, 16).filter(|units| *units < u32::MAX).map(u64::from))
        };
        // All bits set means unknown.
        Some(Self { units: units.unwrap_or_default(), per_second })
    }

    /// To the nearest millisecond.
    fn millis(self) -> u64 {
        let per_second = u128::from(self.per_second.max(1));
        let millis = (u128::from(self.units) * 1000 + per_second / 2) / per_second;
        u64::try_from(millis).unwrap_or(u64::MAX)
    }
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

/// Adds up `stts`, which holds pairs: a number of samples, and the length of each.
fn counted(stts: &[u8]) -> u64 {
    let pairs = stts.get(8..).unwrap_or_default().chunks_exact(8);
    pairs
        .filter_map(|pair| Some(u64::from(u32_at(pair, 0)?) * u64::from(u32_at(pair, 4)?)))
        .fold(0, u64::saturating_add)
}
