//! What can be wrong with a picture.

use crate::decode::{MAX_PIXELS, MAX_SIDE};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// By its first bytes neither PNG, JPEG nor WebP, whatever its name or declared type says.
    #[error("not a PNG, JPEG or WebP picture")]
    NotAPicture,
    /// It starts like a picture and is damaged, cut short or of a variety that we cannot decode.
    #[error("the picture cannot be decoded: {0}")]
    Broken(String),
    /// Refused by its header, before anything was decoded.
    #[error("the picture is larger than {MAX_SIDE} pixels on a side, {MAX_PIXELS} pixels or 256 MiB decoded")]
    TooLarge,
    /// Nobody can fit a picture to this; sizes come from our own catalog.
    #[error("no picture can be {width} x {height}")]
    ImpossibleSize { width: u32, height: u32 },
    /// The fitted picture could not be written.
    #[error("the picture could not be written: {0}")]
    Encode(String),
}

/// Who has to act. Nothing here gets better by trying again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Whoever sent the picture.
    CallersFault,
    /// Us.
    OurBug,
}

impl Error {
    pub fn class(&self) -> Class {
        match self {
            Self::NotAPicture | Self::Broken(_) | Self::TooLarge => Class::CallersFault,
            Self::ImpossibleSize { .. } | Self::Encode(_) => Class::OurBug,
        }
    }
}
