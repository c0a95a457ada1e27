//! The voices that exist, and `GET /v2/voices`: the vendor's default voices until their last day, and two of its voice
//! library, which an account with a plan may use.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use super::errors::{ApiError, Result};
use super::models;
use crate::paging::{self, Paging};
use crate::preview;
use crate::vendor::Vendor;
use crate::world::World;

const PAGING: Paging = Paging { length: "page_size", token: "next_page_token", default: 10, most: 100 };

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Voice {
    pub(crate) id: &'static str,
    name: &'static str,
    gender: &'static str,
    accent: &'static str,
    age: &'static str,
    category: &'static str,
}

/// One of the default voices, which the API calls premade.
const fn voice(
    id: &'static str,
    name: &'static str,
    gender: &'static str,
    accent: &'static str,
    age: &'static str,
) -> Voice {
    Voice { id, name, gender, accent, age, category: "premade" }
}

const fn library(
    id: &'static str,
    name: &'static str,
    gender: &'static str,
    accent: &'static str,
    age: &'static str,
) -> Voice {
    Voice { id, name, gender, accent, age, category: "professional" }
}

/// Ids and names are those that third parties list.
static VOICES: [Voice; 22] = [
    library("21m00Tcm4TlvDq8ikWAM", "Rachel", "female", "american", "young"),
    library("kdmDKE6EkgrWrrykO9Qt", "Alexandra", "female", "american", "young"),
    voice("EXAVITQu4vr4xnSDxMaL", "Sarah", "female", "american", "young"),
    voice("9BWtsMINqrJLrRacOk9x", "Aria", "female", "american", "middle_aged"),
    voice("CwhRBWXzGAHq8TQ4Fs17", "Roger", "male", "american", "middle_aged"),
    voice("FGY2WhTYpPnrIDTdsKH5", "Laura", "female", "american", "young"),
    voice("XB0fDUnXU5powFXDhCwa", "Charlotte", "female", "swedish", "young"),
    voice("Xb7hH8MSUJpSbSDYk0k2", "Alice", "female", "british", "middle_aged"),
    voice("XrExE9yKIg1WjnnlVkGX", "Matilda", "female", "american", "middle_aged"),
    voice("pFZP5JQG7iQjIQuC4Bku", "Lily", "female", "british", "middle_aged"),
    voice("cgSgspJ2msm6clMCkdW9", "Jessica", "female", "american", "young"),
    voice("IKne3meq5aSn9XLyUdCD", "Charlie", "male", "australian", "young"),
    voice("JBFqnCBsd6RMkjVDRZzb", "George", "male", "british", "middle_aged"),
    voice("N2lVS1w4EtoT3dr4eOWO", "Callum", "male", "american", "middle_aged"),
    voice("SAz9YHcvj6GT2YYXdXww", "River", "neutral", "american", "middle_aged"),
    voice("TX3LPaxmHKxFdv7VOQHJ", "Liam", "male", "american", "young"),
    voice("bIHbv24MWmeRgasZH58o", "Will", "male", "american", "young"),
    voice("cjVigY5qzO86Huf0OWal", "Eric", "male", "american", "middle_aged"),
    voice("iP95p4xoKVk53GoZ742B", "Chris", "male", "american", "middle_aged"),
    voice("nPczCjzI2devNBz1zQrb", "Brian", "male", "american", "middle_aged"),
    voice("onwK4e9ZLuTAKqWW03F9", "Daniel", "male", "british", "middle_aged"),
    voice("pqHfZKP75CvOlQylNhV4", "Bill", "male", "american", "old"),
];

impl Voice {
    pub(super) fn with_id(world: &World, id: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.id == id && voice.is_there(world))
    }

    fn is_there(&self, world: &World) -> bool {
        self.category != "premade" || !world.default_voices_have_ended()
    }

    /// The voice with this name or this id.
    pub(crate) fn called(name: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.name == name || voice.id == name)
    }

    /// Whether the words are in its name, its labels or its category, in any case.
    fn has(&self, words: &str) -> bool {
        let Self { name, gender, accent, age, category, .. } = self;
        format!("{name} {gender} {accent} {age} en {category}").to_lowercase().contains(&words.to_lowercase())
    }

    fn json(&self, world: &World) -> Value {
        let verified = ["en", "de", "es", "fr"]
            .map(|language| json!({ "language": language, "model_id": models::DEFAULT }));
        json!({
            "voice_id": self.id, "name": self.name, "category": self.category, "verified_languages": verified,
            "labels": { "accent": self.accent, "age": self.age, "gender": self.gender, "language": "en" },
            "preview_url": preview::of_voice(world, Vendor::Elevenlabs, self.id),
        })
    }
}

pub(super) async fn list(
    State(world): State<Arc<World>>,
    Query(query): Query<paging::Query>,
) -> Result<Json<Value>> {
    world.reads.count(Vendor::Elevenlabs, "/v2/voices");
    let words = query.get("search").map(String::as_str).unwrap_or_default();
    let found: Vec<Value> =
        there(&world).filter(|voice| voice.has(words)).map(|voice| voice.json(&world)).collect();
    let count = found.len();
    let (voices, next) = PAGING.page(found, &query).map_err(ApiError::in_query)?;
    Ok(Json(json!({
        "voices": voices, "has_more": next.is_some(), "total_count": count, "next_page_token": next,
    })))
}

fn there(world: &World) -> impl Iterator<Item = &'static Voice> {
    VOICES.iter().filter(|voice| voice.is_there(world))
}

/// `GET /v1/voices/{voice_id}`.
pub(super) async fn single(State(world): State<Arc<World>>, Path(id): Path<String>) -> Result<Json<Value>> {
    world.reads.count(Vendor::Elevenlabs, "/v1/voices/{voice_id}");
    let voice = Voice::with_id(&world, &id).ok_or(ApiError::NoVoice(id))?;
    Ok(Json(voice.json(&world)))
}
