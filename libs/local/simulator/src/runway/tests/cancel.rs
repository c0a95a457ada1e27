//! DELETE: what it ends, what it hides, and what it costs.

use super::*;

#[tokio::test]
async fn a_deleted_task_cannot_be_fetched_and_costs_what_was_at_work() {
    let stage = Stage::set().await;
    for (prompt, after_ms, billed) in
        [("pending", 0, 0), ("running", 6_000, 1), ("succeeded", TYPICAL_MS, 1), ("sim:fail", TYPICAL_MS, 0)]
    {
        let task = stage.task(prompt).await;
        stage.pass(after_ms);
        assert_eq!(stage.delete(&task).await, StatusCode::NO_CONTENT, "{prompt}");
        assert_eq!(stage.get(&format!("/v1/tasks/{task}")).await.status(), StatusCode::NOT_FOUND);
        assert_eq!(stage.delete(&task).await, StatusCode::NOT_FOUND, "{prompt}");
        stage.pass(TYPICAL_MS);
        assert_eq!(stage.job(prompt).await["billed_units"], billed, "{prompt}");
    }
}

#[tokio::test]
async fn the_file_of_a_deleted_task_is_gone() {
    let stage = Stage::set().await;
    let task = stage.task("sim:bad-media").await;
    stage.pass(TYPICAL_MS);
    let link = stage.link(&task).await;
    stage.delete(&task).await;
    assert_eq!(stage.fetch(&link).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_task_stays_deleted_after_a_restart() {
    let stage = Stage::set().await;
    let task = stage.task("a red fox").await;
    stage.delete(&task).await;
    let stage = Stage(stage.0.killed_and_reopened().await);
    assert_eq!(stage.get(&format!("/v1/tasks/{task}")).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn there_is_nothing_to_delete_where_there_is_no_task() {
    let stage = Stage::set().await;
    assert_eq!(stage.delete("018f0000-0000-4000-8000-000000000000").await, StatusCode::NOT_FOUND);
}
