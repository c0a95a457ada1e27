//! The voices that exist, the vendor's premade ones, and `GET /v2/voices`.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde_json::{Map, Value, json};

use super::errors::ApiError;
use super::models;
use crate::fields::{Fields, Why, Wrong};
use crate::vendor::Vendor;
use crate::world::World;

const PAGE: usize = 10;
const LARGEST_PAGE: usize = 100;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Voice {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    gender: &'static str,
    accent: &'static str,
    age: &'static str,
    use_case: &'static str,
    description: &'static str,
}

const fn voice(
    id: &'static str,
    name: &'static str,
    [gender, accent, age]: [&'static str; 3],
    use_case: &'static str,
    description: &'static str,
) -> Voice {
    Voice { id, name, gender, accent, age, use_case, description }
}

const NARRATION: &str = "narration";
const SOCIAL: &str = "social_media";
const TALK: &str = "conversational";

/// Ids and names are from memory; that each of them still exists is unverified.
static VOICES: [Voice; 14] = [
    voice(
        "21m00Tcm4TlvDq8ikWAM",
        "Rachel",
        ["female", "american", "young"],
        NARRATION,
        "Calm and matter-of-fact",
    ),
    voice("EXAVITQu4vr4xnSDxMaL", "Sarah", ["female", "american", "young"], TALK, "Confident and warm"),
    voice("FGY2WhTYpPnrIDTdsKH5", "Laura", ["female", "american", "young"], SOCIAL, "Sunny and quirky"),
    voice("XB0fDUnXU5powFXDhCwa", "Charlotte", ["female", "swedish", "young"], TALK, "Sensual and raspy"),
    voice(
        "Xb7hH8MSUJpSbSDYk0k2",
        "Alice",
        ["female", "british", "middle_aged"],
        NARRATION,
        "Clear and engaging",
    ),
    voice(
        "XrExE9yKIg1WjnnlVkGX",
        "Matilda",
        ["female", "american", "middle_aged"],
        NARRATION,
        "Professional alto",
    ),
    voice(
        "pFZP5JQG7iQjIQuC4Bku",
        "Lily",
        ["female", "british", "middle_aged"],
        NARRATION,
        "Velvety and warm",
    ),
    voice(
        "IKne3meq5aSn9XLyUdCD",
        "Charlie",
        ["male", "australian", "young"],
        TALK,
        "Confident and energetic",
    ),
    voice(
        "JBFqnCBsd6RMkjVDRZzb",
        "George",
        ["male", "british", "middle_aged"],
        NARRATION,
        "Warm and captivating",
    ),
    voice(
        "N2lVS1w4EtoT3dr4eOWO",
        "Callum",
        ["male", "american", "middle_aged"],
        "characters",
        "Husky trickster",
    ),
    voice("TX3LPaxmHKxFdv7VOQHJ", "Liam", ["male", "american", "young"], SOCIAL, "Energetic and confident"),
    voice("bIHbv24MWmeRgasZH58o", "Will", ["male", "american", "young"], TALK, "Relaxed and optimistic"),
    voice(
        "nPczCjzI2devNBz1zQrb",
        "Brian",
        ["male", "american", "middle_aged"],
        NARRATION,
        "Deep and resonant",
    ),
    voice("onwK4e9ZLuTAKqWW03F9", "Daniel", ["male", "british", "middle_aged"], "news", "Steady broadcaster"),
];

impl Voice {
    pub(crate) fn with_id(id: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.id == id)
    }

    /// By its name or its id.
    pub(crate) fn called(name: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.name == name || voice.id == name)
    }

    /// In name, description, labels or category, in any case.
    fn has(&self, words: &str) -> bool {
        let Self { name, gender, accent, age, use_case, description, .. } = self;
        let text = format!("{name} {description} {gender} {accent} {age} {use_case} en premade");
        text.to_lowercase().contains(&words.to_lowercase())
    }

    fn json(&self, world: &World) -> Value {
        let labels = json!({
            "accent": self.accent, "age": self.age, "gender": self.gender, "language": "en",
            "use_case": self.use_case, "descriptive": self.description,
        });
        let verified = ["en", "de", "es", "fr"].map(|language| {
            json!({
                "language": language, "model_id": models::DEFAULT, "accent": null, "locale": null,
                "preview_url": null,
            })
        });
        let preview = format!("{}/previews/{}.mp3", world.base_url(Vendor::Elevenlabs), self.id);
        json!({
            "voice_id": self.id, "name": self.name, "samples": null, "category": "premade", "labels": labels,
            "description": self.description, "preview_url": preview, "available_for_tiers": [],
            "settings": null, "sharing": null, "high_quality_base_model_ids": [models::DEFAULT],
            "verified_languages": verified, "safety_control": null, "permission_on_resource": null,
            "is_owner": false, "is_legacy": false, "is_mixed": false, "created_at_unix": null,
        })
    }
}

pub(super) async fn list(
    State(world): State<Arc<World>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Json<Value>, ApiError> {
    let size = page_size(&query).map_err(ApiError::in_query)?;
    let first = first(&query).map_err(ApiError::in_query)?;
    let words = query.get("search").map(String::as_str).unwrap_or_default();
    let found: Vec<&Voice> = VOICES.iter().filter(|voice| voice.has(words)).collect();
    let page: Vec<Value> = found.iter().skip(first).take(size).map(|voice| voice.json(&world)).collect();
    let next = first.saturating_add(size);
    let has_more = next < found.len();
    Ok(Json(json!({
        "voices": page, "has_more": has_more, "total_count": found.len(),
        "next_page_token": has_more.then(|| format!("after-{next}")),
    })))
}

fn page_size(query: &BTreeMap<String, String>) -> Result<usize, Wrong> {
    let Some(given) = query.get("page_size") else { return Ok(PAGE) };
    // What is no number stays text, and is refused as such.
    let value = given.parse::<i64>().map_or(Value::from(given.as_str()), Value::from);
    let query = Value::Object(Map::from_iter([("page_size".to_owned(), value)]));
    let most = i64::try_from(LARGEST_PAGE).unwrap_or(i64::MAX);
    let size = Fields::of(&query)?.integer_within("page_size", 1..=most)?;
    Ok(size.and_then(|size| usize::try_from(size).ok()).unwrap_or(PAGE))
}

fn first(query: &BTreeMap<String, String>) -> Result<usize, Wrong> {
    let Some(token) = query.get("next_page_token").filter(|token| !token.is_empty()) else { return Ok(0) };
    let place = token.strip_prefix("after-").and_then(|place| place.parse().ok());
    let why = Why::Other("is no token of ours".to_owned());
    place.ok_or_else(|| Wrong { field: "next_page_token".to_owned(), why })
}
