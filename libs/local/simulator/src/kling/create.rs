//! What both endpoints for clips do with a valid request.

use axum::Json;
use axum::response::Response;

use super::errors::ApiError;
use super::models::Model;
use super::options::Options;
use super::settings::Settings;
use super::task::{Clip, State, Task};
use super::tasks;
use super::wire::Envelope;
use crate::accept::Order;
use crate::picture::Size;
use crate::sim_words::{Ending, SimWords};
use crate::vendor::Vendor;
use crate::workshop::Kept;
use crate::world::World;

/// Tasks that may be unfinished at a time. Kling's number depends on the resource pack.
pub(super) const MOST_ACTIVE: usize = 20;

/// A clip as asked for.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) model: &'static Model,
    pub(super) prompt: &'a str,
    pub(super) settings: Settings<'a>,
    pub(super) size: Size,
    pub(super) start_frame: Option<Kept>,
    pub(super) options: Options,
}

pub(super) fn create(world: &World, asked: Asked<'_>) -> Result<Response, ApiError> {
    let Asked { model, prompt, settings, size, start_frame, options } = asked;
    refuse_if_moderated(&SimWords::of(prompt))?;
    let Settings { resolution, seconds, sound, .. } = settings;
    let price = model.price(resolution, sound).saturating_mul(seconds);
    let watermark = options.watermark;
    let task = Task::Clip(Clip { size, resolution, seconds, sound, start_frame, watermark, price });
    let accepted = world.accept(Order {
        external_id: options.external_id,
        most_active: Some(MOST_ACTIVE),
        ..Order::task(Vendor::Kling, model.name, prompt, &task, model.typical)
    })?;
    let state = State::of(&accepted.start, accepted.start.at_ms);
    let created = tasks::created(&accepted.start, state);
    Ok(accepted.answer(Json(Envelope::of(created))))
}

/// Kling looks at a prompt before it makes a task of it.
pub(super) fn refuse_if_moderated(words: &SimWords) -> Result<(), ApiError> {
    if words.ending == Ending::InputModerated { Err(ApiError::Moderated) } else { Ok(()) }
}
