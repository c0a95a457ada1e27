//! MP4 and `QuickTime` files: boxes in boxes (ISO/IEC 14496-12). Only what tells size, length and tracks is read.
//! The crates for it are strict where files are not (`QuickTime`'s names, trailing bytes) or want the whole file.

mod boxes;
mod fragment;
mod movie;
mod walk;

pub(crate) use walk::Walk;

use crate::Error;

/// What is wrong with a file, before it is known whether it was to be a video or a sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    CutOff,
    Broken(&'static str),
}

impl Flaw {
    pub(crate) fn of_video(self) -> Error {
        match self {
            Self::CutOff => Error::CutOff,
            Self::Broken(why) => Error::BrokenVideo(why),
        }
    }

    pub(crate) fn of_sound(self) -> Error {
        match self {
            Self::CutOff => Error::CutOff,
            Self::Broken(why) => Error::BrokenSound(why),
        }
    }
}
