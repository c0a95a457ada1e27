//! Calls that are refused because the text asks for it.

use super::*;

#[tokio::test]
async fn the_first_calls_are_refused_as_often_as_asked() {
    let stage = Stage::set().await;
    let body = text("a sim:500=1 sim:429=2");
    for _ in 0..2 {
        let limited = stage.speak("", &body).await;
        assert_eq!(limited.status(), StatusCode::TOO_MANY_REQUESTS);
        assert!(!limited.headers().contains_key("retry-after"), "unverified, so not sent");
        assert_eq!(detail(limited).await["code"], "rate_limit_exceeded");
    }
    let broken = stage.speak("", &body).await;
    assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(detail(broken).await.is_object());
    assert_eq!(stage.speak("", &body).await.status(), StatusCode::OK);
    let job = stage.job("a sim:500=1 sim:429=2").await;
    assert_eq!((&job["starts"], &job["refusals"], &job["billed_units"]), (&json!(1), &json!(3), &json!(1)));
}
