//! What a start may say.

use super::*;

/// The sentence that refuses a body begins with the place of what is wrong.
pub(super) fn refused() -> Vec<(Value, Expected)> {
    let parameters = [
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
    ];
    let foreign = [
        ("aspect_ratio", json!("2:1")),
        ("aspect_ratio", json!("2:3")),
        ("model", json!("uni-1")),
        ("model", json!(null)),
        ("type", json!("video_edit")),
        ("type", json!(null)),
        ("source", json!({ "url": "https://example.com/a.mp4" })),
        ("image_ref", json!([{ "url": "https://example.com/a.png" }])),
        ("web_search", json!(true)),
    ];
    let changed = |field: &str, value| with(default("a red fox"), &format!("/{field}"), value);
    let mut refused = Vec::new();
    refused.extend(parameters.map(|(field, value)| (changed(field, value), status(400).has_text("/detail"))));
    refused.extend(foreign.map(|(field, value)| (changed(field, value), status(422).has_text("/detail"))));
    refused.extend(options());
    refused
}

fn options() -> Vec<(Value, Expected)> {
    let picture = json!({ "url": "http://127.0.0.1:1/x.png" });
    let bad = [
        json!({ "resolution": "480p" }),
        json!({ "resolution": 720 }),
        json!({ "duration": "6s" }),
        json!({ "duration": 5 }),
        json!({ "loop": "yes" }),
        json!({ "hdr": 1 }),
        json!({ "keyframes": [] }),
        json!({ "keyframes": vec![&picture; 65] }),
        json!({ "keyframe_indexes": [-1] }),
        json!({ "start_frame": "x" }),
        json!({ "start_frame": { "data": "aGk=", "media_type": "image/gif" } }),
    ];
    let contradictory = [
        json!({ "keyframe_indexes": [0] }),
        json!({ "keyframes": [picture] }),
        json!({ "start_frame": {} }),
        json!({ "start_frame": { "url": "a", "file_id": "b" } }),
        json!({ "start_frame": { "data": "aGk=" } }),
        json!({ "edit": {} }),
        json!({ "source_position": {} }),
        json!({ "start_frame": picture, "duration": "10s" }),
        json!({ "end_frame": picture, "duration": "10s" }),
        json!({ "start_frame": picture, "hdr": true }),
        json!({ "loop": true, "duration": "10s" }),
        json!({ "loop": true, "hdr": true }),
        json!({ "exr_export": true }),
        json!({ "hdr": true, "resolution": "540p" }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0], "start_frame": picture }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0], "end_frame": picture }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0], "loop": true }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0, 1] }),
        json!({ "keyframes": [picture], "keyframe_indexes": [121] }),
        json!({ "keyframes": [picture], "keyframe_indexes": [241], "duration": "10s" }),
        json!({ "keyframes": [picture, picture], "keyframe_indexes": [7, 7] }),
    ];
    let mut refused: Vec<_> =
        bad.into_iter().map(|options| (video(options), status(400).has_text("/detail"))).collect();
    refused.extend(contradictory.map(|options| (video(options), status(422).has_text("/detail"))));
    refused
}

pub(super) fn tolerated() -> Vec<Value> {
    let mut nulls = video(json!({
        "resolution": null, "duration": null, "start_frame": null, "end_frame": null, "keyframes": null,
        "keyframe_indexes": null, "loop": null, "hdr": null, "exr_export": null, "edit": null,
        "source_position": null, "cfg": 7,
    }));
    for field in ["aspect_ratio", "user_id", "source", "image_ref", "output_format", "style", "layering"] {
        nulls[field] = Value::Null;
    }
    nulls["web_search"] = json!(false);
    nulls["negative_prompt"] = json!("blurry");
    vec![nulls, video(Value::Null), default(&"é".repeat(6000))]
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
