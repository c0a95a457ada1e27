//! `GET /v3/voices`: the voices of avatars, some of which also speak Starfish.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde_json::{Value, json};

use super::page::{self, Limit};
use crate::heygen::errors::ApiError;
use crate::heygen::previews;
use crate::world::World;

const LIMIT: Limit = Limit { default: 20, most: 100 };

#[derive(Debug, PartialEq, Eq)]
pub(in crate::heygen) struct Voice {
    pub(in crate::heygen) id: &'static str,
    pub(in crate::heygen) name: &'static str,
    language: &'static str,
    /// A base code.
    code: &'static str,
    gender: &'static str,
    engines: &'static [&'static str],
    kind: &'static str,
}

const fn voice(
    id: &'static str,
    name: &'static str,
    [language, code]: [&'static str; 2],
    gender: &'static str,
    engines: &'static [&'static str],
) -> Voice {
    Voice { id, name, language, code, gender, engines, kind: "public" }
}

const STARFISH: &[&str] = &["starfish"];
const BOTH: &[&str] = &["starfish", "elevenlabs"];
const ELEVENLABS: &[&str] = &["elevenlabs"];
const FISH: &[&str] = &["fish"];
const ENGLISH: [&str; 2] = ["English", "en"];

/// Made up in the vendor's style.
static VOICES: [Voice; 14] = [
    voice("8fb979fae61f487297620072ff19e6b5", "Eva Bright", ENGLISH, "female", BOTH),
    voice("5d8c378ba8c3434586081a52ac368738", "Mark", ENGLISH, "male", BOTH),
    voice("1bd001e7e50f421d891986aad5158bc8", "Amy Calm", ENGLISH, "female", STARFISH),
    voice("26b2064088674c80b1e5fc5ab1a068ea", "Andrew", ENGLISH, "male", STARFISH),
    voice("d7bbcdd6964c47bdaae26decade4a933", "Christine", ENGLISH, "female", ELEVENLABS),
    voice("73c0b6a2e29d4d38aca41454bf58c955", "Cerise Cheerful", ENGLISH, "female", FISH),
    voice("6d091fbb994c439eb9d249ba8b0e62da", "Katja", ["German", "de"], "female", STARFISH),
    voice("0ebe70d83b2349529e56492c002c9572", "Conrad", ["German", "de"], "male", BOTH),
    voice("71c663964e82485eabca1f4aedd7bfc1", "Denise", ["French", "fr"], "female", STARFISH),
    voice("0dc1c8ff6a2a4a2eb0f0d3ae53ef8a2c", "Alvaro", ["Spanish", "es"], "male", STARFISH),
    voice("2dc0cd3bce8a4a5b88bb9a9bd0a5b8b7", "Elsa", ["Italian", "it"], "female", ELEVENLABS),
    voice("961546a1be64458caa1386ff63dd5d5f", "Keita", ["Japanese", "ja"], "male", STARFISH),
    voice("fc2a9ad1c0b14e2c9a2c9a4d7c4a6f10", "Xiaoxiao", ["Chinese", "zh"], "female", STARFISH),
    Voice {
        id: "b2e0a0f41d3e4c6b9f0a7a5e9d1c2f33",
        name: "Our CEO",
        language: "English",
        code: "en",
        gender: "male",
        engines: STARFISH,
        kind: "private",
    },
];

impl Voice {
    pub(in crate::heygen) fn with_id(id: &str) -> Option<&'static Self> {
        VOICES.iter().find(|voice| voice.id == id)
    }

    pub(in crate::heygen) fn speaks(&self, engine: &str) -> bool {
        self.engines.contains(&engine)
    }

    /// Of a name (`German`), a base code or a regional one.
    fn is_of_language(&self, wanted: &str) -> bool {
        let base = wanted.split(['-', '_']).next().unwrap_or_default();
        self.language.eq_ignore_ascii_case(wanted) || self.code.eq_ignore_ascii_case(base)
    }

    fn json(&self, world: &World) -> Value {
        json!({
            "voice_id": self.id, "name": self.name, "language": self.language, "gender": self.gender,
            "preview_audio_url": previews::voice_url(world, self), "support_pause": true,
            "support_locale": self.code == "en", "type": self.kind,
        })
    }
}

pub(in crate::heygen) async fn voices(
    State(world): State<Arc<World>>,
    Query(query): Query<page::Query>,
) -> Result<Json<Value>, ApiError> {
    let kind = page::choice(&query, "type", &["public", "private"])?;
    let engine = page::choice(&query, "engine", &["starfish", "elevenlabs", "fish"])?;
    let gender = page::choice(&query, "gender", &["male", "female"])?;
    let language = query.get("language");
    let wanted = VOICES.iter().filter(|voice| {
        kind.is_none_or(|kind| voice.kind == kind)
            && engine.is_none_or(|engine| voice.speaks(engine))
            && gender.is_none_or(|gender| voice.gender == gender)
            && language.is_none_or(|language| voice.is_of_language(language))
    });
    let entries: Vec<Value> = wanted.map(|voice| voice.json(&world)).collect();
    page::page(&entries, &query, LIMIT)
}
