//! docs/API.md, Errors: every function answers errors in one shape.

use contract_tests::World;
use serde_json::json;

const IMAGE: &str = "/creative-hub/generate/image";

#[tokio::test]
async fn a_wrong_request_gets_every_field_error_at_once() {
    let world = World::new().await;
    let body = json!({
        "prompt": "", "provider": "dall_e", "width": 100, "height": "tall", "num_variants": 9,
        "negative_prompt": "x".repeat(501), "seed": -1, "metadata": {"a": 1}, "drive_folder_id": "f", "style": "x",
    });
    let answer = world.owner().post(IMAGE, &body).await;
    assert_eq!((answer.status, answer.text("code")), (400, "invalid_request"));
    let mut complaints = answer.complaints();
    complaints.sort_unstable();
    assert_eq!(
        complaints,
        [
            "drive_folder_id",
            "height",
            "metadata",
            "negative_prompt",
            "num_variants",
            "prompt",
            "provider",
            "seed",
            "style",
            "width",
        ]
    );
    assert!(!answer.text("request_id").is_empty());
    assert!(
        answer.body["fields"].to_string().contains("flux_2_pro"),
        "the message names the values that exist"
    );
    world.assert_books().await;
}

#[tokio::test]
async fn broken_json_other_types_and_large_bodies_have_their_own_statuses() {
    let world = World::new().await;
    let owner = world.owner();
    let post = |content_type: &'static str, body: String| {
        let request = owner.request("POST", IMAGE).header("content-type", content_type).body(body);
        owner.send(request)
    };
    for (content_type, body, status, code) in [
        ("application/json", "{".to_owned(), 400, "invalid_json"),
        ("application/json", String::new(), 400, "invalid_json"),
        ("application/json", "[]".to_owned(), 400, "invalid_request"),
        ("application/json", "\"x\"".to_owned(), 400, "invalid_request"),
        ("text/plain", "{}".to_owned(), 415, "unsupported_media_type"),
        ("application/octet-stream", "{}".to_owned(), 415, "unsupported_media_type"),
        ("application/json", format!("{{\"prompt\":\"{}\"}}", "x".repeat(65_536)), 413, "body_too_large"),
    ] {
        let answer = post(content_type, body).await;
        assert_eq!((answer.status, answer.text("code")), (status, code), "{content_type}");
        assert!(!answer.text("error").is_empty());
    }
    world.assert_books().await;
}

#[tokio::test]
async fn an_unknown_path_is_404_and_a_wrong_method_405_with_allow() {
    let world = World::new().await;
    let unknown = world.owner().get("/creative-hub/generate/hologram").await;
    assert_eq!((unknown.status, unknown.text("code")), (404, "not_found"));
    for (method, path, allow) in [
        ("GET", IMAGE, "POST"),
        ("DELETE", IMAGE, "POST"),
        ("PUT", "/credits/balance", "GET"),
        ("POST", "/health", "GET"),
    ] {
        let answer = world.owner().send(world.owner().request(method, path)).await;
        assert_eq!((answer.status, answer.text("code")), (405, "method_not_allowed"), "{method} {path}");
        assert_eq!(answer.headers["allow"], allow);
    }
}
