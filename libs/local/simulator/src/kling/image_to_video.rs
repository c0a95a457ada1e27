//! `POST /image-to-video/{model}`: the clip is as wide and high as its first frame makes it.

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
use super::{contents, options, pictures, settings};
use crate::fields::Fields;
use crate::world::World;

pub(super) async fn submit(
    _: NewStandard,
    State(world): State<Arc<World>>,
    Path(model): Path<String>,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, ApiError> {
    let model = Model::named(&model).filter(|model| model.contents.is_some());
    let model = model.ok_or(ApiError::NoResource)?;
    let body: Value = serde_json::from_slice(&body?).map_err(ApiError::Malformed)?;
    let fields = Fields::of(&body)?;
    if fields.get("prompt").is_some() {
        return Err(fields.other("prompt", "is not a parameter of image-to-video, contents is").into());
    }
    let settings = settings::read(&fields, model)?;
    if settings.aspect_ratio.is_some() {
        let sentence = "is not a parameter of image-to-video";
        return Err(fields.other("settings.aspect_ratio", sentence).into());
    }
    let options = fields.object("options")?.as_ref().map(options::read).transpose()?.unwrap_or_default();
    let contents = contents::read(&world, &fields, model, settings.resolution).await?;
    let size = pictures::scaled(contents.first_frame.size, settings.resolution.short_side());
    let (prompt, start_frame) = (contents.prompt.as_str(), Some(contents.first_frame.kept));
    create(&world, Asked { model, prompt, settings, size, start_frame, options })
}
