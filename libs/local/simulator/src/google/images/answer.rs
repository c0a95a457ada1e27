//! The body of a `generateContent`, always with HTTP 200: moderation shows inside.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::inputs::Asked;
use crate::workshop::File;

pub(super) enum Outcome {
    Drawn(File),
    /// The model talked instead.
    OnlyText,
    /// Neither a picture nor a refusal.
    NoPicture,
    /// The output was refused.
    Unsafe,
    /// The prompt was refused.
    Blocked,
}

pub(super) fn answer(asked: &Asked, model: &str, task: &str, outcome: Outcome) -> Value {
    let usage = usage(asked, matches!(outcome, Outcome::Drawn(_)));
    let (field, value) = match outcome {
        Outcome::Blocked => {
            ("promptFeedback", json!({ "blockReason": "PROHIBITED_CONTENT", "safetyRatings": [] }))
        }
        Outcome::Unsafe => ("candidates", refusal("IMAGE_SAFETY", UNSAFE)),
        Outcome::NoPicture => ("candidates", refusal("IMAGE_OTHER", OTHER)),
        Outcome::OnlyText => ("candidates", stopped(&[json!({ "text": TALK })])),
        Outcome::Drawn(file) => ("candidates", stopped(&parts(asked, &file))),
    };
    json!({
        field: value, "usageMetadata": usage, "modelVersion": model, "responseId": task.replace('-', ""),
    })
}

const TALK: &str = "I can describe such a picture: it would have a subject, a background and some light.";
const UNSAFE: &str = "Unable to show the generated image. The image was filtered out because it violated \
    Google's Generative AI Prohibited Use policy.";
const OTHER: &str = "Unable to show the generated image. The model could not generate the image based on the \
    prompt provided.";

fn parts(asked: &Asked, file: &File) -> Vec<Value> {
    let picture = json!({ "mimeType": file.media_type, "data": STANDARD.encode(&file.bytes) });
    let mut parts = Vec::new();
    if asked.talks {
        parts.push(json!({ "text": "Here is your picture." }));
    }
    parts.push(json!({ "inlineData": picture, "thoughtSignature": "c2ltdWxhdGVk" }));
    parts
}

fn stopped(parts: &[Value]) -> Value {
    json!([{ "content": { "role": "model", "parts": parts }, "finishReason": "STOP", "index": 0 }])
}

fn refusal(reason: &str, message: &str) -> Value {
    json!([{ "content": {}, "finishReason": reason, "finishMessage": message, "index": 0 }])
}

/// Four letters a token; 1290 tokens a picture in and out, as Google says of 2.5 flash.
fn usage(asked: &Asked, drawn: bool) -> Value {
    let text = asked.prompt.chars().count().div_ceil(4);
    let prompt = text.saturating_add(asked.references.saturating_mul(1290));
    let out = if drawn { 1290 } else { 0 };
    json!({
        "promptTokenCount": prompt,
        "candidatesTokenCount": out,
        "totalTokenCount": prompt.saturating_add(out),
        "promptTokensDetails": [{ "modality": "TEXT", "tokenCount": text }],
        "candidatesTokensDetails": [{ "modality": "IMAGE", "tokenCount": out }],
    })
}
