//! What a job makes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Image,
    Video,
    Avatar,
    Tts,
    Composite,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Image, Self::Video, Self::Avatar, Self::Tts, Self::Composite];

    /// The field of a request that has its words, if it has one.
    pub const fn prompt_field(self) -> Option<&'static str> {
        match self {
            Self::Image | Self::Video => Some("prompt"),
            Self::Avatar => Some("script"),
            Self::Tts => Some("text"),
            Self::Composite => None,
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Avatar => "avatar",
            Self::Tts => "tts",
            Self::Composite => "composite",
        }
    }
}
