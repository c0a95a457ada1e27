//! Starts that are refused: because the script asks for it, or because too many videos are at work.

use super::*;

async fn limited(response: Response) {
    assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(response.headers()["retry-after"], "2");
    assert_eq!(error(response).await["code"], "rate_limit_exceeded");
}

#[tokio::test]
async fn rate_limits_come_first_then_broken_servers() {
    let stage = Stage::set().await;
    let body = script("hello sim:429=2 sim:500=1");
    for _ in 0..2 {
        limited(stage.start(&body).await).await;
    }
    let broken = stage.start(&body).await;
    assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(error(broken).await["code"], "internal_error");
    stage.accepted(&body).await;
    let job = stage.job("hello sim:429=2 sim:500=1").await;
    assert_eq!((&job["refusals"], &job["starts"]), (&json!(3), &json!(1)));
}

#[tokio::test]
async fn the_eleventh_video_at_work_is_refused() {
    let stage = Stage::set().await;
    for number in 0..10 {
        stage.accepted(&script(&format!("fox {number}"))).await;
    }
    limited(stage.start(&script("one more")).await).await;
    stage.pass(LONG_MS);
    stage.accepted(&script("one more")).await;
}
