//! `POST /v1/text-to-speech/{voice_id}` and its stream.

use super::*;

#[tokio::test]
async fn every_format_is_what_it_says() {
    let stage = Stage::set().await;
    for (format, media_type, codec) in [
        ("mp3_22050_32", "audio/mpeg", "mp3,22050"),
        ("mp3_24000_48", "audio/mpeg", "mp3,24000"),
        ("mp3_44100_128", "audio/mpeg", "mp3,44100"),
        ("mp3_44100_192", "audio/mpeg", "mp3,44100"),
        ("wav_8000", "audio/wav", "pcm_s16le,8000"),
        ("wav_24000", "audio/wav", "pcm_s16le,24000"),
        ("wav_48000", "audio/wav", "pcm_s16le,48000"),
        ("opus_48000_32", "audio/opus", "opus,48000"),
        ("opus_48000_192", "audio/opus", "opus,48000"),
    ] {
        let response = stage.speak(&format!("?output_format={format}"), &text(FOX)).await;
        assert_eq!(response.status(), StatusCode::OK, "{format}");
        assert_eq!(response.headers()["content-type"], media_type);
        let file = response.bytes().await.unwrap();
        assert_eq!(kit::probe(&file, "stream=codec_name,sample_rate"), codec);
        assert_eq!(kit::probe(&file, "stream=channels"), "1");
        let seconds: f64 = kit::probe(&file, "format=duration").parse().unwrap();
        assert!((2.9..3.4).contains(&seconds), "{format}: {seconds}");
    }
}

#[tokio::test]
async fn an_mp3_has_the_bit_rate_that_was_asked_for() {
    let stage = Stage::set().await;
    for kbps in [32, 64, 96, 128, 192] {
        let response = stage.speak(&format!("?output_format=mp3_44100_{kbps}"), &text(FOX)).await;
        let file = response.bytes().await.unwrap();
        assert_eq!(kit::probe(&file, "stream=bit_rate"), format!("{kbps}000"));
    }
}

#[tokio::test]
async fn raw_samples_have_no_header() {
    let stage = Stage::set().await;
    let bytes = async |format: &str| {
        let response = stage.speak(&format!("?output_format={format}"), &text(FOX)).await;
        assert_eq!(response.status(), StatusCode::OK, "{format}");
        response.bytes().await.unwrap()
    };
    let wav = bytes("wav_16000").await;
    let pcm = bytes("pcm_16000").await;
    assert_eq!(wav.slice(44..), pcm);
    for format in ["pcm_8000", "ulaw_8000", "alaw_8000"] {
        let expected = if format.starts_with("pcm") { pcm.len() / 2 } else { pcm.len() / 4 };
        assert!(bytes(format).await.len().abs_diff(expected) < 8, "{format}");
    }
}

#[tokio::test]
async fn what_is_not_said_is_an_mp3_of_44100_hz_and_the_stream_is_the_same() {
    let stage = Stage::set().await;
    let response = stage.speak("", &text(FOX)).await;
    assert_eq!(response.headers()["content-type"], "audio/mpeg");
    let file = response.bytes().await.unwrap();
    assert_eq!(kit::probe(&file, "stream=codec_name,sample_rate,bit_rate"), "mp3,44100,128000");
    assert_eq!(stage.speak("/stream", &text(FOX)).await.bytes().await.unwrap(), file);
}

#[tokio::test]
async fn a_faster_voice_is_done_sooner() {
    let stage = Stage::set().await;
    let mut samples = Vec::new();
    for speed in [0.7, 1.0, 1.2] {
        let body = json!({ "text": FOX, "voice_settings": { "speed": speed } });
        let response = stage.speak("?output_format=pcm_16000", &body).await;
        samples.push(response.bytes().await.unwrap().len());
    }
    assert!(samples[0].abs_diff(samples[1] * 10 / 7) < 16, "{samples:?}");
    assert!(samples[2].abs_diff(samples[1] * 10 / 12) < 16, "{samples:?}");
}

#[tokio::test]
async fn the_cost_is_told_and_counted() {
    let stage = Stage::set().await;
    for (model, cost) in [("eleven_multilingual_v2", "44"), ("eleven_flash_v2_5", "22")] {
        let response = stage.speak("", &json!({ "text": FOX, "model_id": model })).await;
        assert_eq!(response.headers()["character-cost"], cost);
        assert!(response.headers().contains_key("request-id"));
        assert!(response.headers().contains_key("current-concurrent-requests"));
        assert!(response.headers().contains_key("maximum-concurrent-requests"));
    }
    let jobs = stage.jobs(FOX).await;
    assert_eq!(jobs.len(), 2);
    assert!(jobs.iter().all(|job| job["billed_units"] == 1));
    assert_eq!(stage.json("/v1/user/subscription").await["character_count"], 66);
}
