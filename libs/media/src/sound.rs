//! Reads what a sound is and how long it plays. Lengths are counted frame by frame and not estimated from a bit
//! rate, because seconds are charged for. (lofty 0.25 takes an mp3 of varying rate without a Xing header for one of
//! constant rate.)

mod adts;
mod coding;
mod flac;
mod mpeg;
mod ogg;
mod ogg_stream;
mod ticks;
mod wav;

use crate::container::Walk;
use crate::foreign::named;
use crate::mp4::Flaw;
use crate::{Error, FileType, sniff};

/// What a sound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoundFacts {
    /// An MP4 or `QuickTime` file with nothing but sound counts as M4A, and such a `WebM` as Weba.
    pub file_type: FileType,
    /// Never 0.
    pub millis: u64,
}

/// Returns the file type and the length of a whole sound. It reads through all of it, which takes tens of
/// milliseconds for 50 MB.
pub fn sound(bytes: &[u8]) -> Result<SoundFacts, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let other = || Error::NotASound(named(bytes));
    let (file_type, millis) = match sniff(bytes).ok_or_else(other)? {
        FileType::Mp3 => tagged(bytes)?,
        FileType::Aac => (FileType::Aac, adts::millis(bytes)),
        FileType::Wav => (FileType::Wav, wav::millis(bytes)?),
        FileType::Ogg => (FileType::Ogg, ogg::millis(bytes)?),
        FileType::Flac => (FileType::Flac, flac::millis(bytes)?),
        FileType::M4a => (FileType::M4a, heard(bytes)?.ok_or(Error::Soundless)?),
        FileType::Mp4 | FileType::QuickTime => (FileType::M4a, heard(bytes)?.ok_or_else(other)?),
        FileType::WebM | FileType::Weba => (FileType::Weba, heard(bytes)?.ok_or_else(other)?),
        FileType::Png | FileType::Jpeg | FileType::WebP => return Err(other()),
    };
    if millis == 0 { Err(Error::Soundless) } else { Ok(SoundFacts { file_type, millis }) }
}

/// The frames after an ID3 tag may be those of an mp3, of AAC or of FLAC.
fn tagged(bytes: &[u8]) -> Result<(FileType, u64), Error> {
    let frames = mpeg::after_tags(bytes);
    Ok(match sniff(frames) {
        Some(FileType::Aac) => (FileType::Aac, adts::millis(frames)),
        Some(FileType::Flac) => (FileType::Flac, flac::millis(frames)?),
        _ => (FileType::Mp3, mpeg::millis(frames)),
    })
}

/// Many programs write a sound as a plain MP4. `None`: it has pictures in it, so it is a video.
fn heard(bytes: &[u8]) -> Result<Option<u64>, Error> {
    let mut walk = Walk::beginning(bytes).ok_or(Error::CutOff)?;
    walk.feed(bytes);
    let played = walk.finish().map_err(Flaw::into_sound_error)?;
    Ok(played.size.is_none().then_some(played.heard_millis))
}
