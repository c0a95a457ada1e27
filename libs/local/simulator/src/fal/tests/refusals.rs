//! Submits that are refused because the prompt asks for it.

use super::*;

#[tokio::test]
async fn the_first_submits_are_refused_as_often_as_asked() {
    let stage = Stage::set().await;
    let body = prompt("a fox sim:429=2 sim:500=1");
    for _ in 0..2 {
        let limited = stage.submit(IMAGE, &body).await;
        assert_eq!(limited.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(!limited.headers().contains_key("retry-after"), "never promised");
        assert!(limited.json::<Value>().await.unwrap()["detail"].is_string());
    }
    let broken = stage.submit(IMAGE, &body).await;
    assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(broken.headers()["x-fal-error-type"], "internal_error");
    assert_eq!(broken.headers()["x-fal-retryable"], "true");
    assert_eq!(broken.json::<Value>().await.unwrap()["error_type"], "internal_error");
    stage.accepted(IMAGE, &body).await;
    let job = stage.job("a fox sim:429=2 sim:500=1").await;
    assert_eq!((&job["refusals"], &job["starts"]), (&json!(3), &json!(1)));
}

#[tokio::test]
async fn the_same_submit_twice_is_two_requests() {
    let stage = Stage::set().await;
    let first = stage.accepted(IMAGE, &prompt("a fox")).await;
    let second = stage.accepted(IMAGE, &prompt("a fox")).await;
    assert_ne!(first["request_id"], second["request_id"]);
    assert_eq!(stage.job("a fox").await["starts"], 2);
}
