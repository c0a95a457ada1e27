//! Speech by `ElevenLabs`.

use super::*;

const ENDPOINTS: [&str; 3] = [
    "fal-ai/elevenlabs/tts/multilingual-v2",
    "fal-ai/elevenlabs/tts/turbo-v2.5",
    "fal-ai/elevenlabs/tts/eleven-v3",
];

#[tokio::test]
async fn every_endpoint_makes_an_mp3() {
    let stage = Stage::set().await;
    for endpoint in ENDPOINTS {
        let output = stage.output(endpoint, &json!({ "text": FOX })).await;
        assert_eq!(output["audio"]["content_type"], "audio/mpeg");
        assert_eq!(output.get("timestamps"), None);
        let file = stage.file(&output["audio"]).await;
        assert_eq!(kit::probe(&file, "stream=codec_name,sample_rate,channels"), "mp3,44100,1");
        let seconds: f64 = kit::probe(&file, "format=duration").parse().unwrap();
        assert!((2.9..3.4).contains(&seconds), "{seconds}");
    }
}

#[tokio::test]
async fn a_voice_is_a_name_or_an_id() {
    let stage = Stage::set().await;
    for voice in ["Rachel", "Brian", "21m00Tcm4TlvDq8ikWAM", "ABCDEFGHIJ0123456789"] {
        let body = json!({ "text": "sim:bad-media", "voice": voice });
        stage.output(ENDPOINTS[0], &body).await;
    }
    for voice in ["Nobody", ""] {
        let body = json!({ "text": "hello", "voice": voice });
        assert_eq!(
            stage.faults(ENDPOINTS[0], &body).await,
            [("value_error".to_owned(), json!(["body", "voice"]))]
        );
    }
}

#[tokio::test]
async fn timestamps_come_if_they_are_asked_for() {
    let stage = Stage::set().await;
    let output = stage.output(ENDPOINTS[2], &json!({ "text": FOX, "timestamps": true })).await;
    let characters = output["timestamps"][0]["characters"].as_array().unwrap();
    assert_eq!(characters.len(), FOX.len());
}

#[tokio::test]
async fn a_slower_voice_takes_longer() {
    let stage = Stage::set().await;
    let mut seconds = Vec::new();
    for speed in [0.7, 1.2] {
        let output = stage.output(ENDPOINTS[1], &json!({ "text": FOX, "speed": speed })).await;
        let file = stage.file(&output["audio"]).await;
        seconds.push(kit::probe(&file, "format=duration").parse::<f64>().unwrap());
    }
    assert!((seconds[0] / seconds[1] - 1.2 / 0.7).abs() < 0.05, "{seconds:?}");
}

#[tokio::test]
async fn the_characters_are_billed() {
    let stage = Stage::set().await;
    let response = stage.ended(ENDPOINTS[0], &json!({ "text": FOX })).await;
    assert_eq!(response.headers()["x-fal-billable-units"], "0.044");
}
