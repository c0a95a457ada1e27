//! Videos that a recording drives.

use super::*;
use crate::workshop::{Encoding, Sound, Speech};

fn driven_by(url: &str) -> Value {
    json!({ "type": "avatar", "avatar_id": AVATAR, "audio_url": url })
}

/// A URL that ends as the vendor wants it.
async fn served(client: &Client, bytes: Vec<u8>, extension: &str) -> String {
    client.serve(bytes).await.replace("/input?", &format!("/input.{extension}?"))
}

async fn recording(client: &Client, encoding: Encoding, extension: &str) -> String {
    let speech = Speech { text: FOX.to_owned(), voice: "x".to_owned(), speed: 1.0, rate: 8000 };
    let bytes = client.simulator.world.workshop.sound(Sound { speech, encoding }).await.unwrap();
    served(client, bytes.to_vec(), extension).await
}

#[tokio::test]
async fn a_video_is_as_long_as_its_recording_also_after_a_restart() {
    let mut client = client().await;
    for (encoding, extension) in [(Encoding::Wav, "wav"), (Encoding::Mp3 { kbps: 32 }, "mp3")] {
        let started = client.accepted(&driven_by(&recording(&client, encoding, extension).await)).await;
        client = client.killed_and_reopened().await;
        client.pass(600_000);
        let clip = client.file(&client.look(&started).await).await.unwrap();
        let seconds: f64 = kit::probe(&clip, "format=duration").parse().unwrap();
        assert!((2.9..3.4).contains(&seconds), "{extension}: {seconds}");
        assert_eq!(kit::probe(&clip, "stream=codec_name"), "h264\naac");
    }
    let jobs = client.all_jobs().await;
    assert!(jobs.iter().all(|job| job["prompt"].as_str().unwrap().starts_with("audio:")), "{jobs:?}");
}

#[tokio::test]
async fn a_recording_must_be_there_and_be_what_its_extension_says() {
    let client = client().await;
    let wav = recording(&client, Encoding::Wav, "wav").await;
    let mp3 = recording(&client, Encoding::Mp3 { kbps: 32 }, "mp3").await;
    let rubbish = served(&client, b"no sound".to_vec(), "mp3").await;
    for (url, code) in [
        (wav.replace(".wav", ".mp3"), "download_failed"),
        (mp3.replace(".mp3", ".wav"), "download_failed"),
        (wav.replace(".wav", ""), "download_failed"),
        (wav.replace(".wav", ".ogg"), "download_failed"),
        ("http://127.0.0.1:1/a.mp3".to_owned(), "download_failed"),
        (client.url("/nothing.mp3"), "download_failed"),
        ("data:audio/wav;base64,UklGRg==".to_owned(), "download_failed"),
        (rubbish, "invalid_parameter"),
    ] {
        about(400, code, "audio_url").check(&client.start(&driven_by(&url)).await, &url);
    }
}

#[tokio::test]
async fn a_recording_is_at_most_ten_minutes_long() {
    let client = client().await;
    let wav = |seconds: usize| {
        let length = u32::try_from(seconds * 16_000).unwrap();
        let mut file =
            b"RIFF\xff\xff\xff\x7fWAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data"
                .to_vec();
        file.extend(length.to_le_bytes());
        file.resize(file.len() + seconds * 16_000, 0);
        file
    };
    let fits = served(&client, wav(600), "wav").await;
    client.accepted(&driven_by(&fits)).await;
    let long = served(&client, wav(601), "wav").await;
    about(400, "invalid_parameter", "audio_url").check(&client.start(&driven_by(&long)).await, "601 s");
}
