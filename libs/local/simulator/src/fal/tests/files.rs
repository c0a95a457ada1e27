//! What every endpoint makes.

use super::*;
use crate::tests::files::{redness, shape};

#[tokio::test]
async fn every_endpoint_makes_pictures_of_its_size() {
    let client = client().await;
    let exact = |width: u32, height: u32| json!({ "width": width, "height": height });
    let edited = || json!([picture(300, 400), picture(20, 20)]);
    for (endpoint, field, value, expected) in [
        ("fal-ai/nano-banana/edit", "image_urls", edited(), "png 1024x1364"),
        ("fal-ai/nano-banana-pro", "aspect_ratio", json!("2:3"), "png 836x1254"),
        ("fal-ai/nano-banana-pro", "resolution", json!("2K"), "png 2048x2048"),
        ("fal-ai/nano-banana-pro/edit", "image_urls", edited(), "png 1024x1364"),
        ("fal-ai/bytedance/seedream/v4/text-to-image", "image_size", exact(1280, 720), "png 1280x720"),
        ("fal-ai/bytedance/seedream/v4/text-to-image", "image_size", json!(null), "png 2048x2048"),
        ("fal-ai/bytedance/seedream/v4/edit", "image_urls", edited(), "png 2048x2048"),
        ("fal-ai/bytedance/seedream/v4.5/text-to-image", "image_size", exact(2560, 1440), "png 2560x1440"),
        ("fal-ai/bytedance/seedream/v4.5/edit", "image_urls", edited(), "png 2048x2048"),
        ("fal-ai/flux-2-pro", "image_size", json!("square_hd"), "jpeg 1024x1024"),
        ("fal-ai/flux-2-pro", "image_size", exact(1600, 912), "jpeg 1600x912"),
        ("fal-ai/flux-2-pro", "output_format", json!("png"), "png 1024x768"),
        ("fal-ai/flux-2-pro/edit", "image_urls", edited(), "jpeg 1024x768"),
        ("fal-ai/gpt-image-1.5", "image_size", json!("1536x1024"), "png 1536x1024"),
        ("fal-ai/gpt-image-1.5/edit", "image_urls", edited(), "png 1024x1024"),
    ] {
        let file = made(&client, endpoint, &with(prompt("a red fox"), &format!("/{field}"), value)).await;
        assert_eq!(shape(Kind::Picture, &file).as_deref(), Some(expected), "{endpoint} {field}");
        if field == "image_urls" {
            assert!(redness(Kind::Picture, &file) > 1000, "{endpoint}: the picture shows");
        }
    }
}

#[tokio::test]
async fn there_are_as_many_as_asked_for_and_all_are_billed() {
    let client = client().await;
    for (endpoint, body, count) in [
        ("fal-ai/nano-banana", json!({ "prompt": "four", "num_images": 4 }), 4),
        (
            "fal-ai/bytedance/seedream/v4.5/text-to-image",
            json!({ "prompt": "six", "num_images": 2, "max_images": 3 }),
            6,
        ),
    ] {
        let result = ended(&client, endpoint, &body).await;
        let images = result.at("/images").as_array().unwrap();
        assert_eq!(images.len(), count, "{endpoint}");
        assert_eq!(client.billed(body["prompt"].as_str().unwrap()).await, u64::try_from(count).unwrap());
        let [first, last] = [0, count - 1].map(|place| images[place]["url"].as_str().unwrap());
        assert_ne!(
            client.fetch(first).await.bytes().await.unwrap(),
            client.fetch(last).await.bytes().await.unwrap()
        );
    }
    let result = ended(&client, "fal-ai/flux-2-pro", &json!({ "prompt": "seed", "seed": 7 })).await;
    assert_eq!((result.at("/seed"), &client.job("seed").await["seed"]), (&json!(7), &json!(7)));
}

#[tokio::test]
async fn every_endpoint_makes_clips_of_its_size_and_length() {
    let client = client().await;
    let tall = picture(300, 400);
    for (endpoint, more, expected) in [
        ("fal-ai/kling-video/v2.6/pro/text-to-video", json!({}), "h264,1920,1080,120 + aac"),
        (
            "fal-ai/kling-video/v2.6/pro/image-to-video",
            json!({ "start_image_url": tall, "generate_audio": false }),
            "h264,1080,1440,120",
        ),
        (
            "fal-ai/kling-video/v3/standard/text-to-video",
            json!({ "duration": "3", "aspect_ratio": "1:1" }),
            "h264,720,720,72 + aac",
        ),
        (
            "fal-ai/kling-video/v3/standard/image-to-video",
            json!({ "start_image_url": tall, "duration": "3", "generate_audio": false }),
            "h264,720,960,72",
        ),
        (
            "luma/agent/ray/v3.2/text-to-video",
            json!({ "resolution": "540p", "aspect_ratio": "4:3", "duration": 10 }),
            "h264,720,540,240",
        ),
        (
            "luma/agent/ray/v3.2/image-to-video",
            json!({ "image_url": tall, "aspect_ratio": "1:1" }),
            "h264,720,720,120",
        ),
        (
            "fal-ai/veo3.1/image-to-video",
            json!({ "image_url": tall, "aspect_ratio": "9:16", "duration": "6s", "generate_audio": false }),
            "h264,720,1280,144",
        ),
        (
            "fal-ai/veo3.1/reference-to-video",
            json!({ "image_urls": [tall, tall, tall], "duration": "8s", "generate_audio": false }),
            "h264,1280,720,192",
        ),
        (
            "fal-ai/bytedance/seedance/v1/pro/text-to-video",
            json!({ "resolution": "480p", "aspect_ratio": "9:16", "duration": "2" }),
            "h264,480,852,48",
        ),
        (
            "fal-ai/bytedance/seedance/v1/pro/image-to-video",
            json!({ "image_url": tall, "duration": "2" }),
            "h264,1280,720,48",
        ),
    ] {
        let mut body = prompt("a red fox");
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let file = made(&client, endpoint, &body).await;
        assert_eq!(shape(Kind::Clip, &file).as_deref(), Some(expected), "{endpoint}");
        if endpoint.contains("image-to-video") {
            assert!(redness(Kind::Clip, &file) > 1000, "{endpoint}: the picture shows");
        }
    }
}

#[tokio::test]
async fn a_slower_voice_takes_longer() {
    let client = client().await;
    let mut seconds = Vec::new();
    for speed in [0.7, 1.0, 1.2] {
        let body = json!({ "text": FOX, "speed": speed });
        let file = made(&client, "fal-ai/elevenlabs/tts/multilingual-v2", &body).await;
        assert_eq!(kit::probe(&file, "stream=codec_name,sample_rate,channels"), "mp3,44100,1");
        seconds.push(kit::probe(&file, "format=duration").parse::<f64>().unwrap());
    }
    assert!((seconds[0] / seconds[2] - 1.2 / 0.7).abs() < 0.05, "{seconds:?}");
    assert!((2.9..3.4).contains(&seconds[1]), "{seconds:?}");
}
