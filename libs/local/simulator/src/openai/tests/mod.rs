//! How GPT Image and speech answer the questions that are asked of every vendor, and what only `OpenAI` does.

mod edits;
mod images;
mod speech;

use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::kit;
use crate::tests::answers::{Answered, Expected, status};
use crate::tests::client::{Client, with};
use crate::tests::questions;
use crate::tests::subject::{Api, Endings, Kind, Media, Subject};
use crate::vendor::Vendor;

#[tokio::test]
async fn the_questions() {
    questions::ask(api).await;
}

pub(crate) fn api() -> Api {
    Api {
        vendor: Vendor::Openai,
        key: ("authorization", "Bearer "),
        headers: &[],
        endpoints: endpoints().list,
        wrong_keys: vec![
            (None, error(401, INVALID).is("/error/code", Value::Null)),
            (Some("Bearer sk-wrong"), error(401, INVALID).is("/error/code", "invalid_api_key")),
        ],
        not_there: vec![
            (Method::POST, "/v1/images/variations", error(404, INVALID)),
            (Method::GET, "/v1/images/edits", error(405, INVALID)),
            (Method::GET, "/v1/models/gpt-image-1", error(404, INVALID).is("/error/code", "model_not_found")),
        ],
        check_every_answer: |answer| {
            assert!(answer.header("x-request-id").is_some());
            assert!(answer.is_success() || !answer.text("/error/message").is_empty());
        },
        subjects: vec![images::subject(), speech::subject()],
    }
}

const INVALID: &str = "invalid_request_error";

fn error(http: u16, kind: &str) -> Expected {
    status(http).is("/error/type", kind)
}

fn wrong_field(body: &Value, field: &str, value: Value, code: &str) -> (Value, Expected) {
    let expected = error(400, INVALID).is("/error/param", field).is("/error/code", code);
    (with(body.clone(), &format!("/{field}"), value), expected)
}

fn no_model(body: &Value, model: &str) -> (Value, Expected) {
    let expected = error(404, INVALID).is("/error/code", "model_not_found");
    (with(body.clone(), "/model", json!(model)), expected)
}

fn busy() -> Expected {
    error(429, "requests").is("/error/code", "rate_limit_exceeded").with_header("retry-after", "1")
}

fn broken() -> Expected {
    error(500, "server_error")
}

fn malformed() -> [Expected; 2] {
    [error(400, INVALID), error(400, INVALID)]
}

#[tokio::test]
async fn a_model_can_be_read() {
    let client = Client::new(api(), "pictures").await;
    let model = client.get("/v1/models/gpt-image-1.5").await;
    assert_eq!((model.at("/id"), model.at("/object")), (&json!("gpt-image-1.5"), &json!("model")));
}

/// A moment before and at the beginning of 2026-12-01.
const LAST_MS: i64 = 1_796_083_199_999;

#[tokio::test]
async fn a_model_tells_its_end_and_is_unknown_from_then_on() {
    let client = Client::new(api(), "pictures").await;
    let read = async |model: &str| client.get(&format!("/v1/models/{model}")).await;
    assert_eq!(read("gpt-image-1.5").await.at("/shutdown_date"), "2026-12-01");
    assert_eq!(read("gpt-image-2.6-flare").await.at("/shutdown_date"), &Value::Null);
    let draw = json!({ "model": "gpt-image-1.5", "prompt": "a fox" });
    client.pass(LAST_MS - kit::BEGINNING_MS);
    assert_eq!(client.start(&draw).await.status, 200);
    client.pass(1);
    let gone = error(404, INVALID).is("/error/code", "model_not_found");
    gone.check(&client.start(&draw).await, "drawing");
    gone.check(&read("gpt-image-1.5").await, "reading");
    assert_eq!(client.start(&with(draw, "/model", json!("gpt-image-2.6-flare"))).await.status, 200);
}
