//! `POST /text-to-video/{model}`.

use std::sync::Arc;

use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use bytes::Bytes;
use serde_json::Value;

use super::create::{Asked, create};
use super::errors::ApiError;
use super::key::NewStandard;
use super::models::Model;
use super::{options, settings};
use crate::fields::Fields;
use crate::picture::Size;
use crate::world::World;

pub(super) async fn submit(
    _: NewStandard,
    State(world): State<Arc<World>>,
    Path(model): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let model = Model::named(&model).ok_or(ApiError::NoResource)?;
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let fields = Fields::of(&body)?;
    let prompt = fields.need("prompt", fields.text_within("prompt", 1, model.longest_prompt)?)?;
    if fields.get("contents").is_some() {
        return Err(fields.other("contents", "is not a parameter of text-to-video").into());
    }
    let settings = settings::read(&fields, model)?;
    let options = fields.object("options")?.as_ref().map(options::read).transpose()?.unwrap_or_default();
    let size = size(settings.aspect_ratio, settings.resolution.short_side());
    create(&world, Asked { model, prompt, settings, size, start_frame: None, options })
}

fn size(aspect_ratio: Option<&str>, short: u32) -> Size {
    let long = short.saturating_mul(16) / 9;
    match aspect_ratio {
        Some("9:16") => Size { width: short, height: long },
        Some("1:1") => Size { width: short, height: short },
        _ => Size { width: long, height: short },
    }
}
