//! `GET /v3/voices`: the voices of avatars.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use crate::heygen::errors::{ApiError, Result};
use crate::paging::{self, Paging};
use crate::preview;
use crate::vendor::Vendor;
use crate::world::World;

const PAGING: Paging = super::paging(20, 100);

#[derive(Debug, PartialEq, Eq)]
pub(in crate::heygen) struct Voice {
    pub(in crate::heygen) id: &'static str,
    name: &'static str,
    language: &'static str,
    /// A base code.
    code: &'static str,
    gender: &'static str,
}

const fn voice(
    id: &'static str,
    name: &'static str,
    language: &'static str,
    code: &'static str,
    gender: &'static str,
) -> Voice {
    Voice { id, name, language, code, gender }
}

/// Made up in the vendor's style.
static VOICES: [Voice; 12] = [
    voice("8fb979fae61f487297620072ff19e6b5", "Eva Bright", "English", "en", "female"),
    voice("5d8c378ba8c3434586081a52ac368738", "Mark", "English", "en", "male"),
    voice("1bd001e7e50f421d891986aad5158bc8", "Amy Calm", "English", "en", "female"),
    voice("26b2064088674c80b1e5fc5ab1a068ea", "Andrew", "English", "en", "male"),
    voice("d7bbcdd6964c47bdaae26decade4a933", "Christine", "English", "en", "female"),
    voice("6d091fbb994c439eb9d249ba8b0e62da", "Katja", "German", "de", "female"),
    voice("0ebe70d83b2349529e56492c002c9572", "Conrad", "German", "de", "male"),
    voice("71c663964e82485eabca1f4aedd7bfc1", "Denise", "French", "fr", "female"),
    voice("0dc1c8ff6a2a4a2eb0f0d3ae53ef8a2c", "Alvaro", "Spanish", "es", "male"),
    voice("2dc0cd3bce8a4a5b88bb9a9bd0a5b8b7", "Elsa", "Italian", "it", "female"),
    voice("961546a1be64458caa1386ff63dd5d5f", "Keita", "Japanese", "ja", "male"),
    voice("fc2a9ad1c0b14e2c9a2c9a4d7c4a6f10", "Xiaoxiao", "Chinese", "zh", "female"),
];

/// The account's own clone.
static PRIVATE: [Voice; 1] =
    [voice("b7c1d0e94f2a4a5e8d3c6f1a2b3c4d5e", "Our founder", "English", "en", "female")];

impl Voice {
    pub(in crate::heygen) fn with_id(id: &str) -> Option<&'static Self> {
        VOICES.iter().chain(&PRIVATE).find(|voice| voice.id == id)
    }

    /// `wanted` is the language's name (`German`), its base code or a regional code.
    fn is_of_language(&self, wanted: &str) -> bool {
        let base = wanted.split(['-', '_']).next().unwrap_or_default();
        self.language.eq_ignore_ascii_case(wanted) || self.code.eq_ignore_ascii_case(base)
    }

    fn json(&self, world: &World) -> Value {
        json!({
            "voice_id": self.id, "name": self.name, "language": self.language, "gender": self.gender,
            "preview_audio_url": preview::of_voice(world, Vendor::Heygen, self.id),
        })
    }
}

pub(in crate::heygen) async fn voices(
    State(world): State<Arc<World>>,
    Query(query): Query<paging::Query>,
) -> Result<Json<Value>> {
    world.reads.count(Vendor::Heygen, "/v3/voices");
    let language = query.get("language");
    let list = match query.get("type").map(String::as_str) {
        Some("private") => &PRIVATE[..],
        _ => &VOICES[..],
    };
    let wanted = list.iter().filter(|voice| language.is_none_or(|wanted| voice.is_of_language(wanted)));
    let entries: Vec<Value> = wanted.map(|voice| voice.json(&world)).collect();
    super::page(entries, &query, PAGING)
}

/// `GET /v3/voices/{id}`.
pub(in crate::heygen) async fn voice_by_id(
    State(world): State<Arc<World>>,
    Path(id): Path<String>,
) -> Result<Json<Value>> {
    world.reads.count(Vendor::Heygen, "/v3/voices/{id}");
    if id == super::FOREIGN_VOICE {
        return Err(ApiError::NotYours.into());
    }
    let voice = Voice::with_id(&id).ok_or(ApiError::NoVoice(id))?;
    Ok(Json(json!({ "data": voice.json(&world) })))
}
