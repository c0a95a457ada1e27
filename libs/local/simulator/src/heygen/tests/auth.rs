//! The key, the request id, and what is not there.

use super::*;

#[tokio::test]
async fn every_route_wants_the_key() {
    let stage = Stage::set().await;
    assert_eq!(crate::Simulator::key("heygen").as_deref(), Some(KEY));
    let speech = json!({ "text": "hello", "voice_id": VOICE });
    for request in [
        stage.post("/v3/videos", &script("hello")),
        stage.get_request("/v3/videos/x"),
        stage.client.delete(stage.url("/v3/videos/x")),
        stage.get_request("/v3/avatars"),
        stage.get_request("/v3/avatars/looks"),
        stage.get_request("/v3/voices"),
        stage.post("/v3/voices/speech", &speech),
        stage.post("/v3/models/audio/tts", &speech),
        stage.get_request("/v3/models/audio/voices"),
        stage.get_request("/v3/users/me"),
        stage.post("/v3/assets", &json!({})),
    ] {
        for key in [None, Some("wrong")] {
            let request = request.try_clone().unwrap();
            let request = key.into_iter().fold(request, |request, key| request.header("X-Api-Key", key));
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
            assert_eq!(error(response).await["code"], "unauthorized");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_in_json() {
    let stage = Stage::set().await;
    for (path, status, code) in [
        ("/v3/nothing", StatusCode::NOT_FOUND, "not_found"),
        ("/v3/assets", StatusCode::METHOD_NOT_ALLOWED, "not_found"),
        ("/v3/videos/f1e2d3c4", StatusCode::NOT_FOUND, "video_not_found"),
    ] {
        let response = stage.get(path).await;
        assert_eq!(response.status(), status, "{path}");
        assert_eq!(error(response).await["code"], code);
    }
}

#[tokio::test]
async fn the_wallet_shows_what_was_spent() {
    let stage = Stage::set().await;
    let me = async || data(stage.get("/v3/users/me").await).await;
    assert_eq!(me().await["billing_type"], "wallet");
    assert_eq!(me().await["wallet"], json!({ "currency": "usd", "remaining_balance": 1000.0 }));
    stage.accepted(&script("Hi.")).await;
    assert_eq!(me().await["wallet"]["remaining_balance"], 1000.0, "not yet over");
    stage.pass(LONG_MS);
    assert_eq!(me().await["wallet"]["remaining_balance"], 999.9333, "one second of a studio avatar");
}
