//! `POST /v3/models/audio/tts`.

use super::*;

const PATH: &str = "/v3/models/audio/tts";
const INSTANT: &str = "hv_b3909e64c7d1";
const PROFESSIONAL: &str = "hv_7a64e3f81b90";

fn speech(text: &str) -> Value {
    json!({ "text": text, "voice_id": INSTANT })
}

#[tokio::test]
async fn the_answer_names_a_wav_of_44100_hz() {
    let stage = Stage::fast().await;
    let response = stage.send(PATH, &speech(FOX)).await;
    assert_eq!(response.headers()["content-language"], "en");
    assert!(response.headers().contains_key("x-request-id"));
    let said = data(response).await;
    let file = stage.fetch(said["audio_url"].as_str().unwrap()).await;
    assert_eq!(file.headers()["content-type"], "audio/wav");
    let file = file.bytes().await.unwrap();
    assert_eq!(kit::probe(&file, "stream=codec_name,sample_rate,channels"), "pcm_s16le,44100,1");
    let seconds: f64 = kit::probe(&file, "format=duration").parse().unwrap();
    assert!((seconds - said["duration"].as_f64().unwrap()).abs() < 0.01);
    let job = stage.job(FOX).await;
    assert_eq!((&job["model"], &job["billed_units"]), (&json!("heygen-voice-1"), &json!(1)));
}

#[tokio::test]
async fn the_language_is_told_or_that_of_the_voice() {
    let stage = Stage::fast().await;
    for (body, language) in [
        (with(speech("Guten Tag."), "language", json!("de")), "de"),
        (json!({ "text": "Guten Tag.", "voice_id": "hv_e61750cfa2d8" }), "de"),
        (json!({ "text": "Hello.", "voice_id": "hv_80e3c5a79f21" }), "en"),
    ] {
        assert_eq!(stage.send(PATH, &body).await.headers()["content-language"], language);
    }
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::fast().await;
    for (voice, field, value, status, code) in [
        (INSTANT, "text", Value::Null, 400, "invalid_parameter"),
        (INSTANT, "text", json!("é".repeat(5001)), 400, "invalid_parameter"),
        (INSTANT, "voice_id", Value::Null, 400, "invalid_parameter"),
        (INSTANT, "voice_id", json!(VOICE), 404, "voice_not_found"),
        (INSTANT, "voice_id", json!("hv_0d0c51b6a0f2"), 409, "resource_not_ready"),
        (INSTANT, "voice_id", json!("hv_fa217d60b8c3"), 409, "resource_not_ready"),
        (INSTANT, "model", json!("heygen-voice-2"), 400, "invalid_parameter"),
        (INSTANT, "language", json!("en-US"), 400, "invalid_parameter"),
        (INSTANT, "language", json!("xx"), 400, "invalid_parameter"),
        (INSTANT, "expressiveness_boost", json!(1.1), 400, "invalid_parameter"),
        (INSTANT, "seed", json!(7), 400, "invalid_parameter"),
        (INSTANT, "speed", json!(1.1), 400, "invalid_parameter"),
        (INSTANT, "pitch_shift", json!(1), 400, "invalid_parameter"),
        (PROFESSIONAL, "expressiveness_boost", json!(0.5), 400, "invalid_parameter"),
        (PROFESSIONAL, "seed", json!(1.5), 400, "invalid_parameter"),
        (INSTANT, "with_timestamps", json!("yes"), 400, "invalid_parameter"),
        (INSTANT, "locale", json!("en-US"), 400, "invalid_parameter"),
    ] {
        let body = with(with(speech("hello"), "voice_id", json!(voice)), field, value);
        let response = stage.send(PATH, &body).await;
        assert_eq!(response.status().as_u16(), status, "{body}");
        let error = error(response).await;
        assert_eq!((&error["code"], &error["param"]), (&json!(code), &json!(field)), "{body}");
    }
}

#[tokio::test]
async fn every_field_can_be_said_where_it_belongs() {
    let stage = Stage::fast().await;
    let body = json!({
        "text": FOX, "voice_id": PROFESSIONAL, "model": "heygen-voice-1-turbo", "language": "en",
        "seed": 7, "speed": 1.2, "pitch_shift": -1.5, "pitch_variance": 1.1, "with_timestamps": true,
        "end_user_id": "u1", "expressiveness_boost": null,
    });
    let faster = data(stage.send(PATH, &body).await).await["duration"].as_f64().unwrap();
    let mut body = with(speech(FOX), "expressiveness_boost", json!(0.5));
    for field in ["model", "language", "seed", "speed", "pitch_shift", "pitch_variance", "end_user_id", "new"]
    {
        body[field] = Value::Null;
    }
    let normal = data(stage.send(PATH, &body).await).await["duration"].as_f64().unwrap();
    assert!((normal / faster - 1.2).abs() < 0.01, "{normal} {faster}");
}

#[tokio::test]
async fn every_ending_has_its_answer() {
    let stage = Stage::fast().await;
    let moderated = stage.send(PATH, &speech("sim:moderated")).await;
    assert_eq!(error(moderated).await["code"], "content_moderated");
    let failed = stage.send(PATH, &speech("sim:fail")).await;
    assert_eq!(error(failed).await["code"], "internal_error");
    let empty = data(stage.send(PATH, &speech("sim:empty-result")).await).await;
    assert_eq!(empty["audio_url"], Value::Null);
    let limited = stage.send(PATH, &speech("sim:429=1")).await;
    assert_eq!(limited.headers()["retry-after"], "2");
    assert_eq!(stage.send(PATH, &speech("sim:429=1")).await.status(), StatusCode::OK);
    let dropped = stage.request(PATH, &speech("sim:drop-answer")).send().await;
    assert!(dropped.unwrap_err().is_request());
    assert_eq!(stage.job("sim:drop-answer").await["billed_units"], 1);
}
