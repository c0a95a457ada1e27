//! What a `moov` box says: which tracks the file has, and from when to when each of them plays.

use super::Flaw;
use super::boxes::{child, children, u32_at};
use super::track::Track;
use crate::playing::{Played, Playing};

/// No real file has more tracks; further ones are ignored.
const MAX_TRACKS: usize = 64;

/// The lengths in `mvhd`, `tkhd` and `mdhd` are claims that nothing enforces, so they are not read. A file lasts as
/// long as its samples, less what its edits leave out.
#[derive(Debug)]
pub(crate) struct Movie {
    /// The units of a second in which edits are stated.
    per_second: u32,
    pub(super) tracks: Vec<Track>,
}

impl Movie {
    /// Reads the body of a `moov` box.
    pub(super) fn read(moov: &[u8]) -> Result<Self, Flaw> {
        let header = child(moov, *b"mvhd").ok_or(Flaw::Broken("its index (moov) has no header"))?;
        let is_long = matches!(header, [1, ..]);
        let per_second = u32_at(header, if is_long { 20 } else { 12 });
        let per_second = per_second.ok_or(Flaw::Broken("its index (moov) has no header"))?;
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
        Ok(Self { per_second, tracks })
    }

    /// What a player makes of it: the first track of pictures that has a size, and the first of sound.
    pub(super) fn played(&self) -> Result<Played, Flaw> {
        let of = |handler: &[u8; 4]| {
            let mut tracks = self.tracks.iter().filter(move |track| track.handler == *handler);
            tracks.find(|track| *handler != *b"vide" || track.has_size())
        };
        let (seen, heard) = (of(b"vide"), of(b"soun"));
        if let Some(flaw) = seen.into_iter().chain(heard).find_map(|track| track.flaw) {
            return Err(flaw);
        }
        if let (None, Some(track)) = (seen, heard) {
            track.is_told_by_its_frames()?;
        }
        let playing = |track: &Track| track.playing(self.per_second).unwrap_or(Playing::NEVER);
        Ok(Played::new(seen.map(|track| (track.size, playing(track))), heard.map(playing)))
    }
}
