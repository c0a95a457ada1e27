//! What the lists show of looks and voices. Needs no key.

use std::sync::Arc;

use axum::extract::{Path, State};

use super::errors::ApiError;
use super::lists::{Look, Voice};
use crate::picture::{Format, Picture};
use crate::vendor::Vendor;
use crate::workshop::{Encoding, File, Recipe, Sound, Speech, Still};
use crate::world::World;

pub(super) fn look_url(world: &World, look: &Look) -> String {
    format!("{}/previews/avatars/{}.jpeg", world.base_url(Vendor::Heygen), look.id)
}

pub(super) fn voice_url(world: &World, voice: &Voice) -> String {
    format!("{}/previews/voices/{}.mp3", world.base_url(Vendor::Heygen), voice.id)
}

pub(super) async fn look(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
) -> Result<File, ApiError> {
    let look = file.strip_suffix(".jpeg").and_then(Look::with_id).ok_or(ApiError::NotFound)?;
    let (prompt, model) = (look.name.to_owned(), look.id.to_owned());
    let picture = Picture { prompt, model, size: look.size, seed: 0 };
    Ok(world.workshop.make(Recipe::Still(Still { picture, inset: None }, Format::Jpeg)).await?)
}

pub(super) async fn voice(
    State(world): State<Arc<World>>,
    Path(file): Path<String>,
) -> Result<File, ApiError> {
    let voice = file.strip_suffix(".mp3").and_then(Voice::with_id).ok_or(ApiError::NotFound)?;
    let text = format!("Hello, my name is {}.", voice.name);
    let speech = Speech { text, voice: voice.id.to_owned(), speed: 1.0, rate: 44_100 };
    Ok(world.workshop.make(Recipe::Sound(Sound { speech, encoding: Encoding::Mp3 { kbps: 128 } })).await?)
}
