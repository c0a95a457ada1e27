//! `GET /previews/{voice_id}.mp3`: a voice says its name. Needs no key.

use std::sync::Arc;

use axum::extract::{Path, State};

use super::errors::ApiError;
use super::voices::Voice;
use crate::workshop::{Encoding, File, Recipe, Sound, Speech};
use crate::world::World;

pub(super) async fn read(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
) -> Result<File, ApiError> {
    let voice = file.strip_suffix(".mp3").and_then(Voice::with_id).ok_or(ApiError::NotFound)?;
    let text = format!("Hello, my name is {}.", voice.name);
    let speech = Speech { text, voice: voice.id.to_owned(), speed: 1.0, rate: 44_100 };
    Ok(world.workshop.make(Recipe::Sound(Sound { speech, encoding: Encoding::Mp3 { kbps: 128 } })).await?)
}
