//! `POST /v1/audio/speech`.

use super::*;

#[tokio::test]
async fn every_format_is_what_it_says() {
    let stage = Stage::set().await;
    for (format, media_type, codec) in [
        ("mp3", "audio/mpeg", "mp3"),
        ("opus", "audio/opus", "opus"),
        ("aac", "audio/aac", "aac"),
        ("flac", "audio/flac", "flac"),
        ("wav", "audio/wav", "pcm_s16le"),
    ] {
        let mut body = speech("The quick brown fox jumps over the lazy dog.");
        body["response_format"] = json!(format);
        let response = stage.send(SPEECH, body).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], media_type);
        assert!(response.headers().contains_key("x-request-id"));
        let file = response.bytes().await.unwrap();
        assert_eq!(kit::probe(&file, "stream=codec_name"), codec);
        let seconds: f64 = kit::probe(&file, "format=duration").parse().unwrap();
        assert!((2.9..3.4).contains(&seconds), "{format}: {seconds}");
    }
}

#[tokio::test]
async fn raw_samples_are_as_many_as_the_speed_makes_them() {
    let stage = Stage::set().await;
    let mut samples = Vec::new();
    for speed in [1.0, 2.0] {
        let mut body = speech(&"lorem ipsum ".repeat(10));
        body["response_format"] = json!("pcm");
        body["speed"] = json!(speed);
        samples.push(stage.send(SPEECH, body).await.bytes().await.unwrap().len());
    }
    assert!(samples[0].abs_diff(samples[1] * 2) < 8, "{samples:?}");
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::set().await;
    for (field, value, code) in [
        ("input", Value::Null, "missing_required_parameter"),
        ("voice", Value::Null, "missing_required_parameter"),
        ("model", Value::Null, "missing_required_parameter"),
        ("input", json!(""), "string_below_min_length"),
        ("input", json!("é".repeat(4097)), "string_above_max_length"),
        ("voice", json!("rachel"), "invalid_value"),
        ("voice", json!(3), "invalid_type"),
        ("response_format", json!("ogg"), "invalid_value"),
        ("speed", json!(4.1), "invalid_value"),
        ("speed", json!(0.2), "invalid_value"),
        ("speed", json!("fast"), "invalid_type"),
        ("stream_format", json!("ws"), "invalid_value"),
        ("language", json!("en"), "unknown_parameter"),
    ] {
        let mut body = speech("hello");
        body[field] = value;
        let error = stage.error(SPEECH, body, 400).await;
        assert_eq!((&error["param"], &error["code"]), (&json!(field), &json!(code)));
    }
    let older = json!({ "model": "tts-1", "input": "hello", "voice": "marin" });
    assert_eq!(stage.error(SPEECH, older, 400).await["param"], "voice");
    let older = json!({ "model": "tts-1", "input": "hello", "voice": "nova", "stream_format": "sse" });
    assert_eq!(stage.error(SPEECH, older, 400).await["param"], "stream_format");
}

#[tokio::test]
async fn the_longest_text_nulls_and_a_voice_of_ones_own_are_accepted() {
    let stage = Stage::set().await;
    let body = json!({
        "model": "tts-1-hd", "input": "x ".repeat(2048), "voice": { "id": "voice_123" }, "instructions": null,
        "response_format": "pcm", "speed": null, "stream_format": null,
    });
    assert_eq!(stage.send(SPEECH, body).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn every_ending_has_its_answer() {
    let stage = Stage::set().await;
    for prompt in ["sim:moderated", "sim:late-moderated"] {
        assert_eq!(stage.error(SPEECH, speech(prompt), 400).await["code"], "content_policy_violation");
    }
    assert_eq!(stage.error(SPEECH, speech("sim:fail"), 500).await["type"], "server_error");
    let empty = stage.send(SPEECH, speech("sim:empty-result")).await;
    assert_eq!((empty.status(), empty.bytes().await.unwrap().len()), (StatusCode::OK, 0));
    let broken = stage.send(SPEECH, speech("sim:bad-media")).await;
    assert_eq!(broken.headers()["content-type"], "audio/mpeg");
    assert_eq!(kit::probe(&broken.bytes().await.unwrap(), "format=duration"), "");
    for (prompt, billed) in
        [("sim:moderated", 0), ("sim:fail", 0), ("sim:empty-result", 0), ("sim:bad-media", 1)]
    {
        assert_eq!(stage.job(prompt).await["billed_units"], billed, "{prompt}");
    }
}

#[tokio::test]
async fn speech_can_be_streamed_as_events() {
    let stage = Stage::set().await;
    let mut body = speech("hello");
    body["stream_format"] = json!("sse");
    let text = stage.send(SPEECH, body).await.text().await.unwrap();
    let kinds: Vec<Value> = text
        .lines()
        .filter_map(|line| line.strip_prefix("data: "))
        .map(|data| serde_json::from_str::<Value>(data).unwrap()["type"].take())
        .collect();
    assert_eq!(kinds, ["speech.audio.delta", "speech.audio.done"]);
}
