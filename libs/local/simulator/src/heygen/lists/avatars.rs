//! `GET /v3/avatars`, the characters, and `GET /v3/avatars/looks`, which are what a video names.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde_json::{Value, json};

use super::cast::{GROUPS, Group, LOOKS, Look};
use super::page::{self, Limit};
use crate::heygen::errors::ApiError;
use crate::heygen::previews;
use crate::picture::Size;
use crate::world::World;

const LIMIT: Limit = Limit { default: 20, most: 50 };
const CREATED_AT: i64 = 1_760_000_000;

pub(in crate::heygen) async fn avatars(
    State(world): State<Arc<World>>,
    Query(query): Query<page::Query>,
) -> Result<Json<Value>, ApiError> {
    let ownership = page::choice(&query, "ownership", &["public", "private"])?;
    let wanted = GROUPS.iter().filter(|group| ownership.is_none_or(|wanted| group.ownership == wanted));
    let entries: Vec<Value> = wanted.map(|one| group(&world, one)).collect();
    page::page(&entries, &query, LIMIT)
}

pub(in crate::heygen) async fn looks(
    State(world): State<Arc<World>>,
    Query(query): Query<page::Query>,
) -> Result<Json<Value>, ApiError> {
    let ownership = page::choice(&query, "ownership", &["public", "private"])?;
    let kind = page::choice(&query, "avatar_type", &["studio_avatar", "digital_twin", "photo_avatar"])?;
    let of_group = query.get("group_id");
    let wanted = LOOKS.iter().filter(|look| {
        of_group.is_none_or(|id| look.group == id)
            && kind.is_none_or(|kind| look.kind.name() == kind)
            && ownership.is_none_or(|wanted| look.group().is_some_and(|group| group.ownership == wanted))
    });
    let entries: Vec<Value> = wanted.map(|one| look(&world, one)).collect();
    page::page(&entries, &query, LIMIT)
}

fn group(world: &World, group: &Group) -> Value {
    let first = group.looks().next();
    json!({
        "id": group.id, "name": group.name, "gender": group.gender, "created_at": CREATED_AT,
        "looks_count": group.looks().count(), "default_voice_id": first.and_then(|look| look.voice),
        "preview_image_url": first.map(|look| previews::look_url(world, look)),
        "preview_video_url": null, "consent_status": null,
    })
}

fn look(world: &World, look: &Look) -> Value {
    let engines: Vec<&str> = look.kind.engines().iter().map(|engine| engine.name()).collect();
    let Size { width, height } = look.size;
    let orientation = match width.cmp(&height) {
        std::cmp::Ordering::Less => "portrait",
        std::cmp::Ordering::Equal => "square",
        std::cmp::Ordering::Greater => "landscape",
    };
    json!({
        "id": look.id, "name": look.name, "group_id": look.group, "avatar_type": look.kind.name(),
        "gender": look.group().map(|group| group.gender), "default_voice_id": look.voice,
        "preview_image_url": previews::look_url(world, look), "preview_video_url": null,
        "preferred_orientation": orientation, "image_width": width, "image_height": height,
        "supported_api_engines": engines, "status": "completed", "tags": [],
    })
}
