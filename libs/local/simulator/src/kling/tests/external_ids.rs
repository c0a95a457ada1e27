//! Ids that the client gives: unique per account, over all endpoints and for ever.

use super::*;
use crate::kit::png;

#[tokio::test]
async fn a_repeat_is_refused_and_the_first_task_is_found() {
    let stage = Stage::set().await;
    let image = stage.serve(png(300, 300)).await;
    let options = json!({ "external_task_id": "job-1" });
    let body = json!({ "prompt": "a red fox", "options": options });
    let task = stage.accepted(TEXT, &body).await;
    assert_eq!(task["external_id"], "job-1");
    stage.pass(400 * DAY_MS);
    let stage = Stage(stage.0.killed_and_reopened().await);
    for (path, body) in [
        (TEXT, body),
        ("/text-to-video/kling-3.0", json!({ "prompt": "another", "options": options })),
        (IMAGE, json!({ "contents": [{ "type": "first_frame", "url": image }], "options": options })),
    ] {
        let (status, code, message) = stage.refused(path, &body).await;
        assert_eq!((status, code), (400, 1201));
        assert!(message.contains("job-1 already exists"), "{message}");
    }
    let found = stage.query("external_task_ids=job-2,job-1").await;
    assert_eq!((found.len(), &found[0]["id"]), (1, &task["id"]));
    assert_eq!(stage.job("a red fox").await["starts"], 1);
}

#[tokio::test]
async fn of_starts_at_the_same_time_exactly_one_is_accepted() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "a red fox", "options": { "external_task_id": "job-1" } });
    let answers = futures::future::join_all((0..8).map(|_| stage.start(TEXT, &body))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status() == StatusCode::OK).count(), 1);
    assert_eq!(stage.job("a red fox").await["starts"], 1);
}

#[tokio::test]
async fn a_refused_start_leaves_its_id_free() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "sim:429=1", "options": { "external_task_id": "job-1" } });
    assert_eq!(stage.refused(TEXT, &body).await.1, 1302);
    stage.accepted(TEXT, &body).await;
}
