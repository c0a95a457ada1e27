//! What a speech may say.

use super::*;

#[tokio::test]
async fn what_the_schema_rules_out_is_listed() {
    let stage = Stage::set().await;
    for (body, place) in [
        (json!({}), "text"),
        (with("text", json!(null)), "text"),
        (with("text", json!("")), "text"),
        (with("text", json!(7)), "text"),
        (with("model_id", json!(7)), "model_id"),
        (with("seed", json!(-1)), "seed"),
        (with("seed", json!(4_294_967_296_i64)), "seed"),
        (with("voice_settings", json!([])), "voice_settings"),
        (with("previous_request_ids", json!(["a", "b", "c", "d"])), "previous_request_ids"),
        (with("apply_text_normalization", json!("maybe")), "apply_text_normalization"),
        (with("use_pvc_as_ivc", json!("yes")), "use_pvc_as_ivc"),
    ] {
        let response = stage.speak("", &body).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let detail = detail(response).await;
        assert_eq!(detail[0]["loc"], json!(["body", place]), "{detail}");
        assert!(detail[0]["msg"].is_string() && detail[0]["type"].is_string());
    }
    assert!(stage.jobs("hello").await.is_empty(), "nothing was started");
}

#[tokio::test]
async fn each_setting_has_its_bounds() {
    let stage = Stage::set().await;
    for (setting, value) in [
        ("speed", json!(0.69)),
        ("speed", json!(1.21)),
        ("speed", json!("fast")),
        ("stability", json!(1.1)),
        ("similarity_boost", json!(-0.1)),
        ("style", json!(2)),
        ("clone_strength", json!(1.5)),
        ("use_speaker_boost", json!(1)),
    ] {
        let response = stage.speak("", &with("voice_settings", json!({ setting: value }))).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{setting}");
        assert_eq!(detail(response).await[0]["loc"], json!(["body", "voice_settings", setting]));
    }
}

#[tokio::test]
async fn the_query_is_checked_too() {
    let stage = Stage::set().await;
    for (name, value) in [
        ("output_format", "wav"),
        ("output_format", "mp3_44100"),
        ("output_format", "ogg"),
        ("enable_logging", "never"),
        ("optimize_streaming_latency", "5"),
    ] {
        let response = stage.speak(&format!("?{name}={value}"), &text("hello")).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        assert_eq!(detail(response).await[0]["loc"], json!(["query", name]));
    }
}

#[tokio::test]
async fn what_the_model_rules_out_is_a_bad_request() {
    let stage = Stage::set().await;
    for (body, code, param) in [
        (with("text", json!("é".repeat(10_001))), "max_character_limit_exceeded", "text"),
        (with("model_id", json!("eleven_monolingual_v1")), "invalid_parameters", "model_id"),
        (with("language_code", json!("en")), "invalid_parameters", "language_code"),
        (
            json!({ "text": "hello", "model_id": "eleven_flash_v2", "language_code": "de" }),
            "invalid_parameters",
            "language_code",
        ),
        (
            json!({ "text": "hello", "model_id": "eleven_v3", "language_code": "xx" }),
            "invalid_parameters",
            "language_code",
        ),
    ] {
        let response = stage.speak("", &body).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{code}");
        let detail = detail(response).await;
        assert_eq!((&detail["code"], &detail["param"]), (&json!(code), &json!(param)));
    }
}

#[tokio::test]
async fn every_model_has_its_own_limit() {
    let stage = Stage::set().await;
    for (model, most) in [
        ("eleven_v3", 5_000),
        ("eleven_multilingual_v2", 10_000),
        ("eleven_flash_v2", 30_000),
        ("eleven_flash_v2_5", 40_000),
    ] {
        let body = json!({ "text": "x".repeat(most + 1), "model_id": model });
        let response = stage.speak("?output_format=pcm_8000", &body).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{model}");
        assert_eq!(detail(response).await["code"], "max_character_limit_exceeded");
    }
    let longest = stage.speak("?output_format=pcm_8000", &text(&"é".repeat(10_000))).await;
    assert_eq!(longest.status(), StatusCode::OK);
}

#[tokio::test]
async fn an_unknown_voice_is_not_found() {
    let stage = Stage::set().await;
    let request = stage.post("/v1/text-to-speech/nobody", &text("hello")).header("xi-api-key", KEY);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(detail(response).await["code"], "voice_not_found");
}

#[tokio::test]
async fn nulls_and_unknown_fields_are_tolerated() {
    let stage = Stage::set().await;
    let body = json!({
        "text": "hello", "model_id": null, "language_code": null, "voice_settings": null, "seed": null,
        "previous_text": null, "next_text": null, "previous_request_ids": null, "next_request_ids": null,
        "pronunciation_dictionary_locators": null, "apply_text_normalization": null,
        "apply_language_text_normalization": null, "use_pvc_as_ivc": null, "audio_effects": null, "new": 7,
    });
    assert_eq!(stage.speak("?new=7", &body).await.status(), StatusCode::OK);
    let settings = json!({
        "stability": null, "similarity_boost": 0.75, "style": 0, "use_speaker_boost": true, "speed": null,
    });
    assert_eq!(stage.speak("", &with("voice_settings", settings)).await.status(), StatusCode::OK);
    let told = json!({ "text": "hallo", "model_id": "eleven_flash_v2_5", "language_code": "de", "seed": 7 });
    assert_eq!(stage.speak("", &told).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let stage = Stage::set().await;
    assert_eq!(stage.speak("", &json!(["hello"])).await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let request = stage.client.post(stage.url(&format!("/v1/text-to-speech/{VOICE}")));
    let response = request.header("xi-api-key", KEY).body("{\"text\": ").send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(detail(response).await[0]["type"], "json_invalid");
}
