//! Scenarios over real HTTP.

mod pictures;
mod references;
mod veo;

use std::ops::Deref;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::kit;
use crate::vendor::Vendor;

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-google-key";
const PRO: &str = "/v1beta/models/gemini-3-pro-image:generateContent";
const FLASH: &str = "/v1beta/models/gemini-2.5-flash-image:generateContent";
const NEWER_FLASH: &str = "/v1/models/gemini-3.1-flash-image:generateContent";
const VEO: &str = "/v1beta/models/veo-3.1-generate-preview:predictLongRunning";

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::fast(Vendor::Google).await)
    }

    async fn send(&self, path: &str, body: Value) -> Response {
        self.post(path, &body).header("x-goog-api-key", KEY).send().await.unwrap()
    }

    async fn json(&self, path: &str, body: Value) -> Value {
        let response = self.send(path, body).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.get_request(path).header("x-goog-api-key", KEY).send().await.unwrap()
    }

    /// The `error` of a request that has this status.
    async fn error(&self, path: &str, body: Value, status: u16) -> Value {
        let shown = body.to_string();
        let response = self.send(path, body).await;
        assert_eq!(response.status(), status, "{shown}");
        let mut body: Value = response.json().await.unwrap();
        assert_eq!(body["error"]["code"], status);
        assert!(body["error"]["message"].as_str().is_some_and(|message| !message.is_empty()), "{body}");
        body["error"].take()
    }
}

fn prompt(text: &str) -> Value {
    json!({ "contents": [{ "role": "user", "parts": [{ "text": text }] }] })
}

fn video(prompt: &str) -> Value {
    json!({ "instances": [{ "prompt": prompt }], "parameters": { "durationSeconds": 4 } })
}

fn png() -> String {
    STANDARD.encode(kit::png(90, 50))
}

#[tokio::test]
async fn the_key_is_taken_from_the_header_or_the_query() {
    let stage = Stage::set().await;
    let none = stage.post(PRO, &prompt("x")).send().await.unwrap();
    assert_eq!(none.status(), StatusCode::FORBIDDEN);
    assert_eq!(none.json::<Value>().await.unwrap()["error"]["status"], "PERMISSION_DENIED");
    let wrong = stage.post(PRO, &prompt("x")).header("x-goog-api-key", "AIza").send().await.unwrap();
    assert_eq!(wrong.status(), StatusCode::BAD_REQUEST);
    assert_eq!(wrong.json::<Value>().await.unwrap()["error"]["details"][0]["reason"], "API_KEY_INVALID");
    let path = format!("{PRO}?key={KEY}");
    assert_eq!(stage.post(&path, &prompt("x")).send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn models_that_are_gone_or_unknown_are_not_found() {
    let stage = Stage::set().await;
    for call in [
        "gemini-3-pro-image-preview:generateContent",
        "gemini-9:generateContent",
        "gemini-3-pro-image:predictLongRunning",
        "veo-3.1-generate-preview:generateContent",
        "gemini-3-pro-image",
    ] {
        let error = stage.error(&format!("/v1beta/models/{call}"), prompt("x"), 404).await;
        assert_eq!(error["status"], "NOT_FOUND", "{call}");
    }
    let model: Value = stage.get("/v1/models/gemini-3-pro-image").await.json().await.unwrap();
    assert_eq!(model["supportedGenerationMethods"], json!(["generateContent"]));
}

#[tokio::test]
async fn the_first_calls_are_refused_as_often_as_asked() {
    let stage = Stage::set().await;
    for (path, body) in [(FLASH, prompt("a sim:429=1 sim:500=1")), (VEO, video("b sim:429=1 sim:500=1"))] {
        let limited = stage.error(path, body.clone(), 429).await;
        assert_eq!(limited["status"], "RESOURCE_EXHAUSTED");
        assert_eq!(limited["details"][1]["retryDelay"], "2s");
        assert_eq!(stage.error(path, body.clone(), 500).await["status"], "INTERNAL");
        stage.json(path, body).await;
    }
    assert_eq!(stage.job("a sim:429=1 sim:500=1").await["refusals"], 2);
}

#[tokio::test]
async fn a_dropped_answer_was_started_all_the_same() {
    let stage = Stage::set().await;
    for (path, body) in [(FLASH, prompt("sim:drop-answer")), (VEO, video("sim:drop-answer"))] {
        let request = stage.post(path, &body).header("x-goog-api-key", KEY);
        let error = request.send().await.unwrap_err();
        assert!(error.is_request() && error.status().is_none(), "{error:?}");
    }
    assert!(stage.jobs("sim:drop-answer").await.iter().all(|job| job["starts"] == 1));
}
