//! What an avatar may be made of.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::avatar::{face, spoken};
use super::*;

#[tokio::test]
async fn each_field_has_its_limits() {
    let stage = Stage::fast().await;
    let (audio_id, _) = spoken(&stage, &words(8)).await;
    for (field, value) in [
        ("image", json!(null)),
        ("image", json!(7)),
        ("image", json!(face(299, 300))),
        ("image", json!(face(300, 751))),
        ("image", json!(STANDARD.encode("no picture"))),
        ("image", json!(format!("data:image/png;base64,{}", face(300, 300)))),
        ("image", json!(stage.serve(vec![0; (10 << 20) + 1]).await)),
        ("prompt", json!("é".repeat(2501))),
        ("prompt", json!(7)),
        ("mode", json!("4k")),
        ("audio_id", json!("nobody")),
        ("audio_id", json!(null)),
        ("sound_file", json!("aGk=")),
        ("external_task_id", json!(7)),
        ("callback_url", json!("x")),
    ] {
        let mut body = json!({ "image": face(300, 300), "audio_id": audio_id });
        body[field] = value;
        let (status, code, message) = stage.refused(AVATAR, &body).await;
        assert_eq!((status, code), (400, 1201));
        // Of two sounds, the first field is named.
        let named = if field == "sound_file" { "audio_id" } else { field };
        assert!(message.starts_with(named), "{message}");
    }
}

#[tokio::test]
async fn a_sound_must_be_one_of_two_seconds_to_five_minutes() {
    let stage = Stage::fast().await;
    let (short, _) = spoken(&stage, "hi").await;
    let body = json!({ "image": face(300, 300), "audio_id": short });
    assert!(stage.refused(AVATAR, &body).await.2.contains("2 to 300 s"));
    for (sound, problem) in [
        (STANDARD.encode("no sound"), "no sound"),
        (face(300, 300), "no sound"),
        ("?".to_owned(), "base64"),
        (stage.serve(vec![0; (5 << 20) + 1]).await, "larger"),
        (STANDARD.encode(vec![0; (5 << 20) + 1]), "larger"),
    ] {
        let body = json!({ "image": face(300, 300), "sound_file": sound });
        let (status, code, message) = stage.refused(AVATAR, &body).await;
        assert_eq!((status, code), (400, 1201));
        assert!(message.contains(problem), "{message}");
    }
}

#[tokio::test]
async fn speech_can_be_named_for_thirty_days() {
    let stage = Stage::fast().await;
    let (audio_id, _) = spoken(&stage, &words(8)).await;
    let body = json!({ "image": face(300, 300), "audio_id": audio_id });
    stage.pass(30 * DAY_MS - 1);
    stage.accepted(AVATAR, &body).await;
    stage.pass(1);
    assert_eq!(stage.refused(AVATAR, &body).await.1, 1201);
}

#[tokio::test]
async fn nulls_and_unknown_fields_are_tolerated() {
    let stage = Stage::fast().await;
    let (audio_id, _) = spoken(&stage, &words(8)).await;
    let body = json!({
        "image": face(300, 300), "audio_id": audio_id, "sound_file": null, "prompt": null, "mode": null,
        "watermark_info": null, "callback_url": null, "external_task_id": null, "model_name": "kling-v3",
    });
    stage.accepted(AVATAR, &body).await;
}
