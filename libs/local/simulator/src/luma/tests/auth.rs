//! The key, and the headers that come with every answer.

use super::*;

#[tokio::test]
async fn every_route_wants_the_key() {
    let stage = Stage::set().await;
    assert_eq!(Simulator::key("luma").as_deref(), Some(KEY));
    for request in
        [stage.post("/v1/generations", &video("a red fox")), stage.get_request("/v1/generations/x")]
    {
        for (header, detail) in [
            (None, "Not authenticated"),
            (Some("Key sim-luma-key"), "Not authenticated"),
            (Some("Bearer wrong"), "Invalid API key"),
        ] {
            let request = request.try_clone().unwrap();
            let request = header.into_iter().fold(request, |all, header| all.header("authorization", header));
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
            assert_eq!(response.headers()["x-api-version"], "2026-04-01");
            assert_eq!(response.json::<Value>().await.unwrap(), json!({ "detail": detail }));
        }
    }
}

#[tokio::test]
async fn every_answer_has_a_request_id_and_a_start_the_rate_limit() {
    let stage = Stage::set().await;
    let response = stage.start(&video("a red fox")).await;
    let headers = response.headers();
    assert!(!headers["x-request-id"].is_empty());
    assert_eq!(headers["x-api-version"], "2026-04-01");
    assert!(headers["x-ratelimit-limit"].to_str().unwrap().parse::<u32>().is_ok());

    let named = stage.get_request("/v1/nothing").header("x-request-id", "mine-7").send().await.unwrap();
    assert_eq!(named.headers()["x-request-id"], "mine-7");
    let others = [stage.get("/v1/nothing").await, stage.get("/v1/nothing").await];
    assert_ne!(others[0].headers()["x-request-id"], others[1].headers()["x-request-id"]);
}

#[tokio::test]
async fn an_unknown_route_a_wrong_method_and_an_unknown_task_are_told_in_json() {
    let stage = Stage::set().await;
    for (path, status, detail) in [
        ("/v1/nothing", StatusCode::NOT_FOUND, "Not Found"),
        ("/v1/generations", StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"),
        (
            "/v1/generations/018f0000-0000-4000-8000-000000000000",
            StatusCode::NOT_FOUND,
            "Generation not found",
        ),
    ] {
        let response = stage.get(path).await;
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(response.json::<Value>().await.unwrap(), json!({ "detail": detail }));
    }
}
