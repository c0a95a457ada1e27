//! Tasks above the limit wait; they are not refused.

use super::*;

#[tokio::test]
async fn the_sixth_task_of_a_model_waits_for_the_end_of_the_first() {
    let stage = Stage::set().await;
    let mut tasks = Vec::new();
    for number in 0..7 {
        tasks.push(stage.task(&format!("fox {number}")).await);
        stage.pass(1_000);
    }
    let statuses = async || {
        let mut statuses = Vec::new();
        for task in &tasks[4..] {
            statuses.push(stage.poll(task).await["status"].as_str().unwrap().to_owned());
        }
        statuses
    };
    assert_eq!(statuses().await, ["PENDING", "THROTTLED", "THROTTLED"]);
    // The first was started seven seconds ago.
    stage.pass(TYPICAL_MS - 7_001);
    assert_eq!(statuses().await, ["RUNNING", "THROTTLED", "THROTTLED"]);
    stage.pass(1);
    assert_eq!(statuses().await, ["RUNNING", "PENDING", "THROTTLED"]);
    stage.pass(1_000);
    assert_eq!(statuses().await, ["RUNNING", "PENDING", "PENDING"]);
    stage.pass(TYPICAL_MS - 1_001);
    assert_eq!(statuses().await, ["SUCCEEDED", "RUNNING", "RUNNING"]);
    stage.pass(1);
    assert_eq!(statuses().await, ["SUCCEEDED", "SUCCEEDED", "RUNNING"]);
}

#[tokio::test]
async fn every_model_has_its_own_places() {
    let stage = Stage::set().await;
    for number in 0..5 {
        stage.task(&format!("fox {number}")).await;
    }
    let body = json!({ "model": "veo3.1", "promptText": "a red fox", "ratio": "1280:720" });
    let other = stage.accepted(TEXT, &body).await["id"].as_str().unwrap().to_owned();
    let same = stage.task("a red fox").await;
    assert_eq!(stage.poll(&other).await["status"], "PENDING");
    assert_eq!(stage.poll(&same).await["status"], "THROTTLED");
}

#[tokio::test]
async fn a_throttled_task_can_be_cancelled_for_free() {
    let stage = Stage::set().await;
    for number in 0..5 {
        stage.task(&format!("fox {number}")).await;
    }
    stage.pass(10_000);
    let task = stage.task("one more").await;
    stage.pass(10_000);
    assert_eq!(stage.poll(&task).await["status"], "THROTTLED");
    assert_eq!(stage.delete(&task).await, StatusCode::NO_CONTENT);
    assert_eq!(stage.job("one more").await["billed_units"], 0);
}

#[tokio::test]
async fn the_wait_is_scaled_once() {
    let stage = Stage(kit::Stage::set(Vendor::Runway, 0.01).await);
    for number in 0..5 {
        stage.task(&format!("fox {number}")).await;
    }
    let task = stage.task("one more").await;
    for (ms, status) in [(399, "THROTTLED"), (1, "PENDING"), (399, "RUNNING"), (1, "SUCCEEDED")] {
        stage.pass(ms);
        assert_eq!(stage.poll(&task).await["status"], status);
    }
}
