//! What a start may say.

use super::*;

/// The status and the sentence with which a body is refused.
async fn refused(stage: &Stage, body: &Value) -> (u16, String) {
    let response = stage.start(body).await;
    let status = response.status().as_u16();
    let answer: Value = response.json().await.unwrap();
    (status, answer["detail"].as_str().unwrap_or_else(|| panic!("{body} was accepted")).to_owned())
}

#[tokio::test]
async fn each_parameter_has_its_values() {
    let stage = Stage::set().await;
    for (field, value) in [
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
    ] {
        let mut body = video("a red fox");
        body[field] = value;
        let (status, detail) = refused(&stage, &body).await;
        assert_eq!(status, 400, "{detail}");
        assert!(detail.starts_with(&format!("{field}: ")), "{detail}");
    }
    assert!(stage.jobs("a red fox").await.is_empty(), "nothing was started");
}

#[tokio::test]
async fn each_option_has_its_values() {
    let stage = Stage::set().await;
    let picture = json!({ "url": "http://127.0.0.1:1/x.png" });
    for (option, value, status) in [
        ("resolution", json!("480p"), 400),
        ("resolution", json!(720), 400),
        ("duration", json!("6s"), 400),
        ("duration", json!(5), 400),
        ("loop", json!("yes"), 400),
        ("hdr", json!(1), 400),
        ("keyframes", json!([]), 400),
        ("keyframes", json!(vec![&picture; 65]), 400),
        ("keyframe_indexes", json!([-1]), 400),
        ("keyframe_indexes", json!([0]), 422),
        ("keyframes", json!([picture]), 422),
        ("start_frame", json!("x"), 400),
        ("start_frame", json!({}), 422),
        ("start_frame", json!({ "url": "a", "file_id": "b" }), 422),
        ("start_frame", json!({ "data": "aGk=" }), 422),
        ("start_frame", json!({ "data": "aGk=", "media_type": "image/gif" }), 400),
        ("edit", json!({}), 422),
        ("source_position", json!({}), 422),
    ] {
        let mut options = json!({});
        options[option] = value;
        let (found, detail) = refused(&stage, &video_with(&options)).await;
        assert_eq!(found, status, "{detail}");
        assert!(detail.starts_with("video."), "{detail}");
    }
}

#[tokio::test]
async fn some_options_exclude_each_other() {
    let stage = Stage::set().await;
    let picture = json!({ "url": "http://127.0.0.1:1/x.png" });
    for options in [
        json!({ "start_frame": picture, "duration": "10s" }),
        json!({ "end_frame": picture, "duration": "10s" }),
        json!({ "start_frame": picture, "hdr": true }),
        json!({ "loop": true, "duration": "10s" }),
        json!({ "loop": true, "hdr": true }),
        json!({ "exr_export": true }),
        json!({ "hdr": true, "resolution": "540p" }),
        json!({ "hdr": true, "resolution": "360p" }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0], "start_frame": picture }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0], "end_frame": picture }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0], "loop": true }),
        json!({ "keyframes": [picture], "keyframe_indexes": [0, 1] }),
        json!({ "keyframes": [picture], "keyframe_indexes": [121] }),
        json!({ "keyframes": [picture], "keyframe_indexes": [241], "duration": "10s" }),
        json!({ "keyframes": [picture, picture], "keyframe_indexes": [7, 7] }),
    ] {
        let (status, detail) = refused(&stage, &video_with(&options)).await;
        assert_eq!(status, 422, "{options}: {detail}");
    }
}

#[tokio::test]
async fn what_is_for_other_models_and_types_is_refused() {
    let stage = Stage::set().await;
    for (field, value) in [
        ("aspect_ratio", json!("2:1")),
        ("aspect_ratio", json!("2:3")),
        ("model", json!("uni-1")),
        ("model", json!(null)),
        ("type", json!("video_edit")),
        ("type", json!(null)),
        ("source", json!({ "url": "https://example.com/a.mp4" })),
        ("image_ref", json!([{ "url": "https://example.com/a.png" }])),
        ("web_search", json!(true)),
    ] {
        let mut body = video("a red fox");
        body[field] = value;
        let (status, detail) = refused(&stage, &body).await;
        assert_eq!(status, 422, "{detail}");
    }
}

#[tokio::test]
async fn the_longest_prompt_is_counted_in_characters() {
    let stage = Stage::set().await;
    stage.accepted(&video(&"é".repeat(6000))).await;
}

#[tokio::test]
async fn nulls_and_unknown_fields_are_tolerated() {
    let stage = Stage::set().await;
    let mut body = video_with(&json!({
        "resolution": null, "duration": null, "start_frame": null, "end_frame": null, "keyframes": null,
        "keyframe_indexes": null, "loop": null, "hdr": null, "exr_export": null, "edit": null,
        "source_position": null, "cfg": 7,
    }));
    for field in ["aspect_ratio", "user_id", "source", "image_ref", "output_format", "style", "layering"] {
        body[field] = Value::Null;
    }
    body["web_search"] = json!(false);
    body["negative_prompt"] = json!("blurry");
    stage.accepted(&body).await;
    let mut body = video("a red dog");
    body["video"] = Value::Null;
    stage.accepted(&body).await;
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let stage = Stage::set().await;
    assert_eq!(refused(&stage, &json!(["prompt"])).await.0, 400);
    let request = stage.client.post(stage.url("/v1/generations")).bearer_auth(KEY).body("{\"prompt\": ");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert!(response.json::<Value>().await.unwrap()["detail"].is_string());
}
