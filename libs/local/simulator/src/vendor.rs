//! The simulated vendors and how each of them is addressed.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Vendor {
    /// Black Forest Labs, <https://api.bfl.ai>.
    Bfl,
    /// <https://api.openai.com>: pictures and speech.
    Openai,
    /// The Gemini API, <https://generativelanguage.googleapis.com>: pictures and Veo.
    Google,
    /// `ModelArk`, <https://ark.ap-southeast.bytepluses.com>: Seedream and Seedance.
    Byteplus,
    /// Luma Agents, <https://agents.lumalabs.ai>.
    Luma,
    /// <https://api.dev.runwayml.com>.
    Runway,
    /// <https://api-singapore.klingai.com>.
    Kling,
    /// <https://api.heygen.com>.
    Heygen,
    /// <https://api.elevenlabs.io>.
    Elevenlabs,
    /// <https://queue.fal.run>, which hosts models of others.
    Fal,
}

impl Vendor {
    pub(crate) const ALL: [Self; 10] = [
        Self::Bfl,
        Self::Openai,
        Self::Google,
        Self::Byteplus,
        Self::Luma,
        Self::Runway,
        Self::Kling,
        Self::Heygen,
        Self::Elevenlabs,
        Self::Fal,
    ];

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.name() == name)
    }

    /// Also the first segment of all its paths.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bfl => "bfl",
            Self::Openai => "openai",
            Self::Google => "google",
            Self::Byteplus => "byteplus",
            Self::Luma => "luma",
            Self::Runway => "runway",
            Self::Kling => "kling",
            Self::Heygen => "heygen",
            Self::Elevenlabs => "elevenlabs",
            Self::Fal => "fal",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Bfl => "sim-bfl-key",
            Self::Openai => "sim-openai-key",
            Self::Google => "sim-google-key",
            Self::Byteplus => "sim-byteplus-key",
            Self::Luma => "sim-luma-key",
            Self::Runway => "sim-runway-key",
            Self::Kling => "sim-kling-key",
            Self::Heygen => "sim-heygen-key",
            Self::Elevenlabs => "sim-elevenlabs-key",
            // An id and a secret, as a real one.
            Self::Fal => "sim-fal-id:sim-fal-secret",
        }
    }
}
