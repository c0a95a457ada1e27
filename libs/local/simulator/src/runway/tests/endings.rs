//! The words that decide how a task ends, and whether its start is answered.

use super::*;

#[tokio::test]
async fn every_ending_has_its_status_and_its_cost() {
    let stage = Stage::set().await;
    for (word, status, failure_code, credits, billed) in [
        ("sim:moderated", "FAILED", Some("SAFETY.INPUT.TEXT"), 24, 0),
        ("sim:late-moderated", "FAILED", Some("SAFETY.OUTPUT.VIDEO"), 0, 0),
        ("sim:fail", "FAILED", Some("INTERNAL.BAD_OUTPUT.CODE01"), 0, 0),
        ("sim:empty-result", "SUCCEEDED", None, 0, 0),
        ("sim:bad-media", "SUCCEEDED", None, 24, 1),
    ] {
        let task = stage.task(word).await;
        stage.pass(TYPICAL_MS);
        let polled = stage.poll(&task).await;
        assert_eq!(polled["status"], status, "{word}");
        assert_eq!(polled["failureCode"].as_str(), failure_code, "{word}");
        assert_eq!(polled["failure"].is_string(), failure_code.is_some(), "{word}");
        assert_eq!(polled["cost"]["credits"], credits, "{word}");
        assert_eq!(stage.job(word).await["billed_units"], billed, "{word}");
    }
}

#[tokio::test]
async fn a_moderated_prompt_fails_early_and_a_moderated_output_late() {
    let stage = Stage::set().await;
    let (early, late) = (stage.task("sim:moderated").await, stage.task("sim:late-moderated").await);
    stage.pass(6_000);
    assert_eq!(stage.poll(&early).await["status"], "FAILED");
    stage.pass(TYPICAL_MS - 6_001);
    assert_eq!(stage.poll(&late).await["status"], "RUNNING");
}

#[tokio::test]
async fn an_empty_result_names_no_file_and_a_broken_file_cannot_be_played() {
    let stage = Stage::set().await;
    let task = stage.task("sim:empty-result").await;
    stage.pass(TYPICAL_MS);
    assert_eq!(stage.poll(&task).await["output"], json!([]));
    let clip = stage.clip(TEXT, &text("sim:bad-media")).await;
    assert!(clip[4..].starts_with(b"ftyp"));
    assert_eq!(kit::probe(&clip, "stream=codec_name"), "");
}

#[tokio::test]
async fn the_first_starts_of_a_prompt_are_refused() {
    let stage = Stage::set().await;
    let body = text("a red fox sim:429=2 sim:500=1");
    for status in [429, 429, 500] {
        let response = stage.start(TEXT, &body).await;
        assert_eq!(response.status(), status);
        assert_eq!(response.headers().get("retry-after"), None);
        assert!(response.json::<Value>().await.unwrap()["error"].is_string());
    }
    stage.accepted(TEXT, &body).await;
    assert_eq!(stage.job("a red fox sim:429=2 sim:500=1").await["refusals"], 3);
}

#[tokio::test]
async fn a_start_whose_answer_is_dropped_exists() {
    let stage = Stage::set().await;
    let prompt = "a red fox sim:drop-answer";
    let error = Stage::entitled(stage.post(TEXT, &text(prompt))).send().await.unwrap_err();
    assert!(error.is_request() && error.status().is_none(), "{error:?}");
    let job = stage.job(prompt).await;
    assert_eq!(job["starts"], 1);
    stage.pass(TYPICAL_MS);
    assert_eq!(stage.poll(job["tasks"][0].as_str().unwrap()).await["status"], "SUCCEEDED");
}
