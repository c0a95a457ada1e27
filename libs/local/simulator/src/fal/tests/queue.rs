//! The way of a request from submit to result.

use super::*;

#[tokio::test]
async fn a_submit_names_the_urls_of_what_comes_after() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "a red fox" });
    let response = stage.submit("fal-ai/bytedance/seedream/v4/text-to-image", &body).await;
    let request_id = response.headers()["x-fal-request-id"].to_str().unwrap().to_owned();
    let answer: Value = response.json().await.unwrap();
    let base = stage.url("/fal-ai/bytedance/requests");
    assert_eq!(
        answer,
        json!({
            "status": "IN_QUEUE", "request_id": request_id, "gateway_request_id": request_id,
            "response_url": format!("{base}/{request_id}"),
            "status_url": format!("{base}/{request_id}/status"),
            "cancel_url": format!("{base}/{request_id}/cancel"),
            "queue_position": 0, "logs": null, "metrics": {},
        })
    );
}

#[tokio::test]
async fn a_request_waits_is_worked_on_and_is_complete() {
    let stage = Stage::set().await;
    let submitted = stage.accepted(VIDEO, &prompt("sim:slow=100 sim:bad-media")).await;
    let status = async |expected: StatusCode| {
        let response = stage.follow(&submitted["status_url"]).await;
        assert_eq!(response.status(), expected);
        assert!(response.headers().contains_key("x-fal-request-id"));
        response.json::<Value>().await.unwrap()
    };
    for (ms, expected) in [(0, "IN_QUEUE"), (14_999, "IN_QUEUE"), (1, "IN_PROGRESS"), (84_999, "IN_PROGRESS")]
    {
        stage.pass(ms);
        let polled = status(StatusCode::ACCEPTED).await;
        assert_eq!(polled["status"], expected);
        assert_eq!(polled["queue_position"].is_number(), expected == "IN_QUEUE");
        assert_eq!(polled["logs"], Value::Null);
        let early = stage.follow(&submitted["response_url"]).await;
        assert_eq!(early.status(), StatusCode::BAD_REQUEST, "no result yet");
    }
    stage.pass(1);
    let polled = status(StatusCode::OK).await;
    assert_eq!(
        (&polled["status"], &polled["metrics"]["inference_time"]),
        (&json!("COMPLETED"), &json!(100.0))
    );
    assert_eq!(
        (polled.get("error"), polled.get("error_type"), polled.get("queue_position")),
        (None, None, None)
    );
    let result = stage.follow(&submitted["response_url"]).await;
    assert_eq!(
        (result.status(), &result.headers()["x-fal-billable-units"]),
        (StatusCode::OK, &"8".parse().unwrap())
    );
}

#[tokio::test]
async fn logs_come_if_they_are_asked_for() {
    let stage = Stage::set().await;
    let submitted = stage.accepted(IMAGE, &prompt("sim:bad-media")).await;
    stage.pass(LONG_MS);
    let url = submitted["status_url"].as_str().unwrap();
    for (logs, some) in [("1", true), ("true", true), ("0", false), ("false", false)] {
        let polled: Value = stage.follow(&json!(format!("{url}?logs={logs}"))).await.json().await.unwrap();
        assert_eq!(polled["logs"].is_array(), some, "{logs}");
        if some {
            let log = &polled["logs"][0];
            assert_eq!((&log["level"], &log["source"]), (&json!("INFO"), &json!("USER")));
            assert!(log["message"].is_string() && log["timestamp"].is_string());
        }
    }
}

#[tokio::test]
async fn only_the_short_path_of_its_own_app_leads_to_a_request() {
    let stage = Stage::set().await;
    let submitted = stage.accepted("fal-ai/nano-banana/edit", &prompt("x")).await;
    let id = submitted["request_id"].as_str().unwrap();
    for (path, status) in [
        (format!("/fal-ai/nano-banana/requests/{id}/status"), 202),
        (format!("/fal-ai/nano-banana-pro/requests/{id}/status"), 404),
        (format!("/fal-ai/nano-banana/edit/requests/{id}/status"), 404),
    ] {
        assert_eq!(stage.get(&path).await.status().as_u16(), status, "{path}");
    }
}

#[tokio::test]
async fn a_request_goes_on_after_a_restart() {
    let stage = Stage::set().await;
    let body = json!({ "prompt": "a red fox", "image_urls": [picture(300, 400)] });
    let submitted = stage.accepted("fal-ai/nano-banana/edit", &body).await;
    let path =
        submitted["status_url"].as_str().unwrap().split_once("/fal/").unwrap().1.replace("/status", "");
    let stage = Stage(stage.0.killed_and_reopened().await);
    assert_eq!(stage.get(&format!("/{path}/status")).await.status(), StatusCode::ACCEPTED);
    stage.pass(LONG_MS);
    let output: Value = stage.get(&format!("/{path}")).await.json().await.unwrap();
    let picture = image::load_from_memory(&stage.file(&output["images"][0]).await).unwrap();
    assert!(picture.width() < picture.height(), "the shape of the picture that was sent");
}

#[tokio::test]
async fn a_webhook_and_headers_of_the_queue_are_accepted() {
    let stage = Stage::set().await;
    let request = stage.post(&format!("/{IMAGE}?fal_webhook=https%3A%2F%2Fexample.com%2Fhook"), &prompt("x"));
    let request = Stage::keyed(request).header("X-Fal-Queue-Priority", "normal");
    assert_eq!(request.send().await.unwrap().status(), StatusCode::OK);
}
