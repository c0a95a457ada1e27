//! `GET /v3/avatars/looks`: the looks of the simulated account's avatars, which a video names by their ids.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use crate::heygen::errors::{ApiError, Result};
use crate::paging::{self, Paging};
use crate::picture::Size;
use crate::preview;
use crate::vendor::Vendor;
use crate::world::World;

const PAGING: Paging = super::paging(20, 50);

#[derive(Debug, PartialEq, Eq)]
pub(in crate::heygen) struct Look {
    /// Sent as `avatar_id`.
    pub(in crate::heygen) id: &'static str,
    name: &'static str,
    gender: &'static str,
    /// None: a script needs a voice.
    pub(in crate::heygen) voice: Option<&'static str>,
    pub(in crate::heygen) size: Size,
}

const fn look(
    id: &'static str,
    name: &'static str,
    gender: &'static str,
    voice: Option<&'static str>,
    (width, height): (u32, u32),
) -> Look {
    Look { id, name, gender, voice, size: Size { width, height } }
}

const WIDE: (u32, u32) = (1920, 1080);
const TALL: (u32, u32) = (1080, 1920);
const EVA: Option<&str> = Some("8fb979fae61f487297620072ff19e6b5");
const MARK: Option<&str> = Some("5d8c378ba8c3434586081a52ac368738");
const AMY: Option<&str> = Some("1bd001e7e50f421d891986aad5158bc8");

/// Made up in the vendor's style.
static LOOKS: [Look; 12] = [
    look("Abigail_standing_office_front", "Abigail Office Front", "female", EVA, WIDE),
    look("Abigail_sitting_sofa_front", "Abigail Sofa Front", "female", EVA, WIDE),
    look("Abigail_expressive_2024112501", "Abigail Upper Body", "female", EVA, TALL),
    look("Marcus_standing_lounge_side", "Marcus Lounge Side", "male", MARK, WIDE),
    look("Marcus_suit_front_public", "Marcus in Suit", "male", MARK, WIDE),
    look("Annie_expressive12_public", "Annie in Blue Shirt", "female", AMY, WIDE),
    look("Annie_business_casual_side", "Annie Business Casual", "female", AMY, TALL),
    look("Brandon_expressive2_public", "Brandon in Suit", "male", MARK, WIDE),
    look("Imelda_casual_front_public", "Imelda Casual", "female", None, WIDE),
    look("4f1c7e0a93b24d5f8e6a", "CEO at his desk", "male", MARK, WIDE),
    look("9be2d41f60c7483a8d15", "CEO portrait", "male", MARK, (900, 1200)),
    look("e07a5c82f19b4e63a4d0", "Mascot", "unspecified", None, (1024, 1024)),
];

impl Look {
    pub(in crate::heygen) fn with_id(id: &str) -> Option<&'static Self> {
        LOOKS.iter().find(|look| look.id == id)
    }

    fn json(&self, world: &World) -> Value {
        json!({
            "id": self.id, "name": self.name, "avatar_type": "studio_avatar", "gender": self.gender,
            "default_voice_id": self.voice, "preview_image_url": preview::of_look(world, Vendor::Heygen, self.id),
        })
    }
}

pub(in crate::heygen) async fn looks(
    State(world): State<Arc<World>>,
    Query(query): Query<paging::Query>,
) -> Result<Json<Value>> {
    world.reads.count(Vendor::Heygen, "/v3/avatars/looks");
    let entries: Vec<Value> = LOOKS.iter().map(|look| look.json(&world)).collect();
    super::page(entries, &query, PAGING)
}

/// `GET /v3/avatars/looks/{id}`.
pub(in crate::heygen) async fn look_by_id(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>> {
    world.reads.count(Vendor::Heygen, "/v3/avatars/looks/{id}");
    if id == super::FOREIGN_AVATAR {
        return Err(ApiError::NotYours.into());
    }
    let look = Look::with_id(&id).ok_or(ApiError::NoAvatar(id))?;
    Ok(Json(json!({ "data": look.json(&world) })))
}
