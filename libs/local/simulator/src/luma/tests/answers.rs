//! What the answers say, and how long larger clips take.

use super::*;

#[tokio::test]
async fn a_start_and_a_look_show_the_whole_generation() {
    let client = client().await;
    let started = client.accepted(&default("a red fox")).await;
    let expected = |state: &str| {
        json!({
            "id": started.at("/id"), "created_at": "2026-11-18T11:06:40Z", "model": "ray-3.2", "type": "video",
            "state": state, "output": [], "failure_code": null, "failure_reason": null,
        })
    };
    assert_eq!(started.body, expected("queued"));
    client.pass(TYPICAL_MS);
    let mut ended = client.look(&started).await.body;
    ended["output"] = json!([]);
    assert_eq!(ended, expected("completed"));
}

#[tokio::test]
async fn long_and_large_clips_take_longer_and_slow_ones_as_long_as_they_say() {
    let client = client().await;
    for (options, prompt, takes_ms) in [
        (json!({ "duration": "10s" }), "a", 3 * TYPICAL_MS),
        (json!({ "resolution": "1080p" }), "b", 3 * TYPICAL_MS),
        (json!({ "resolution": "1080p" }), "c sim:slow=1.5", 1_500),
    ] {
        let started = client.accepted(&with(default(prompt), "/video", options)).await;
        client.pass(takes_ms - 1);
        assert_eq!(client.look(&started).await.at("/state"), "processing");
        client.pass(1);
        assert_eq!(client.look(&started).await.at("/state"), "completed");
    }
}

#[tokio::test]
async fn a_request_that_names_itself_gets_its_name_back() {
    let client = client().await;
    let request = client.request(Method::GET, "/v1/nothing").header("x-request-id", "mine-7");
    assert_eq!(client.send(request).await.header("x-request-id"), Some("mine-7"));
    let others = [client.get("/v1/nothing").await, client.get("/v1/nothing").await];
    assert_ne!(others[0].header("x-request-id"), others[1].header("x-request-id"));
}
