//! `settings` of a job as clients see it: the request with its defaults, and how it was adapted.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::composite::Branding;
use super::fitted::Fitted;
use super::{Request, Source};
use crate::catalog::{AspectRatio, Route};
use crate::size::Native;

/// How a request was adapted to what the vendor can express. Clients see every adaptation in `settings`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applied {
    /// The size asked of the vendor. The file is cropped and resized from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native: Option<Native>,
    /// The size that the route's vendor is asked for, where it makes others than the model. The price follows from
    /// `native`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub native_of_route: Option<Native>,
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
        settings.shift_remove("drive_folder_id");
        settings.shift_remove("metadata");
        if let Some(seconds) = applied.recording_seconds {
            settings.insert("max_seconds".into(), json!(seconds));
        }
        let mut shown = applied.shown();
        if let (Request::Image(image), Some(native)) = (request, applied.native()) {
            shown.extend(fitting(Fitted::new(native.size, image.size())));
        }
        if let Request::Composite(composite) = request {
            shown.extend(composite.branding.iter().flat_map(Branding::shown));
        }
        settings.insert("applied".into(), Value::Object(shown));
    }
    settings
}

/// Shares of the model's picture, such as 0.156, and a factor, such as 1.25.
fn fitting(fitted: Fitted) -> Map<String, Value> {
    let mut shown = Map::new();
    if fitted.is_cropped() {
        let crop = json!({
            "sides": fraction(fitted.sides_per_mille, 1000),
            "top_and_bottom": fraction(fitted.top_and_bottom_per_mille, 1000),
        });
        shown.insert("crop".into(), crop);
    }
    if fitted.is_enlarged() {
        shown.insert("enlarged".into(), json!(fraction(fitted.scale_percent, 100)));
    }
    shown
}

fn fraction(parts: u64, whole: u32) -> f64 {
    f64::from(u32::try_from(parts).unwrap_or(u32::MAX)) / f64::from(whole)
}

impl Applied {
    /// The size that is asked of the vendor.
    pub const fn native(&self) -> Option<&Native> {
        match &self.native_of_route {
            Some(native) => Some(native),
            None => self.native.as_ref(),
        }
    }

    /// Adapts it to the route that is taken.
    pub fn take_route(&mut self, request: &Request, route: &Route) {
        self.native_of_route = match (request, &route.sizes) {
            (Request::Image(image), Some(sizes)) => sizes.native_for(image.size()),
            _ => None,
        };
    }

    fn shown(&self) -> Map<String, Value> {
        let mut shown = Map::new();
        if let Some(native) = self.native() {
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
