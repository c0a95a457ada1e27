//! Corrects what a sound's header says about its length, so that every player shows the same as we charge for.

use bytes::Bytes;

use super::{SoundFacts, mpeg, sound, wav};
use crate::{Error, FileType, sniff};

/// What is wrong where a header promises more than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shortfall {
    /// The file: it is refused.
    FileIsCutOff,
    /// The header: the bytes are known to be all that there is.
    HeaderIsWrong,
}

/// A sound whose header is true.
#[derive(Debug, Clone)]
pub struct MendedSound {
    pub bytes: Bytes,
    pub facts: SoundFacts,
    /// What was wrong, if anything was.
    pub mended: Option<&'static str>,
    /// Whether the header of a WAV has promised more sound than there is.
    pub was_short: bool,
}

/// Returns the sound with the lengths in its header corrected: those of a WAV, and the number of frames in the table of
/// an mp3. All other sounds are measured as [`sound`] does and stay as they are.
pub fn mended_sound(bytes: Bytes, shortfall: Shortfall) -> Result<MendedSound, Error> {
    let kind = sniff(&bytes);
    let (anew, what) = match kind {
        Some(FileType::Wav) => (
            wav::mended(&bytes, shortfall)?,
            "the lengths in the header of a WAV were not those of its bytes",
        ),
        Some(FileType::Mp3) if sniff(mpeg::after_tags(&bytes)) != Some(FileType::Aac) => {
            (mpeg::mended(&bytes), "the table of an mp3 stated another number of frames than there are")
        }
        _ => (None, ""),
    };
    let mended = anew.is_some().then_some(what);
    let is_mended_wav = anew.is_some() && kind == Some(FileType::Wav);
    let was_short = is_mended_wav && matches!(wav::millis(&bytes), Err(Error::CutOff));
    let bytes = anew.map_or(bytes, Bytes::from);
    let facts = sound(&bytes)?;
    Ok(MendedSound { bytes, facts, mended, was_short })
}
