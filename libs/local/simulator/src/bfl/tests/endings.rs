//! The words that decide how a task ends.

use super::*;

#[tokio::test]
async fn a_refused_request_ends_before_the_work() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox sim:moderated").await;
    stage.pass(899);
    assert_eq!(stage.poll(&task).await["status"], "Pending");
    stage.pass(1);
    let polled = stage.poll(&task).await;
    assert_eq!(polled["status"], "Request Moderated");
    assert_eq!(polled["details"], json!({ "Moderation Reasons": ["Request Safety Filter"] }));
    assert_eq!(polled["result"], Value::Null);
    assert_eq!(stage.job("a red fox sim:moderated").await["billed_units"], 0);
}

#[tokio::test]
async fn a_refused_output_ends_after_the_work() {
    let stage = Stage::set().await;
    let task = stage.task("sim:late-moderated").await;
    stage.pass(TYPICAL_MS - 1);
    assert_eq!(stage.poll(&task).await["status"], "Generating");
    stage.pass(1);
    let polled = stage.poll(&task).await;
    assert_eq!(polled["status"], "Content Moderated");
    assert_eq!(polled["details"], json!({ "Moderation Reasons": ["Content Safety Filter"] }));
    assert_eq!(stage.job("sim:late-moderated").await["billed_units"], 0);
}

#[tokio::test]
async fn a_task_can_fail() {
    let stage = Stage::set().await;
    let task = stage.task("sim:fail").await;
    stage.pass(TYPICAL_MS);
    let polled = stage.poll(&task).await;
    assert_eq!((&polled["status"], &polled["result"]), (&json!("Error"), &Value::Null));
    assert_eq!(stage.job("sim:fail").await["billed_units"], 0);
}

#[tokio::test]
async fn a_ready_task_can_have_no_file() {
    let stage = Stage::set().await;
    let task = stage.task("sim:empty-result").await;
    stage.pass(TYPICAL_MS);
    let polled = stage.poll(&task).await;
    assert_eq!(polled["status"], "Ready");
    assert_eq!(polled["result"].get("sample"), None);
    assert_eq!(stage.job("sim:empty-result").await["billed_units"], 0);
}

#[tokio::test]
async fn a_ready_task_can_have_a_broken_file() {
    let stage = Stage::set().await;
    let task = stage.task("sim:bad-media").await;
    stage.pass(TYPICAL_MS);
    let response = stage.fetch(&stage.link(&task).await).await;
    assert_eq!(response.status(), StatusCode::OK);
    let file = response.bytes().await.unwrap();
    assert!(file.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert!(image::load_from_memory(&file).is_err());
    assert_eq!(stage.job("sim:bad-media").await["billed_units"], 1);
}
