//! A brand kit as clients see it.

use domain::brand::BrandKit;
use domain::{KitId, Rfc3339, TeamId, UserId};
use schemars::JsonSchema;
use serde::Serialize;
use web::Listed;

/// What a brand looks and sounds like.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BrandKit")]
pub(crate) struct KitView {
    /// The kit's id.
    id: KitId,
    /// Its name.
    name: String,
    /// Colours such as `#1a2b3c`, the most important first.
    colors: Vec<String>,
    /// Names of font families.
    fonts: Vec<String>,
    /// A picture of the team's drive, as `asset:<id>`; null where the kit has none.
    logo: Option<String>,
    /// How the brand speaks; null where the kit does not say.
    voice: Option<String>,
    /// Who made it.
    user_id: UserId,
    /// The team.
    team_id: TeamId,
    /// When it was made.
    created_at: Rfc3339,
    /// When it was last changed.
    updated_at: Rfc3339,
}

impl Listed for KitView {
    const LIST: &'static str = "brand_kits";
}

impl KitView {
    pub(crate) fn new(kit: &BrandKit) -> Self {
        Self {
            id: kit.id,
            name: kit.name.clone(),
            colors: kit.colors.clone(),
            fonts: kit.fonts.clone(),
            logo: kit.logo.map(|id| format!("asset:{id}")),
            voice: kit.voice.clone(),
            user_id: kit.user_id.clone(),
            team_id: kit.team_id.clone(),
            created_at: Rfc3339(kit.created_at),
            updated_at: Rfc3339(kit.updated_at),
        }
    }
}
