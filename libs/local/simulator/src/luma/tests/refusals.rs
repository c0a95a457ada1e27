//! Starts that are refused: because the prompt asks for it, or because too many tasks are active.

use super::*;

async fn refused(response: Response) -> (String, String) {
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    let after = response.headers()["retry-after"].to_str().unwrap().to_owned();
    (after, response.json::<Value>().await.unwrap()["detail"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn rate_limits_come_first_then_broken_servers() {
    let stage = Stage::set().await;
    let body = video("a red fox sim:429=2 sim:500=1");
    for _ in 0..2 {
        assert_eq!(refused(stage.start(&body).await).await, ("2".into(), "Rate limit exceeded".into()));
    }
    let broken = stage.start(&body).await;
    assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(broken.json::<Value>().await.unwrap()["detail"].is_string());
    stage.accepted(&body).await;
    let job = stage.job("a red fox sim:429=2 sim:500=1").await;
    assert_eq!((&job["refusals"], &job["starts"]), (&json!(3), &json!(1)));
}

#[tokio::test]
async fn the_twenty_first_active_task_is_refused() {
    let stage = Stage::set().await;
    for number in 0..20 {
        stage.task(&format!("fox {number}")).await;
    }
    let (_, detail) = refused(stage.start(&video("one more")).await).await;
    assert_eq!(detail, "Too many concurrent generations");
    stage.pass(TYPICAL_MS);
    stage.task("one more").await;
}
