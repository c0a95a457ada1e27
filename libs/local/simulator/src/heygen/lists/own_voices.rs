//! `GET /v3/models/audio/voices`: the account's own voices for speech. An avatar cannot use them, nor speech those
//! of avatars.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use crate::heygen::errors::{ApiError, Result};
use crate::paging::{self, Paging};
use crate::vendor::Vendor;
use crate::world::World;

const PAGING: Paging = super::paging(10, 100);

#[derive(Debug, PartialEq, Eq)]
pub(in crate::heygen) struct OwnVoice {
    pub(in crate::heygen) id: &'static str,
    name: &'static str,
    status: &'static str,
    /// A base code; none where it was never found out.
    pub(in crate::heygen) language: Option<&'static str>,
}

const fn voice(
    id: &'static str,
    name: &'static str,
    status: &'static str,
    language: Option<&'static str>,
) -> OwnVoice {
    OwnVoice { id, name, status, language }
}

const ACTIVE: &str = "ACTIVE";
const EN: Option<&str> = Some("en");
const DE: Option<&str> = Some("de");

/// Newest first.
static VOICES: [OwnVoice; 12] = [
    voice("hv_0d0c51b6a0f2", "Being trained", "PENDING", EN),
    voice("hv_7a64e3f81b90", "Narrator", ACTIVE, EN),
    voice("hv_51f7c20de3a8", "Erzählerin", ACTIVE, DE),
    voice("hv_b3909e64c7d1", "Announcer", ACTIVE, EN),
    voice("hv_2f8d1a7e5c06", "Guide", ACTIVE, EN),
    voice("hv_9c4be07a31f5", "Trainer", ACTIVE, EN),
    voice("hv_e61750cfa2d8", "Moderatorin", ACTIVE, DE),
    voice("hv_38ad94f2b0c7", "Narratrice", ACTIVE, Some("fr")),
    voice("hv_c5720e8fd1b4", "Locutor", ACTIVE, Some("es")),
    voice("hv_14f6b9d0a3e7", "Narratore", ACTIVE, Some("it")),
    voice("hv_80e3c5a79f21", "Speaks anything", ACTIVE, None),
    voice("hv_fa217d60b8c3", "Too noisy", "FAILED", None),
];

impl OwnVoice {
    pub(in crate::heygen) fn with_id(id: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.id == id)
    }

    pub(in crate::heygen) fn is_active(&self) -> bool {
        self.status == ACTIVE
    }

    fn json(&self) -> Value {
        json!({
            "voice_id": self.id, "name": self.name, "status": self.status, "language": self.language,
        })
    }
}

pub(in crate::heygen) async fn own_voices(
    State(world): State<Arc<World>>,
    Query(query): Query<paging::Query>,
) -> Result<Json<Value>> {
    world.reads.count(Vendor::Heygen, "/v3/models/audio/voices");
    let entries: Vec<Value> = VOICES.iter().map(OwnVoice::json).collect();
    super::page(entries, &query, PAGING)
}

/// `GET /v3/models/audio/voices/{id}`.
pub(in crate::heygen) async fn own_voice(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>> {
    world.reads.count(Vendor::Heygen, "/v3/models/audio/voices/{id}");
    if id == super::FOREIGN_VOICE {
        return Err(ApiError::NotYours.into());
    }
    let voice = OwnVoice::with_id(&id).ok_or(ApiError::NoVoice(id))?;
    Ok(Json(json!({ "data": voice.json() })))
}
