//! `PUT …/cancel`.

use super::*;

async fn ends_cancelled(stage: &Stage, submitted: &Value) {
    let polled: Value = stage.follow(&submitted["status_url"]).await.json().await.unwrap();
    assert_eq!((&polled["status"], &polled["error_type"]), (&json!("COMPLETED"), &json!("client_cancelled")));
    let result = stage.follow(&submitted["response_url"]).await;
    assert_eq!(result.status().as_u16(), 499);
    assert_eq!(result.headers()["x-fal-error-type"], "client_cancelled");
    let body: Value = result.json().await.unwrap();
    assert_eq!(body["error_type"], "client_cancelled");
}

#[tokio::test]
async fn a_request_that_waits_is_removed() {
    let stage = Stage::set().await;
    let submitted = stage.accepted(IMAGE, &prompt("a fox sim:slow=100")).await;
    stage.pass(14_999);
    assert_eq!(stage.cancel(&submitted).await, (200, json!({ "status": "OK" })));
    ends_cancelled(&stage, &submitted).await;
    stage.pass(LONG_MS);
    assert_eq!(stage.job("a fox sim:slow=100").await["billed_units"], 0);
    assert_eq!(stage.cancel(&submitted).await, (400, json!({ "status": "ALREADY_COMPLETED" })));
}

#[tokio::test]
async fn a_runner_is_asked_to_stop_and_does_if_it_has_just_begun() {
    let stage = Stage::set().await;
    for (ms, stops) in [(15_000, true), (49_999, true), (50_000, false), (99_999, false)] {
        let text = format!("{ms} sim:slow=100");
        let submitted = stage.accepted(IMAGE, &prompt(&text)).await;
        stage.pass(ms);
        assert_eq!(stage.cancel(&submitted).await, (202, json!({ "status": "CANCELLATION_REQUESTED" })));
        if stops {
            ends_cancelled(&stage, &submitted).await;
        } else {
            stage.pass(100_000 - ms);
            let result = stage.follow(&submitted["response_url"]).await;
            assert_eq!(result.status(), StatusCode::OK);
        }
        stage.pass(LONG_MS);
        assert_eq!(stage.job(&text).await["billed_units"], i32::from(!stops));
    }
}

#[tokio::test]
async fn what_is_over_cannot_be_cancelled() {
    let stage = Stage::set().await;
    for text in ["a fox", "sim:fail", "sim:moderated"] {
        let submitted = stage.accepted(IMAGE, &prompt(text)).await;
        stage.pass(LONG_MS);
        assert_eq!(stage.cancel(&submitted).await, (400, json!({ "status": "ALREADY_COMPLETED" })));
    }
    let unknown = json!({ "cancel_url": stage.url("/fal-ai/nano-banana/requests/x/cancel") });
    assert_eq!(stage.cancel(&unknown).await, (404, json!({ "status": "NOT_FOUND" })));
}
