//! How a request was adapted to what its vendor can express, as jobs keep it. What clients see of it is in `settings`.

use serde::{Deserialize, Serialize};

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
}
