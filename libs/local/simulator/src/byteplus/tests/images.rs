//! `POST /api/v3/images/generations`.

use super::*;

async fn fetched(stage: &Stage, item: &Value) -> Vec<u8> {
    let response = stage.fetch(item["url"].as_str().unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()["content-type"], "image/jpeg");
    response.bytes().await.unwrap().to_vec()
}

#[tokio::test]
async fn a_picture_has_the_asked_size_behind_a_link() {
    let stage = Stage::fast().await;
    for (model, size, expected) in [
        ("seedream-4-0-250828", json!("1280x720"), (1280, 720)),
        ("seedream-4-0-250828", json!("1K"), (1024, 1024)),
        ("seedream-4-5-251128", json!("2848x1600"), (2848, 1600)),
        ("dola-seedream-5-0-pro-260628", Value::Null, (2048, 2048)),
    ] {
        let answer = stage.json(IMAGES, json!({ "model": model, "prompt": "a red fox", "size": size })).await;
        assert_eq!(answer["model"], model);
        assert_eq!(answer["created"], kit::BEGINNING_MS / 1000);
        let (width, height) = expected;
        assert_eq!(answer["data"][0]["size"], format!("{width}x{height}"));
        let file = fetched(&stage, &answer["data"][0]).await;
        let image = image::load_from_memory(&file).unwrap();
        assert_eq!((image.width(), image.height()), expected);
        let tokens = u64::from(width * height / 256);
        assert_eq!(answer["usage"]["generated_images"], 1);
        assert_eq!(answer["usage"]["output_tokens"], tokens);
    }
}

#[tokio::test]
async fn a_link_is_valid_for_a_day_and_survives_a_restart() {
    let stage = Stage::fast().await;
    let answer = stage.json(IMAGES, image("a fox")).await;
    let (link, before) = (answer["data"][0]["url"].as_str().unwrap(), stage.url(""));
    let stage = Stage(stage.0.killed_and_reopened().await);
    let link = link.replace(&before, &stage.url(""));
    stage.pass(DAY_MS - 1);
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::OK);
    let head = stage.client.head(&link).send().await.unwrap();
    assert!(head.headers()["content-length"].to_str().unwrap().parse::<u64>().unwrap() > 1000);
    stage.pass(1);
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn base64_and_groups_are_answered() {
    let stage = Stage::fast().await;
    let mut body = image("a group");
    body["response_format"] = json!("b64_json");
    body["sequential_image_generation"] = json!("auto");
    body["sequential_image_generation_options"] = json!({ "max_images": 3 });
    let answer = stage.json(IMAGES, body).await;
    let files: Vec<_> =
        answer["data"].as_array().unwrap().iter().map(|item| item["b64_json"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 3);
    assert_ne!(files[0], files[1]);
    assert!(image::load_from_memory(&STANDARD.decode(files[2]).unwrap()).is_ok());
    assert_eq!(stage.job("a group").await["billed_units"], 3);
}

#[tokio::test]
async fn the_nulls_of_the_sdk_are_tolerated() {
    let stage = Stage::fast().await;
    let mut body = image("a fox");
    for field in [
        "image",
        "seed",
        "guidance_scale",
        "response_format",
        "optimize_prompt",
        "tools",
        "output_format",
        "layer_decomposition",
        "sequential_image_generation",
        "sequential_image_generation_options",
        "stream",
    ] {
        body[field] = Value::Null;
    }
    body["optimize_prompt_options"] = json!({ "thinking": null, "mode": "standard" });
    assert_eq!(stage.json(IMAGES, body).await["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::fast().await;
    for (field, value, code) in [
        ("prompt", Value::Null, "MissingParameter"),
        ("model", Value::Null, "MissingParameter"),
        ("prompt", json!(7), "InvalidParameter"),
        ("size", json!("8K"), "InvalidParameter"),
        ("size", json!("1024X1024"), "InvalidParameter"),
        ("size", json!("512x512"), "InvalidParameter"),
        ("size", json!("8192x4096"), "InvalidParameter"),
        ("size", json!("8160x480"), "InvalidParameter"),
        ("response_format", json!("base64"), "InvalidParameter"),
        ("watermark", json!("no"), "InvalidParameter"),
        ("sequential_image_generation", json!("on"), "InvalidParameter"),
        ("seed", json!(7), "InvalidParameter"),
        ("guidance_scale", json!(2.5), "InvalidParameter"),
        ("output_format", json!("png"), "InvalidParameter"),
        ("negative_prompt", json!("blur"), "InvalidParameter"),
        ("n", json!(2), "InvalidParameter"),
        ("image", json!(vec!["x"; 11]), "InvalidParameter"),
        ("image", json!("no url"), "InvalidParameter"),
        ("image", json!(data_uri("png", b"no picture")), "InvalidParameter"),
        ("image", json!(data_uri("PNG", &kit::png(30, 30))), "InvalidParameter"),
        ("image", json!(data_uri("png", &kit::png(14, 30))), "InvalidParameter"),
        ("image", json!(data_uri("png", &kit::png(500, 30))), "InvalidParameter"),
    ] {
        let mut body = image("x");
        body[field] = value;
        let error = stage.error(IMAGES, body, 400).await;
        assert_eq!((&error["param"], &error["code"]), (&json!(field), &json!(code)));
        assert_eq!(error["type"], "BadRequest");
    }
    for (size, model) in [("1K", "seedream-4-5-251128"), ("1280x720", "seedream-4-5-251128")] {
        stage.error(IMAGES, json!({ "model": model, "prompt": "x", "size": size }), 400).await;
    }
    let mut group = image("x");
    group["image"] = json!([data_uri("png", &kit::png(30, 30)), data_uri("png", &kit::png(30, 30))]);
    group["sequential_image_generation"] = json!("auto");
    group["sequential_image_generation_options"] = json!({ "max_images": 14 });
    let error = stage.error(IMAGES, group, 400).await;
    assert_eq!(error["param"], "sequential_image_generation_options.max_images");
    assert_eq!(stage.jobs("x").await, Vec::<Value>::new());
}

#[tokio::test]
async fn the_first_reference_shows() {
    let stage = Stage::fast().await;
    for image in [
        json!(data_uri("png", &kit::png(40, 40))),
        json!([data_uri("gif", b"GIF89a not looked at"), stage.serve(kit::png(40, 40)).await]),
    ] {
        let mut body = self::image("a fox");
        body["image"] = image;
        let answer = stage.json(IMAGES, body).await;
        let result = image::load_from_memory(&fetched(&stage, &answer["data"][0]).await).unwrap().to_rgb8();
        let red = |pixel: &image::Rgb<u8>| pixel.0[0] > 180 && pixel.0[1] < 60 && pixel.0[2] < 60;
        assert!(result.pixels().any(red));
    }
}

#[tokio::test]
async fn every_ending_has_its_answer() {
    let stage = Stage::fast().await;
    for (prompt, status, code) in [
        ("sim:moderated", 400, "InputTextSensitiveContentDetected"),
        ("sim:late-moderated", 400, "OutputImageSensitiveContentDetected"),
        ("sim:fail", 500, "InternalServiceError"),
    ] {
        assert_eq!(stage.error(IMAGES, image(prompt), status).await["code"], code);
        assert_eq!(stage.job(prompt).await["billed_units"], 0);
    }
    let empty = stage.json(IMAGES, image("sim:empty-result")).await;
    assert_eq!((&empty["data"], &empty["usage"]["generated_images"]), (&json!([]), &json!(0)));
    let broken = stage.json(IMAGES, image("sim:bad-media")).await;
    assert!(image::load_from_memory(&fetched(&stage, &broken["data"][0]).await).is_err());
    assert_eq!(stage.job("sim:bad-media").await["billed_units"], 1);

    let mut group = image("a group sim:late-moderated");
    group["sequential_image_generation"] = json!("auto");
    let answer = stage.json(IMAGES, group).await;
    assert_eq!(answer["data"][0]["error"]["code"], "OutputImageSensitiveContentDetected");
    assert_eq!(answer["error"], answer["data"][0]["error"]);
}

#[tokio::test]
async fn a_slow_call_takes_its_time() {
    let stage = Stage::fast().await;
    let before = std::time::Instant::now();
    stage.json(IMAGES, image("sim:slow=150")).await;
    assert!(before.elapsed().as_millis() >= 150);
}

#[tokio::test]
async fn a_call_can_be_streamed() {
    let stage = Stage::fast().await;
    let mut body = image("a fox");
    body["stream"] = json!(true);
    let text = stage.send(IMAGES, body).await.text().await.unwrap();
    let lines: Vec<_> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(lines[0], "event: image_generation.partial_succeeded");
    let first: Value = serde_json::from_str(lines[1].strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!(
        (&first["type"], &first["image_index"]),
        (&json!("image_generation.partial_succeeded"), &json!(0))
    );
    assert!(first["url"].is_string());
    assert_eq!(lines[2], "event: image_generation.completed");
    assert_eq!(lines[4], "data: [DONE]");
}
