//! Scenarios over real HTTP.

mod images;
mod task_inputs;
mod tasks;

use std::ops::Deref;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::kit;
use crate::vendor::Vendor;

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-byteplus-key";
const IMAGES: &str = "/api/v3/images/generations";
const TASKS: &str = "/api/v3/contents/generations/tasks";
const DAY_MS: i64 = 24 * 3600 * 1000;

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    /// For pictures, which take real time.
    async fn fast() -> Self {
        Self(kit::Stage::fast(Vendor::Byteplus).await)
    }

    /// For clips, where the clock decides.
    async fn set() -> Self {
        Self(kit::Stage::set(Vendor::Byteplus, 1.0).await)
    }

    fn request(&self, path: &str, body: &Value) -> RequestBuilder {
        self.post(path, body).bearer_auth(KEY)
    }

    async fn send(&self, path: &str, body: Value) -> Response {
        self.request(path, &body).send().await.unwrap()
    }

    async fn json(&self, path: &str, body: Value) -> Value {
        let response = self.send(path, body).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers().contains_key("x-request-id"));
        response.json().await.unwrap()
    }

    /// The `error` of a request that has this status.
    async fn error(&self, path: &str, body: Value, status: u16) -> Value {
        let shown = body.to_string();
        let response = self.send(path, body).await;
        assert_eq!(response.status(), status, "{shown}");
        error(response).await
    }
}

async fn error(response: Response) -> Value {
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let mut body: Value = response.json().await.unwrap();
    let message = body["error"]["message"].as_str().unwrap();
    assert!(message.ends_with(&format!("Request id: {id}")), "{message}");
    body["error"].take()
}

fn image(prompt: &str) -> Value {
    json!({ "model": "seedream-4-0-250828", "prompt": prompt, "size": "1K", "watermark": false })
}

fn video(prompt: &str) -> Value {
    json!({
        "model": "seedance-1-0-pro-250528", "content": [{ "type": "text", "text": prompt }], "duration": 2,
        "resolution": "480p",
    })
}

fn data_uri(format: &str, bytes: &[u8]) -> String {
    format!("data:image/{format};base64,{}", STANDARD.encode(bytes))
}

#[tokio::test]
async fn every_route_wants_the_key() {
    let stage = Stage::fast().await;
    for (path, body) in [(IMAGES, image("a fox")), (TASKS, video("a fox"))] {
        for key in [None, Some("wrong")] {
            let request = key.into_iter().fold(stage.post(path, &body), RequestBuilder::bearer_auth);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
            let error = error(response).await;
            assert_eq!(
                (&error["code"], &error["type"]),
                (&json!("AuthenticationError"), &json!("Unauthorized"))
            );
        }
    }
}

#[tokio::test]
async fn models_that_are_retired_or_unknown_are_not_found() {
    let stage = Stage::fast().await;
    for (path, mut body, model, code) in [
        (TASKS, video("x"), "seedance-1-5-pro-251215", "InvalidEndpointOrModel.ModelIDAccessDisabled"),
        (TASKS, video("x"), "seedream-4-0-250828", "InvalidEndpointOrModel.NotFound"),
        (IMAGES, image("x"), "seedream-3-0-t2i-250415", "InvalidEndpointOrModel.NotFound"),
        (IMAGES, image("x"), "ep-20261101-abcde", "InvalidEndpointOrModel.NotFound"),
    ] {
        body["model"] = json!(model);
        let error = stage.error(path, body, 404).await;
        assert_eq!((&error["code"], &error["type"]), (&json!(code), &json!("NotFound")));
    }
}

#[tokio::test]
async fn the_first_calls_are_refused_as_often_as_asked() {
    let stage = Stage::fast().await;
    for (path, body) in [(IMAGES, image("a sim:429=1 sim:500=1")), (TASKS, video("b sim:429=1 sim:500=1"))] {
        let limited = stage.error(path, body.clone(), 429).await;
        assert_eq!(limited["code"], "RateLimitExceeded.EndpointRPMExceeded");
        assert_eq!(stage.error(path, body.clone(), 500).await["code"], "InternalServiceError");
        stage.json(path, body).await;
    }
    assert_eq!(stage.job("a sim:429=1 sim:500=1").await["refusals"], 2);
}

#[tokio::test]
async fn a_dropped_answer_was_started_all_the_same() {
    let stage = Stage::fast().await;
    for (path, body) in [(IMAGES, image("sim:drop-answer")), (TASKS, video("sim:drop-answer"))] {
        let error = stage.request(path, &body).send().await.unwrap_err();
        assert!(error.is_request() && error.status().is_none(), "{error:?}");
    }
    assert_eq!(stage.jobs("sim:drop-answer").await.len(), 2);
}
