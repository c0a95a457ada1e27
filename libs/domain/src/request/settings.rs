//! `settings` of a job as clients see it: the request with its defaults, and how it was adapted.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::composite::Branding;
use super::fitted::Fitted;
use super::{
    Applied, AvatarRequest, CompositeRequest, ImageRequest, Request, Source, SpeechRequest, VideoRequest,
};
use crate::catalog::AspectRatio;
use crate::size::Native;

/// A job's request as it was understood, with its defaults filled in, and how it was adapted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Settings {
    #[serde(flatten)]
    asked: Map<String, Value>,
    applied: Adaptations,
}

impl Settings {
    pub fn new(request: &Request, applied: &Applied) -> Self {
        let mut asked = match request.canonical() {
            Value::Object(asked) => asked,
            _ => Map::new(),
        };
        asked.shift_remove("drive_folder_id");
        asked.shift_remove("metadata");
        if let Some(seconds) = applied.recording_seconds {
            asked.insert("max_seconds".into(), json!(seconds));
        }
        Self { asked, applied: Adaptations::new(request, applied) }
    }
}

/// How a request was adapted to what the provider can express. Each field is there only where something was adapted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
struct Adaptations {
    /// The width that the provider is asked for, in pixels. The file is cut and scaled from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    native_width: Option<u32>,
    /// The height that the provider is asked for, in pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    native_height: Option<u32>,
    /// The shape that the provider is asked for, where it is asked by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    native_aspect_ratio: Option<String>,
    /// The resolution that the provider is asked for, where it is asked by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    native_resolution: Option<String>,
    /// The prompt as the provider gets it, where more than your own words is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    prompt: Option<String>,
    /// The brand kit's logo, where it was added.
    #[serde(skip_serializing_if = "Option::is_none")]
    logo: Option<Source>,
    /// The shape of a video, once it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    aspect_ratio: Option<AspectRatio>,
    /// The language code that the provider gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    /// The fields of a composite whose colour comes from the brand kit, such as `texts[0].color`, and that colour.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    colors: BTreeMap<String, String>,
    /// Other adaptations, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    /// What is cut off the provider's picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    crop: Option<Crop>,
    /// By which factor the provider's picture is enlarged, such as 1.25.
    #[serde(skip_serializing_if = "Option::is_none")]
    enlarged: Option<f64>,
}

/// Shares of the provider's picture, such as 0.156.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
struct Crop {
    /// What is cut off the left and the right together, as a share of the width.
    sides: f64,
    /// What is cut off the top and the bottom together, as a share of the height.
    top_and_bottom: f64,
}

impl Adaptations {
    fn new(request: &Request, applied: &Applied) -> Self {
        let mut shown = Self {
            prompt: applied.prompt.clone(),
            logo: applied.logo.clone(),
            aspect_ratio: applied.aspect_ratio,
            language: applied.language.clone(),
            notes: applied.notes.clone(),
            ..Self::default()
        };
        if let Some(native) = applied.native() {
            shown.show_native(native);
        }
        if let (Request::Image(image), Some(native)) = (request, applied.native()) {
            shown.show_fitting(Fitted::new(native.size, image.size()));
        }
        if let Request::Composite(CompositeRequest { branding: Some(branding), .. }) = request {
            shown.show_branding(branding);
        }
        shown
    }

    fn show_native(&mut self, native: &Native) {
        self.native_width = Some(native.size.width);
        self.native_height = Some(native.size.height);
        if let (Some(ratio), Some(resolution)) = (&native.aspect_ratio, &native.resolution) {
            self.native_aspect_ratio = Some(ratio.clone());
            self.native_resolution = Some(resolution.clone());
        }
    }

    fn show_fitting(&mut self, fitted: Fitted) {
        self.crop = fitted.is_cropped().then(|| Crop {
            sides: fraction(fitted.sides_per_mille, 1000),
            top_and_bottom: fraction(fitted.top_and_bottom_per_mille, 1000),
        });
        self.enlarged = fitted.is_enlarged().then(|| fraction(fitted.scale_percent, 100));
    }

    /// A composite has no other logo and no other notes.
    fn show_branding(&mut self, branding: &Branding) {
        let Branding { logo, colors, notes } = branding.clone();
        self.logo = logo;
        self.colors = colors;
        self.notes.extend(notes);
    }
}

fn fraction(parts: u64, whole: u32) -> f64 {
    f64::from(u32::try_from(parts).unwrap_or(u32::MAX)) / f64::from(whole)
}

/// What the schema of [`Settings`] is made of: the fields of a request of one kind, and `applied`.
mod of_kind {
    use super::{
        Adaptations, AvatarRequest, CompositeRequest, ImageRequest, JsonSchema, SpeechRequest, VideoRequest,
    };

    #[derive(JsonSchema)]
    #[schemars(untagged)]
    #[expect(dead_code, reason = "it is there for its schema")]
    pub(super) enum Settings {
        Image(Of<ImageRequest>),
        Video(Of<VideoRequest>),
        Avatar(Of<AvatarRequest>),
        Tts(Of<SpeechRequest>),
        Composite(Of<CompositeRequest>),
    }

    #[derive(JsonSchema)]
    #[schemars(rename = "{T}")]
    #[expect(dead_code, reason = "it is there for its schema")]
    pub(super) struct Of<T> {
        #[schemars(flatten)]
        asked: T,
        /// How the request was adapted.
        applied: Adaptations,
    }
}

impl JsonSchema for Settings {
    fn schema_name() -> Cow<'static, str> {
        "Settings".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        of_kind::Settings::json_schema(generator)
    }
}

/// As a client reads them.
#[cfg(test)]
pub(crate) fn settings(request: &Request, applied: &Applied) -> Value {
    json!(Settings::new(request, applied))
}
