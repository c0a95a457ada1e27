//! What can be picked: the looks of avatars, the voices of avatars, and the account's own voices for speech.

mod looks;
mod own_voices;
mod voices;

use axum::Json;
use serde_json::{Value, json};

pub(super) use self::looks::{Look, look_by_id, looks};
pub(super) use self::own_voices::{OwnVoice, own_voice, own_voices};
pub(super) use self::voices::{Voice, voice_by_id, voices};
use super::errors::Result;
use crate::paging::{Paging, Query};

/// The ids of an avatar and of a voice that belong to another account. No list has them.
pub(super) const FOREIGN_AVATAR: &str = "someone_elses_avatar";
pub(super) const FOREIGN_VOICE: &str = "someone_elses_voice";

const fn paging(default: usize, most: i64) -> Paging {
    Paging { length: "limit", token: "token", default, most }
}

fn page(entries: Vec<Value>, query: &Query, paging: Paging) -> Result<Json<Value>> {
    let (page, next) = paging.page(entries, query)?;
    Ok(Json(json!({ "data": page, "has_more": next.is_some(), "next_token": next })))
}
