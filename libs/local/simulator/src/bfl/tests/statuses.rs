//! The way of a task from start to end.

use super::*;

#[tokio::test]
async fn a_task_goes_through_all_its_statuses() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    let mut last = -1.0;
    for (ms, status) in
        [(0, "Pending"), (800, "Pending"), (100, "Reasoning"), (900, "Generating"), (4_199, "Generating")]
    {
        stage.pass(ms);
        let polled = stage.poll(&task).await;
        assert_eq!(polled["status"], status);
        assert_eq!(polled["result"], Value::Null);
        let progress = polled["progress"].as_f64().unwrap();
        assert!(progress > last && progress < 1.0, "{last}, then {progress}");
        last = progress;
    }
    stage.pass(1);
    let polled = stage.poll(&task).await;
    assert_eq!(polled["status"], "Ready");
    assert_eq!(polled["progress"], 1.0);
}

#[tokio::test]
async fn a_ready_task_tells_all_about_itself() {
    let stage = Stage::set().await;
    let body =
        json!({ "prompt": "a red fox", "seed": 7, "width": 1600, "height": 912, "output_format": "png" });
    let answer = stage.accepted(body).await;
    stage.pass(TYPICAL_MS + 1_500);
    let polling_url = answer["polling_url"].as_str().unwrap();
    let response = stage.client.get(polling_url).header("x-key", KEY).send().await.unwrap();
    let mut polled: Value = response.json().await.unwrap();
    let sample = polled["result"]["sample"].take();
    let beginning =
        stage.url(&format!("/delivery/results/{}/sample.png?se=", answer["id"].as_str().unwrap()));
    assert!(sample.as_str().unwrap().starts_with(&beginning), "{sample}");
    let expected = json!({
        "id": answer["id"],
        "status": "Ready",
        "result": {
            "sample": null, "prompt": "a red fox", "seed": 7,
            "start_time": 1_795_000_000.0, "end_time": 1_795_000_006.0, "duration": 6.0,
        },
        "progress": 1.0, "details": null, "preview": null, "cost": 4.5,
    });
    assert_eq!(polled, expected);
}

#[tokio::test]
async fn prompt_upsampling_can_be_switched_off() {
    let stage = Stage::set().await;
    let answer = stage.accepted(json!({ "prompt": "a red fox", "disable_pup": true })).await;
    stage.pass(900);
    assert_eq!(stage.poll(answer["id"].as_str().unwrap()).await["status"], "Generating");
}

#[tokio::test]
async fn a_slow_task_takes_its_time() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox sim:slow=90").await;
    stage.pass(89_999);
    assert_eq!(stage.poll(&task).await["status"], "Generating");
    stage.pass(1);
    assert_eq!(stage.poll(&task).await["status"], "Ready");
}

#[tokio::test]
async fn an_unknown_task_is_not_found_with_http_200() {
    let stage = Stage::set().await;
    let polled = stage.poll("018f0000-0000-4000-8000-000000000000").await;
    assert_eq!(polled["status"], "Task not found");
    assert_eq!(polled["id"], "018f0000-0000-4000-8000-000000000000");
    assert_eq!(polled["result"], Value::Null);
}

#[tokio::test]
async fn a_poll_without_an_id_is_refused() {
    let stage = Stage::set().await;
    let response = stage.client.get(stage.url("/v1/get_result")).header("x-key", KEY).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let answer: Value = response.json().await.unwrap();
    assert_eq!(answer["detail"][0]["loc"], json!(["query", "id"]));
}
