//! The key and the version.

use super::*;

#[tokio::test]
async fn every_route_wants_the_key_and_the_version() {
    let stage = Stage::set().await;
    assert_eq!(Simulator::key("runway").as_deref(), Some(KEY));
    for request in [
        stage.post(TEXT, &text("a red fox")),
        stage.post(IMAGE, &text("a red fox")),
        stage.get_request("/v1/tasks/x"),
        stage.client.delete(stage.url("/v1/tasks/x")),
        stage.get_request("/v1/organization"),
    ] {
        for (key, version, status) in [
            (None, Some("2024-11-06"), StatusCode::UNAUTHORIZED),
            (Some("wrong"), Some("2024-11-06"), StatusCode::UNAUTHORIZED),
            (Some(KEY), None, StatusCode::BAD_REQUEST),
            (Some(KEY), Some("2023-01-01"), StatusCode::BAD_REQUEST),
        ] {
            let mut request = request.try_clone().unwrap();
            if let Some(key) = key {
                request = request.bearer_auth(key);
            }
            if let Some(version) = version {
                request = request.header("X-Runway-Version", version);
            }
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), status, "{key:?} {version:?}");
            assert!(response.json::<Value>().await.unwrap()["error"].is_string());
        }
    }
    assert!(stage.jobs("a red fox").await.is_empty());
}

#[tokio::test]
async fn an_unknown_route_a_wrong_method_and_an_unknown_task_are_told_in_json() {
    let stage = Stage::set().await;
    for (path, status) in [
        ("/v1/nothing", StatusCode::NOT_FOUND),
        (TEXT, StatusCode::METHOD_NOT_ALLOWED),
        ("/v1/tasks/018f0000-0000-4000-8000-000000000000", StatusCode::NOT_FOUND),
    ] {
        let response = stage.get(path).await;
        assert_eq!(response.status(), status, "{path}");
        assert!(response.json::<Value>().await.unwrap()["error"].is_string());
    }
}
