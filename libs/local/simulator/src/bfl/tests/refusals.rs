//! Starts that are refused: because the prompt asks for it, or because too many tasks are active.

use super::*;

#[tokio::test]
async fn the_first_starts_of_a_prompt_are_rate_limited() {
    let stage = Stage::set().await;
    let prompt = "a red fox sim:429=2";
    for _ in 0..2 {
        let response = stage.start(json!({ "prompt": prompt })).await;
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers().get("retry-after"), None);
        assert!(response.json::<Value>().await.unwrap()["detail"].is_string());
    }
    stage.task(prompt).await;
    stage.task(prompt).await;
    let job = stage.job(prompt).await;
    assert_eq!((&job["refusals"], &job["starts"]), (&json!(2), &json!(2)));
}

#[tokio::test]
async fn the_first_starts_of_a_prompt_meet_a_broken_server() {
    let stage = Stage::set().await;
    let prompt = "sim:500=1 a red fox";
    let response = stage.start(json!({ "prompt": prompt })).await;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/html"));
    assert!(response.text().await.unwrap().starts_with("<html>"));
    stage.task(prompt).await;
    assert_eq!(stage.job(prompt).await["refusals"], 1);
}

#[tokio::test]
async fn rate_limits_come_before_broken_servers_and_every_prompt_has_its_own() {
    let stage = Stage::set().await;
    for prompt in ["one sim:500=1 sim:429=1", "two sim:500=1 sim:429=1"] {
        for status in [429, 500, 200, 200] {
            assert_eq!(stage.start(json!({ "prompt": prompt })).await.status(), status, "{prompt}");
        }
    }
}

#[tokio::test]
async fn the_twenty_fifth_active_task_is_refused() {
    let stage = Stage::set().await;
    for number in 0..24 {
        stage.task(&format!("fox {number}")).await;
        stage.pass(1);
    }
    let response = stage.start(json!({ "prompt": "one more" })).await;
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(response.json::<Value>().await.unwrap()["detail"].is_string());
    assert_eq!(stage.job("one more").await["starts"], 0);

    stage.pass(TYPICAL_MS - 24);
    stage.task("one more").await;
    let job = stage.job("one more").await;
    assert_eq!((&job["starts"], &job["refusals"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn of_starts_at_the_same_time_exactly_as_many_are_refused_as_should_be() {
    let stage = Stage::set().await;
    let start = || stage.start(json!({ "prompt": "a red fox sim:429=2" }));
    let answers = futures::future::join_all((0..8).map(|_| start())).await;
    let refused = answers.iter().filter(|answer| answer.status() == StatusCode::TOO_MANY_REQUESTS).count();
    assert_eq!(refused, 2);
}
