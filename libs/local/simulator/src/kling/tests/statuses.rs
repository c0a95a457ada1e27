//! The way of a task from start to end.

use super::*;

#[tokio::test]
async fn a_task_is_submitted_processed_and_succeeds() {
    let stage = Stage::set().await;
    let created = stage.accepted(TEXT, &json!({ "prompt": "a red fox" })).await;
    let (id, began) = (created["id"].as_str().unwrap(), kit::BEGINNING_MS);
    let seen = |status: &str, since_ms: i64| {
        json!({
            "id": id, "status": status, "create_time": began, "update_time": since_ms, "external_id": "",
            "message": "", "outputs": [], "billing": [],
        })
    };
    let mut expected = seen("submitted", began);
    for field in ["message", "outputs", "billing"] {
        expected.as_object_mut().unwrap().remove(field);
    }
    assert_eq!(created, expected);
    stage.pass(8_999);
    assert_eq!(stage.poll(id).await, seen("submitted", began));
    stage.pass(1);
    assert_eq!(stage.poll(id).await, seen("processing", began + 9_000));
    stage.pass(TYPICAL_MS - 9_001);
    assert_eq!(stage.poll(id).await, seen("processing", began + 9_000));
    stage.pass(1);

    let mut polled = stage.poll(id).await;
    let output = polled["outputs"][0].take();
    assert_eq!((&output["type"], &output["duration"]), (&json!("video"), &json!("5")));
    assert_eq!((&output["id"], &output["watermark_url"]), (&json!(id), &json!("")));
    assert_eq!(
        polled["billing"],
        json!([{ "charge_type": "unit", "amount": "1.5", "package_type": "video" }])
    );
    assert_eq!(
        (&polled["status"], &polled["update_time"]),
        (&json!("succeeded"), &json!(began + TYPICAL_MS))
    );
    assert_eq!(stage.job("a red fox").await["billed_units"], 1);
}

#[tokio::test]
async fn a_slow_task_takes_its_time_and_a_restart_does_not_change_it() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox sim:slow=90").await;
    stage.pass(89_999);
    let before = stage.poll(&task).await;
    assert_eq!(before["status"], "processing");
    let stage = Stage(stage.0.killed_and_reopened().await);
    assert_eq!(stage.poll(&task).await, before);
    stage.pass(1);
    assert_eq!(stage.poll(&task).await["status"], "succeeded");
}

#[tokio::test]
async fn many_tasks_are_asked_for_at_once_and_unknown_ones_are_missing() {
    let stage = Stage::set().await;
    let (one, two) = (stage.task("one").await, stage.task("two").await);
    let found = stage.query(&format!("task_ids={two},nobody,{one}")).await;
    assert_eq!(found.iter().map(|task| &task["id"]).collect::<Vec<_>>(), [&two, &one]);
    assert!(stage.query("task_ids=nobody").await.is_empty());
    assert!(stage.query("external_task_ids=nobody").await.is_empty());
}

#[tokio::test]
async fn a_query_names_one_kind_of_ids_and_not_too_many() {
    let stage = Stage::set().await;
    for query in [
        String::new(),
        "task_ids=".to_owned(),
        "task_ids=a&external_task_ids=b".to_owned(),
        format!("task_ids={}", vec!["a"; 21].join(",")),
    ] {
        let response = stage.get(&format!("/tasks?{query}")).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(response.json::<Value>().await.unwrap()["code"], 1201);
    }
    assert!(stage.query(&format!("task_ids={}", vec!["a"; 20].join(","))).await.is_empty());
}
