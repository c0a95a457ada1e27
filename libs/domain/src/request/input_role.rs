//! What a named file is for, and which files will do.

use serde::{Deserialize, Serialize};

use crate::Medium;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputRole {
    /// The first frame of a video.
    StartFrame,
    /// A picture that a new picture or video refers to.
    Reference,
    /// The picture of the person who speaks.
    Portrait,
    /// The recording that an avatar speaks.
    Audio,
    /// A part of a composite's timeline: a video or a picture.
    Clip,
    /// A picture or a video upon a composite.
    Overlay,
    Narration,
    Music,
}

impl InputRole {
    pub const fn takes(self, medium: Medium) -> bool {
        match self {
            Self::StartFrame | Self::Reference | Self::Portrait => matches!(medium, Medium::Picture),
            Self::Audio | Self::Narration | Self::Music => matches!(medium, Medium::Sound),
            Self::Clip | Self::Overlay => matches!(medium, Medium::Picture | Medium::Video),
        }
    }

    /// Whether a file of this media type will do, such as `audio/mpeg`. A recording for an avatar goes to a vendor, and
    /// mp3 and wav are what all vendors read.
    pub fn takes_mime(self, mime: &str) -> bool {
        let fits = Medium::from_mime(mime).is_some_and(|medium| self.takes(medium));
        fits && (!matches!(self, Self::Audio) || matches!(mime, "audio/mpeg" | "audio/wav"))
    }

    /// The most bytes that are read before it is known what the file is.
    pub const fn most_bytes(self) -> u64 {
        match self {
            Self::StartFrame | Self::Reference | Self::Portrait => Medium::Picture.most_bytes(),
            Self::Audio | Self::Narration | Self::Music => Medium::Sound.most_bytes(),
            Self::Clip | Self::Overlay => Medium::Video.most_bytes(),
        }
    }

    /// What such a file is, as a part of a sentence.
    pub const fn wanted(self) -> &'static str {
        match self {
            Self::StartFrame | Self::Reference | Self::Portrait => "a picture",
            Self::Audio => "an mp3 or wav sound",
            Self::Narration | Self::Music => "a sound",
            Self::Clip | Self::Overlay => "a video or a picture",
        }
    }
}
