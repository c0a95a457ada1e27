//! Reads answers of `generateContent`, whatever they hold. Fields are read in both spellings, and nulls are passed over.

use bytes::Bytes;
use serde_json::Value;

use crate::encode::decoded;
use crate::lenient::{field, flag, items};
use crate::moderation::is_moderation;

/// Parts of the reasons to finish that are refusals: `IMAGE_PROHIBITED_CONTENT`. The list of reasons is long and grows.
const REFUSALS: [&str; 7] =
    ["SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED", "SPII", "ESCALATION", "POLICY"];

pub(super) fn candidates(body: &Value) -> impl Iterator<Item = &Value> {
    items(Some(body)).flat_map(|body| items(field(body, "candidates")))
}

/// In capitals, as the vendor writes it.
pub(super) fn finish_reason(candidate: &Value) -> String {
    field(candidate, "finishReason").and_then(Value::as_str).unwrap_or_default().to_ascii_uppercase()
}

/// Whether moderation refused the prompt or a candidate.
pub(super) fn is_refused(body: &Value) -> bool {
    items(Some(body)).any(is_blocked) || candidates(body).any(is_refused_candidate)
}

/// Any reason means that the prompt was refused.
fn is_blocked(body: &Value) -> bool {
    field(body, "promptFeedback").and_then(|feedback| field(feedback, "blockReason")).is_some()
}

pub(super) fn is_refused_candidate(candidate: &Value) -> bool {
    let reason = finish_reason(candidate);
    let message = field(candidate, "finishMessage").and_then(Value::as_str).unwrap_or_default();
    REFUSALS.iter().any(|part| reason.contains(part)) || is_moderation(message)
}

/// The files of a candidate that are no drafts.
pub(super) fn inline(candidate: &Value) -> impl Iterator<Item = &Value> {
    let parts = items(field(candidate, "content")).flat_map(|content| items(field(content, "parts")));
    let made = parts.filter(|part| field(part, "thought").and_then(flag) != Some(true));
    made.flat_map(|part| items(field(part, "inlineData")))
}

pub(super) fn bytes(inline: &Value) -> Option<Bytes> {
    decoded(field(inline, "data")?.as_str()?)
}
