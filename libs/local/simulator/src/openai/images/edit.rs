//! `POST /v1/images/edits`: the pictures are looked at, the first one is kept and shown in the result.

use std::sync::Arc;

use axum::extract::{Multipart, State};
use axum::response::Response;

use super::form::{Form, Part};
use super::{draw, inputs};
use crate::fields::{Why, Wrong};
use crate::openai::errors::ApiError;
use crate::workshop::KeptPicture;
use crate::world::World;

const MOST_PICTURES: usize = 16;
const LARGEST_PICTURE: usize = 50 * 1024 * 1024;
const LARGEST_MASK: usize = 4 * 1024 * 1024;
const PICTURE_TYPES: [&str; 3] = ["image/jpeg", "image/png", "image/webp"];

pub(in crate::openai) async fn edit(
    State(world): State<Arc<World>>,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response, ApiError> {
    let form = Form::read(form.map_err(|_| ApiError::Malformed)?).await?;
    let asked = inputs::read(&form.fields, inputs::EDIT)?;
    if form.pictures.is_empty() {
        return Err(wrong("image", Why::Missing));
    }
    if form.pictures.len() > MOST_PICTURES {
        return Err(wrong("image", Why::Long { given: form.pictures.len(), most: MOST_PICTURES }));
    }
    let mut kept = Vec::new();
    for part in &form.pictures {
        kept.push(picture(&world, part, "image", LARGEST_PICTURE).await?);
    }
    let first = kept.into_iter().next();
    if let Some(mask) = &form.mask {
        check_mask(&world, mask, first.as_ref()).await?;
    }
    draw::draw(&world, asked, first.map(|picture| picture.kept)).await
}

async fn picture(world: &World, part: &Part, name: &str, most: usize) -> Result<KeptPicture, ApiError> {
    if part.bytes.len() >= most {
        return Err(other(name, format!("Invalid file '{name}': it must be smaller than {most} bytes.")));
    }
    if !PICTURE_TYPES.contains(&part.media_type.as_str()) {
        let sentence = format!(
            "Invalid file '{name}': unsupported mimetype ('{}'). Supported file formats are 'image/jpeg', \
             'image/png', and 'image/webp'.",
            part.media_type
        );
        return Err(other(name, sentence));
    }
    let kept = world.workshop.keep_picture(part.bytes.clone()).await?;
    kept.ok_or_else(|| other(name, "Invalid image file or mode, please check your image file."))
}

/// An alpha channel is asked for too, which is not looked at.
async fn check_mask(world: &World, mask: &Part, first: Option<&KeptPicture>) -> Result<(), ApiError> {
    if mask.media_type != "image/png" {
        return Err(other("mask", "Invalid file 'mask': the mask must be a PNG file."));
    }
    let mask = picture(world, mask, "mask", LARGEST_MASK).await?;
    if first.is_none_or(|first| first.size != mask.size) {
        return Err(other("mask", "The mask and the image must have the same size."));
    }
    Ok(())
}

fn wrong(field: &str, why: Why) -> ApiError {
    ApiError::Wrong(Wrong { field: field.to_owned(), why })
}

fn other(field: &str, sentence: impl Into<String>) -> ApiError {
    wrong(field, Why::Other(sentence.into()))
}
