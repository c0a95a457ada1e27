//! What can be wrong with a picture, a video or a sound.

use crate::decode::{MAX_DECODED, MAX_PIXELS, MAX_SIDE};
use crate::name::named;
use domain::ErrorClass;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the file is empty")]
    Empty,
    /// Its first bytes are not those of a picture that we take, whatever its name or declared type says.
    #[error("it is {0}; pictures are taken as PNG, JPEG, WebP, GIF, AVIF and HEIC")]
    NotAPicture(&'static str),
    /// Its first bytes are not those of a video that we take.
    #[error("it is {0}; videos are taken as MP4, QuickTime and WebM")]
    NotAVideo(&'static str),
    /// Its first bytes are not those of a sound that we take, or it is a video.
    #[error("it is {0}; sounds are taken as MP3, WAV, M4A, AAC, Ogg, FLAC and WebM")]
    NotASound(&'static str),
    /// It starts like a picture and is damaged, cut short or of a variety that we cannot decode.
    #[error("the picture cannot be decoded: {0}")]
    Broken(String),
    /// The same, in the words of a decoder. These are for logs.
    #[error("the picture cannot be decoded: it is damaged, cut short or of a rare kind")]
    Undecodable(String),
    /// It starts like a video and cannot be made sense of.
    #[error("the video cannot be read: {0}")]
    BrokenVideo(&'static str),
    /// It starts like a sound and cannot be made sense of.
    #[error("the sound cannot be read: {0}")]
    BrokenSound(&'static str),
    /// A video or a sound ends before the length that it states.
    #[error("the file is cut off: it ends before it is whole")]
    CutOff,
    /// A sound without a single sample.
    #[error("the file has no sound in it")]
    Soundless,
    /// The header states a size above the limits. Nothing was decoded.
    #[error(
        "the picture is larger than {MAX_SIDE} pixels on a side, {MAX_PIXELS} pixels or {} MiB decoded",
        MAX_DECODED / 1024 / 1024
    )]
    TooLarge,
    /// No picture can have this size. Sizes and ratios come from our own catalog, so this is our mistake.
    #[error("no picture can be {width} x {height}")]
    ImpossibleSize { width: u32, height: u32 },
    /// The fitted picture could not be written.
    #[error("the picture could not be written")]
    Encode(String),
}

impl Error {
    /// `opening`: the first bytes, some sixty if there are as many.
    pub(crate) fn not_a_picture(opening: &[u8]) -> Self {
        Self::NotAPicture(named(opening))
    }

    pub(crate) fn not_a_video(opening: &[u8]) -> Self {
        Self::NotAVideo(named(opening))
    }

    pub(crate) fn not_a_sound(opening: &[u8]) -> Self {
        Self::NotASound(named(opening))
    }

    pub fn class(&self) -> ErrorClass {
        match self {
            Self::Empty
            | Self::NotAPicture(_)
            | Self::NotAVideo(_)
            | Self::NotASound(_)
            | Self::Broken(_)
            | Self::Undecodable(_)
            | Self::BrokenVideo(_)
            | Self::BrokenSound(_)
            | Self::CutOff
            | Self::Soundless
            | Self::TooLarge => ErrorClass::CallersFault,
            Self::ImpossibleSize { .. } | Self::Encode(_) => ErrorClass::OurBug,
        }
    }
}
