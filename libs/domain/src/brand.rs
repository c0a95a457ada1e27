//! A team's brand kits: their fields, and changing them. What a kit adds to a prompt is in `request::prompt_additions`.

mod change;

use serde::{Deserialize, Serialize};

use crate::given::quoted;
use crate::{FileId, KitId, TeamId, Timestamp, UserId};

pub use change::{KitChange, NewKit};

/// The complaint about an id that is not a kit of the team. It does not say whether another team has such a kit.
pub fn no_kit(asked: &str) -> String {
    format!("{} is not a brand kit of your team. GET /creative-hub/brand-kits lists them.", quoted(asked))
}

pub const MAX_COLORS: usize = 5;
pub const MAX_FONTS: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandKit {
    #[serde(rename = "kit_id")]
    pub id: KitId,
    pub team_id: TeamId,
    /// The user who made it.
    pub user_id: UserId,
    pub name: String,
    /// Colours such as `#1a2b3c`, the most important first.
    pub colors: Vec<String>,
    /// Names of font families.
    pub fonts: Vec<String>,
    /// A picture in the team's drive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<FileId>,
    /// How the brand speaks, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<String>,
    #[serde(with = "crate::time::as_text")]
    pub created_at: Timestamp,
    #[serde(with = "crate::time::as_text")]
    pub updated_at: Timestamp,
}
