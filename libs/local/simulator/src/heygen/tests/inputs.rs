//! What a start may say.

use super::*;

fn wrong(param: &str) -> Expected {
    about(400, "invalid_parameter", param)
}

pub(super) fn refused() -> Vec<(Value, Expected)> {
    let mut refused: Vec<_> = [
        ("type", json!(null), "type"),
        ("type", json!("image"), "type"),
        ("avatar_id", json!(null), "avatar_id"),
        ("avatar_id", json!(7), "avatar_id"),
        ("script", json!(null), "script"),
        ("script", json!(""), "script"),
        ("script", json!("é".repeat(5001)), "script"),
        ("audio_url", json!("https://example.com/a.mp3"), "script"),
        ("aspect_ratio", json!("4:3"), "aspect_ratio"),
        ("resolution", json!("480p"), "resolution"),
        ("output_format", json!("webm"), "output_format"),
        // An avatar that has no voice of its own.
        ("avatar_id", json!(MUTE), "voice_id"),
        ("engine", json!({ "type": "avatar_v" }), "engine"),
        ("title", json!("x"), "title"),
    ]
    .into_iter()
    .map(|(field, value, param)| (with(script("hello"), &format!("/{field}"), value), wrong(param)))
    .collect();
    let nobody = |field: &str| with(script("x"), field, json!("nobody"));
    refused.push((nobody("/avatar_id"), about(404, "avatar_not_found", "avatar_id")));
    refused.push((nobody("/voice_id"), about(404, "voice_not_found", "voice_id")));
    let foreign = |field: &str, id: &str| with(script("x"), field, json!(id));
    refused.push((foreign("/avatar_id", "someone_elses_avatar"), error(403, "resource_access_denied")));
    refused.push((foreign("/voice_id", "someone_elses_voice"), error(403, "resource_access_denied")));
    refused.push((script(&"x".repeat(3 << 20)), error(413, "payload_too_large")));
    refused
}

pub(super) fn tolerated() -> Vec<Value> {
    let mut nulls = script(&"é".repeat(5000));
    for field in ["audio_url", "voice_id", "aspect_ratio", "resolution", "output_format", "engine", "new"] {
        nulls[field] = Value::Null;
    }
    let voiced = with(with(script("x"), "/avatar_id", json!(MUTE)), "/voice_id", json!(VOICE));
    vec![nulls, voiced]
}

pub(super) fn refused_speech() -> Vec<(Value, Expected)> {
    [
        ("text", json!(null), wrong("text")),
        ("text", json!("é".repeat(5001)), wrong("text")),
        ("voice_id", json!(null), wrong("voice_id")),
        ("voice_id", json!(VOICE), about(404, "voice_not_found", "voice_id")),
        ("voice_id", json!("someone_elses_voice"), error(403, "resource_access_denied")),
        ("voice_id", json!("hv_0d0c51b6a0f2"), about(409, "resource_not_ready", "voice_id")),
        ("voice_id", json!("hv_fa217d60b8c3"), about(409, "resource_not_ready", "voice_id")),
        ("model", json!("heygen-voice-2"), wrong("model")),
        ("language", json!("en-US"), wrong("language")),
        ("language", json!("xx"), wrong("language")),
        ("speed", json!(1.1), wrong("speed")),
    ]
    .map(|(field, value, expected)| (with(spoken("hello"), &format!("/{field}"), value), expected))
    .to_vec()
}
