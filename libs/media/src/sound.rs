//! Reads what a sound is and how long. Lengths are counted frame by frame and not estimated from a bit rate:
//! seconds are money. (lofty 0.25 takes an mp3 of varying rate without a Xing header for one of constant rate.)

mod adts;
mod mpeg;
mod ogg;
mod wav;

use crate::mp4::{Flaw, Walk};
use crate::{Error, Kind, sniff};

/// What a sound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoundFacts {
    /// An MP4 file with nothing but sound counts as M4A.
    pub kind: Kind,
    /// Never 0.
    pub millis: u64,
}

/// So many samples, so many of them a second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Samples {
    count: u64,
    per_second: u32,
}

/// Kind and length of a whole sound. Reads through all of it, tens of milliseconds for 50 MB.
pub fn sound(bytes: &[u8]) -> Result<SoundFacts, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let (kind, millis) = match sniff(bytes).ok_or(Error::NotASound)? {
        Kind::Mp3 => tagged(bytes),
        Kind::Aac => (Kind::Aac, adts::samples(bytes).millis()),
        Kind::Wav => (Kind::Wav, wav::samples(bytes)?.millis()),
        Kind::Ogg => (Kind::Ogg, ogg::millis(bytes)?),
        kind @ (Kind::M4a | Kind::Mp4) => (Kind::M4a, boxed(kind, bytes)?),
        Kind::Png | Kind::Jpeg | Kind::WebP | Kind::QuickTime => return Err(Error::NotASound),
    };
    if millis == 0 { Err(Error::Soundless) } else { Ok(SoundFacts { kind, millis }) }
}

/// Frames of either kind may follow a tag.
fn tagged(bytes: &[u8]) -> (Kind, u64) {
    let frames = mpeg::after_tags(bytes);
    match sniff(frames) {
        Some(Kind::Aac) => (Kind::Aac, adts::samples(frames).millis()),
        _ => (Kind::Mp3, mpeg::samples(frames).millis()),
    }
}

/// Many programs write a sound as a plain MP4; with pictures in it, it is a video.
fn boxed(kind: Kind, bytes: &[u8]) -> Result<u64, Error> {
    let mut walk = Walk::default();
    walk.feed(bytes);
    let movie = walk.finish().map_err(Flaw::of_sound)?;
    if kind == Kind::Mp4 && movie.size().is_some() {
        return Err(Error::NotASound);
    }
    Ok(if movie.has_sound() { movie.millis() } else { 0 })
}

impl Samples {
    /// Rounded up: a single sample is not nothing.
    fn millis(self) -> u64 {
        let per_second = u64::from(self.per_second.max(1));
        self.count.saturating_mul(1000).div_ceil(per_second)
    }
}
