//! The API key, and the signed token of the legacy standard.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::*;
use crate::kling::jwt::ACCESS_KEY;

/// When every test begins, in seconds.
const NOW: i64 = kit::BEGINNING_MS / 1000;

fn token(claims: &Value, secret: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({ "alg": "HS256", "typ": "JWT" })), part(claims));
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap().chain_update(&signed);
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

async fn told(stage: &Stage, path: &str, authorization: Option<&str>) -> (u16, u64) {
    let request = match path {
        "/tasks" | "/v1/videos/avatar/image2video/x" => stage.get_request(path),
        _ => stage.post(path, &json!({ "prompt": "a red fox" })),
    };
    let request = authorization.into_iter().fold(request, |all, value| all.header("authorization", value));
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    (status, response.json::<Value>().await.unwrap()["code"].as_u64().unwrap())
}

#[tokio::test]
async fn every_route_wants_a_key() {
    let stage = Stage::set().await;
    assert_eq!(Simulator::key("kling").as_deref(), Some(KEY));
    for path in [TEXT, IMAGE, "/tasks", AVATAR, "/v1/videos/avatar/image2video/x", TTS] {
        for (authorization, code) in [
            (None, 1001),
            (Some(""), 1001),
            (Some("Basic sim-kling-key"), 1000),
            (Some("sim-kling-key"), 1000),
            (Some("Bearer wrong"), 1002),
            (Some("Bearer a.b.c"), 1002),
        ] {
            assert_eq!(told(&stage, path, authorization).await, (401, code), "{path} {authorization:?}");
        }
    }
    assert!(stage.jobs("a red fox").await.is_empty());
}

#[tokio::test]
async fn a_signed_token_opens_the_legacy_standard_only() {
    let stage = Stage::set().await;
    let claims = |from: i64, to: i64| json!({ "iss": ACCESS_KEY, "nbf": NOW + from, "exp": NOW + to });
    let open = token(&claims(-5, 1800), KEY);
    for (token, code) in [
        (&open, 1203),
        (&token(&json!({ "iss": ACCESS_KEY, "exp": NOW + 1 }), KEY), 1203),
        (&token(&claims(1, 1800), KEY), 1003),
        (&token(&claims(-1800, 0), KEY), 1004),
        (&token(&claims(-5, 1800), "wrong"), 1002),
        (&token(&json!({ "iss": "wrong", "exp": NOW + 1 }), KEY), 1002),
        (&token(&json!({ "iss": ACCESS_KEY }), KEY), 1002),
    ] {
        let status = if code == 1203 { 404 } else { 401 };
        let bearer = format!("Bearer {token}");
        assert_eq!(told(&stage, "/v1/videos/avatar/image2video/x", Some(&bearer)).await, (status, code));
    }
    let bearer = format!("Bearer {open}");
    for path in [TEXT, IMAGE, "/tasks"] {
        assert_eq!(told(&stage, path, Some(&bearer)).await, (401, 1002));
    }
}

#[tokio::test]
async fn an_unknown_route_model_or_method_has_its_code() {
    let stage = Stage::set().await;
    for path in [
        "/text-to-video/kling-9",
        "/text-to-video/kling-v2-6",
        "/image-to-video/kling-3.0-turbo",
        "/v1/videos/text2video",
    ] {
        assert_eq!(stage.refused(path, &json!({ "prompt": "a red fox" })).await.1, 1203, "{path}");
    }
    let response = stage.get(TEXT).await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    assert_eq!(response.json::<Value>().await.unwrap()["code"], 1202);
}
