//! The simulated vendors and how each of them is addressed.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Vendor {
    /// Black Forest Labs, <https://api.bfl.ai>.
    Bfl,
}

impl Vendor {
    pub(crate) const ALL: [Self; 1] = [Self::Bfl];

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|vendor| vendor.name() == name)
    }

    /// Also the first segment of all its paths.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Bfl => "bfl",
        }
    }

    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Bfl => "sim-bfl-key",
        }
    }
}
