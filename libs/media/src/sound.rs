//! Reads what a sound is and how long it plays. Lengths are counted frame by frame and not estimated from a bit
//! rate, because seconds are charged for. (lofty 0.25 takes an mp3 of varying rate without a Xing header for one of
//! constant rate.)

mod adts;
mod mpeg;
mod ogg;
mod wav;

use crate::mp4::{Flaw, Walk};
use crate::{Error, FileType, sniff};

/// What a sound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoundFacts {
    /// An MP4 file with nothing but sound counts as M4A.
    pub file_type: FileType,
    /// Never 0.
    pub millis: u64,
}

/// A number of samples, and how many of them make a second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Samples {
    count: u64,
    per_second: u32,
}

/// Returns the file type and the length of a whole sound. It reads through all of it, which takes tens of
/// milliseconds for 50 MB.
pub fn sound(bytes: &[u8]) -> Result<SoundFacts, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let (file_type, millis) = match sniff(bytes).ok_or_else(|| Error::not_a_sound(bytes))? {
        FileType::Mp3 => tagged(bytes),
        FileType::Aac => (FileType::Aac, adts::samples(bytes).millis()),
        FileType::Wav => (FileType::Wav, wav::samples(bytes)?.millis()),
        FileType::Ogg => (FileType::Ogg, ogg::millis(bytes)?),
        file_type @ (FileType::M4a | FileType::Mp4) => (FileType::M4a, boxed(file_type, bytes)?),
        FileType::Png
        | FileType::Jpeg
        | FileType::WebP
        | FileType::Gif
        | FileType::Avif
        | FileType::Heic
        | FileType::QuickTime => return Err(Error::not_a_sound(bytes)),
    };
    if millis == 0 { Err(Error::Soundless) } else { Ok(SoundFacts { file_type, millis }) }
}

/// The frames after an ID3 tag may be those of an mp3 or of AAC.
fn tagged(bytes: &[u8]) -> (FileType, u64) {
    let frames = mpeg::after_tags(bytes);
    match sniff(frames) {
        Some(FileType::Aac) => (FileType::Aac, adts::samples(frames).millis()),
        _ => (FileType::Mp3, mpeg::samples(frames).millis()),
    }
}

/// Many programs write a sound as a plain MP4. If it has pictures in it, it is a video.
fn boxed(file_type: FileType, bytes: &[u8]) -> Result<u64, Error> {
    let mut walk = Walk::default();
    walk.feed(bytes);
    let movie = walk.finish().map_err(Flaw::into_sound_error)?;
    if file_type == FileType::Mp4 && movie.size().is_some() {
        return Err(Error::not_a_sound(bytes));
    }
    Ok(if movie.has_sound() { movie.millis() } else { 0 })
}

impl Samples {
    /// Rounded up, so that even a single sample has a length.
    fn millis(self) -> u64 {
        let per_second = u64::from(self.per_second.max(1));
        self.count.saturating_mul(1000).div_ceil(per_second)
    }
}
