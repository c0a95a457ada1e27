//! Fields that requests of all kinds take.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Request;
use crate::FolderId;
use crate::drive::a_folder;
use crate::fields::{Field, Fields, Parsed, TextMap};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    /// The folder that the results are filed in; `None` is the root.
    pub drive_folder_id: Option<FolderId>,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

pub(super) static DRIVE_FOLDER_ID: Field<Parsed<FolderId>> = Field::new(
    "drive_folder_id",
    a_folder(),
    "The folder that the results are filed in. Without it, the root.",
    || json!("0198c0de-0000-7000-8000-000000000000"),
);
pub(super) static METADATA: Field<TextMap> = Field::new(
    "metadata",
    TextMap { max_bytes: 2048 },
    "Texts of your own, which come back with the job: at most 2048 bytes of names and values together.",
    || json!({"campaign": "summer"}),
);

impl Extras {
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            drive_folder_id: fields.read(&DRIVE_FOLDER_ID),
            metadata: fields.read(&METADATA).unwrap_or_default(),
        }
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
