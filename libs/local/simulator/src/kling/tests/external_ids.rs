//! Ids that the client gives: unique per account, over all endpoints and for ever.

use super::*;

fn with_external_id(mut body: Value, id: &str) -> Value {
    body["options"] = json!({ "external_task_id": id });
    body
}

#[tokio::test]
async fn a_repeat_is_refused_and_the_first_task_is_found() {
    let client = client().await;
    let body = with_external_id(json!({ "prompt": "a red fox sim:drop-answer" }), "job-1");
    client.request(Method::POST, TEXT).json(&body).send().await.unwrap_err();
    client.pass(400 * DAY_MS);
    let client = client.killed_and_reopened().await;
    for (path, body) in [
        (TEXT, body),
        ("/text-to-video/kling-3.0", with_external_id(json!({ "prompt": "another" }), "job-1")),
        (PICTURE, with_external_id(framed("a", 300, 300), "job-1")),
    ] {
        let answer = client.post_to(path, &body).await;
        assert_eq!((answer.status, answer.at("/code")), (400, &json!(1201)));
        assert!(answer.text("/message").contains("job-1 already exists"), "{answer:?}");
    }
    let found = client.get("/tasks?external_task_ids=job-1").await;
    assert_eq!(
        (found.at("/data/0/status"), found.at("/data/0/external_id")),
        (&json!("succeeded"), &json!("job-1"))
    );
    assert_eq!(client.starts().await, 1);
}

#[tokio::test]
async fn of_starts_at_the_same_time_exactly_one_is_accepted() {
    let client = client().await;
    let body = with_external_id(json!({ "prompt": "a red fox" }), "job-1");
    let answers = futures::future::join_all((0..8).map(|_| client.start(&body))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_success()).count(), 1);
    assert_eq!(client.starts().await, 1);
}

#[tokio::test]
async fn a_refused_start_leaves_its_id_free() {
    let client = client().await;
    for (prompt, code) in [("sim:moderated", 1301), ("sim:429=1", 1302), ("sim:429=1", 0)] {
        let answer = client.start(&with_external_id(json!({ "prompt": prompt }), "job-1")).await;
        assert_eq!(answer.at("/code"), code);
    }
}
