//! `generateContent` without references.

use super::*;

fn with(text: &str, config: Value) -> Value {
    let mut body = prompt(text);
    body["generationConfig"] = config;
    body
}

fn drawn(answer: &Value) -> Vec<u8> {
    let parts = answer["candidates"][0]["content"]["parts"].as_array().unwrap();
    let picture =
        parts.iter().find(|part| part["thought"] != true && part.get("inlineData").is_some()).unwrap();
    assert_eq!(picture["inlineData"]["mimeType"], "image/png");
    STANDARD.decode(picture["inlineData"]["data"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_picture_has_the_shape_and_size_it_was_asked_for() {
    let stage = Stage::set().await;
    for (path, image, size) in [
        (FLASH, json!({ "aspectRatio": "16:9" }), (1376, 768)),
        (FLASH, json!({ "aspect_ratio": "9:16" }), (768, 1376)),
        (PRO, json!({ "aspectRatio": "1:1", "imageSize": "2K" }), (2048, 2048)),
        (NEWER_FLASH, json!({ "aspectRatio": "1:4", "imageSize": "512" }), (256, 1024)),
        (NEWER_FLASH, json!({}), (1024, 1024)),
    ] {
        let config = json!({ "responseModalities": ["IMAGE"], "imageConfig": image, "seed": 7 });
        let answer = stage.json(path, with("a red fox", config)).await;
        let image = image::load_from_memory(&drawn(&answer)).unwrap();
        assert_eq!((image.width(), image.height()), size);
        assert_eq!(answer["candidates"][0]["finishReason"], "STOP");
        assert_eq!(answer["usageMetadata"]["candidatesTokenCount"], 1290);
        assert_eq!(answer["candidates"][0]["content"]["parts"].as_array().unwrap().len(), 1);
        assert!(path.contains(answer["modelVersion"].as_str().unwrap()));
    }
}

#[tokio::test]
async fn a_model_may_talk_and_think_as_well() {
    let stage = Stage::set().await;
    let config =
        json!({ "responseModalities": ["TEXT", "IMAGE"], "thinkingConfig": { "includeThoughts": true } });
    let answer = stage.json(PRO, with("a red fox", config)).await;
    let parts = answer["candidates"][0]["content"]["parts"].as_array().unwrap();
    let kinds: Vec<_> =
        parts.iter().map(|part| (part["thought"] == true, part.get("text").is_some())).collect();
    assert_eq!(kinds, [(true, true), (true, false), (false, true), (false, false)]);
    assert!(image::load_from_memory(&drawn(&answer)).is_ok());

    let answer = stage.json(PRO, with("only words", json!({ "responseModalities": ["TEXT"] }))).await;
    assert!(answer["candidates"][0]["content"]["parts"][0]["text"].is_string());
    assert_eq!(stage.job("only words").await["billed_units"], 0);
}

#[tokio::test]
async fn moderation_and_failure_are_told_with_http_200() {
    let stage = Stage::set().await;
    let blocked = stage.json(FLASH, prompt("sim:moderated")).await;
    assert_eq!(blocked["promptFeedback"]["blockReason"], "PROHIBITED_CONTENT");
    assert_eq!(blocked.get("candidates"), None);
    for (text, reason) in [("sim:late-moderated", "IMAGE_SAFETY"), ("sim:fail", "IMAGE_OTHER")] {
        let answer = stage.json(FLASH, prompt(text)).await;
        assert_eq!(answer["candidates"][0]["finishReason"], reason);
        assert_eq!(answer["candidates"][0]["content"].get("parts"), None);
    }
    let talk = stage.json(FLASH, prompt("sim:empty-result")).await;
    assert_eq!(talk["candidates"][0]["finishReason"], "STOP");
    assert!(talk["candidates"][0]["content"]["parts"][0]["text"].is_string());
    let broken = stage.json(FLASH, prompt("sim:bad-media")).await;
    assert!(image::load_from_memory(&drawn(&broken)).is_err());
    for (text, billed) in [
        ("sim:moderated", 0),
        ("sim:late-moderated", 0),
        ("sim:fail", 0),
        ("sim:empty-result", 0),
        ("sim:bad-media", 1),
    ] {
        assert_eq!(stage.job(text).await["billed_units"], billed, "{text}");
    }
}

#[tokio::test]
async fn a_slow_call_takes_its_time() {
    let stage = Stage::set().await;
    let before = std::time::Instant::now();
    stage.json(FLASH, prompt("sim:slow=150")).await;
    assert!(before.elapsed().as_millis() >= 150);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::set().await;
    for (path, config, field) in [
        (
            FLASH,
            json!({ "imageConfig": { "aspectRatio": "5:3" } }),
            "generationConfig.imageConfig.aspectRatio",
        ),
        (
            FLASH,
            json!({ "imageConfig": { "aspectRatio": "1:4" } }),
            "generationConfig.imageConfig.aspectRatio",
        ),
        (FLASH, json!({ "imageConfig": { "imageSize": "1K" } }), "generationConfig.imageConfig.imageSize"),
        (PRO, json!({ "imageConfig": { "imageSize": "2k" } }), "generationConfig.imageConfig.imageSize"),
        (PRO, json!({ "imageConfig": { "imageSize": "512" } }), "generationConfig.imageConfig.imageSize"),
        (
            PRO,
            json!({ "imageConfig": { "personGeneration": "ALL" } }),
            "generationConfig.imageConfig.personGeneration",
        ),
        (
            PRO,
            json!({ "imageConfig": { "output_mime_type": "x" } }),
            "generationConfig.imageConfig.outputMimeType",
        ),
        (PRO, json!({ "candidateCount": 2 }), "generationConfig.candidateCount"),
        (PRO, json!({ "temperature": 3 }), "generationConfig.temperature"),
        (PRO, json!({ "seed": 4_294_967_296_i64 }), "generationConfig.seed"),
        (PRO, json!({ "responseModalities": ["VIDEO"] }), "generationConfig.responseModalities"),
        (PRO, json!({ "negativePrompt": "blur" }), "generationConfig.negativePrompt"),
    ] {
        let error = stage.error(path, with("x", config), 400).await;
        assert_eq!(error["status"], "INVALID_ARGUMENT");
        assert_eq!(error["details"][0]["fieldViolations"][0]["field"], field);
    }
    for body in [
        json!({}),
        json!({ "contents": [] }),
        json!({ "contents": [{ "parts": [] }] }),
        json!({ "contents": [{ "role": "system", "parts": [{ "text": "x" }] }] }),
        json!({ "prompt": "x" }),
        json!({ "contents": prompt("x")["contents"], "safetySettings": [{ "category": "HARM", "threshold": "OFF" }] }),
    ] {
        stage.error(PRO, body, 400).await;
    }
    let malformed = stage.post(PRO, &json!(0)).header("x-goog-api-key", KEY).body("{").send().await.unwrap();
    assert_eq!(malformed.status(), StatusCode::BAD_REQUEST);
    assert_eq!(stage.jobs("x").await, Vec::<Value>::new());
}

#[tokio::test]
async fn nulls_are_tolerated() {
    let stage = Stage::set().await;
    let body = json!({
        "contents": [{ "role": null, "parts": [{ "text": "a fox", "inlineData": null }] }],
        "safetySettings": null, "tools": null, "systemInstruction": null,
        "generationConfig": {
            "responseModalities": null, "imageConfig": { "aspectRatio": null, "imageSize": null }, "seed": null,
            "temperature": null, "candidateCount": null,
        },
    });
    let safety = json!([{ "category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE" }]);
    drawn(&stage.json(FLASH, body.clone()).await);
    let mut body = body;
    body["safetySettings"] = safety;
    drawn(&stage.json(FLASH, body).await);
}
