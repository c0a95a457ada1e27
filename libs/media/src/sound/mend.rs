//! Corrects what a sound's header says about its length, so that every player shows the same as we charge for.

use bytes::Bytes;

use super::{SoundFacts, mpeg, sound, wav};
use crate::{Error, FileType, sniff};

/// What is wrong where a header promises more than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortfall {
    /// The file, and it may come whole if it is asked for again: it is refused, and an mp3 is too, if its table promises
    /// more or its last frame is cut short.
    FileMayComeWhole,
    /// The file: a WAV is refused. An mp3 that somebody has cut plays well, and is mended.
    FileIsCutOff,
    /// The header: the bytes are known to be all that there is. Only a WAV whose lengths agree with each other is still
    /// refused, because whoever wrote them had counted.
    HeaderIsWrong,
}

/// A sound whose header is true.
#[derive(Debug, Clone)]
pub struct MendedSound {
    pub bytes: Bytes,
    pub facts: SoundFacts,
    /// What was wrong, if anything was.
    pub mended: Option<&'static str>,
    /// Whether the header of a WAV or the table of an mp3 has promised more sound than there is.
    pub was_short: bool,
}

/// Returns the sound with the lengths in its header corrected: those of a WAV, and the number of frames in the table of
/// an mp3. All other sounds are measured as [`sound`] does and stay as they are.
pub fn mended_sound(bytes: Bytes, shortfall: Shortfall) -> Result<MendedSound, Error> {
    let kind = sniff(&bytes);
    let (anew, what, was_short) = match kind {
        Some(FileType::Wav) => (
            wav::mended(&bytes, shortfall)?,
            "the lengths in the header of a WAV were not those of its bytes",
            matches!(wav::millis(&bytes), Err(Error::CutOff)),
        ),
        Some(FileType::Mp3) if sniff(mpeg::after_tags(&bytes)) != Some(FileType::Aac) => {
            if shortfall == Shortfall::FileMayComeWhole && mpeg::is_cut_off(&bytes) {
                return Err(Error::CutOff);
            }
            (
                mpeg::mended(&bytes),
                "the table of an mp3 stated another number of frames than there are",
                mpeg::promises_more(&bytes),
            )
        }
        _ => (None, "", false),
    };
    let mended = anew.is_some().then_some(what);
    let bytes = anew.map_or(bytes, Bytes::from);
    let facts = sound(&bytes)?;
    Ok(MendedSound { bytes, facts, mended, was_short })
}
