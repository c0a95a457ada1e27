//! The way of a task from start to end.

use super::*;

#[tokio::test]
async fn a_task_waits_works_and_is_completed() {
    let stage = Stage::set().await;
    let started = stage.accepted(&video("a red fox")).await;
    let id = started["id"].as_str().unwrap();
    let expected = |state: &str| {
        json!({
            "id": id, "created_at": "2026-11-18T11:06:40Z", "model": "ray-3.2", "type": "video", "state": state,
            "output": [], "failure_code": null, "failure_reason": null,
        })
    };
    assert_eq!(started, expected("queued"));
    for (ms, state) in [(8_999, "queued"), (1, "processing"), (TYPICAL_MS - 9_001, "processing")] {
        stage.pass(ms);
        assert_eq!(stage.poll(id).await, expected(state));
    }
    stage.pass(1);
    let mut polled = stage.poll(id).await;
    let output = polled["output"].take();
    assert_eq!(output[0]["type"], "video");
    polled["output"] = json!([]);
    assert_eq!(polled, expected("completed"));
    assert_eq!(stage.job("a red fox").await["billed_units"], 1);
}

#[tokio::test]
async fn long_and_large_clips_take_longer_and_slow_ones_as_long_as_they_say() {
    let stage = Stage::set().await;
    for (options, prompt, takes_ms) in [
        (json!({ "duration": "10s" }), "a", 3 * TYPICAL_MS),
        (json!({ "resolution": "1080p" }), "b", 3 * TYPICAL_MS),
        (json!({ "resolution": "1080p" }), "c sim:slow=1.5", 1_500),
    ] {
        let mut body = video(prompt);
        body["video"] = options;
        let id = stage.accepted(&body).await["id"].as_str().unwrap().to_owned();
        stage.pass(takes_ms - 1);
        assert_eq!(stage.poll(&id).await["state"], "processing");
        stage.pass(1);
        assert_eq!(stage.poll(&id).await["state"], "completed");
    }
}

#[tokio::test]
async fn a_task_goes_on_after_a_restart() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    stage.pass(TYPICAL_MS / 2);
    let before = stage.poll(&task).await;
    let stage = Stage(stage.0.killed_and_reopened().await);
    assert_eq!(stage.poll(&task).await, before);
    stage.pass(TYPICAL_MS / 2);
    assert_eq!(stage.poll(&task).await["state"], "completed");
}
