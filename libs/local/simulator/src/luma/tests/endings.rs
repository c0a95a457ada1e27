//! The words that decide how a task ends, and whether its start is answered.

use super::*;

#[tokio::test]
async fn every_ending_has_its_state_and_its_bill() {
    let stage = Stage::set().await;
    for (word, state, failure_code, outputs, billed) in [
        ("sim:moderated", "failed", json!("content_moderated"), 0, 0),
        ("sim:late-moderated", "failed", json!("content_moderated"), 0, 0),
        ("sim:fail", "failed", json!("generation_failed"), 0, 0),
        ("sim:empty-result", "completed", Value::Null, 0, 0),
        ("sim:bad-media", "completed", Value::Null, 1, 1),
    ] {
        let task = stage.task(word).await;
        stage.pass(TYPICAL_MS);
        let polled = stage.poll(&task).await;
        assert_eq!((&polled["state"], &polled["failure_code"]), (&json!(state), &failure_code), "{word}");
        assert_eq!(polled["failure_reason"].is_string(), state == "failed", "{word}");
        assert_eq!(polled["output"].as_array().unwrap().len(), outputs, "{word}");
        assert_eq!(stage.job(word).await["billed_units"], billed, "{word}");
    }
}

#[tokio::test]
async fn a_moderated_request_fails_early_and_a_moderated_output_late() {
    let stage = Stage::set().await;
    let (early, late) = (stage.task("sim:moderated").await, stage.task("sim:late-moderated").await);
    stage.pass(9_000);
    assert_eq!(stage.poll(&early).await["state"], "failed");
    assert_eq!(stage.poll(&late).await["state"], "processing");
    stage.pass(TYPICAL_MS - 9_001);
    assert_eq!(stage.poll(&late).await["state"], "processing");
}

#[tokio::test]
async fn a_broken_clip_is_delivered_and_cannot_be_played() {
    let stage = Stage::set().await;
    let clip = stage.clip(&video("sim:bad-media")).await;
    assert!(clip[4..].starts_with(b"ftyp"));
    assert_eq!(kit::probe(&clip, "stream=codec_name"), "");
}

#[tokio::test]
async fn a_start_whose_answer_is_dropped_exists() {
    let stage = Stage::set().await;
    let prompt = "a red fox sim:drop-answer";
    let error = stage.try_start(&video(prompt)).await.unwrap_err();
    assert!(error.is_request() && error.status().is_none(), "{error:?}");
    let job = stage.job(prompt).await;
    assert_eq!(job["starts"], 1);
    stage.pass(TYPICAL_MS);
    assert_eq!(stage.poll(job["tasks"][0].as_str().unwrap()).await["state"], "completed");
}
