//! `generateContent`.

use super::*;

const PRO: &str = "/v1beta/models/gemini-3-pro-image:generateContent";
const FLASH: &str = "/v1beta/models/gemini-2.5-flash-image:generateContent";
const NEWER_FLASH: &str = "/v1/models/gemini-3.1-flash-image:generateContent";

fn body(prompt: &str) -> Value {
    json!({ "contents": [{ "role": "user", "parts": [{ "text": prompt }] }] })
}

fn configured(config: Value) -> Value {
    with(body("x"), "/generationConfig", config)
}

fn with_part(part: &Value) -> Value {
    json!({ "contents": [{ "role": "user", "parts": [{ "text": "the same fox" }, part] }] })
}

fn inline(media_type: &str, data: &str) -> Value {
    json!({ "inlineData": { "mimeType": media_type, "data": data } })
}

fn drawn(result: &Answered) -> Option<Vec<u8>> {
    let picture = result.at("/candidates/0/content/parts").as_array()?.last()?.get("inlineData")?;
    assert_eq!(picture["mimeType"], "image/png");
    Some(STANDARD.decode(picture["data"].as_str()?).unwrap())
}

pub(super) fn subject() -> Subject {
    let reason = |reason: &str| status(200).is("/candidates/0/finishReason", reason);
    Subject {
        name: "pictures",
        kind: Kind::Picture,
        path: PRO,
        body,
        polling: None,
        accepted: status(200).is("/modelVersion", "gemini-3-pro-image").has_text("/responseId"),
        media: |result| drawn(result).map(Media::Inline),
        endings: Endings {
            media: reason("STOP").is("/usageMetadata/candidatesTokenCount", 1290),
            moderated: status(200)
                .is("/promptFeedback/blockReason", "PROHIBITED_CONTENT")
                .lacks("/candidates"),
            late_moderated: reason("IMAGE_SAFETY").lacks("/candidates/0/content/parts"),
            failed: reason("IMAGE_OTHER").lacks("/candidates/0/content/parts"),
            empty: reason("STOP").has_text("/candidates/0/content/parts/0/text"),
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
            "contents": [{ "role": null, "parts": [{ "text": "a fox", "inlineData": null }] }],
            "safetySettings": null, "tools": null,
            "generationConfig": {
                "responseModalities": null, "imageConfig": { "aspectRatio": null, "imageSize": null },
                "seed": null, "temperature": null,
            },
        })],
        files: vec![
            (configured(json!({ "imageConfig": { "aspectRatio": "16:9" } })), "png 1376x768"),
            (configured(json!({ "imageConfig": { "aspect_ratio": "9:16" }, "seed": 7 })), "png 768x1376"),
            (configured(json!({ "imageConfig": { "imageSize": "2K" } })), "png 2048x2048"),
            (with_part(&inline("image/png", &png())), "png 1376x768"),
        ],
        with_picture: |_| {
            [
                inline("image/png", &png()),
                json!({ "inlineData": { "mime_type": "image/png", "data": png() } }),
                json!({ "inline_data": { "mime_type": "image/png", "data": png() } }),
            ]
            .map(|part| with_part(&part))
            .to_vec()
        },
    }
}

fn refused() -> Vec<(Value, Expected)> {
    let mut refused: Vec<_> = [
        ("imageConfig.aspectRatio", json!({ "imageConfig": { "aspectRatio": "5:3" } })),
        ("imageConfig.imageSize", json!({ "imageConfig": { "imageSize": "2k" } })),
        ("imageConfig.personGeneration", json!({ "imageConfig": { "personGeneration": "ALL" } })),
        ("imageConfig.outputMimeType", json!({ "imageConfig": { "output_mime_type": "x" } })),
        ("seed", json!({ "seed": 4_294_967_296_i64 })),
        ("responseModalities", json!({ "responseModalities": ["VIDEO"] })),
        ("negativePrompt", json!({ "negativePrompt": "blur" })),
    ]
    .map(|(field, config)| (configured(config), invalid(&format!("generationConfig.{field}"))))
    .to_vec();
    let many = json!({ "contents": [{ "role": "user", "parts": vec![inline("image/png", &png()); 15] }] });
    for body in [
        json!({}),
        json!({ "contents": [] }),
        json!({ "contents": [{ "parts": [] }] }),
        json!({ "contents": [{ "role": "system", "parts": [{ "text": "x" }] }] }),
        json!({ "prompt": "x" }),
        with_part(&inline("image/png", &STANDARD.encode("no picture"))),
        with_part(&inline("image/png", "?")),
        with_part(&inline("image/gif", &png())),
        with_part(&json!({ "inlineData": { "data": png() } })),
        many,
    ] {
        refused.push((body, error(400, "INVALID_ARGUMENT")));
    }
    refused
}

async fn client() -> Client {
    Client::new(api(), "pictures").await
}

#[tokio::test]
async fn both_versions_and_all_models_draw() {
    let client = client().await;
    for path in [FLASH, NEWER_FLASH] {
        let answer = client.post_to(path, &body("a red fox")).await;
        assert!(path.contains(&answer.text("/modelVersion")));
        assert!(image::load_from_memory(&drawn(&answer).unwrap()).is_ok());
    }
}

#[tokio::test]
async fn a_model_of_one_size_takes_no_size() {
    let body = configured(json!({ "imageConfig": { "imageSize": "1K" } }));
    let answer = client().await.post_to(FLASH, &body).await;
    invalid("generationConfig.imageConfig.imageSize").check(&answer, FLASH);
}

#[tokio::test]
async fn a_model_may_talk_as_well() {
    let client = client().await;
    for (modalities, parts) in [(json!(["IMAGE"]), 1), (json!(["TEXT", "IMAGE"]), 2)] {
        let answer = client.accepted(&configured(json!({ "responseModalities": modalities }))).await;
        assert_eq!(answer.at("/candidates/0/content/parts").as_array().unwrap().len(), parts);
    }
}

#[tokio::test]
async fn a_newer_model_answers_to_the_name_of_a_retired_one() {
    let client = client().await;
    let version = async || client.post_to(FLASH, &body("a red fox")).await.text("/modelVersion");
    assert_eq!(version().await, "gemini-2.5-flash-image");
    // 2026-12-01.
    client.pass(1_796_083_200_000 - kit::BEGINNING_MS);
    assert_eq!(version().await, "gemini-3.1-flash-image");
}
