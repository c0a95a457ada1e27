//! What a start may say.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::kit::png;

fn data(width: u32, height: u32) -> Value {
    json!({ "data": STANDARD.encode(png(width, height)), "media_type": "image/png" })
}

pub(super) fn with_picture() -> Vec<Value> {
    [
        json!({ "resolution": "360p", "start_frame": data(320, 180) }),
        json!({ "resolution": "360p", "keyframes": [data(20, 20), data(320, 180)], "keyframe_indexes": [60, 0] }),
    ]
    .map(video)
    .to_vec()
}

pub(super) fn refused() -> Vec<(Value, Expected)> {
    let picture = data(20, 20);
    let bad = [
        ("prompt", json!(null)),
        ("prompt", json!("")),
        ("prompt", json!(7)),
        ("prompt", json!("é".repeat(6001))),
        ("model", json!("ray-3")),
        ("type", json!("movie")),
        ("aspect_ratio", json!("16:10")),
        ("aspect_ratio", json!(1.5)),
        ("user_id", json!(7)),
        ("video", json!("5s")),
        ("video", json!({ "resolution": "480p" })),
        ("video", json!({ "resolution": 720 })),
        ("video", json!({ "duration": "6s" })),
        ("video", json!({ "duration": 5 })),
        ("video", json!({ "keyframes": [] })),
        ("video", json!({ "keyframes": vec![json!({}); 65] })),
        ("video", json!({ "keyframe_indexes": [-1] })),
        ("video", json!({ "start_frame": "x" })),
        ("video", json!({ "start_frame": { "data": "aGk=", "media_type": "image/gif" } })),
    ];
    let contradictory = [
        ("aspect_ratio", json!("2:1")),
        ("model", json!("uni-1")),
        ("model", json!(null)),
        ("type", json!("video_edit")),
        ("type", json!(null)),
        ("image_ref", json!([{ "url": "https://example.com/a.png" }])),
        ("web_search", json!(true)),
        ("video", json!({ "loop": true })),
        ("video", json!({ "end_frame": picture })),
        ("video", json!({ "keyframe_indexes": [0] })),
        ("video", json!({ "keyframes": [picture] })),
        ("video", json!({ "keyframes": [picture], "keyframe_indexes": [0, 1] })),
        ("video", json!({ "keyframes": [picture], "keyframe_indexes": [121] })),
        ("video", json!({ "keyframes": [picture], "keyframe_indexes": [241], "duration": "10s" })),
        ("video", json!({ "keyframes": [picture, picture], "keyframe_indexes": [7, 7] })),
        ("video", json!({ "keyframes": [picture], "keyframe_indexes": [0], "start_frame": picture })),
        ("video", json!({ "start_frame": picture, "duration": "10s" })),
        ("video", json!({ "start_frame": {} })),
        ("video", json!({ "start_frame": { "url": "https://example.com/a.png" } })),
        ("video", json!({ "start_frame": { "data": "aGk=" } })),
        ("video", json!({ "start_frame": { "data": "?", "media_type": "image/png" } })),
        ("video", json!({ "start_frame": { "data": "bm8gcGljdHVyZQ==", "media_type": "image/png" } })),
        ("video", json!({ "start_frame": data(8001, 1) })),
    ];
    let changed = |field: &str, value| with(default("a red fox"), &format!("/{field}"), value);
    let mut refused = Vec::new();
    refused.extend(bad.map(|(field, value)| (changed(field, value), status(400))));
    refused.extend(contradictory.map(|(field, value)| (changed(field, value), status(422))));
    refused
}

pub(super) fn tolerated() -> Vec<Value> {
    let mut nulls = video(json!({
        "resolution": null, "duration": null, "start_frame": null, "end_frame": null, "keyframes": null,
        "keyframe_indexes": null, "loop": null, "hdr": false, "cfg": 7,
    }));
    for field in ["aspect_ratio", "user_id", "source", "image_ref", "output_format", "style", "layering"] {
        nulls[field] = Value::Null;
    }
    nulls["web_search"] = json!(false);
    nulls["negative_prompt"] = json!("blurry");
    let long = json!({ "duration": "10s", "keyframes": [data(20, 20)], "keyframe_indexes": [240] });
    vec![nulls, video(Value::Null), video(long), default(&"é".repeat(6000))]
}

#[tokio::test]
async fn a_refusal_says_where() {
    let client = client().await;
    for (body, place) in [
        (with(default("a red fox"), "/aspect_ratio", json!("16:10")), "aspect_ratio: "),
        (video(json!({ "duration": "6s" })), "video.duration: "),
        (video(json!({ "edit": {} })), "video.edit: "),
    ] {
        assert!(client.start(&body).await.text("/detail").starts_with(place), "{body}");
    }
}

#[tokio::test]
async fn a_picture_of_more_than_fifty_megabytes_is_too_large() {
    let client = client().await;
    for letters in [70 << 20, 73 << 20] {
        let frame = json!({ "data": "A".repeat(letters), "media_type": "image/png" });
        let answer = client.start(&video(json!({ "start_frame": frame }))).await;
        assert_eq!(answer.status, 413);
    }
}
