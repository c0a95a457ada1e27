//! Pictures: every endpoint, its sizes and formats.

use super::*;

#[tokio::test]
async fn every_endpoint_makes_a_picture() {
    let stage = Stage::set().await;
    for (endpoint, edits, width, height, media_type, extra) in [
        ("fal-ai/nano-banana", false, 1024, 1024, "image/png", "description"),
        ("fal-ai/nano-banana/edit", true, 864, 1184, "image/png", "description"),
        ("fal-ai/gemini-25-flash-image", false, 1024, 1024, "image/png", "description"),
        ("fal-ai/nano-banana-pro", false, 1024, 1024, "image/png", "description"),
        ("fal-ai/nano-banana-pro/edit", true, 896, 1200, "image/png", "description"),
        ("fal-ai/bytedance/seedream/v4/text-to-image", false, 2048, 2048, "image/png", "seed"),
        ("fal-ai/bytedance/seedream/v4/edit", true, 1772, 2364, "image/png", "seed"),
        ("fal-ai/bytedance/seedream/v4.5/text-to-image", false, 2048, 2048, "image/png", "seed"),
        ("fal-ai/bytedance/seedream/v4.5/edit", true, 1772, 2364, "image/png", ""),
        ("fal-ai/flux-2-pro", false, 1024, 768, "image/jpeg", "seed"),
        ("fal-ai/flux-2-pro/edit", true, 886, 1182, "image/jpeg", "seed"),
        ("fal-ai/gpt-image-1.5", false, 1024, 1024, "image/png", ""),
        ("fal-ai/gpt-image-1.5/edit", true, 1024, 1536, "image/png", ""),
    ] {
        let edited = json!({ "prompt": "a red fox", "image_urls": [picture(300, 400)] });
        let body = if edits { edited } else { prompt("a red fox") };
        let output = stage.output(endpoint, &body).await;
        let image = &output["images"][0];
        assert_eq!((&image["width"], &image["height"]), (&json!(width), &json!(height)), "{endpoint}");
        assert_eq!(image["content_type"], media_type);
        assert!(image["file_name"].is_string());
        let fields: Vec<&str> = output.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = vec!["images", extra];
        expected.retain(|field| !field.is_empty());
        expected.sort_unstable();
        assert_eq!(fields, expected, "{endpoint}");
        let decoded = image::load_from_memory(&stage.file(image).await).unwrap();
        assert_eq!((decoded.width(), decoded.height()), (width, height), "{endpoint}");
    }
}

#[tokio::test]
async fn a_size_is_a_name_a_ratio_or_pixels() {
    let stage = Stage::set().await;
    let size = |width: u32, height: u32| json!({ "image_size": { "width": width, "height": height } });
    let named = |name: &str| json!({ "image_size": name });
    let ratio = |ratio: &str| json!({ "aspect_ratio": ratio });
    let seedream = "fal-ai/bytedance/seedream/v4/text-to-image";
    let seedream_4_5 = "fal-ai/bytedance/seedream/v4.5/text-to-image";
    for (endpoint, more, expected) in [
        ("fal-ai/flux-2-pro", named("square_hd"), (1024, 1024)),
        ("fal-ai/flux-2-pro", named("portrait_16_9"), (576, 1024)),
        ("fal-ai/flux-2-pro", size(1600, 912), (1600, 912)),
        ("fal-ai/flux-2-pro", json!({ "image_size": { "width": 640 } }), (640, 512)),
        (seedream, size(1280, 720), (1280, 720)),
        (seedream, named("square_hd"), (1024, 1024)),
        (seedream, named("landscape_4_3"), (1112, 832)),
        (seedream, named("auto_4K"), (4096, 4096)),
        (seedream_4_5, size(2560, 1440), (2560, 1440)),
        (seedream_4_5, size(1920, 1920), (1920, 1920)),
        ("fal-ai/gpt-image-1.5", named("1536x1024"), (1536, 1024)),
        ("fal-ai/nano-banana", ratio("21:9"), (1536, 672)),
        ("fal-ai/nano-banana-pro", with(ratio("16:9"), &json!({ "resolution": "2K" })), (2752, 1536)),
        ("fal-ai/nano-banana-pro", with(ratio("auto"), &json!({ "resolution": "4K" })), (4096, 4096)),
    ] {
        let output = stage.output(endpoint, &with(prompt("sim:bad-media"), &more)).await;
        let image = &output["images"][0];
        let found = (image["width"].as_u64().unwrap(), image["height"].as_u64().unwrap());
        assert_eq!(found, expected, "{endpoint} {more}");
    }
}

#[tokio::test]
async fn an_edit_of_a_small_size_is_scaled_up() {
    let stage = Stage::set().await;
    let body = json!({
        "prompt": "sim:bad-media", "image_urls": [picture(30, 30)],
        "image_size": { "width": 300, "height": 300 },
    });
    let output = stage.output("fal-ai/bytedance/seedream/v4/edit", &body).await;
    assert_eq!(output["images"][0]["width"], 960);
}

#[tokio::test]
async fn there_are_as_many_as_asked_for_and_all_are_billed() {
    let stage = Stage::set().await;
    let four = json!({ "prompt": "four", "num_images": 4, "output_format": "webp" });
    let response = stage.ended(IMAGE, &four).await;
    assert_eq!(response.headers()["x-fal-billable-units"], "4");
    let output: Value = response.json().await.unwrap();
    let images = output["images"].as_array().unwrap();
    assert_eq!((images.len(), &stage.job("four").await["billed_units"]), (4, &json!(4)));
    let (first, last) = (stage.file(&images[0]).await, stage.file(&images[3]).await);
    assert_ne!(first, last);
    assert!(first.starts_with(b"RIFF"));

    let six = json!({ "prompt": "six", "num_images": 2, "max_images": 3 });
    let output = stage.output("fal-ai/bytedance/seedream/v4.5/text-to-image", &six).await;
    assert_eq!(output["images"].as_array().unwrap().len(), 6);
}

#[tokio::test]
async fn in_sync_mode_the_picture_is_in_the_result() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "a red fox", "sync_mode": true, "output_format": "jpeg" });
    let output = stage.output("fal-ai/flux-2-pro", &body).await;
    let url = output["images"][0]["url"].as_str().unwrap();
    let picture = STANDARD.decode(url.strip_prefix("data:image/jpeg;base64,").unwrap()).unwrap();
    assert_eq!(image::load_from_memory(&picture).unwrap().width(), 1024);
}

#[tokio::test]
async fn a_seed_is_given_back() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "sim:bad-media", "seed": 7 });
    assert_eq!(stage.output("fal-ai/flux-2-pro", &body).await["seed"], 7);
    assert_eq!(stage.job("sim:bad-media").await["seed"], 7);
}

#[tokio::test]
async fn the_clients_picture_is_to_be_seen() {
    let stage = Stage::set().await;
    let url = stage.serve(kit::png(300, 400)).await;
    let body = json!({ "prompt": "a fox", "image_urls": [url, picture(20, 20)] });
    let output = stage.output("fal-ai/nano-banana/edit", &body).await;
    let image = image::load_from_memory(&stage.file(&output["images"][0]).await).unwrap().to_rgb8();
    assert!(image.pixels().filter(|pixel| pixel.0 == [200, 30, 30]).count() > 1000);
}
