//! Pictures and sounds that cannot be had show at the result.

use super::*;

fn one(kind: &str, loc: Value) -> Vec<(String, Value)> {
    vec![(kind.to_owned(), loc)]
}

#[tokio::test]
async fn a_picture_must_be_there_and_must_be_one() {
    let stage = Stage::set().await;
    let text = stage.serve(b"no picture".to_vec()).await;
    for (url, kind) in [
        (json!(text), "image_load_error"),
        (json!("data:image/png;base64,eA=="), "image_load_error"),
        (json!("data:image/png;base64,?"), "file_download_error"),
        (json!(stage.url("/nothing")), "file_download_error"),
        (json!("http://127.0.0.1:1/x.png"), "file_download_error"),
        (json!("http://example.com/x.png"), "file_download_error"),
        (json!("ftp://127.0.0.1/x.png"), "file_download_error"),
        (json!("x.png"), "file_download_error"),
    ] {
        let body = json!({ "prompt": "a fox", "image_urls": [picture(30, 30), url] });
        let faults = stage.faults("fal-ai/nano-banana/edit", &body).await;
        assert_eq!(faults, one(kind, json!(["body", "image_urls", 1])), "{url}");
    }
    assert_eq!(stage.job("a fox").await["billed_units"], 0);
}

#[tokio::test]
async fn every_field_that_names_a_picture_is_looked_at() {
    let stage = Stage::set().await;
    let (good, bad) = (picture(30, 30), json!("data:image/png;base64,eA=="));
    for (endpoint, body, loc) in [
        (
            "fal-ai/gpt-image-1.5/edit",
            json!({ "image_urls": [good], "mask_image_url": bad }),
            json!(["mask_image_url"]),
        ),
        ("fal-ai/veo3.1/image-to-video", json!({ "image_url": bad }), json!(["image_url"])),
        (
            "fal-ai/veo3.1/first-last-frame-to-video",
            json!({ "first_frame_url": good, "last_frame_url": bad }),
            json!(["last_frame_url"]),
        ),
        (
            "fal-ai/kling-video/v2.6/pro/image-to-video",
            json!({ "start_image_url": good, "end_image_url": bad }),
            json!(["end_image_url"]),
        ),
        (
            "fal-ai/kling-video/v3/pro/image-to-video",
            json!({ "start_image_url": good, "elements": [{ "frontal_image_url": bad }] }),
            json!(["elements", 0, "frontal_image_url"]),
        ),
        (
            "bytedance/seedance-2.0/image-to-video",
            json!({ "image_url": good, "end_image_url": bad }),
            json!(["end_image_url"]),
        ),
        ("luma/agent/ray/v3.2/image-to-video", json!({ "image_url": bad }), json!(["image_url"])),
    ] {
        let faults = stage.faults(endpoint, &with(body, &prompt("a fox"))).await;
        let mut expected = vec![json!("body")];
        expected.extend(loc.as_array().unwrap().clone());
        assert_eq!(faults, one("image_load_error", json!(expected)), "{endpoint}");
    }
}

#[tokio::test]
async fn a_recording_must_be_there_and_must_be_heard() {
    let stage = Stage::set().await;
    let text = stage.serve(b"no sound".to_vec()).await;
    for (url, kind) in [
        (json!(text), "unsupported_audio_format"),
        (picture(30, 30), "unsupported_audio_format"),
        (json!("http://127.0.0.1:1/x.mp3"), "file_download_error"),
    ] {
        for endpoint in ["veed/fabric-1.0", "fal-ai/kling-video/ai-avatar/v2/pro"] {
            let resolution = if endpoint.starts_with("veed") { json!("480p") } else { Value::Null };
            let body = json!({ "image_url": picture(30, 30), "audio_url": url, "resolution": resolution });
            let faults = stage.faults(endpoint, &body).await;
            assert_eq!(faults, one(kind, json!(["body", "audio_url"])), "{url}");
        }
    }
}

#[tokio::test]
async fn of_many_references_only_the_last_ten_are_used() {
    let stage = Stage::set().await;
    let mut urls = vec![json!("data:image/png;base64,eA==")];
    urls.extend(vec![picture(30, 30); 10]);
    let body = json!({ "prompt": "sim:bad-media", "image_urls": urls });
    stage.output("fal-ai/bytedance/seedream/v4/edit", &body).await;
}
