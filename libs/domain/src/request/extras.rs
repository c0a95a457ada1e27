//! Fields that requests of all kinds take.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Request;
use crate::FolderId;
use crate::drive::no_folder;
use crate::fields::Fields;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// The folder that the results are filed in; `None` is the root.
    pub drive_folder_id: Option<FolderId>,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

impl Extras {
    /// Keys and values together.
    const METADATA_MAX_BYTES: usize = 2048;

    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let text = fields.text("drive_folder_id", 1..=64);
        let drive_folder_id = text.as_deref().and_then(|id| id.parse().ok());
        if let (Some(asked), None) = (&text, drive_folder_id) {
            fields.refuse("drive_folder_id", no_folder(asked));
        }
        Self { drive_folder_id, metadata: fields.text_map("metadata", Self::METADATA_MAX_BYTES) }
    }
}

impl Request {
    pub const fn extras(&self) -> &Extras {
        match self {
            Self::Image(image) => &image.extras,
            Self::Video(video) => &video.extras,
            Self::Avatar(avatar) => &avatar.extras,
            Self::Tts(speech) => &speech.extras,
            Self::Composite(composite) => &composite.extras,
        }
    }

    pub const fn extras_mut(&mut self) -> &mut Extras {
        match self {
            Self::Image(image) => &mut image.extras,
            Self::Video(video) => &mut video.extras,
            Self::Avatar(avatar) => &mut avatar.extras,
            Self::Tts(speech) => &mut speech.extras,
            Self::Composite(composite) => &mut composite.extras,
        }
    }
}
