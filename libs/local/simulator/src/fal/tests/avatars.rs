//! A picture speaks a recording.

use super::*;
use crate::tests::files::{redness, shape};
use crate::workshop::{Encoding, Sound, Speech};

/// The URL of a recording.
async fn recording(client: &Client) -> String {
    let speech = Speech { text: FOX.to_owned(), voice: "x".to_owned(), speed: 1.0, rate: 8000 };
    let sound = Sound { speech, encoding: Encoding::Wav };
    client.serve(client.simulator.world.workshop.sound(sound).await.unwrap().to_vec()).await
}

#[tokio::test]
async fn the_clip_has_the_shape_of_the_picture_and_the_length_of_the_recording() {
    let client = client().await;
    let (tall, audio) = (picture(300, 400), recording(&client).await);
    for (endpoint, resolution, expected) in [
        ("veed/fabric-1.0", Some("480p"), "h264,480,640,"),
        ("veed/fabric-1.0", Some("720p"), "h264,720,960,"),
        ("fal-ai/kling-video/ai-avatar/v2/standard", None, "h264,720,960,"),
        ("fal-ai/kling-video/ai-avatar/v2/pro", None, "h264,1080,1440,"),
    ] {
        let body = json!({ "image_url": tall, "audio_url": audio, "resolution": resolution });
        let clip = made(&client, endpoint, &body).await;
        let shape = shape(Kind::Clip, &clip).unwrap();
        assert!(shape.starts_with(expected) && shape.ends_with(" + aac"), "{endpoint}: {shape}");
        let seconds: f64 = kit::probe(&clip, "format=duration").parse().unwrap();
        assert!((2.9..3.4).contains(&seconds), "{endpoint}: {seconds}");
        assert!(redness(Kind::Clip, &clip) > 1000);
    }
    let jobs = client.all_jobs().await;
    assert!(jobs.iter().all(|job| job["prompt"].as_str().unwrap().starts_with("audio:")), "{jobs:?}");
    assert_eq!(jobs.iter().map(|job| &job["starts"]).collect::<Vec<_>>(), [1, 1, 2], "by the recording");
}

#[tokio::test]
async fn a_recording_must_be_there_and_must_be_heard() {
    let client = client().await;
    let text = json!(client.serve(b"no sound".to_vec()).await);
    for (url, kind) in [
        (&text, "unsupported_audio_format"),
        (&picture(30, 30), "unsupported_audio_format"),
        (&json!("http://127.0.0.1:1/x.mp3"), "file_download_error"),
    ] {
        let body = json!({ "image_url": picture(30, 30), "audio_url": url });
        let result = ended(&client, "fal-ai/kling-video/ai-avatar/v2/pro", &body).await;
        fault(kind, &["audio_url"]).check(&result, kind);
    }
}
