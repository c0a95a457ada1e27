//! The key, and what is not there.

use super::*;

#[tokio::test]
async fn every_route_wants_the_key() {
    let stage = Stage::set().await;
    assert_eq!(crate::Simulator::key("elevenlabs").as_deref(), Some(KEY));
    for request in [
        stage.post(&format!("/v1/text-to-speech/{VOICE}"), &text("hello")),
        stage.post(&format!("/v1/text-to-speech/{VOICE}/stream"), &text("hello")),
        stage.post(&format!("/v1/text-to-speech/{VOICE}/with-timestamps"), &text("hello")),
        stage.get_request("/v2/voices"),
        stage.get_request("/v1/models"),
        stage.get_request("/v1/user/subscription"),
    ] {
        for key in [None, Some("sk_wrong")] {
            let request = request.try_clone().unwrap();
            let request = key.into_iter().fold(request, |request, key| request.header("xi-api-key", key));
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
            let detail = detail(response).await;
            assert_eq!(detail["code"], "invalid_api_key");
            assert_eq!(detail["type"], "authentication_error");
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_told_in_json() {
    let stage = Stage::set().await;
    for (path, status) in
        [("/v1/nothing", StatusCode::NOT_FOUND), ("/v1/text-to-speech/x", StatusCode::METHOD_NOT_ALLOWED)]
    {
        let response = stage.get(path).await;
        assert_eq!(response.status(), status);
        assert!(detail(response).await.is_string());
    }
}
