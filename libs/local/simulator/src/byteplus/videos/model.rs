//! The models of clips. What is not here is unknown; 1.5 pro is retired (vendor's notice of 2026).

use super::super::errors::ApiError;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) id: &'static str,
    pub(super) line: Line,
    pub(super) resolutions: &'static [&'static str],
    pub(super) resolution: &'static str,
    pub(super) least_seconds: u32,
    pub(super) most_seconds: u32,
}

/// What the models of one generation have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// Silent; `seed`, `camera_fixed` and `frames`.
    One,
    /// With sound; references, and a duration that is left to the model.
    Two,
}

const RETIRED: [&str; 1] = ["seedance-1-5-pro-251215"];

/// The default resolution of 2.0 and its smaller ones is not in the facts (unverified).
static MODELS: [Model; 5] = [
    Model {
        id: "seedance-1-0-pro-250528",
        line: Line::One,
        resolutions: &["480p", "720p", "1080p"],
        resolution: "1080p",
        least_seconds: 2,
        most_seconds: 12,
    },
    Model {
        id: "dreamina-seedance-2-0-260128",
        line: Line::Two,
        resolutions: &["480p", "720p", "1080p", "4k"],
        resolution: "720p",
        least_seconds: 4,
        most_seconds: 15,
    },
    Model {
        id: "dreamina-seedance-2-0-fast-260128",
        line: Line::Two,
        resolutions: &["480p", "720p"],
        resolution: "720p",
        least_seconds: 4,
        most_seconds: 15,
    },
    Model {
        id: "dreamina-seedance-2-0-mini-260615",
        line: Line::Two,
        resolutions: &["480p", "720p"],
        resolution: "720p",
        least_seconds: 4,
        most_seconds: 15,
    },
    Model {
        id: "dreamina-seedance-2-5-260628",
        line: Line::Two,
        resolutions: &["480p", "720p", "1080p"],
        resolution: "720p",
        least_seconds: 4,
        most_seconds: 30,
    },
];

pub(super) fn named(id: &str) -> Result<&'static Model, ApiError> {
    if RETIRED.contains(&id) {
        return Err(ApiError::ClosedModel(id.to_owned()));
    }
    MODELS.iter().find(|model| model.id == id).ok_or_else(|| ApiError::UnknownModel(id.to_owned()))
}
