//! What a file is to a person: a picture, a video or a sound. And how large it may be.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    Picture,
    Video,
    Sound,
}

impl Medium {
    /// The size limit, in bytes, of a file that a request names or a client uploads.
    pub const fn most_bytes(self) -> u64 {
        const MIB: u64 = 1024 * 1024;
        match self {
            Self::Picture => 20 * MIB,
            Self::Sound => 50 * MIB,
            Self::Video => 500 * MIB,
        }
    }

    /// From a media type such as `image/png`.
    pub fn from_mime(mime: &str) -> Option<Self> {
        match mime.split_once('/')?.0 {
            "image" => Some(Self::Picture),
            "video" => Some(Self::Video),
            "audio" => Some(Self::Sound),
            _ => None,
        }
    }
}
