//! `POST /v3/voices/speech`.

use super::*;

const PATH: &str = "/v3/voices/speech";

fn speech(text: &str) -> Value {
    json!({ "text": text, "voice_id": VOICE })
}

#[tokio::test]
async fn the_answer_names_the_file_its_length_and_its_words() {
    let stage = Stage::fast().await;
    let said = data(stage.send(PATH, &speech(FOX)).await).await;
    let duration = said["duration"].as_f64().unwrap();
    assert!((2.9..3.4).contains(&duration));
    let words = said["word_timestamps"].as_array().unwrap();
    let text: Vec<&str> = words.iter().map(|word| word["word"].as_str().unwrap()).collect();
    assert_eq!(text.join(" "), FOX);
    assert!((words[8]["end"].as_f64().unwrap() - duration).abs() < 0.01);
    assert!(said["request_id"].is_string());

    let file = stage.fetch(said["audio_url"].as_str().unwrap()).await;
    assert_eq!(file.headers()["content-type"], "audio/mpeg");
    let file = file.bytes().await.unwrap();
    assert_eq!(kit::probe(&file, "stream=codec_name,sample_rate,channels"), "mp3,44100,1");
    let seconds: f64 = kit::probe(&file, "format=duration").parse().unwrap();
    assert!((seconds - duration).abs() < 0.1, "{seconds}");
    assert_eq!(stage.job(FOX).await["billed_units"], 1);
}

#[tokio::test]
async fn what_is_wrong_is_named() {
    let stage = Stage::fast().await;
    for (field, value, status, code) in [
        ("text", Value::Null, 400, "invalid_parameter"),
        ("text", json!(""), 400, "invalid_parameter"),
        ("text", json!("é".repeat(5001)), 400, "invalid_parameter"),
        ("voice_id", Value::Null, 400, "invalid_parameter"),
        ("voice_id", json!("nobody"), 404, "voice_not_found"),
        ("voice_id", json!("d7bbcdd6964c47bdaae26decade4a933"), 400, "voice_not_usable"),
        ("input_type", json!("html"), 400, "invalid_parameter"),
        ("speed", json!(2.1), 400, "invalid_parameter"),
        ("speed", json!(0.4), 400, "invalid_parameter"),
        ("language", json!(7), 400, "invalid_parameter"),
        ("model", json!("x"), 400, "invalid_parameter"),
    ] {
        let response = stage.send(PATH, &with(speech("hello"), field, value)).await;
        assert_eq!(response.status().as_u16(), status, "{field}");
        let error = error(response).await;
        assert_eq!((&error["code"], &error["param"]), (&json!(code), &json!(field)));
    }
}

#[tokio::test]
async fn nulls_are_tolerated() {
    let stage = Stage::fast().await;
    let mut body = speech(&"x ".repeat(2500));
    for field in ["input_type", "speed", "language", "locale", "new"] {
        body[field] = Value::Null;
    }
    assert_eq!(stage.send(PATH, &body).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn every_ending_has_its_answer() {
    let stage = Stage::fast().await;
    for word in ["sim:moderated", "sim:late-moderated"] {
        let response = stage.send(PATH, &speech(word)).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        assert_eq!(error(response).await["code"], "content_moderated");
    }
    let failed = stage.send(PATH, &speech("sim:fail")).await;
    assert_eq!(failed.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let empty = data(stage.send(PATH, &speech("sim:empty-result")).await).await;
    assert_eq!(empty["audio_url"], Value::Null);
    let broken = data(stage.send(PATH, &speech("sim:bad-media")).await).await;
    let file = stage.fetch(broken["audio_url"].as_str().unwrap()).await.bytes().await.unwrap();
    assert_eq!(kit::probe(&file, "format=duration"), "");
    for (word, billed) in
        [("sim:moderated", 0), ("sim:fail", 0), ("sim:empty-result", 0), ("sim:bad-media", 1)]
    {
        assert_eq!(stage.job(word).await["billed_units"], billed, "{word}");
    }
}

#[tokio::test]
async fn a_link_is_valid_for_seven_days() {
    let stage = Stage::fast().await;
    let said = data(stage.send(PATH, &speech("sim:bad-media")).await).await;
    let link = said["audio_url"].as_str().unwrap();
    stage.pass(LINK_MS - 1);
    assert_eq!(stage.fetch(link).await.status(), StatusCode::OK);
    stage.pass(1);
    assert_eq!(stage.fetch(link).await.status(), StatusCode::FORBIDDEN);
}
