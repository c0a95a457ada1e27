//! Videos that a recording drives.

use super::*;

fn driven_by(url: &str) -> Value {
    json!({ "type": "avatar", "avatar_id": AVATAR, "audio_url": url, "resolution": "720p" })
}

#[tokio::test]
async fn a_video_is_as_long_as_its_recording() {
    let stage = Stage::set().await;
    for extension in ["wav", "mp3"] {
        let url = stage.recording(FOX, extension).await;
        let clip = stage.clip(&driven_by(&url)).await;
        assert_eq!(kit::probe(&clip, "stream=codec_name"), "h264\naac");
        let seconds: f64 = kit::probe(&clip, "format=duration").parse().unwrap();
        assert!((2.9..3.4).contains(&seconds), "{extension}: {seconds}");
    }
    let usage: Value = stage.get_request("/_sim/ledger").send().await.unwrap().json().await.unwrap();
    for job in usage["jobs"].as_array().unwrap() {
        assert!(job["prompt"].as_str().unwrap().starts_with("audio:"), "{job}");
    }
}

#[tokio::test]
async fn a_recording_must_be_there_and_be_what_its_extension_says() {
    let stage = Stage::set().await;
    let (wav, mp3) = (stage.recording("hello", "wav").await, stage.recording("hello", "mp3").await);
    let rubbish = stage.serve_as(b"no sound".to_vec(), "mp3").await;
    for (url, code) in [
        (wav.replace(".wav", ".mp3"), "download_failed"),
        (mp3.replace(".mp3", ".wav"), "download_failed"),
        (wav.replace(".wav", ""), "download_failed"),
        (wav.replace(".wav", ".ogg"), "download_failed"),
        ("http://127.0.0.1:1/a.mp3".to_owned(), "download_failed"),
        (stage.url("/nothing.mp3"), "download_failed"),
        ("data:audio/wav;base64,UklGRg==".to_owned(), "download_failed"),
        (rubbish, "invalid_parameter"),
    ] {
        let response = stage.start(&driven_by(&url)).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{url}");
        let error = error(response).await;
        assert_eq!((&error["code"], &error["param"]), (&json!(code), &json!("audio_url")), "{url}");
    }
}

#[tokio::test]
async fn a_recording_is_at_most_ten_minutes_long() {
    let stage = Stage::set().await;
    let wav = |seconds: usize| {
        let length = u32::try_from(seconds * 16_000).unwrap();
        let mut file =
            b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data"
                .to_vec();
        file.extend(length.to_le_bytes());
        file.resize(file.len() + seconds * 16_000, 0);
        file
    };
    let fits = stage.serve_as(wav(600), "wav").await;
    stage.accepted(&driven_by(&fits)).await;
    let long = stage.serve_as(wav(601), "wav").await;
    assert_eq!(error(stage.start(&driven_by(&long)).await).await["code"], "invalid_parameter");
}

#[tokio::test]
async fn the_words_are_those_of_the_title() {
    let stage = Stage::set().await;
    let url = stage.recording("hello", "wav").await;
    let id = stage.accepted(&with(driven_by(&url), "title", json!("a sim:fail"))).await;
    stage.pass(LONG_MS);
    assert_eq!(stage.poll(&id).await["status"], "failed");
}
