//! How Gemini and Veo answer the questions that are asked of every vendor, and what only Google does.

mod images;
mod speech;
mod veo;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::kit;
use crate::tests::answers::{Answered, Expected, status};
use crate::tests::client::{Client, with};
use crate::tests::questions;
use crate::tests::subject::{Api, Endings, Kind, Links, Media, Polling, Subject};
use crate::vendor::Vendor;

#[tokio::test]
async fn the_questions() {
    questions::ask(api).await;
}

pub(crate) fn api() -> Api {
    let missing = |path| (Method::POST, path, error(404, "NOT_FOUND"));
    Api {
        vendor: Vendor::Google,
        key: ("x-goog-api-key", ""),
        headers: &[],
        endpoints: endpoints().list,
        wrong_keys: vec![
            (None, error(403, "PERMISSION_DENIED")),
            (Some("AIza"), error(400, "INVALID_ARGUMENT").is("/error/details/0/reason", "API_KEY_INVALID")),
        ],
        not_there: vec![
            missing("/v1beta/models/gemini-3-pro-image-preview:generateContent"),
            missing("/v1beta/models/gemini-9:generateContent"),
            missing("/v1beta/models/gemini-3-pro-image:predictLongRunning"),
            missing("/v1beta/models/veo-3.1-generate-preview:generateContent"),
            missing("/v1beta/models/gemini-3-pro-image"),
            (Method::GET, "/v1beta/models/veo-3.1-generate-preview/operations/x", error(404, "NOT_FOUND")),
            (Method::GET, "/v1/nothing", error(404, "NOT_FOUND")),
            (Method::GET, "/v1beta/files/nothing:download?alt=media", error(403, "PERMISSION_DENIED")),
        ],
        check_every_answer: |answer| {
            assert!(answer.is_success() || answer.at("/error/code") == answer.status, "{answer:?}");
            assert!(answer.is_success() || !answer.text("/error/message").is_empty());
        },
        subjects: vec![images::subject(), speech::subject(), veo::subject()],
    }
}

fn error(http: u16, name: &str) -> Expected {
    status(http).is("/error/status", name)
}

/// An invalid field, by its whole path.
fn invalid(field: &str) -> Expected {
    error(400, "INVALID_ARGUMENT").is("/error/details/0/fieldViolations/0/field", field)
}

fn busy() -> Expected {
    error(429, "RESOURCE_EXHAUSTED").is("/error/details/1/retryDelay", "2s")
}

fn broken() -> Expected {
    error(500, "INTERNAL")
}

fn malformed() -> [Expected; 2] {
    [error(400, "INVALID_ARGUMENT"), error(400, "INVALID_ARGUMENT")]
}

fn png() -> String {
    STANDARD.encode(kit::png(320, 180))
}

#[tokio::test]
async fn the_key_may_be_in_the_query() {
    let client = Client::new(api(), "pictures").await;
    let path = format!("{}?key={}", client.subject().path, Vendor::Google.key());
    let request = client.keyless(Method::POST, &path).json(&client.body("x"));
    assert_eq!(client.send(request).await.status, 200);
}
