//! What a video may say.

use super::*;

/// The status, the code and the parameter with which a body is refused.
async fn refused(stage: &Stage, body: &Value) -> (u16, String, Value) {
    let response = stage.start(body).await;
    let status = response.status().as_u16();
    assert!(status >= 400, "{body} was accepted");
    let mut error = error(response).await;
    (status, error["code"].as_str().unwrap().to_owned(), error["param"].take())
}

#[tokio::test]
async fn each_parameter_has_its_values() {
    let stage = Stage::set().await;
    for (field, value, param) in [
        ("type", json!(null), "type"),
        ("type", json!("video"), "type"),
        ("type", json!("studio"), "type"),
        ("type", json!("cinematic_avatar"), "type"),
        ("avatar_id", json!(null), "avatar_id"),
        ("avatar_id", json!(7), "avatar_id"),
        ("script", json!(null), "script"),
        ("script", json!(""), "script"),
        ("script", json!("é".repeat(5001)), "script"),
        ("audio_url", json!("https://example.com/a.mp3"), "script"),
        ("audio_asset_id", json!("x"), "script"),
        ("aspect_ratio", json!("4:3"), "aspect_ratio"),
        ("resolution", json!("480p"), "resolution"),
        ("fit", json!("fill"), "fit"),
        ("output_format", json!("mov"), "output_format"),
        ("output_format", json!("webm"), "output_format"),
        ("remove_background", json!("yes"), "remove_background"),
        ("background", json!({}), "background.type"),
        ("background", json!({ "type": "color", "value": "red" }), "background.value"),
        ("background", json!({ "type": "image" }), "background.url"),
        ("background", json!({ "type": "image", "url": "x", "asset_id": "y" }), "background.url"),
        ("caption", json!({ "file_format": "vtt" }), "caption.file_format"),
        ("caption", json!({ "style": "bold" }), "caption.style"),
        ("engine", json!({}), "engine.type"),
        ("engine", json!({ "type": "avatar_vi" }), "engine.type"),
        ("engine", json!({ "type": "avatar_v" }), "engine.type"),
        ("engine", json!({ "type": "avatar_iv", "reference_look_id": TWIN }), "engine.reference_look_id"),
        ("motion_prompt", json!("waves"), "motion_prompt"),
        ("expressiveness", json!("high"), "expressiveness"),
        ("expressiveness", json!("wild"), "expressiveness"),
        ("voice_settings", json!({ "speed": 1.6 }), "voice_settings.speed"),
        ("voice_settings", json!({ "speed": 0.4 }), "voice_settings.speed"),
        ("voice_settings", json!({ "pitch": 51 }), "voice_settings.pitch"),
        ("voice_settings", json!({ "volume": 1.1 }), "voice_settings.volume"),
        ("voice_settings", json!({ "engine_settings": {} }), "voice_settings.engine_settings.engine_type"),
        ("image", json!({ "type": "url", "url": "https://example.com/a.png" }), "image"),
        ("scripts", json!("x"), "scripts"),
    ] {
        let body = with(script("hello"), field, value);
        let expected = (400, "invalid_parameter".to_owned(), json!(param));
        assert_eq!(refused(&stage, &body).await, expected, "{body}");
    }
    assert!(stage.jobs("hello").await.is_empty(), "nothing was started");
}

#[tokio::test]
async fn avatars_and_voices_must_exist_and_fit() {
    let stage = Stage::set().await;
    let fish = "73c0b6a2e29d4d38aca41454bf58c955";
    for (body, status, code, param) in [
        (with(script("x"), "avatar_id", json!("nobody")), 404, "avatar_not_found", "avatar_id"),
        (with(script("x"), "voice_id", json!("nobody")), 404, "voice_not_found", "voice_id"),
        (with(script("x"), "avatar_id", json!(MUTE)), 400, "invalid_parameter", "voice_id"),
        (
            json!({
                "type": "avatar", "avatar_id": AVATAR, "script": "x", "voice_id": fish,
                "voice_settings": { "engine_settings": { "engine_type": "elevenlabs" } },
            }),
            400,
            "voice_not_usable",
            "voice_id",
        ),
    ] {
        assert_eq!(refused(&stage, &body).await, (status, code.to_owned(), json!(param)), "{body}");
    }
    let voiced = with(script("x"), "avatar_id", json!(MUTE));
    stage.accepted(&with(voiced, "voice_id", json!(VOICE))).await;
}

#[tokio::test]
async fn a_picture_has_its_form() {
    let stage = Stage::set().await;
    let text = stage.serve_as(b"no picture".to_vec(), "png").await;
    for (image, code, param) in [
        (json!(null), "invalid_parameter", "image"),
        (json!("x"), "invalid_parameter", "image"),
        (json!({}), "invalid_parameter", "image.type"),
        (json!({ "type": "url" }), "invalid_parameter", "image.url"),
        (json!({ "type": "url", "url": "https://example.com/a" }), "download_failed", "image.url"),
        (json!({ "type": "url", "url": "http://127.0.0.1:1/a.png" }), "download_failed", "image.url"),
        (json!({ "type": "url", "url": text }), "invalid_parameter", "image.url"),
        (json!({ "type": "base64", "data": "eA==" }), "invalid_parameter", "image.media_type"),
        (json!({ "type": "base64", "media_type": "image/png" }), "invalid_parameter", "image.data"),
        (
            json!({ "type": "base64", "media_type": "image/png", "data": "eA==" }),
            "invalid_parameter",
            "image.data",
        ),
    ] {
        let body = json!({ "type": "image", "image": image, "script": "x", "voice_id": VOICE });
        assert_eq!(refused(&stage, &body).await, (400, code.to_owned(), json!(param)), "{body}");
    }
    let image = json!({ "type": "asset_id", "asset_id": "x" });
    let unknown = json!({ "type": "image", "image": image, "script": "x", "voice_id": VOICE });
    assert_eq!(refused(&stage, &unknown).await, (404, "asset_not_found".to_owned(), json!("image.asset_id")));
}

#[tokio::test]
async fn a_picture_has_no_engine_and_no_voice_of_its_own() {
    let stage = Stage::set().await;
    let url = stage.serve_as(kit::png(300, 300), "png").await;
    let body = json!({ "type": "image", "image": { "type": "url", "url": url }, "script": "x" });
    assert_eq!(refused(&stage, &body).await.2, "voice_id");
    let body = with(body, "voice_id", json!(VOICE));
    assert_eq!(
        refused(&stage, &with(body.clone(), "engine", json!({ "type": "avatar_iv" }))).await.2,
        "engine"
    );
    stage.accepted(&with(body, "expressiveness", json!("high"))).await;
}

#[tokio::test]
async fn nulls_are_tolerated() {
    let stage = Stage::set().await;
    let mut body = script(&"é".repeat(5000));
    for field in [
        "audio_url",
        "audio_asset_id",
        "voice_id",
        "voice_settings",
        "aspect_ratio",
        "resolution",
        "fit",
        "output_format",
        "background",
        "remove_background",
        "caption",
        "motion_prompt",
        "expressiveness",
        "title",
        "callback_url",
        "callback_id",
        "engine",
        "image",
        "brand_glossary_id",
        "new",
    ] {
        body[field] = Value::Null;
    }
    stage.accepted(&body).await;
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let stage = Stage::set().await;
    assert_eq!(refused(&stage, &json!(["script"])).await.1, "invalid_parameter");
    let request = stage.client.post(stage.url("/v3/videos")).header("x-api-key", KEY).body("{\"type\": ");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(error(response).await["code"], "invalid_parameter");
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let stage = Stage::set().await;
    let response = stage.start(&script(&"x".repeat(73 << 20))).await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(error(response).await["code"], "payload_too_large");
}
