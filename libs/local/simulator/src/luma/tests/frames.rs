//! Pictures that the clip is to begin with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::kit::png;
use crate::tests::first_frame::red_pixels;

fn data(width: u32, height: u32) -> Value {
    json!({ "data": STANDARD.encode(png(width, height)), "media_type": "image/png" })
}

#[tokio::test]
async fn the_start_frame_is_to_be_seen_at_the_beginning() {
    let stage = Stage::set().await;
    let url = stage.serve(png(320, 180)).await;
    let without = stage.clip(&video_with(&json!({ "resolution": "360p" }))).await;
    for options in [
        json!({ "resolution": "360p", "start_frame": { "url": url } }),
        json!({ "resolution": "360p", "start_frame": data(320, 180), "end_frame": data(20, 20) }),
        json!({ "resolution": "360p", "keyframes": [data(20, 20), data(320, 180)], "keyframe_indexes": [60, 0] }),
    ] {
        let clip = stage.clip(&video_with(&options)).await;
        assert!(red_pixels(&clip) > red_pixels(&without) + 1000, "{options}");
    }
}

#[tokio::test]
async fn keyframes_allow_ten_seconds_and_hdr() {
    let stage = Stage::set().await;
    let options = json!({
        "duration": "10s", "hdr": true, "exr_export": true, "keyframes": [data(20, 20)], "keyframe_indexes": [240],
    });
    stage.accepted(&video_with(&options)).await;
}

#[tokio::test]
async fn a_completed_generation_can_be_continued() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    let body = video_with(&json!({ "start_frame": { "generation_id": task } }));
    assert_eq!(stage.start(&body).await.status(), StatusCode::UNPROCESSABLE_ENTITY, "not yet");
    stage.pass(TYPICAL_MS);
    stage.accepted(&body).await;
}

#[tokio::test]
async fn a_picture_must_be_one_and_must_be_there() {
    let stage = Stage::set().await;
    let text = stage.serve(b"no picture".to_vec()).await;
    let (large, gone) = (stage.serve(png(8001, 1)).await, stage.url("/nothing"));
    for (frame, status) in [
        (json!({ "url": text }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "url": large }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "url": gone }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "url": "not a url" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "url": "http://127.0.0.1:1/x.png" }), StatusCode::SERVICE_UNAVAILABLE),
        (json!({ "data": "bm8gcGljdHVyZQ==", "media_type": "image/png" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "data": "?", "media_type": "image/png" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "data": "A".repeat(70 << 20), "media_type": "image/png" }), StatusCode::PAYLOAD_TOO_LARGE),
        (json!({ "data": "A".repeat(73 << 20), "media_type": "image/png" }), StatusCode::PAYLOAD_TOO_LARGE),
        (json!({ "file_id": "018f0000-0000-4000-8000-000000000000" }), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({ "generation_id": "x" }), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let response = stage.start(&video_with(&json!({ "start_frame": frame }))).await;
        assert_eq!(response.status(), status);
        assert!(response.json::<Value>().await.unwrap()["detail"].is_string());
    }
    assert!(stage.jobs("a red fox").await.is_empty(), "nothing was started");
}
