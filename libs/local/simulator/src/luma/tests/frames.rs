//! Pictures that the clip is to begin with.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::kit::png;

fn data(width: u32, height: u32) -> Value {
    json!({ "data": STANDARD.encode(png(width, height)), "media_type": "image/png" })
}

pub(super) fn shown(url: &str) -> Vec<Value> {
    [
        json!({ "resolution": "360p", "start_frame": { "url": url } }),
        json!({ "resolution": "360p", "start_frame": data(320, 180), "end_frame": data(20, 20) }),
        json!({ "resolution": "360p", "keyframes": [data(20, 20), data(320, 180)], "keyframe_indexes": [60, 0] }),
    ]
    .map(video)
    .to_vec()
}

#[tokio::test]
async fn keyframes_allow_ten_seconds_and_hdr() {
    let client = client().await;
    let options = json!({
        "duration": "10s", "hdr": true, "exr_export": true, "keyframes": [data(20, 20)], "keyframe_indexes": [240],
    });
    client.accepted(&video(options)).await;
}

#[tokio::test]
async fn a_completed_generation_can_be_continued() {
    let client = client().await;
    let started = client.accepted(&default("a red fox")).await;
    let body = video(json!({ "start_frame": { "generation_id": started.at("/id") } }));
    assert_eq!(client.start(&body).await.status, 422, "not yet");
    client.pass(TYPICAL_MS);
    client.accepted(&body).await;
}

#[tokio::test]
async fn a_picture_must_be_one_and_must_be_there() {
    let client = client().await;
    let text = client.serve(b"no picture".to_vec()).await;
    let (large, gone) = (client.serve(png(8001, 1)).await, client.url("/nothing"));
    for (frame, status) in [
        (json!({ "url": text }), 422),
        (json!({ "url": large }), 422),
        (json!({ "url": gone }), 422),
        (json!({ "url": "not a url" }), 422),
        (json!({ "url": "http://127.0.0.1:1/x.png" }), 503),
        (json!({ "data": "bm8gcGljdHVyZQ==", "media_type": "image/png" }), 422),
        (json!({ "data": "?", "media_type": "image/png" }), 422),
        (json!({ "data": "A".repeat(70 << 20), "media_type": "image/png" }), 413),
        (json!({ "data": "A".repeat(73 << 20), "media_type": "image/png" }), 413),
        (json!({ "file_id": "018f0000-0000-4000-8000-000000000000" }), 422),
        (json!({ "generation_id": "x" }), 422),
    ] {
        assert_eq!(client.start(&video(json!({ "start_frame": frame }))).await.status, status);
    }
    assert_eq!(client.starts().await, 0);
}
