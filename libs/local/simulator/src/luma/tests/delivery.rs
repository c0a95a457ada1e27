//! The signed link and the clip behind it.

use super::*;

#[tokio::test]
async fn a_clip_has_exactly_the_asked_size_and_length_and_no_sound() {
    let stage = Stage::set().await;
    for (ratio, resolution, duration, expected) in [
        ("16:9", "360p", "5s", "h264,640,360,120"),
        ("9:16", "360p", "5s", "h264,360,640,120"),
        ("1:1", "360p", "10s", "h264,360,360,240"),
        ("21:9", "360p", "5s", "h264,840,360,120"),
        ("3:4", "540p", "5s", "h264,540,720,120"),
    ] {
        let mut body = video_with(&json!({ "resolution": resolution, "duration": duration }));
        body["aspect_ratio"] = json!(ratio);
        let clip = stage.clip(&body).await;
        assert_eq!(kit::probe(&clip, "stream=codec_name,width,height,nb_frames"), expected, "{ratio}");
    }
}

#[tokio::test]
async fn what_is_not_asked_for_is_five_seconds_of_720p() {
    let stage = Stage::set().await;
    let clip = stage.clip(&video("a red fox")).await;
    assert_eq!(kit::probe(&clip, "stream=width,height,nb_frames"), "1280,720,120");
}

#[tokio::test]
async fn every_poll_mints_a_link_that_is_valid_for_an_hour() {
    let stage = Stage::set().await;
    let task = stage.task("sim:bad-media").await;
    stage.pass(TYPICAL_MS);
    let first = stage.link(&task).await;
    stage.pass(LINK_MS - 1);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::OK);
    let second = stage.link(&task).await;
    assert_ne!(first, second);
    stage.pass(1);
    assert_eq!(stage.fetch(&first).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(stage.fetch(&second).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_link_takes_no_key() {
    let stage = Stage::set().await;
    let task = stage.task("sim:bad-media").await;
    stage.pass(TYPICAL_MS);
    let link = stage.link(&task).await;
    let response = stage.client.get(&link).bearer_auth(KEY).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
}
