//! The way of a request from submit to result.

use super::*;

#[tokio::test]
async fn a_submit_names_the_urls_of_what_comes_after() {
    let client = client().await;
    let answer = client.post_to("/fal-ai/bytedance/seedream/v4/text-to-image", &prompt("a red fox")).await;
    let id = answer.header("x-fal-request-id").unwrap();
    let base = client.url("/fal-ai/bytedance/requests");
    let expected = json!({
        "status": "IN_QUEUE", "request_id": id, "gateway_request_id": id, "response_url": format!("{base}/{id}"),
        "status_url": format!("{base}/{id}/status"), "cancel_url": format!("{base}/{id}/cancel"),
        "queue_position": 0, "logs": null, "metrics": {},
    });
    assert_eq!(answer.body, expected);
}

#[tokio::test]
async fn a_status_says_what_a_result_will() {
    let client = client().await;
    let started = client.accepted(&prompt("sim:slow=100 sim:bad-media")).await;
    client.pass(50_000);
    assert_eq!(client.look(&started).await.status, 202);
    let early = client.result(&started).await;
    assert_eq!((early.status, early.at("/detail")), (400, &json!("Request is still in progress")));
    client.pass(50_000);
    let over = client.look(&started).await;
    assert_eq!((over.status, over.at("/metrics/inference_time")), (200, &json!(100.0)));
    assert_eq!((over.body.get("error"), over.at("/queue_position")), (None, &Value::Null));
    for (logs, given) in [("1", true), ("true", true), ("0", false)] {
        let answer = client.get(&format!("{}?logs={logs}", started.text("/status_url"))).await;
        assert_eq!(answer.at("/logs/0/message").is_string(), given, "{logs}");
    }

    let started = client.accepted(&json!({ "prompt": "faulty", "num_images": 9 })).await;
    client.pass(LONG_MS);
    let over = client.look(&started).await;
    assert_eq!(
        (over.at("/status"), over.at("/error_type")),
        (&json!("COMPLETED"), &json!("less_than_equal"))
    );
    let result = client.result(&started).await;
    assert_eq!(result.header("x-fal-request-id"), Some(started.text("/request_id").as_str()));
    let expected = json!([{
        "loc": ["body", "num_images"], "msg": "Input should be less than or equal to 4", "type": "less_than_equal",
        "url": "https://docs.fal.ai/errors#less_than_equal", "ctx": { "le": 4 }, "input": 9,
    }]);
    assert_eq!(result.at("/detail"), &expected);
}

#[tokio::test]
async fn a_cancelled_request_has_no_result() {
    let client = client().await;
    let started = client.accepted(&prompt("a fox sim:slow=100")).await;
    client.send(client.request(Method::PUT, &started.text("/cancel_url"))).await;
    let result = client.result(&started).await;
    assert_eq!((result.status, result.at("/error_type")), (499, &json!("client_cancelled")));
    assert_eq!(result.header("x-fal-error-type"), Some("client_cancelled"));
    let again = client.send(client.request(Method::PUT, &started.text("/cancel_url"))).await;
    assert_eq!((again.status, again.at("/status")), (400, &json!("ALREADY_COMPLETED")));
}

#[tokio::test]
async fn only_the_short_path_of_its_own_app_leads_to_a_request() {
    let client = client().await;
    let body = json!({ "prompt": "a red fox", "image_urls": [picture(30, 40)] });
    let id = client.post_to("/fal-ai/nano-banana/edit", &body).await.text("/request_id");
    for (app, status) in [("nano-banana", 202), ("nano-banana-pro", 404), ("nano-banana/edit", 404)] {
        assert_eq!(client.get(&format!("/fal-ai/{app}/requests/{id}/status")).await.status, status, "{app}");
    }
}

#[tokio::test]
async fn a_webhook_and_headers_of_the_queue_are_accepted() {
    let client = client().await;
    let path = format!("{PICTURES}?fal_webhook=https%3A%2F%2Fexample.com%2Fhook");
    let request = client.request(Method::POST, &path).json(&prompt("x"));
    assert_eq!(client.send(request.header("X-Fal-Queue-Priority", "normal")).await.status, 200);
}
