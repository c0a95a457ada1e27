//! `POST /v1/images/generations`.

use super::*;

#[tokio::test]
async fn a_picture_has_the_asked_size_and_format() {
    let stage = Stage::set().await;
    for (model, size, format) in [
        ("gpt-image-1.5", "1536x1024", "png"),
        ("gpt-image-2", "320x480", "jpeg"),
        ("gpt-image-2.5-flare", "480x320", "webp"),
    ] {
        let body = json!({
            "model": model, "prompt": "a red fox", "size": size, "output_format": format, "quality": "low",
            "moderation": "low", "background": "opaque",
        });
        let answer = stage.json(IMAGES, body).await;
        let file = picture(&answer["data"][0]["b64_json"]);
        let kind = image::guess_format(&file).unwrap();
        assert_eq!(kind.to_mime_type(), format!("image/{format}"));
        let image = image::load_from_memory(&file).unwrap();
        assert_eq!(format!("{}x{}", image.width(), image.height()), size);
        assert_eq!(answer["data"].as_array().unwrap().len(), 1);
        assert_eq!((&answer["size"], &answer["output_format"]), (&json!(size), &json!(format)));
        assert_eq!((&answer["quality"], &answer["background"]), (&json!("low"), &json!("opaque")));
        assert_eq!(answer["created"], kit::BEGINNING_MS / 1000);
        let usage = &answer["usage"];
        let sum = usage["input_tokens"].as_u64().unwrap() + usage["output_tokens"].as_u64().unwrap();
        assert_eq!(usage["total_tokens"], sum);
    }
}

#[tokio::test]
async fn variants_differ_and_are_billed_one_by_one() {
    let stage = Stage::set().await;
    let answer = stage
        .json(IMAGES, json!({ "model": "gpt-image-2", "prompt": "two", "n": 2, "size": "320x320" }))
        .await;
    let files: Vec<_> =
        answer["data"].as_array().unwrap().iter().map(|one| picture(&one["b64_json"])).collect();
    assert_eq!(files.len(), 2);
    assert_ne!(files[0], files[1]);
    assert_eq!(stage.job("two").await["billed_units"], 2);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::set().await;
    for (field, value, code) in [
        ("prompt", Value::Null, "missing_required_parameter"),
        ("model", Value::Null, "missing_required_parameter"),
        ("prompt", json!(""), "string_below_min_length"),
        ("prompt", json!("x".repeat(32_001)), "string_above_max_length"),
        ("prompt", json!(7), "invalid_type"),
        ("n", json!(0), "invalid_value"),
        ("n", json!(11), "invalid_value"),
        ("n", json!("2"), "invalid_type"),
        ("size", json!("1024x1792"), "invalid_value"),
        ("size", json!("1000x1000"), "invalid_value"),
        ("quality", json!("hd"), "invalid_value"),
        ("quality", json!("xhigh"), "invalid_value"),
        ("background", json!("blue"), "invalid_value"),
        ("output_format", json!("gif"), "invalid_value"),
        ("output_compression", json!(101), "invalid_value"),
        ("output_compression", json!(50), "invalid_value"),
        ("moderation", json!("off"), "invalid_value"),
        ("partial_images", json!(4), "invalid_value"),
        ("stream", json!("yes"), "invalid_type"),
        ("response_format", json!("b64_json"), "unknown_parameter"),
        ("style", json!("vivid"), "unknown_parameter"),
        ("seed", json!(1), "unknown_parameter"),
    ] {
        let mut body = image("a fox");
        body[field] = value;
        let error = stage.error(IMAGES, body, 400).await;
        assert_eq!(error["type"], "invalid_request_error");
        assert_eq!((&error["param"], &error["code"]), (&json!(field), &json!(code)));
    }
    let transparent = json!({
        "model": "gpt-image-1.5", "prompt": "a fox", "background": "transparent", "output_format": "jpeg",
    });
    assert_eq!(stage.error(IMAGES, transparent, 400).await["param"], "background");
    let free = json!({ "model": "gpt-image-2", "prompt": "a fox", "size": "1024x1000" });
    assert_eq!(stage.error(IMAGES, free, 400).await["param"], "size");
    let malformed = stage.post(IMAGES, &json!(0)).bearer_auth(KEY).body("{").send().await.unwrap();
    assert_eq!(malformed.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn nulls_are_tolerated() {
    let stage = Stage::set().await;
    let answer = stage
        .json(
            IMAGES,
            json!({
                "model": "gpt-image-1.5", "prompt": "a fox", "n": null, "size": null, "quality": null,
                "background": null, "output_format": null, "output_compression": null, "moderation": null,
                "stream": null, "partial_images": null, "safety_identifier": null, "user": null, "style": null,
            }),
        )
        .await;
    assert_eq!((&answer["size"], &answer["output_format"]), (&json!("1024x1024"), &json!("png")));
}

#[tokio::test]
async fn moderation_says_where_it_stopped() {
    let stage = Stage::set().await;
    for (prompt, where_) in [("sim:moderated", "input"), ("sim:late-moderated", "output")] {
        let error = stage.error(IMAGES, image(prompt), 400).await;
        assert_eq!(error["code"], "moderation_blocked");
        assert_eq!(error["type"], "image_generation_user_error");
        assert_eq!(error["moderation_details"]["moderation_stage"], where_);
        assert!(error["message"].as_str().unwrap().contains("safety system"));
        assert_eq!(stage.job(prompt).await["billed_units"], 0);
    }
}

#[tokio::test]
async fn other_endings_have_their_answers() {
    let stage = Stage::set().await;
    assert_eq!(stage.error(IMAGES, image("sim:fail"), 500).await["type"], "server_error");
    assert_eq!(stage.json(IMAGES, image("sim:empty-result")).await["data"], json!([]));
    let broken = stage.json(IMAGES, image("sim:bad-media")).await;
    assert!(image::load_from_memory(&picture(&broken["data"][0]["b64_json"])).is_err());
    for (prompt, billed) in [("sim:fail", 0), ("sim:empty-result", 0), ("sim:bad-media", 1)] {
        assert_eq!(stage.job(prompt).await["billed_units"], billed, "{prompt}");
    }
}

#[tokio::test]
async fn a_picture_can_be_streamed() {
    let stage = Stage::set().await;
    let body = json!({ "model": "gpt-image-2", "prompt": "a fox", "size": "320x320", "stream": true });
    let response = stage.send(IMAGES, body).await;
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream"));
    let text = response.text().await.unwrap();
    let (event, data) = text.trim().split_once('\n').unwrap();
    assert_eq!(event, "event: image_generation.completed");
    let data: Value = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!(data["type"], "image_generation.completed");
    assert!(image::load_from_memory(&picture(&data["b64_json"])).is_ok());
}
