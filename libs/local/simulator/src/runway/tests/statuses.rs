//! The way of a task from start to end.

use super::*;

#[tokio::test]
async fn a_task_waits_runs_and_succeeds() {
    let stage = Stage::set().await;
    let started = stage.accepted(TEXT, &text("a red fox")).await;
    let id = started["id"].as_str().unwrap();
    let estimated = json!({ "credits": 24 });
    assert_eq!(started, json!({ "id": id, "estimatedCost": estimated }));

    let created = "2026-11-18T11:06:40Z";
    let pending = json!({ "id": id, "createdAt": created, "status": "PENDING", "estimatedCost": estimated });
    assert_eq!(stage.poll(id).await, pending);
    stage.pass(5_999);
    assert_eq!(stage.poll(id).await, pending);
    for (ms, progress) in [(1, 0.15), (14_000, 0.5), (19_999, 0.999)] {
        stage.pass(ms);
        let running = json!({
            "id": id, "createdAt": created, "status": "RUNNING", "progress": progress, "estimatedCost": estimated,
        });
        assert_eq!(stage.poll(id).await, running);
    }
    stage.pass(1);
    let mut polled = stage.poll(id).await;
    let output = polled["output"].take();
    assert!(
        output[0].as_str().unwrap().starts_with(&stage.url(&format!("/delivery/results/{id}/output.mp4?")))
    );
    let succeeded = json!({
        "id": id, "createdAt": created, "status": "SUCCEEDED", "output": null, "cost": { "credits": 24 },
    });
    assert_eq!(polled, succeeded);
    assert_eq!(stage.job("a red fox").await["billed_units"], 1);
}

#[tokio::test]
async fn a_slow_task_takes_its_time_and_a_restart_does_not_change_it() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox sim:slow=90").await;
    stage.pass(89_999);
    let before = stage.poll(&task).await;
    assert_eq!(before["status"], "RUNNING");
    let stage = Stage(stage.0.killed_and_reopened().await);
    assert_eq!(stage.poll(&task).await, before);
    stage.pass(1);
    assert_eq!(stage.poll(&task).await["status"], "SUCCEEDED");
}
