//! The answer to a call: one JSON body, or a stream of events.

use axum::Json;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::Task;
use super::inputs::Asked;
use crate::byteplus::errors::{OUTPUT_IMAGE, Result};
use crate::byteplus::link;
use crate::json::merged;
use crate::picture::Size;
use crate::sim_words::Ending;
use crate::usage::Start;
use crate::world::World;

pub(super) async fn answer(world: &World, asked: &Asked, start: &Start) -> Result<Response> {
    let mut items = Vec::new();
    for index in 0..asked.task.count {
        items.extend(item(world, asked, start, index).await?);
    }
    Ok(if asked.stream { events(asked, start, &items) } else { whole(asked, start, &items) })
}

/// A picture, or why there is none; nothing at all if the result is to be empty.
async fn item(world: &World, asked: &Asked, start: &Start, index: u32) -> Result<Option<Value>> {
    let (code, message) = OUTPUT_IMAGE;
    if start.ending == Ending::OutputModerated {
        return Ok(Some(json!({ "error": { "code": code, "message": message } })));
    }
    let Some(recipe) = asked.task.picture(start, index).after(start.ending) else { return Ok(None) };
    let Size { width, height } = asked.task.size;
    let size = format!("{width}x{height}");
    Ok(Some(if asked.in_base64 {
        let file = world.workshop.make(recipe).await?;
        json!({ "b64_json": STANDARD.encode(file.bytes), "size": size })
    } else {
        json!({ "url": link(world, start, &Task::file(index)), "size": size })
    }))
}

fn whole(asked: &Asked, start: &Start, items: &[Value]) -> Response {
    let body = merged(stamped(asked, start), json!({ "usage": usage(asked, items), "data": items }));
    // Only if not one picture came out.
    let errors = items.iter().map(|item| item.get("error")).collect::<Option<Vec<_>>>();
    let error = errors.as_ref().and_then(|errors| errors.first());
    let body = error.map_or(body.clone(), |error| merged(body, json!({ "error": error })));
    Json(body).into_response()
}

fn events(asked: &Asked, start: &Start, items: &[Value]) -> Response {
    let mut text = String::new();
    let mut event = |kind: &str, fields: Value| {
        let data = merged(merged(stamped(asked, start), json!({ "type": kind })), fields);
        text.push_str(&["event: ", kind, "\ndata: ", &data.to_string(), "\n\n"].concat());
    };
    for (item, index) in items.iter().zip(0_u32..) {
        let failed = item.get("error").is_some();
        let kind =
            if failed { "image_generation.partial_failed" } else { "image_generation.partial_succeeded" };
        event(kind, merged(item.clone(), json!({ "image_index": index })));
    }
    event("image_generation.completed", json!({ "usage": usage(asked, items) }));
    text.push_str("data: [DONE]\n\n");
    ([("content-type", "text/event-stream")], text).into_response()
}

fn stamped(asked: &Asked, start: &Start) -> Value {
    json!({ "model": asked.model.id, "created": start.at_ms.div_euclid(1000) })
}

/// A token per 256 pixels.
fn usage(asked: &Asked, items: &[Value]) -> Value {
    let made = u64::try_from(items.iter().filter(|item| item.get("error").is_none()).count()).unwrap_or(0);
    let pixels = u64::from(asked.task.size.width).saturating_mul(u64::from(asked.task.size.height));
    let tokens = (pixels / 256).saturating_mul(made);
    json!({
        "generated_images": made, "output_tokens": tokens, "total_tokens": tokens, "input_images": asked.references,
    })
}
