//! `GET /v3/models/audio/voices`: the account's own voices for native speech. They are not interchangeable
//! with those of avatars.

use axum::Json;
use axum::extract::Query;
use serde_json::{Value, json};

use super::page::{self, Limit};
use crate::heygen::errors::ApiError;

const LIMIT: Limit = Limit { default: 10, most: 100 };

#[derive(Debug, PartialEq, Eq)]
pub(in crate::heygen) struct OwnVoice {
    pub(in crate::heygen) id: &'static str,
    name: &'static str,
    pub(in crate::heygen) mode: Mode,
    status: &'static str,
    /// A base code; none where it was never heard.
    pub(in crate::heygen) language: Option<&'static str>,
    created_at: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::heygen) enum Mode {
    Instant,
    Professional,
}

const fn voice(
    id: &'static str,
    name: &'static str,
    mode: Mode,
    status: &'static str,
    language: Option<&'static str>,
    created_at: i64,
) -> OwnVoice {
    OwnVoice { id, name, mode, status, language, created_at }
}

const ACTIVE: &str = "ACTIVE";
const EN: Option<&str> = Some("en");
const DE: Option<&str> = Some("de");

/// Newest first.
static VOICES: [OwnVoice; 12] = [
    voice("hv_0d0c51b6a0f2", "Being trained", Mode::Professional, "PENDING", EN, 1_794_900_000),
    voice("hv_7a64e3f81b90", "Narrator", Mode::Professional, ACTIVE, EN, 1_790_000_000),
    voice("hv_51f7c20de3a8", "Erzählerin", Mode::Professional, ACTIVE, DE, 1_789_000_000),
    voice("hv_b3909e64c7d1", "Announcer", Mode::Instant, ACTIVE, EN, 1_788_000_000),
    voice("hv_2f8d1a7e5c06", "Guide", Mode::Instant, ACTIVE, EN, 1_787_000_000),
    voice("hv_9c4be07a31f5", "Trainer", Mode::Instant, ACTIVE, EN, 1_786_000_000),
    voice("hv_e61750cfa2d8", "Moderatorin", Mode::Instant, ACTIVE, DE, 1_785_000_000),
    voice("hv_38ad94f2b0c7", "Narratrice", Mode::Instant, ACTIVE, Some("fr"), 1_784_000_000),
    voice("hv_c5720e8fd1b4", "Locutor", Mode::Instant, ACTIVE, Some("es"), 1_783_000_000),
    voice("hv_14f6b9d0a3e7", "Narratore", Mode::Instant, ACTIVE, Some("it"), 1_782_000_000),
    voice("hv_80e3c5a79f21", "Speaks anything", Mode::Instant, ACTIVE, None, 1_781_000_000),
    voice("hv_fa217d60b8c3", "Too noisy", Mode::Instant, "FAILED", None, 1_780_000_000),
];

impl OwnVoice {
    pub(in crate::heygen) fn with_id(id: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.id == id)
    }

    pub(in crate::heygen) fn is_active(&self) -> bool {
        self.status == ACTIVE
    }

    fn json(&self) -> Value {
        let mode = match self.mode {
            Mode::Instant => "instant",
            Mode::Professional => "professional",
        };
        let failure = (self.status == "FAILED").then_some("INVALID_AUDIO");
        json!({
            "voice_id": self.id, "name": self.name, "mode": mode, "status": self.status,
            "language": self.language, "created_at": self.created_at, "failure_reason": failure,
        })
    }
}

pub(in crate::heygen) async fn own_voices(Query(query): Query<page::Query>) -> Result<Json<Value>, ApiError> {
    let entries: Vec<Value> = VOICES.iter().map(OwnVoice::json).collect();
    page::page(&entries, &query, LIMIT)
}
