//! Talking heads.

use super::*;
use crate::tests::first_frame::red_pixels;

fn streams(clip: &[u8]) -> String {
    kit::probe(clip, "stream=codec_name,width,height").replace('\n', " ")
}

fn seconds(clip: &[u8]) -> f64 {
    kit::probe(clip, "format=duration").parse().unwrap()
}

#[tokio::test]
async fn a_picture_speaks_a_recording() {
    let stage = Stage::set().await;
    let (tall, audio) = (picture(300, 400), stage.recording(FOX).await);
    for (endpoint, more, size) in [
        ("veed/fabric-1.0", json!({ "resolution": "480p" }), "480,640"),
        ("veed/fabric-1.0/fast", json!({ "resolution": "720p" }), "720,960"),
        ("fal-ai/kling-video/ai-avatar/v2/standard", json!({}), "720,960"),
        ("fal-ai/kling-video/ai-avatar/v2/pro", json!({ "prompt": "nods" }), "1080,1440"),
        (
            "fal-ai/heygen/avatar4/image-to-video",
            json!({ "resolution": "360p", "aspect_ratio": "1:1" }),
            "360,360",
        ),
    ] {
        let body = with(json!({ "image_url": tall, "audio_url": audio }), &more);
        let output = stage.output(endpoint, &body).await;
        let clip = stage.file(&output["video"]).await;
        assert_eq!(streams(&clip), format!("h264,{size} aac"), "{endpoint}");
        assert!((2.9..3.4).contains(&seconds(&clip)), "{endpoint}: as long as the recording");
        assert!(red_pixels(&clip) > 1000);
        assert_eq!(output.get("duration").is_some(), endpoint.contains("kling"), "{endpoint}");
    }
}

#[tokio::test]
async fn a_picture_or_a_twin_speaks_a_text() {
    let stage = Stage::set().await;
    let square = picture(300, 300);
    for (endpoint, body, size) in [
        (
            "veed/fabric-1.0/text",
            json!({ "image_url": square, "text": FOX, "resolution": "480p", "voice_description": "calm" }),
            "480,480",
        ),
        (
            "fal-ai/heygen/avatar4/image-to-video",
            json!({ "image_url": square, "prompt": FOX, "voice": "Mark", "resolution": "480p" }),
            "852,480",
        ),
        (
            "fal-ai/heygen/avatar4/digital-twin",
            json!({
                "character": { "avatar": "Abigail Office Front" }, "voice": { "prompt": FOX, "voice": "Mark" },
                "aspect_ratio": "9:16", "resolution": "540p",
            }),
            "540,960",
        ),
    ] {
        let clip = stage.clip(endpoint, &body).await;
        assert_eq!(streams(&clip), format!("h264,{size} aac"), "{endpoint}");
        assert!((2.9..3.4).contains(&seconds(&clip)), "{endpoint}");
    }
    assert_eq!(stage.jobs(FOX).await.len(), 3);
}

#[tokio::test]
async fn a_job_without_a_prompt_is_named_by_its_recording() {
    let stage = Stage::set().await;
    let audio = stage.recording("hello").await;
    let body = json!({ "image_url": picture(30, 30), "audio_url": audio, "resolution": "480p" });
    for _ in 0..2 {
        stage.accepted("veed/fabric-1.0", &body).await;
    }
    let usage: Value = stage.get_request("/_sim/ledger").send().await.unwrap().json().await.unwrap();
    let job = &usage["jobs"][0];
    assert!(job["prompt"].as_str().unwrap().starts_with("audio:"), "{job}");
    assert_eq!((&job["model"], &job["starts"]), (&json!("veed/fabric-1.0"), &json!(2)));
}

#[tokio::test]
async fn an_avatar_of_kling_obeys_the_words_of_its_prompt() {
    let stage = Stage::set().await;
    let audio = stage.recording("hello").await;
    let body = json!({ "image_url": picture(30, 30), "audio_url": audio, "prompt": "nods sim:fail" });
    let response = stage.ended("fal-ai/kling-video/ai-avatar/v2/standard", &body).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
}
