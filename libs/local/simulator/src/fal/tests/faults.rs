//! What the faults of an input look like.

use super::*;

#[tokio::test]
async fn a_submit_is_accepted_whatever_its_input_says() {
    let stage = Stage::set().await;
    let submitted = stage.accepted(IMAGE, &json!({ "prompt": "a fox sim:slow=100", "num_images": 9 })).await;
    assert_eq!(submitted["status"], "IN_QUEUE");
    stage.pass(LONG_MS);
    let status = stage.follow(&submitted["status_url"]).await;
    assert_eq!(status.status(), StatusCode::OK);
    let polled: Value = status.json().await.unwrap();
    assert_eq!((&polled["status"], &polled["error_type"]), (&json!("COMPLETED"), &json!("less_than_equal")));
    let result = stage.follow(&submitted["response_url"]).await;
    assert_eq!(result.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(result.headers()["x-fal-request-id"], submitted["request_id"].as_str().unwrap());
    let body: Value = result.json().await.unwrap();
    assert_eq!(
        body["detail"],
        json!([{
            "loc": ["body", "num_images"], "msg": "Input should be less than or equal to 4",
            "type": "less_than_equal", "url": "https://docs.fal.ai/errors#less_than_equal",
            "ctx": { "le": 4 }, "input": 9,
        }])
    );
    assert_eq!(stage.job("a fox sim:slow=100").await["billed_units"], 0);
}

#[tokio::test]
async fn all_that_is_wrong_is_told_at_once() {
    let stage = Stage::set().await;
    let body = json!({ "num_images": 0, "seed": "x", "aspect_ratio": "2:1", "new": 1 });
    let mut kinds: Vec<String> = stage.faults(IMAGE, &body).await.into_iter().map(|(kind, _)| kind).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["extra_forbidden", "greater_than_equal", "int_type", "missing", "one_of"]);
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused_at_once() {
    let stage = Stage::set().await;
    for body in ["", "{\"prompt\": ", "[]", "\"a fox\""] {
        let request = stage.client.post(stage.url(&format!("/{IMAGE}"))).body(body);
        let response = Stage::keyed(request).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(response.json::<Value>().await.unwrap()["error_type"], "bad_request");
    }
}
