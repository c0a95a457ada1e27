//! `POST /text-to-video/{model}` and `POST /image-to-video/{model}`: a clip of words, or one that begins with a
//! picture and has its shape.

use std::sync::Arc;

use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;

use super::answers::{self, envelope};
use super::errors::{ApiError, Result, json};
use super::models::{Model, Settings};
use super::pictures;
use super::task::{Clip, Task};
use crate::accept::Order;
use crate::fields::{Fields, Wrong};
use crate::picture::Size;
use crate::sim_words::{Ending, SimWords};
use crate::usage::ExternalId;
use crate::vendor::Vendor;
use crate::workshop::{Kept, KeptPicture};
use crate::world::World;

/// Tasks that may be unfinished at a time. Kling's number depends on the resource pack.
pub(super) const MOST_ACTIVE: usize = 20;
/// Of a first frame.
const MOST_BYTES: usize = 50 * 1024 * 1024;

pub(super) async fn of_text(
    State(world): State<Arc<World>>,
    Path(model): Path<String>,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let model = Model::find(&model).ok_or(ApiError::NoResource)?;
    let body = json(body)?;
    let fields = Fields::new(&body)?;
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, model.longest_prompt)?)?;
    refuse_field(&fields, "contents")?;
    let settings = model.settings(&fields)?;
    let size = size(settings.aspect_ratio, settings.short_side);
    create(&world, &fields, model, prompt, settings, size, None)
}

pub(super) async fn of_picture(
    State(world): State<Arc<World>>,
    Path(model): Path<String>,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let model = Model::find(&model).ok_or(ApiError::NoResource)?;
    let body = json(body)?;
    let fields = Fields::new(&body)?;
    refuse_field(&fields, "prompt")?;
    let settings = model.settings(&fields)?;
    if settings.aspect_ratio.is_some() {
        let sentence = "is not a parameter of image-to-video";
        return Err(fields.other("settings.aspect_ratio", sentence).into());
    }
    let (prompt, frame) = contents(&world, &fields, model).await?;
    let size = pictures::scaled(frame.size, settings.short_side);
    create(&world, &fields, model, prompt, settings, size, Some(frame.kept))
}

/// A parameter of the other endpoint.
fn refuse_field(fields: &Fields<'_>, name: &str) -> std::result::Result<(), Wrong> {
    match fields.get(name) {
        Some(_) => Err(fields.other(name, "is a parameter of the other endpoint")),
        None => Ok(()),
    }
}

/// One prompt and one first frame.
async fn contents<'a>(world: &World, body: &Fields<'a>, model: &Model) -> Result<(&'a str, KeptPicture)> {
    body.need("contents", body.list_within("contents", 1, 2)?)?;
    let (mut prompt, mut frame) = (None, None);
    for entry in body.objects("contents")? {
        let kind = entry.need("type", entry.choice("type", &["prompt", "first_frame"])?)?;
        if kind == "prompt" {
            prompt = Some(entry.need("text", entry.text_within("text", 1, model.longest_prompt)?)?);
        } else {
            let source = entry.need("url", entry.text("url")?)?;
            let field = entry.other("url", "").field;
            frame = Some(pictures::picture(world, &field, source, MOST_BYTES).await?);
        }
    }
    let missing = || body.other("contents", "needs a prompt and a first_frame");
    Ok((prompt.ok_or_else(missing)?, frame.ok_or_else(missing)?))
}

fn size(aspect_ratio: Option<&str>, short: u32) -> Size {
    let long = short.saturating_mul(16) / 9;
    match aspect_ratio {
        Some("9:16") => Size { width: short, height: long },
        Some("1:1") => Size { width: short, height: short },
        _ => Size { width: long, height: short },
    }
}

fn create(
    world: &World,
    fields: &Fields<'_>,
    model: &Model,
    prompt: &str,
    settings: Settings<'_>,
    size: Size,
    start_frame: Option<Kept>,
) -> Result<Response> {
    let options = fields.object("options")?;
    let external_id = options.as_ref().map(external_id).transpose()?.flatten();
    refuse_if_moderated(&SimWords::from_prompt(Vendor::Kling, prompt))?;
    let task = Task::Clip(Clip { size, seconds: settings.seconds, start_frame });
    let order = Order::task(Vendor::Kling, model.name, prompt, &task, model.typical);
    let accepted = world.accept(Order { external_id, most_active: Some(MOST_ACTIVE), ..order })?;
    Ok(accepted.answer(envelope(answers::task(&accepted.start, &answers::State::SUBMITTED))))
}

/// In `options` of the new standard, and in the body of the legacy one. It is unique for ever.
pub(super) fn external_id(given: &Fields<'_>) -> std::result::Result<Option<ExternalId>, Wrong> {
    let id = given.text_within("external_task_id", 1, 256)?;
    Ok(id.map(|id| ExternalId { id: id.to_owned(), binds_until_ms: i64::MAX }))
}

/// Kling looks at a prompt before it makes a task of it.
pub(super) fn refuse_if_moderated(words: &SimWords) -> std::result::Result<(), ApiError> {
    if words.ending == Ending::InputModerated { Err(ApiError::Moderated) } else { Ok(()) }
}
