//! Reads MP4 and `QuickTime` files, which are boxes in boxes (ISO/IEC 14496-12). Only the boxes that state size,
//! length and tracks are read. The existing crates are stricter than real files are (`QuickTime`'s names, trailing
//! bytes) or want the whole file.

mod as_mp4;
pub(crate) mod boxes;
mod fragment;
mod movie;
mod samples;
mod told;
mod track;
mod walk;

pub use as_mp4::AsMp4;
pub(crate) use walk::Walk;

use crate::Error;

/// What is wrong with a file, before we know whether it should be a video or a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    CutOff,
    Broken(&'static str),
}

impl Flaw {
    pub(crate) fn into_video_error(self) -> Error {
        match self {
            Self::CutOff => Error::CutOff,
            Self::Broken(why) => Error::BrokenVideo(why),
        }
    }

    pub(crate) fn into_sound_error(self) -> Error {
        match self {
            Self::CutOff => Error::CutOff,
            Self::Broken(why) => Error::BrokenSound(why),
        }
    }
}
