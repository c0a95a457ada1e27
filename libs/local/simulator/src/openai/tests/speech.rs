//! `POST /v1/audio/speech`.

use super::*;

fn body(input: &str) -> Value {
    json!({ "model": "gpt-4o-mini-tts", "input": input, "voice": "marin" })
}

fn older(voice: &str) -> Value {
    json!({ "model": "tts-1", "input": "hello", "voice": voice })
}

pub(super) fn subject() -> Subject {
    let refused_text = || error(400, INVALID).is("/error/code", "content_policy_violation");
    Subject {
        name: "speech",
        kind: Kind::Sound,
        path: "/v1/audio/speech",
        body,
        polling: None,
        accepted: status(200).with_header("content-type", "audio/mpeg"),
        media: |result| result.is_success().then(|| Media::Inline(result.bytes.to_vec())),
        endings: Endings {
            media: status(200),
            moderated: refused_text(),
            late_moderated: refused_text(),
            failed: broken(),
            empty: status(200),
        },
        units: 1,
        busy: busy(),
        broken: broken(),
        most_active: None,
        links: None,
        cancel: None,
        malformed: malformed(),
        refused: refused(),
        tolerated: vec![
            with(older("nova"), "/input", json!("x ".repeat(2048))),
            json!({
                "model": "tts-1", "input": "hello", "voice": "ash", "instructions": null, "response_format": null,
                "speed": null, "stream_format": null,
            }),
        ],
        files: vec![
            (with(body("The fox."), "/response_format", json!("mp3")), "mp3"),
            (with(body("The fox."), "/response_format", json!("wav")), "pcm_s16le"),
        ],
        with_picture: |_| Vec::new(),
    }
}

fn refused() -> Vec<(Value, Expected)> {
    let mut refused: Vec<_> = [
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
        ("language", json!("en"), "unknown_parameter"),
    ]
    .map(|(field, value, code)| wrong_field(&body("hello"), field, value, code))
    .to_vec();
    refused.push(wrong_field(&older("nova"), "voice", json!("marin"), "invalid_value"));
    refused.push(no_model(&body("hello"), "gpt-image-2.5-flare"));
    refused
}

#[tokio::test]
async fn speech_is_as_long_as_its_speed_makes_it() {
    let client = Client::new(api(), "speech").await;
    let text = "The quick brown fox jumps over the lazy dog.".repeat(2);
    let seconds = async |speed: f64| {
        let file = client.made(&with(body(&text), "/speed", json!(speed))).await;
        kit::probe(&file, "format=duration").parse::<f64>().unwrap()
    };
    let (normal, double) = (seconds(1.0).await, seconds(2.0).await);
    assert!((5.9..6.8).contains(&normal), "{normal}");
    assert!((normal / 2.0 - double).abs() < 0.2, "{double}");
}
