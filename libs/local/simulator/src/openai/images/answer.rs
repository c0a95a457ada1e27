//! The answer to a picture: one JSON body, or a stream of events. Always base64, never a URL.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde_json::{Value, json};

use super::inputs::Asked;
use crate::json::merged;
use crate::picture::Size;

pub(super) fn answer(asked: &Asked, pictures: &[Bytes], edited: bool, at_ms: i64) -> Response {
    let files: Vec<_> = pictures.iter().map(|picture| STANDARD.encode(picture)).collect();
    let created = at_ms.div_euclid(1000);
    let usage = usage(asked, edited, files.len());
    if !asked.stream {
        let data: Vec<_> = files.iter().map(|file| json!({ "b64_json": file })).collect();
        let body = json!({ "created": created, "data": data, "usage": usage });
        return Json(described(asked, body)).into_response();
    }
    // One `completed` event per picture; partial ones are never sent, which the API allows.
    let kind = if edited { "image_edit.completed" } else { "image_generation.completed" };
    let events = files.iter().map(|file| {
        let event = json!({ "type": kind, "b64_json": file, "created_at": created, "usage": usage });
        format!("event: {kind}\ndata: {}\n\n", described(asked, event))
    });
    ([("content-type", "text/event-stream; charset=utf-8")], events.collect::<String>()).into_response()
}

/// With what became of the choices that were left to the vendor.
fn described(asked: &Asked, body: Value) -> Value {
    let Size { width, height } = asked.size;
    let quality = if asked.quality == "auto" { "medium" } else { &asked.quality };
    let choices = json!({
        "size": format!("{width}x{height}"), "quality": quality, "background": "opaque",
        "output_format": asked.format.extension(),
    });
    merged(body, choices)
}

/// Plausible, not exact: four letters a token, and a token per 1,000 pixels of a picture.
fn usage(asked: &Asked, edited: bool, count: usize) -> Value {
    let text = asked.prompt.chars().count().div_ceil(4);
    let image = if edited { 1000 } else { 0 };
    let pixels = u64::from(asked.size.width).saturating_mul(u64::from(asked.size.height));
    let output = pixels.div_ceil(1000).saturating_mul(u64::try_from(count).unwrap_or(0));
    let input = u64::try_from(text).unwrap_or(0).saturating_add(image);
    json!({
        "input_tokens": input,
        "input_tokens_details": { "text_tokens": text, "image_tokens": image },
        "output_tokens": output,
        "total_tokens": input.saturating_add(output),
    })
}
