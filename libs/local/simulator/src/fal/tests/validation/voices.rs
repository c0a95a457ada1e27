//! Speech and talking heads.

use super::*;

#[tokio::test]
async fn speech() {
    let valid = json!({ "text": "sim:bad-media", "voice": "Rachel", "speed": 1.1, "stability": 0.5 });
    check(
        "fal-ai/elevenlabs/tts/multilingual-v2",
        &valid,
        &[
            ("text", json!(null), "missing"),
            ("text", json!("é".repeat(10_001)), "sequence_too_long"),
            ("stability", json!(1.1), "less_than_equal"),
            ("similarity_boost", json!(-1), "greater_than_equal"),
            ("style", json!("x"), "float_type"),
            ("speed", json!(0.69), "greater_than_equal"),
            ("speed", json!(1.21), "less_than_equal"),
            ("timestamps", json!("x"), "bool_type"),
            ("apply_text_normalization", json!("maybe"), "one_of"),
            ("language_code", json!("en"), "feature_not_supported"),
        ],
    )
    .await;
    check(
        "fal-ai/elevenlabs/tts/eleven-v3",
        &json!({ "text": "sim:bad-media", "language_code": "en" }),
        &[
            ("text", json!("é".repeat(5_001)), "sequence_too_long"),
            ("speed", json!(1), "extra_forbidden"),
            ("style", json!(0.5), "extra_forbidden"),
        ],
    )
    .await;
}

#[tokio::test]
async fn avatars() {
    let stage = Stage::set().await;
    let audio = stage.recording("hello").await;
    check(
        "veed/fabric-1.0",
        &json!({ "image_url": picture(30, 30), "audio_url": audio, "resolution": "480p" }),
        &[
            ("image_url", json!(null), "missing"),
            ("audio_url", json!(null), "missing"),
            ("resolution", json!(null), "missing"),
            ("resolution", json!("1080p"), "one_of"),
            ("prompt", json!("x"), "extra_forbidden"),
        ],
    )
    .await;
    check(
        "fal-ai/kling-video/ai-avatar/v2/standard",
        &json!({ "image_url": picture(30, 30), "audio_url": audio, "prompt": "." }),
        &[
            ("audio_url", json!(null), "missing"),
            ("prompt", json!("é".repeat(2501)), "sequence_too_long"),
            ("resolution", json!("720p"), "extra_forbidden"),
        ],
    )
    .await;
    check(
        "fal-ai/heygen/avatar4/image-to-video",
        &json!({ "image_url": picture(30, 30), "prompt": "sim:bad-media", "background": { "type": "color" } }),
        &[
            ("prompt", json!(null), "missing"),
            ("aspect_ratio", json!("4:5"), "one_of"),
            ("resolution", json!("4k"), "one_of"),
            ("talking_style", json!("wild"), "one_of"),
            ("background@background.type", json!({ "type": "sound" }), "one_of"),
        ],
    )
    .await;
    check(
        "fal-ai/heygen/avatar4/digital-twin",
        &json!({ "character": { "avatar": "Aiko" }, "voice": { "prompt": "sim:bad-media" } }),
        &[
            ("character", json!("Aiko"), "dict_type"),
            ("character@character.avatar", json!({}), "missing"),
            ("voice@voice.prompt", json!({ "voice": "Mark" }), "missing"),
            ("voice@voice.speed", json!({ "prompt": "x", "speed": 2.5 }), "less_than_equal"),
        ],
    )
    .await;
}
