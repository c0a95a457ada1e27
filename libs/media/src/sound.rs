//! Reads what a sound is and how long it plays. Lengths are counted frame by frame and not estimated from a bit
//! rate, because seconds are charged for. (lofty 0.25 takes an mp3 of varying rate without a Xing header for one of
//! constant rate.)

mod adts;
mod coding;
mod flac;
mod mend;
mod mpeg;
mod ogg;
mod ogg_stream;
mod ticks;
mod wav;

pub use mend::{MendedSound, Shortfall, mended_sound};

use crate::container::Walk;
use crate::mp4::Flaw;
use crate::playing::Played;
use crate::{Error, FileType, sniff};

/// What a sound is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SoundFacts {
    /// An MP4 or `QuickTime` file with nothing but sound counts as M4A, and such a `WebM` as Weba.
    pub file_type: FileType,
    /// Never 0.
    pub millis: u64,
    /// How many samples of silence the encoder has put in front at least, and something behind, where the file does not
    /// say so. It is played, and disturbs where the sound is repeated.
    pub padding: Option<u32>,
}

/// Returns the file type and the length of a whole sound. It reads through all of it, which takes tens of
/// milliseconds for 50 MB.
pub fn sound(bytes: &[u8]) -> Result<SoundFacts, Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let ((file_type, millis), padding) = (counted(bytes)?, padding(bytes));
    if millis == 0 { Err(Error::Soundless) } else { Ok(SoundFacts { file_type, millis, padding }) }
}

fn counted(bytes: &[u8]) -> Result<(FileType, u64), Error> {
    let other = || Error::not_a_sound(bytes);
    Ok(match sniff(bytes).ok_or_else(other)? {
        FileType::Mp3 => tagged(bytes)?,
        FileType::Aac => (FileType::Aac, adts::millis(bytes)),
        FileType::Wav => (FileType::Wav, wav::millis(bytes)?),
        FileType::Ogg => (FileType::Ogg, ogg::millis(bytes)?),
        FileType::Flac => (FileType::Flac, flac::millis(bytes)?),
        // It may have pictures of its chapters.
        FileType::M4a => (FileType::M4a, played(bytes)?.heard_millis),
        FileType::Mp4 | FileType::QuickTime => (FileType::M4a, heard(bytes)?.ok_or_else(other)?),
        FileType::WebM | FileType::Weba => (FileType::Weba, heard(bytes)?.ok_or_else(other)?),
        FileType::Png | FileType::Jpeg | FileType::WebP | FileType::Gif | FileType::Avif | FileType::Heic => {
            return Err(other());
        }
    })
}

/// The first frame of AAC comes before the sound, and LAME's usual delay with that of a decoder in an mp3.
fn padding(bytes: &[u8]) -> Option<u32> {
    const OF_AAC: u32 = 1024;
    const OF_MP3: u32 = 576 + 529;
    let frames = mpeg::after_tags(bytes);
    match sniff(frames)? {
        FileType::Aac => Some(OF_AAC),
        FileType::Mp3 if !mpeg::tells_its_padding(frames) => Some(OF_MP3),
        _ => None,
    }
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
    let played = played(bytes)?;
    Ok(played.size.is_none().then_some(played.heard_millis))
}

fn played(bytes: &[u8]) -> Result<Played, Error> {
    let mut walk = Walk::beginning(bytes).ok_or(Error::CutOff)?;
    walk.feed(bytes);
    walk.finish().map_err(Flaw::into_sound_error)
}
