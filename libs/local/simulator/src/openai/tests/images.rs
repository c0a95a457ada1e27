//! `POST /v1/images/generations`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

pub(super) const FLARE: &str = "gpt-image-2.5-flare";

fn body(prompt: &str) -> Value {
    json!({ "model": FLARE, "prompt": prompt, "size": "320x320" })
}

fn shaped(size: &str, format: &str) -> Value {
    with(with(body("a red fox"), "/size", json!(size)), "/output_format", json!(format))
}

/// The file at a place of the answer's data.
pub(super) fn file(answer: &Answered, index: usize) -> Option<Vec<u8>> {
    let file = answer.at(&format!("/data/{index}/b64_json")).as_str()?;
    Some(STANDARD.decode(file).unwrap())
}

pub(super) fn subject() -> Subject {
    let blocked = |stage: &str| {
        let expected = error(400, "image_generation_user_error").is("/error/code", "moderation_blocked");
        expected.is("/error/moderation_details/moderation_stage", stage)
    };
    Subject {
        name: "pictures",
        kind: Kind::Picture,
        path: "/v1/images/generations",
        body,
        polling: None,
        accepted: status(200).is("/created", kit::BEGINNING_MS / 1000),
        media: |result| file(result, 0).map(Media::Inline),
        endings: Endings {
            media: status(200).has_text("/data/0/b64_json").is("/background", "opaque").lacks("/data/1"),
            moderated: blocked("input"),
            late_moderated: blocked("output"),
            failed: broken(),
            empty: status(200).is("/data", json!([])),
        },
        units: 1,
        busy: busy(),
        broken: broken(),
        most_active: None,
        links: None,
        cancel: None,
        malformed: malformed(),
        refused: refused(),
        tolerated: vec![json!({
            "model": FLARE, "prompt": "a fox", "n": null, "size": "auto", "quality": null, "output_format": null,
            "stream": null, "user": null, "style": null,
        })],
        files: vec![
            (body("a red fox"), "png 320x320"),
            (shaped("320x480", "jpeg"), "jpeg 320x480"),
            (shaped("480x320", "webp"), "webp 480x320"),
            (json!({ "model": "gpt-image-1.5", "prompt": "a fox", "size": "1536x1024" }), "png 1536x1024"),
            (json!({ "model": "gpt-image-1.5", "prompt": "a fox" }), "png 1024x1024"),
        ],
        with_picture: |_| Vec::new(),
    }
}

fn refused() -> Vec<(Value, Expected)> {
    let older = json!({ "model": "gpt-image-1.5", "prompt": "a fox" });
    let mut refused: Vec<_> = [
        ("prompt", Value::Null, "missing_required_parameter"),
        ("model", Value::Null, "missing_required_parameter"),
        ("prompt", json!(""), "string_below_min_length"),
        ("prompt", json!("x".repeat(32_001)), "string_above_max_length"),
        ("prompt", json!(7), "invalid_type"),
        ("n", json!(0), "invalid_value"),
        ("n", json!(11), "invalid_value"),
        ("n", json!("2"), "invalid_type"),
        ("size", json!("1024x1792"), "invalid_value"),
        ("quality", json!("hd"), "invalid_value"),
        ("quality", json!("xhigh"), "invalid_value"),
        ("output_format", json!("gif"), "invalid_value"),
        ("stream", json!("yes"), "invalid_type"),
        ("response_format", json!("b64_json"), "unknown_parameter"),
        ("input_fidelity", json!("high"), "unknown_parameter"),
        ("seed", json!(1), "unknown_parameter"),
    ]
    .map(|(field, value, code)| wrong_field(&older, field, value, code))
    .to_vec();
    refused.push(wrong_field(&body("a fox"), "size", json!("1024x1000"), "invalid_value"));
    refused.extend(["gpt-image-1", "dall-e-3", "tts-1"].map(|model| no_model(&older, model)));
    refused
}

async fn client() -> Client {
    Client::new(api(), "pictures").await
}

#[tokio::test]
async fn an_answer_says_what_was_made() {
    let body = with(shaped("320x480", "jpeg"), "/quality", json!("low"));
    let answer = client().await.accepted(&body).await;
    status(200).is("/size", "320x480").is("/output_format", "jpeg").is("/quality", "low").check(&answer, "");
    let tokens = |name: &str| answer.at(&format!("/usage/{name}")).as_u64().unwrap();
    assert_eq!(tokens("total_tokens"), tokens("input_tokens") + tokens("output_tokens"));
}

#[tokio::test]
async fn variants_differ_and_are_billed_one_by_one() {
    let client = client().await;
    let answer = client.accepted(&with(body("two"), "/n", json!(2))).await;
    assert_ne!(file(&answer, 0).unwrap(), file(&answer, 1).unwrap());
    assert_eq!(client.billed("two").await, 2);
}

#[tokio::test]
async fn a_picture_can_be_streamed() {
    let answer = client().await.start(&with(body("a fox"), "/stream", json!(true))).await;
    assert!(answer.header("content-type").unwrap().starts_with("text/event-stream"));
    let text = String::from_utf8(answer.bytes.to_vec()).unwrap();
    let (event, data) = text.trim().split_once('\n').unwrap();
    assert_eq!(event, "event: image_generation.completed");
    let data: Value = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
    assert_eq!((&data["type"], &data["size"]), (&json!("image_generation.completed"), &json!("320x320")));
    let file = STANDARD.decode(data["b64_json"].as_str().unwrap()).unwrap();
    assert!(image::load_from_memory(&file).is_ok());
}
