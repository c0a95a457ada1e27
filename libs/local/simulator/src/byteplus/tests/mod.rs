//! How Seedream and Seedance answer the questions that are asked of every vendor, and what only `BytePlus` does.

mod images;
mod videos;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::json::merged;
use crate::kit;
use crate::tests::answers::{Answered, Expected, status};
use crate::tests::client::{Client, with};
use crate::tests::questions;
use crate::tests::subject::{Api, Cancel, CancelCase, Endings, Kind, Links, Media, Polling, Subject};
use crate::vendor::Vendor;

const IMAGES: &str = "/api/v3/images/generations";
const TASKS: &str = "/api/v3/contents/generations/tasks";
const DAY_MS: i64 = 24 * 3600 * 1000;

#[tokio::test]
async fn the_questions() {
    questions::ask(api).await;
}

pub(crate) fn api() -> Api {
    Api {
        vendor: Vendor::Byteplus,
        key: ("authorization", "Bearer "),
        headers: &[],
        endpoints: endpoints().list,
        wrong_keys: vec![
            (None, error(401, "AuthenticationError").is("/error/type", "Unauthorized")),
            (Some("Bearer wrong"), error(401, "AuthenticationError")),
        ],
        not_there: vec![
            (Method::GET, "/api/v3/nothing", error(404, "NotFound")),
            (Method::GET, IMAGES, error(404, "NotFound")),
            (Method::GET, "/api/v3/contents/generations/tasks/cgt-nothing", error(404, "NotFound.Task")),
            (Method::DELETE, "/api/v3/contents/generations/tasks/018f0000", error(404, "NotFound.Task")),
        ],
        check_every_answer: |answer| {
            let id = answer.header("x-request-id").unwrap();
            if !answer.is_success() {
                let message = answer.text("/error/message");
                assert!(message.ends_with(&format!("Request id: {id}")), "{message}");
            }
        },
        subjects: vec![images::subject(), videos::subject()],
    }
}

fn error(http: u16, code: &str) -> Expected {
    status(http).is("/error/code", code)
}

/// With this field in place of its own.
fn wrong_field(body: &Value, field: &str, value: Value, code: &str) -> (Value, Expected) {
    let expected = error(400, code).is("/error/param", field).is("/error/type", "BadRequest");
    (with(body.clone(), &format!("/{field}"), value), expected)
}

fn gone(body: &Value, model: &str, code: &str) -> (Value, Expected) {
    let expected = error(404, &format!("InvalidEndpointOrModel.{code}")).is("/error/type", "NotFound");
    (with(body.clone(), "/model", json!(model)), expected)
}

fn busy() -> Expected {
    error(429, "RateLimitExceeded.EndpointRPMExceeded").is("/error/type", "TooManyRequests")
}

fn broken() -> Expected {
    error(500, "InternalServiceError").is("/error/type", "InternalServerError")
}

fn malformed() -> [Expected; 2] {
    [error(400, "InvalidParameter"), error(400, "InvalidParameter")]
}

fn data_uri(format: &str, bytes: &[u8]) -> String {
    format!("data:image/{format};base64,{}", STANDARD.encode(bytes))
}
