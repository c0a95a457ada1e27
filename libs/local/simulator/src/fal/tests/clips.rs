//! Videos: every endpoint, its size, length and sound.

use super::*;
use crate::tests::first_frame::red_pixels;

/// What ffprobe says: size, frames at 24 a second, and whether there is sound.
fn probed(clip: &[u8]) -> (String, bool) {
    let streams = kit::probe(clip, "stream=codec_type,width,height,nb_frames");
    let video = streams.lines().find_map(|line| line.strip_prefix("video,")).unwrap().to_owned();
    (video, streams.lines().any(|line| line.starts_with("audio")))
}

#[tokio::test]
async fn every_endpoint_makes_a_clip_of_a_text() {
    let stage = Stage::set().await;
    for (endpoint, more, expected, heard) in [
        ("fal-ai/kling-video/v2.6/pro/text-to-video", json!({}), "1920,1080,120", true),
        (
            "fal-ai/kling-video/v3/standard/text-to-video",
            json!({ "duration": "3", "aspect_ratio": "1:1" }),
            "720,720,72",
            true,
        ),
        (
            "fal-ai/kling-video/v3/pro/text-to-video",
            json!({ "duration": "3", "aspect_ratio": "9:16" }),
            "1080,1920,72",
            true,
        ),
        (
            "luma/agent/ray/v3.2/text-to-video",
            json!({ "resolution": "540p", "aspect_ratio": "4:3" }),
            "720,540,120",
            false,
        ),
        ("fal-ai/veo3.1", json!({}), "1280,720,192", true),
        ("fal-ai/veo3.1/fast", json!({ "duration": "4s", "aspect_ratio": "9:16" }), "720,1280,96", true),
        ("fal-ai/veo3.1/lite", json!({ "duration": "6s" }), "1280,720,144", true),
        (
            "fal-ai/bytedance/seedance/v1/pro/text-to-video",
            json!({ "resolution": "480p", "aspect_ratio": "9:21" }),
            "480,1120,120",
            false,
        ),
        ("fal-ai/bytedance/seedance/v1/pro/text-to-video", json!({ "num_frames": 31 }), "1280,720,31", false),
        (
            "fal-ai/bytedance/seedance/v1.5/pro/text-to-video",
            json!({ "resolution": "480p", "duration": "4" }),
            "852,480,96",
            true,
        ),
        (
            "bytedance/seedance-2.0/text-to-video",
            json!({ "resolution": "480p", "duration": "4" }),
            "852,480,96",
            true,
        ),
    ] {
        let clip = stage.clip(endpoint, &with(prompt("a red fox"), &more)).await;
        assert_eq!(probed(&clip), (expected.to_owned(), heard), "{endpoint} {more}");
    }
}

#[tokio::test]
async fn every_endpoint_makes_a_clip_of_a_picture() {
    let stage = Stage::set().await;
    let tall = picture(300, 400);
    for (endpoint, more, expected) in [
        ("fal-ai/kling-video/v2.6/pro/image-to-video", json!({ "start_image_url": tall }), "1080,1440,120"),
        (
            "fal-ai/kling-video/v3/standard/image-to-video",
            json!({ "start_image_url": tall, "end_image_url": tall }),
            "720,960,120",
        ),
        (
            "fal-ai/kling-video/v3/pro/image-to-video",
            json!({ "start_image_url": tall, "duration": "3" }),
            "1080,1440,72",
        ),
        ("luma/agent/ray/v3.2/image-to-video", json!({ "image_url": tall, "duration": 5 }), "720,960,120"),
        (
            "luma/agent/ray/v3.2/image-to-video",
            json!({ "image_url": tall, "aspect_ratio": "1:1" }),
            "720,720,120",
        ),
        ("fal-ai/veo3.1/image-to-video", json!({ "image_url": tall, "duration": "4s" }), "720,1280,96"),
        (
            "fal-ai/veo3.1/fast/image-to-video",
            json!({ "image_url": tall, "aspect_ratio": "16:9", "duration": "4s" }),
            "1280,720,96",
        ),
        ("fal-ai/veo3.1/lite/image-to-video", json!({ "image_url": tall, "duration": "4s" }), "720,1280,96"),
        (
            "fal-ai/veo3.1/first-last-frame-to-video",
            json!({ "first_frame_url": tall, "last_frame_url": tall, "duration": "4s" }),
            "720,1280,96",
        ),
        ("fal-ai/veo3.1/reference-to-video", json!({ "image_urls": [tall, tall] }), "1280,720,192"),
        (
            "fal-ai/bytedance/seedance/v1/pro/image-to-video",
            json!({ "image_url": tall, "duration": "2" }),
            "720,960,48",
        ),
        (
            "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
            json!({ "image_url": tall, "duration": "4" }),
            "1280,720,96",
        ),
        (
            "bytedance/seedance-2.0/image-to-video",
            json!({ "image_url": tall, "duration": "4" }),
            "720,960,96",
        ),
    ] {
        let body = with(json!({ "prompt": "a red fox", "generate_audio": false }), &more);
        // These are always silent, and have no such field.
        let mute = endpoint.contains("luma") || endpoint.contains("seedance/v1/");
        let body = if mute { with(body, &json!({ "generate_audio": null })) } else { body };
        let clip = stage.clip(endpoint, &body).await;
        assert_eq!(probed(&clip), (expected.to_owned(), false), "{endpoint} {more}");
        assert!(red_pixels(&clip) > 1000, "{endpoint}: the picture is to be seen");
    }
}

#[tokio::test]
async fn seedance_tells_its_seed() {
    let stage = Stage::set().await;
    let endpoint = "fal-ai/bytedance/seedance/v1/pro/text-to-video";
    let body = json!({ "prompt": "sim:bad-media", "seed": 7 });
    assert_eq!(stage.output(endpoint, &body).await["seed"], 7);
    let any = json!({ "prompt": "sim:bad-media", "seed": -1 });
    assert!(stage.output(endpoint, &any).await["seed"].as_u64().is_some());
    assert_eq!(stage.output(VIDEO, &prompt("sim:bad-media")).await.get("seed"), None);
}

#[tokio::test]
async fn shots_follow_each_other() {
    let stage = Stage::set().await;
    let body = json!({
        "multi_prompt": [{ "prompt": "a fox", "duration": "1" }, { "prompt": "a hen", "duration": "2" }],
        "shot_type": "customize", "generate_audio": false,
    });
    let clip = stage.clip("fal-ai/kling-video/v3/standard/text-to-video", &body).await;
    assert_eq!(probed(&clip), ("1280,720,72".to_owned(), false));
    assert_eq!(stage.job("a fox\na hen").await["billed_units"], 1);
}

#[tokio::test]
async fn elements_bring_their_pictures() {
    let stage = Stage::set().await;
    let body = json!({
        "prompt": "@Element1 runs", "start_image_url": picture(300, 300),
        "elements": [{ "frontal_image_url": picture(30, 30), "reference_image_urls": [picture(30, 30)] }],
    });
    let endpoint = "fal-ai/kling-video/v3/pro/image-to-video";
    assert!(stage.output(endpoint, &body).await["video"]["url"].is_string());
}
