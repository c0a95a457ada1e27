//! `POST /v3/assets`: a file of the client's, to be named in later requests.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::HeaderMap;
use bytes::Bytes;
use serde_json::{Value, json};

use super::errors::ApiError;
use super::idempotency::Key;
use super::made::{Asset, Made};
use crate::accept::{Order, Refused};
use crate::fields::{Why, Wrong};
use crate::usage::Start;
use crate::vendor::Vendor;
use crate::workshop::Kept;
use crate::world::World;

const MOST_BYTES: usize = 32 * 1024 * 1024;
const MODEL: &str = "assets";

pub(super) async fn upload(
    State(world): State<Arc<World>>,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<Value>, ApiError> {
    let key = Key::read(&headers, "assets")?;
    if let Some(first) = key.as_ref().and_then(|key| key.first(&world)) {
        return Ok(answer(&first));
    }
    let form = form.map_err(|rejection| wrong(&rejection.body_text()))?;
    let bytes = file(form).await?;
    let job = format!("asset:{}", Kept::of(&bytes).short());
    let asset = asset(&world, bytes).await?;
    let order = Order::answered_at_once(Vendor::Heygen, MODEL, &job, Made::Asset(asset));
    let external_id = key.map(|key| key.external_id(world.now_ms()));
    match world.accept(Order { units: 0, external_id, ..order }) {
        Ok(accepted) => Ok(answer(&accepted.start)),
        Err(Refused::Known(first)) => Ok(answer(&first)),
        Err(refused) => Err(refused.into()),
    }
}

async fn file(mut form: Multipart) -> Result<Bytes, ApiError> {
    while let Some(part) = form.next_field().await.map_err(|error| wrong(&error.body_text()))? {
        if part.name() == Some("file") {
            let bytes = part.bytes().await.map_err(|error| wrong(&error.body_text()))?;
            return if bytes.len() > MOST_BYTES { Err(ApiError::TooLarge) } else { Ok(bytes) };
        }
    }
    Err(ApiError::Invalid(Wrong { field: "file".to_owned(), why: Why::Missing }))
}

async fn asset(world: &World, bytes: Bytes) -> Result<Asset, ApiError> {
    if let Some(picture) = world.workshop.keep_picture(bytes.clone()).await? {
        return Ok(Asset::Picture(picture));
    }
    let sound = world.workshop.keep_sound(bytes).await?.map(Asset::Sound);
    sound.ok_or_else(|| wrong("is neither a picture nor a sound that can be decoded"))
}

fn answer(start: &Start) -> Json<Value> {
    Json(json!({ "data": { "asset_id": start.task } }))
}

fn wrong(sentence: &str) -> ApiError {
    ApiError::Invalid(Wrong { field: "file".to_owned(), why: Why::Other(sentence.to_owned()) })
}
