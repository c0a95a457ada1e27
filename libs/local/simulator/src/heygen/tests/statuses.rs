//! The way of a video from start to end.

use super::*;

#[tokio::test]
async fn a_video_waits_is_made_and_is_completed() {
    let stage = Stage::set().await;
    let id = stage.accepted(&with(script("Hi."), "title", json!("Greeting"))).await;
    let expected = |status: &str| {
        json!({
            "id": id, "status": status, "title": "Greeting", "duration": null, "created_at": 1_795_000_000,
            "completed_at": null, "video_url": null, "thumbnail_url": null, "gif_url": null,
            "subtitle_url": null, "captioned_video_url": null, "video_page_url": null, "folder_id": null,
            "failure_code": null, "failure_message": null,
        })
    };
    // 90 s, and twice the second that the video is long.
    for (ms, status) in [(0, "pending"), (13_799, "pending"), (1, "processing"), (78_199, "processing")] {
        stage.pass(ms);
        assert_eq!(stage.poll(&id).await, expected(status));
    }
    stage.pass(1);
    let polled = stage.poll(&id).await;
    assert_eq!((&polled["status"], &polled["duration"]), (&json!("completed"), &json!(1.0)));
    assert_eq!(polled["completed_at"], 1_795_000_092);
    assert!(polled["video_url"].is_string() && polled["thumbnail_url"].is_string());
    assert_eq!((&polled["subtitle_url"], &polled["failure_code"]), (&Value::Null, &Value::Null));
    let job = stage.job("Hi.").await;
    assert_eq!((&job["model"], &job["billed_units"]), (&json!("avatar_iv"), &json!(1)));
}

#[tokio::test]
async fn a_long_script_takes_longer_and_a_slow_one_as_long_as_it_says() {
    let stage = Stage::set().await;
    let long = "lorem ipsum ".repeat(70);
    for (text, takes_ms) in [(long.as_str(), 200_000), ("sim:slow=1.5", 1_499)] {
        let id = stage.accepted(&script(text)).await;
        stage.pass(takes_ms);
        assert_eq!(stage.poll(&id).await["status"], "processing");
        stage.pass(20_000);
        assert_eq!(stage.poll(&id).await["status"], "completed");
    }
}

#[tokio::test]
async fn a_video_goes_on_after_a_restart() {
    let stage = Stage::set().await;
    let url = stage.recording("hello", "wav").await;
    let id = stage.accepted(&json!({ "type": "avatar", "avatar_id": AVATAR, "audio_url": url })).await;
    stage.pass(50_000);
    let before = stage.poll(&id).await;
    let stage = Stage(stage.0.killed_and_reopened().await);
    assert_eq!(stage.poll(&id).await, before);
    stage.pass(LONG_MS);
    let polled = stage.poll(&id).await;
    let clip = stage.fetch(polled["video_url"].as_str().unwrap()).await.bytes().await.unwrap();
    assert_eq!(kit::probe(&clip, "stream=codec_name"), "h264\naac", "the recording is still there");
}

#[tokio::test]
async fn a_deleted_video_is_gone_with_its_files() {
    let stage = Stage::set().await;
    let id = stage.accepted(&script("sim:bad-media")).await;
    stage.pass(LONG_MS);
    let link = stage.poll(&id).await["video_url"].as_str().unwrap().to_owned();
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::OK);
    assert_eq!(data(stage.delete(&id).await).await, json!({ "id": id, "deleted": true }));
    let gone = stage.get(&format!("/v3/videos/{id}")).await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
    assert_eq!(error(gone).await["code"], "video_not_found");
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(stage.delete(&id).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(stage.job("sim:bad-media").await["billed_units"], 1);
}
