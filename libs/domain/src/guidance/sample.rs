//! What the samples of requests name. Whoever sends one puts something of their own in its place.

use serde_json::Value;

pub(super) const PICTURE: &str = "https://example.com/picture.png";
pub(super) const OTHER_PICTURE: &str = "https://example.com/other.png";
pub(super) const RECORDING: &str = "https://example.com/speech.mp3";
pub(super) const CLIP: &str = "https://example.com/clip.mp4";
pub(super) const AVATAR: &str = "an_avatar_id";
pub(super) const VOICE: &str = "a_voice_id";
pub(super) const PROMPT: &str = "a red bicycle";
/// A hundred characters.
pub(super) const TEXT: &str =
    "Good morning. From today on, every parcel is at your door by noon. Order before midnight. Thank you.";

/// A body with the fields of another one added.
pub(super) fn with(mut body: Value, more: Value) -> Value {
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    body
}
