//! The key, and what is not there.

use super::*;

#[tokio::test]
async fn every_route_wants_the_key() {
    let stage = Stage::set().await;
    assert_eq!(crate::Simulator::key("fal").as_deref(), Some(KEY));
    for request in [
        stage.post(&format!("/{IMAGE}"), &prompt("a red fox")),
        stage.get_request("/fal-ai/nano-banana/requests/x"),
        stage.get_request("/fal-ai/nano-banana/requests/x/status"),
        stage.client.put(stage.url("/fal-ai/nano-banana/requests/x/cancel")),
    ] {
        for (header, status) in [
            (None, StatusCode::UNAUTHORIZED),
            (Some("Bearer sim-fal-id:sim-fal-secret"), StatusCode::UNAUTHORIZED),
            (Some("Key wrong"), StatusCode::UNAUTHORIZED),
        ] {
            let request = request.try_clone().unwrap();
            let request = header.into_iter().fold(request, |all, header| all.header("authorization", header));
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), status, "{header:?}");
            assert!(response.json::<Value>().await.unwrap()["detail"].is_string());
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_told() {
    let stage = Stage::set().await;
    for endpoint in ["fal-ai/flux-3", "fal-ai/nano-banana/edit/more", "nano-banana", "fal-ai/kling-video"] {
        let response = stage.submit(endpoint, &prompt("a red fox")).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{endpoint}");
        assert!(response.json::<Value>().await.unwrap()["detail"].as_str().unwrap().contains(endpoint));
    }
    for path in ["/fal-ai/nano-banana/requests/x", "/fal-ai/nano-banana/requests/x/status"] {
        let response = stage.get(path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(stage.get(&format!("/{IMAGE}")).await.status(), StatusCode::METHOD_NOT_ALLOWED);
}
