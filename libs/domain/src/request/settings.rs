//! `settings` of a job as clients see it: the request with its defaults, and how it was adapted.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Request, Source};
use crate::catalog::AspectRatio;
use crate::size::Native;

/// How a request was adapted to what the vendor can express. Clients see every adaptation in `settings`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The size asked of the vendor. The file is cropped and resized from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<Native>,
    /// The prompt as the vendor gets it, where more than the client's own words is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The brand kit's logo, where it is one of the references.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Source>,
    /// A video's: as asked, or the one nearest to the start frame once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<AspectRatio>,
    /// The language code that the vendor gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The longest recording that an avatar speaks in this job, which is what the quote pays for. Shown as
    /// `max_seconds`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recording_seconds: Option<u32>,
    /// Other adaptations, as sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

pub fn settings(request: &Request, applied: &Applied) -> Value {
    let mut settings = request.canonical();
    if let Some(settings) = settings.as_object_mut() {
        settings.remove("drive_folder_id");
        settings.remove("metadata");
        if let Some(seconds) = applied.recording_seconds {
            settings.insert("max_seconds".into(), json!(seconds));
        }
        settings.insert("applied".into(), Value::Object(applied.shown()));
    }
    settings
}

impl Applied {
    fn shown(&self) -> Map<String, Value> {
        let mut shown = Map::new();
        if let Some(native) = &self.native {
            shown.insert("native_width".into(), json!(native.size.width));
            shown.insert("native_height".into(), json!(native.size.height));
            if let (Some(ratio), Some(resolution)) = (&native.aspect_ratio, &native.resolution) {
                shown.insert("native_aspect_ratio".into(), json!(ratio));
                shown.insert("native_resolution".into(), json!(resolution));
            }
        }
        let mut show = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                shown.insert(name.into(), value);
            }
        };
        show("prompt", self.prompt.as_ref().map(|prompt| json!(prompt)));
        show("logo", self.logo.as_ref().map(|logo| json!(logo)));
        show("aspect_ratio", self.aspect_ratio.map(|ratio| json!(ratio)));
        show("language", self.language.as_ref().map(|language| json!(language)));
        show("notes", (!self.notes.is_empty()).then(|| json!(self.notes)));
        shown
    }
}
