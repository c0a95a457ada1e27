//! Voices and avatars as clients see them.

use domain::Rfc3339;
use schemars::JsonSchema;
use serde::Serialize;
use vendors::{Avatar, Voice};
use web::{Listed, Listing};

/// A page of what can be picked.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(bound = "T: Listed")]
#[schemars(rename = "PicksOf{T}")]
pub(crate) struct Picks<T: Listed> {
    #[serde(flatten)]
    pub(super) page: Listing<T>,
    /// `false`: the provider has more of them than we have read, and those are not listed.
    pub(super) complete: bool,
}

/// A voice that speech or an avatar can have.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Voice")]
pub(crate) struct VoiceView {
    #[serde(flatten)]
    pub(super) voice: Voice,
    /// The model that speaks with it, by its id in the catalog.
    pub(super) provider: String,
    /// From when on it is gone; null where no end is known.
    pub(super) sunset_at: Option<Rfc3339>,
}

/// An avatar of a provider's.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Avatar")]
pub(crate) struct AvatarView {
    #[serde(flatten)]
    pub(super) avatar: Avatar,
    /// The model that animates it, by its id in the catalog.
    pub(super) provider: String,
}

impl Listed for VoiceView {
    const LIST: &'static str = "voices";
}

impl Listed for AvatarView {
    const LIST: &'static str = "avatars";
}
