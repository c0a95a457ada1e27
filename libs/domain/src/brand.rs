//! A team's brand kits: what its pictures and videos shall look and sound like.

mod change;

use serde::{Deserialize, Serialize};

use crate::{FileId, KitId, TeamId, Timestamp, UserId};

pub use change::{KitChange, NewKit};

/// What a client is told of an id that names no kit, whoever else may have one of it.
pub const NO_KIT: &str = "is not a brand kit of your team";
pub const MAX_COLORS: usize = 5;
pub const MAX_FONTS: usize = 3;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandKit {
    #[serde(rename = "kit_id")]
    pub id: KitId,
    pub team_id: TeamId,
    /// Who made it.
    pub user_id: UserId,
    pub name: String,
    /// `#rrggbb`, the most important first.
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
