//! What survives the death of the process.

use super::*;

#[tokio::test]
async fn a_task_goes_on_in_the_middle() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    stage.pass(3_000);
    let before = stage.poll(&task).await;
    let stage = stage.killed_and_reopened().await;
    assert_eq!(stage.poll(&task).await, before);
    stage.pass(3_000);
    assert_eq!(stage.poll(&task).await["status"], "Ready");
    assert_eq!(stage.fetch(&stage.link(&task).await).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_link_given_before_opens_after() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    stage.pass(TYPICAL_MS);
    let (link, before) = (stage.link(&task).await, stage.url(""));
    let stage = stage.killed_and_reopened().await;
    let link = link.replace(&before, &stage.url(""));
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn refusals_are_not_forgotten() {
    let stage = Stage::set().await;
    let prompt = "a red fox sim:429=1 sim:500=1";
    assert_eq!(stage.start(json!({ "prompt": prompt })).await.status(), 429);
    let stage = stage.killed_and_reopened().await;
    assert_eq!(stage.start(json!({ "prompt": prompt })).await.status(), 500);
    let stage = stage.killed_and_reopened().await;
    stage.task(prompt).await;
    assert_eq!(stage.job(prompt).await["refusals"], 2);
}

#[tokio::test]
async fn starts_and_active_tasks_are_not_forgotten() {
    let stage = Stage::set().await;
    for _ in 0..23 {
        stage.task("a red fox").await;
    }
    stage.try_start(json!({ "prompt": "sim:drop-answer" })).await.unwrap_err();
    let before = stage.get("/_sim/ledger").await;
    let stage = stage.killed_and_reopened().await;
    assert_eq!(stage.get("/_sim/ledger").await, before);
    assert_eq!(stage.start(json!({ "prompt": "one more" })).await.status(), 429);
}

#[tokio::test]
async fn a_start_that_was_being_written_is_forgotten_and_can_be_repeated() {
    let stage = Stage::set().await;
    stage.task("a red fox").await;
    stage.task("a red dog").await;
    let journal = stage.dir.path().join("journal.jsonl");
    let mut text = std::fs::read_to_string(&journal).unwrap();
    text.truncate(text.len() - 5);
    std::fs::write(&journal, text).unwrap();

    let stage = stage.killed_and_reopened().await;
    assert_eq!(stage.get("/_sim/ledger").await["jobs"].as_array().unwrap().len(), 1);
    stage.task("a red dog").await;
    let stage = stage.killed_and_reopened().await;
    assert_eq!(stage.job("a red dog").await["starts"], 1);
}
