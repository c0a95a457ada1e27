//! What a client may ask for, validated, with defaults filled in; and what it costs.

pub mod image;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::fields::Fields;
use crate::size::Size;
use crate::{Cents, Kind};

pub use image::ImageRequest;

/// A validated request of any kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Request {
    Image(ImageRequest),
}

impl Request {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Image(_) => Kind::Image,
        }
    }

    /// The model asked for, by its catalog id.
    pub fn model(&self) -> &str {
        match self {
            Self::Image(image) => &image.provider,
        }
    }

    /// The words the job is listed under.
    pub fn prompt(&self) -> &str {
        match self {
            Self::Image(image) => &image.prompt,
        }
    }

    pub const fn variants(&self) -> u32 {
        match self {
            Self::Image(image) => image.num_variants,
        }
    }

    pub const fn extras(&self) -> &Extras {
        match self {
            Self::Image(image) => &image.extras,
        }
    }

    /// The request with its defaults, as the client would have written it. The same text for the same
    /// request, so it also serves as the identity that an idempotency key is bound to.
    pub fn canonical(&self) -> Value {
        let mut fields = serde_json::to_value(self).unwrap_or_default();
        if let Some(fields) = fields.as_object_mut() {
            fields.remove("type");
        }
        fields
    }
}

/// Fields that every submit route takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extras {
    pub drive_folder_id: Option<String>,
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
}

impl Extras {
    const METADATA_MAX_BYTES: usize = 2048;

    fn read(fields: &mut Fields<'_>) -> Self {
        let drive_folder_id = fields.text("drive_folder_id", 1..=64);
        if drive_folder_id.is_some() {
            // No team has folders yet, so no id can name one.
            fields.refuse("drive_folder_id", "is not a folder of your team");
        }
        Self { drive_folder_id, metadata: fields.text_map("metadata", Self::METADATA_MAX_BYTES) }
    }
}

/// How a request was adapted to what the vendor can express. Nothing is adapted silently: this is shown
/// as `settings.applied`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The size asked of the vendor; the file is cropped and resized from it.
    pub native: Size,
    /// The prompt as the vendor gets it, where that is not what was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}

/// A request made ready to be quoted, held and started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub request: Request,
    pub applied: Applied,
    pub quote: Cents,
}

/// `settings` of a job as clients see it.
pub fn settings(request: &Request, applied: &Applied) -> Value {
    let mut changes = Map::new();
    changes.insert("native_width".into(), json!(applied.native.width));
    changes.insert("native_height".into(), json!(applied.native.height));
    if let Some(prompt) = &applied.prompt {
        changes.insert("prompt".into(), json!(prompt));
    }
    let mut settings = request.canonical();
    if let Some(settings) = settings.as_object_mut() {
        settings.remove("drive_folder_id");
        settings.remove("metadata");
        settings.insert("applied".into(), Value::Object(changes));
    }
    settings
}
