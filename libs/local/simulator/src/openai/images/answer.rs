//! The answer to a picture: one JSON body, or a stream of events. Always base64, never a URL.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Serialize;
use serde_json::{Value, json};

use super::inputs::Asked;
use crate::picture::Size;

pub(super) struct Made {
    pub(super) pictures: Vec<Bytes>,
    /// Rather than generated.
    pub(super) edited: bool,
    pub(super) at_ms: i64,
}

pub(super) fn answer(asked: &Asked, made: &Made) -> Response {
    if asked.stream { events(asked, made) } else { whole(asked, made) }
}

fn whole(asked: &Asked, made: &Made) -> Response {
    let data = made.pictures.iter().map(|picture| json!({ "b64_json": STANDARD.encode(picture) })).collect();
    let created = made.at_ms.div_euclid(1000);
    Json(Whole { created, data, common: Common::of(asked), usage: usage(asked, made) }).into_response()
}

/// One `completed` event per picture; partial pictures are never sent, which `partial_images` allows.
fn events(asked: &Asked, made: &Made) -> Response {
    let kind = if made.edited { "image_edit.completed" } else { "image_generation.completed" };
    let events = made.pictures.iter().filter_map(|picture| {
        let completed = Completed {
            kind,
            b64_json: STANDARD.encode(picture),
            created_at: made.at_ms.div_euclid(1000),
            common: Common::of(asked),
            usage: usage(asked, made),
        };
        Some(format!("event: {kind}\ndata: {}\n\n", serde_json::to_string(&completed).ok()?))
    });
    ([("content-type", "text/event-stream; charset=utf-8")], events.collect::<String>()).into_response()
}

#[derive(Serialize)]
struct Whole<'a> {
    created: i64,
    data: Vec<Value>,
    #[serde(flatten)]
    common: Common<'a>,
    usage: Value,
}

#[derive(Serialize)]
struct Completed<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    b64_json: String,
    created_at: i64,
    #[serde(flatten)]
    common: Common<'a>,
    usage: Value,
}

/// What was made of the choices that were left to the vendor.
#[derive(Serialize)]
struct Common<'a> {
    size: String,
    quality: &'a str,
    background: &'static str,
    output_format: &'static str,
}

impl<'a> Common<'a> {
    fn of(asked: &'a Asked) -> Self {
        let Size { width, height } = asked.size;
        Self {
            size: format!("{width}x{height}"),
            quality: if asked.quality == "auto" { "medium" } else { &asked.quality },
            background: if asked.background == "transparent" { "transparent" } else { "opaque" },
            output_format: asked.format.extension(),
        }
    }
}

/// Plausible, not exact: four letters a token, and a token per 1,000 pixels of a picture.
fn usage(asked: &Asked, made: &Made) -> Value {
    let text = asked.prompt.chars().count().div_ceil(4);
    let image = if made.edited { 1000 } else { 0 };
    let pixels = u64::from(asked.size.width).saturating_mul(u64::from(asked.size.height));
    let count = u64::try_from(made.pictures.len()).unwrap_or(0);
    let output = pixels.div_ceil(1000).saturating_mul(count);
    let input = u64::try_from(text).unwrap_or(0).saturating_add(image);
    json!({
        "input_tokens": input,
        "input_tokens_details": { "text_tokens": text, "image_tokens": image },
        "output_tokens": output,
        "total_tokens": input.saturating_add(output),
    })
}
