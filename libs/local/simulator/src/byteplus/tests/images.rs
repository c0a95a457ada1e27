//! Seedream.

use super::*;

fn body(prompt: &str) -> Value {
    json!({ "model": "seedream-4-0-250828", "prompt": prompt, "size": "1K", "watermark": false })
}

fn sized(model: &str, size: Value) -> Value {
    with(with(body("a red fox"), "/model", json!(model)), "/size", size)
}

fn group(most: u32, more: Value) -> Value {
    let options = json!({
        "sequential_image_generation": "auto", "sequential_image_generation_options": { "max_images": most },
    });
    merged(merged(body("a group"), options), more)
}

pub(super) fn subject() -> Subject {
    Subject {
        name: "pictures",
        kind: Kind::Picture,
        path: IMAGES,
        body,
        polling: None,
        accepted: status(200).is("/model", "seedream-4-0-250828").is("/created", kit::BEGINNING_MS / 1000),
        media: |result| result.at("/data/0/url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: status(200).has_text("/data/0/size").is("/usage/generated_images", 1),
            moderated: error(400, "InputTextSensitiveContentDetected"),
            late_moderated: error(400, "OutputImageSensitiveContentDetected"),
            failed: broken(),
            empty: status(200).is("/data", json!([])).is("/usage/generated_images", 0),
        },
        units: 1,
        busy: busy(),
        broken: broken(),
        most_active: None,
        links: Some(Links { valid_ms: DAY_MS, renewed: false }),
        cancel: None,
        malformed: malformed(),
        refused: refused(),
        tolerated: vec![nulls()],
        files: vec![
            (sized("seedream-4-0-250828", json!("1280x720")), "jpeg 1280x720"),
            (sized("seedream-4-0-250828", json!("1K")), "jpeg 1024x1024"),
            (sized("seedream-4-5-251128", json!("2848x1600")), "jpeg 2848x1600"),
            (sized("seedream-4-5-251128", Value::Null), "jpeg 2048x2048"),
        ],
        with_picture: |url| {
            let data = data_uri("png", &kit::png(40, 40));
            [json!(data), json!([data, data]), json!(url)]
                .map(|image| with(body("a fox"), "/image", image))
                .to_vec()
        },
    }
}

fn refused() -> Vec<(Value, Expected)> {
    let picture = |format: &str, width, height| json!(data_uri(format, &kit::png(width, height)));
    let mut refused: Vec<_> = [
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
        ("output_format", json!("png"), "InvalidParameter"),
        ("image", json!(vec!["x"; 11]), "InvalidParameter"),
        ("image", json!("no url"), "InvalidParameter"),
        ("image", json!(data_uri("png", b"no picture")), "InvalidParameter"),
        ("image", picture("PNG", 30, 30), "InvalidParameter"),
        ("image", picture("png", 14, 30), "InvalidParameter"),
        ("image", picture("png", 500, 30), "InvalidParameter"),
    ]
    .map(|(field, value, code)| wrong_field(&body("x"), field, value, code))
    .to_vec();
    for size in ["1K", "1280x720"] {
        refused.push((sized("seedream-4-5-251128", json!(size)), error(400, "InvalidParameter")));
    }
    let two = json!({ "image": [picture("png", 30, 30), picture("png", 30, 30)] });
    let param = "sequential_image_generation_options.max_images";
    refused.push((group(14, two), error(400, "InvalidParameter").is("/error/param", param)));
    refused.push(gone(&body("x"), "seedream-3-0-t2i-250415", "NotFound"));
    refused.push(gone(&body("x"), "ep-20261101-abcde", "NotFound"));
    refused
}

/// As the SDK sends them.
fn nulls() -> Value {
    let mut nulls = body("a fox");
    for field in ["image", "seed", "guidance_scale", "response_format", "tools", "output_format", "stream"] {
        nulls[field] = Value::Null;
    }
    nulls
}

async fn client() -> Client {
    Client::new(api(), "pictures").await
}

#[tokio::test]
async fn tokens_follow_the_pixels() {
    let answer = client().await.accepted(&sized("seedream-4-0-250828", json!("1280x720"))).await;
    assert_eq!(answer.at("/usage/output_tokens"), 1280 * 720 / 256);
    assert_eq!(answer.at("/data/0/size"), "1280x720");
}

#[tokio::test]
async fn a_group_in_base64_is_answered_and_billed() {
    let client = client().await;
    let answer = client.accepted(&group(3, json!({ "response_format": "b64_json" }))).await;
    let files = [0, 1, 2].map(|index| answer.text(&format!("/data/{index}/b64_json")));
    assert_ne!(files[0], files[1]);
    assert!(image::load_from_memory(&STANDARD.decode(&files[2]).unwrap()).is_ok());
    assert_eq!(client.billed("a group").await, 3);
}

#[tokio::test]
async fn in_a_group_each_picture_is_moderated() {
    let body = group(2, json!({ "prompt": "sim:late-moderated" }));
    let answer = client().await.accepted(&body).await;
    assert_eq!(answer.at("/data/1/error/code"), "OutputImageSensitiveContentDetected");
    assert_eq!(answer.at("/error"), answer.at("/data/0/error"));
}

#[tokio::test]
async fn a_call_can_be_streamed() {
    let answer = client().await.start(&with(body("a fox"), "/stream", json!(true))).await;
    let text = String::from_utf8(answer.bytes.to_vec()).unwrap();
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
