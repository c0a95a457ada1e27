//! `POST /v3/assets` and what its ids are good for.

use reqwest::multipart::{Form, Part};

use super::*;
use crate::tests::first_frame::red_pixels;

impl Stage {
    async fn upload(&self, name: &'static str, bytes: Vec<u8>, key: Option<&str>) -> Response {
        let form = Form::new().part(name, Part::bytes(bytes).file_name("file"));
        let request = self.client.post(self.url("/v3/assets")).header("x-api-key", KEY).multipart(form);
        key.into_iter()
            .fold(request, |request, key| request.header("Idempotency-Key", key))
            .send()
            .await
            .unwrap()
    }

    async fn asset(&self, bytes: Vec<u8>) -> Value {
        data(self.upload("file", bytes, None).await).await["asset_id"].take()
    }
}

#[tokio::test]
async fn a_picture_and_a_sound_can_be_uploaded_and_used() {
    let stage = Stage::set().await;
    let url = stage.recording(FOX, "wav").await;
    let sound = stage.fetch(&url).await.bytes().await.unwrap().to_vec();
    let (picture, sound) = (stage.asset(kit::png(300, 300)).await, stage.asset(sound).await);
    let image = json!({ "type": "asset_id", "asset_id": picture });
    let clip = stage.clip(&json!({ "type": "image", "image": image, "audio_asset_id": sound })).await;
    assert!(red_pixels(&clip) > 1000);
    let seconds: f64 = kit::probe(&clip, "format=duration").parse().unwrap();
    assert!((2.9..3.4).contains(&seconds));
}

#[tokio::test]
async fn an_asset_must_exist_and_be_of_the_right_kind() {
    let stage = Stage::set().await;
    let picture = stage.asset(kit::png(300, 300)).await;
    let body = |asset: &Value| json!({ "type": "avatar", "avatar_id": AVATAR, "audio_asset_id": asset });
    let wrong = stage.start(&body(&picture)).await;
    assert_eq!(error(wrong).await["code"], "invalid_parameter");
    let unknown = stage.start(&body(&json!("x"))).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);
    assert_eq!(error(unknown).await["code"], "asset_not_found");
    let video = stage.get(&format!("/v3/videos/{}", picture.as_str().unwrap())).await;
    assert_eq!(video.status(), StatusCode::NOT_FOUND, "an asset is no video");
}

#[tokio::test]
async fn what_is_no_file_or_too_large_is_refused() {
    let stage = Stage::set().await;
    let text = stage.upload("file", b"neither".to_vec(), None).await;
    assert_eq!(error(text).await["code"], "invalid_parameter");
    let missing = stage.upload("data", kit::png(3, 3), None).await;
    assert_eq!(error(missing).await["param"], "file");
    let large = stage.upload("file", vec![0; (32 << 20) + 1], None).await;
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let json = stage.send("/v3/assets", &json!({})).await;
    assert_eq!(json.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_upload_can_be_repeated_and_costs_nothing() {
    let stage = Stage::set().await;
    let first = data(stage.upload("file", kit::png(3, 3), Some("k")).await).await;
    let second = data(stage.upload("file", kit::png(4, 4), Some("k")).await).await;
    assert_eq!(first, second);
    let usage: Value = stage.get_request("/_sim/ledger").send().await.unwrap().json().await.unwrap();
    let jobs = usage["jobs"].as_array().unwrap();
    assert_eq!((jobs.len(), &jobs[0]["billed_units"]), (1, &json!(0)));
    // A video with the same key is another request.
    let video = stage.request("/v3/videos", &script("hello")).header("Idempotency-Key", "k");
    assert!(data(video.send().await.unwrap()).await["video_id"].is_string());
}
