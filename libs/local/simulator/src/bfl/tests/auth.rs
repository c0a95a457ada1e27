//! The `x-key` header.

use super::*;

#[tokio::test]
async fn every_api_route_wants_the_key() {
    let stage = Stage::set().await;
    for (key, detail) in [(None, "Not authenticated"), (Some("sk-wrong"), "Invalid API key format")] {
        for path in ["/v1/get_result?id=x", "/v1/credits", "/v1/flux-2-pro"] {
            let url = stage.url(path);
            let request = if path.ends_with("pro") { stage.client.post(url) } else { stage.client.get(url) };
            let request = key.into_iter().fold(request, |request, key| request.header("x-key", key));
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
            assert_eq!(response.json::<Value>().await.unwrap(), json!({ "detail": detail }));
        }
    }
}

#[tokio::test]
async fn the_published_key_opens() {
    let stage = Stage::set().await;
    assert_eq!(Simulator::key("bfl").as_deref(), Some(KEY));
    assert_eq!(Simulator::key("nobody"), None);
    assert_eq!(stage.get("/v1/credits").await, json!({ "credits": 100_000.0 }));
}

#[tokio::test]
async fn an_unknown_route_and_a_wrong_method_are_told_in_json() {
    let stage = Stage::set().await;
    for (path, status, detail) in [
        ("/v1/flux-9", StatusCode::NOT_FOUND, "Not Found"),
        ("/v1/flux-2-pro", StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
    ] {
        let response = stage.client.get(stage.url(path)).header("x-key", KEY).send().await.unwrap();
        assert_eq!(response.status(), status);
        assert_eq!(response.json::<Value>().await.unwrap(), json!({ "detail": detail }));
    }
}
