//! The words that decide how a video ends, and whether its start is answered.

use super::*;

#[tokio::test]
async fn every_ending_has_its_state_and_its_bill() {
    let stage = Stage::set().await;
    for (word, status, failure_code, has_video, billed) in [
        ("sim:late-moderated", "failed", json!("content_moderated"), false, 0),
        ("sim:fail", "failed", json!("rendering_failed"), false, 0),
        ("sim:empty-result", "completed", Value::Null, false, 0),
        ("sim:bad-media", "completed", Value::Null, true, 1),
    ] {
        let id = stage.accepted(&script(word)).await;
        stage.pass(LONG_MS);
        let polled = stage.poll(&id).await;
        assert_eq!((&polled["status"], &polled["failure_code"]), (&json!(status), &failure_code), "{word}");
        assert_eq!(polled["failure_message"].is_string(), status == "failed", "{word}");
        assert_eq!(polled["video_url"].is_string(), has_video, "{word}");
        assert_eq!(stage.job(word).await["billed_units"], billed, "{word}");
    }
}

#[tokio::test]
async fn a_moderated_script_is_refused_at_once() {
    let stage = Stage::set().await;
    let response = stage.start(&script("sim:moderated")).await;
    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(error(response).await["code"], "content_moderated");
    let job = stage.job("sim:moderated").await;
    assert_eq!((&job["starts"], &job["billed_units"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn a_broken_clip_is_delivered_and_cannot_be_played() {
    let stage = Stage::set().await;
    let clip = stage.clip(&script("sim:bad-media")).await;
    assert!(clip[4..].starts_with(b"ftyp"));
    assert_eq!(kit::probe(&clip, "stream=codec_name"), "");
}

#[tokio::test]
async fn a_start_whose_answer_is_dropped_exists() {
    let stage = Stage::set().await;
    let text = "hello sim:drop-answer";
    let error = stage.request("/v3/videos", &script(text)).send().await.unwrap_err();
    assert!(error.is_request() && error.status().is_none(), "{error:?}");
    let job = stage.job(text).await;
    assert_eq!(job["starts"], 1);
    stage.pass(LONG_MS);
    assert_eq!(stage.poll(job["tasks"][0].as_str().unwrap()).await["status"], "completed");
}
