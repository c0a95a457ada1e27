//! The signed link and the clip behind it.

use super::*;
use crate::link;

#[tokio::test]
async fn a_clip_has_exactly_the_asked_size_and_length() {
    let stage = Stage::set().await;
    for (model, settings, expected) in [
        ("kling-2.6", json!(null), "h264,1280,720,120"),
        ("kling-2.6", json!({ "aspect_ratio": "9:16", "duration": 10 }), "h264,720,1280,240"),
        (
            "kling-3.0",
            json!({ "aspect_ratio": "1:1", "duration": 3, "resolution": "1080p" }),
            "h264,1080,1080,72",
        ),
        ("kling-3.0", json!({ "duration": 3, "resolution": "4k" }), "h264,3840,2160,72"),
    ] {
        let clip = stage.clip(&format!("/text-to-video/{model}"), &text("a red fox", &settings)).await;
        assert_eq!(kit::probe(&clip, "stream=codec_name,width,height,nb_frames"), expected);
    }
}

#[tokio::test]
async fn a_clip_sounds_if_it_was_asked_to_or_always_does() {
    let stage = Stage::set().await;
    for (model, audio, codecs) in [
        ("kling-3.0", json!("native"), "h264\naac"),
        ("kling-3.0", json!("off"), "h264"),
        ("kling-3.0", json!(null), "h264"),
        ("kling-3.0-turbo", json!(null), "h264\naac"),
    ] {
        let settings = json!({ "duration": 3, "audio": audio });
        let clip = stage.clip(&format!("/text-to-video/{model}"), &text("a red fox", &settings)).await;
        assert_eq!(kit::probe(&clip, "stream=codec_name"), codecs, "{model} {audio}");
    }
}

#[tokio::test]
async fn a_link_is_valid_for_thirty_days_after_the_end() {
    let stage = Stage::set().await;
    let task = stage.task("sim:bad-media").await;
    stage.pass(TYPICAL_MS);
    let link = stage.link(&task).await;
    stage.pass(30 * DAY_MS - 1);
    assert_eq!(stage.link(&task).await, link, "a late poll does not renew it");
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::OK);
    stage.pass(1);
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_watermarked_clip_has_a_link_of_its_own() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "sim:bad-media", "options": { "watermark_info": { "enabled": true } } });
    let task = stage.accepted(TEXT, &body).await["id"].as_str().unwrap().to_owned();
    stage.pass(TYPICAL_MS);
    let output = stage.poll(&task).await["outputs"][0].take();
    assert_ne!(output["watermark_url"], output["url"]);
    let response = stage.fetch(output["watermark_url"].as_str().unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
}

#[tokio::test]
async fn there_is_no_file_before_the_end_nor_after_a_failure() {
    let stage = Stage::set().await;
    let (running, failed) = (stage.task("sim:slow=1000").await, stage.task("sim:fail").await);
    stage.pass(TYPICAL_MS);
    for task in [running, failed] {
        let world = &stage.simulator.world;
        let valid = std::time::Duration::from_hours(1);
        let link = link::to(world, Vendor::Kling, &task, "video.mp4", world.now_ms(), valid).unwrap();
        assert_eq!(stage.fetch(&link).await.status(), StatusCode::NOT_FOUND);
    }
}
