//! Scenarios over real HTTP.

mod edits;
mod images;
mod speech;

use std::ops::Deref;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::kit;
use crate::vendor::Vendor;

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-openai-key";
const IMAGES: &str = "/v1/images/generations";
const SPEECH: &str = "/v1/audio/speech";

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::fast(Vendor::Openai).await)
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
    assert!(response.headers().contains_key("x-request-id"));
    let mut body: Value = response.json().await.unwrap();
    assert!(body["error"]["message"].as_str().is_some_and(|message| !message.is_empty()), "{body}");
    body["error"].take()
}

fn picture(value: &Value) -> Vec<u8> {
    STANDARD.decode(value.as_str().unwrap()).unwrap()
}

fn image(prompt: &str) -> Value {
    json!({ "model": "gpt-image-1.5", "prompt": prompt })
}

fn speech(input: &str) -> Value {
    json!({ "model": "gpt-4o-mini-tts", "input": input, "voice": "marin" })
}

#[tokio::test]
async fn every_route_wants_the_key() {
    let stage = Stage::set().await;
    for (path, body) in [(IMAGES, image("a fox")), (SPEECH, speech("hello"))] {
        for (key, code) in [(None, Value::Null), (Some("sk-wrong"), json!("invalid_api_key"))] {
            let request = key.into_iter().fold(stage.post(path, &body), RequestBuilder::bearer_auth);
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}");
            let error = error(response).await;
            assert_eq!((&error["code"], &error["type"]), (&code, &json!("invalid_request_error")));
        }
    }
}

#[tokio::test]
async fn models_that_are_gone_or_unknown_are_not_found() {
    let stage = Stage::set().await;
    for model in ["gpt-image-1", "dall-e-3", "tts-1"] {
        let error = stage.error(IMAGES, json!({ "model": model, "prompt": "a fox" }), 404).await;
        assert_eq!(error["code"], "model_not_found");
    }
    let error =
        stage.error(SPEECH, json!({ "model": "gpt-image-2", "input": "x", "voice": "ash" }), 404).await;
    assert_eq!(error["code"], "model_not_found");
    assert_eq!(
        stage.get_request("/_sim/ledger").send().await.unwrap().json::<Value>().await.unwrap()["jobs"],
        json!([])
    );
}

#[tokio::test]
async fn a_model_tells_when_it_will_go() {
    let stage = Stage::set().await;
    let read = async |id: &str| {
        let request = stage.get_request(&format!("/v1/models{id}")).bearer_auth(KEY);
        request.send().await.unwrap().json::<Value>().await.unwrap()
    };
    assert_eq!(read("/gpt-image-1.5").await["shutdown_date"], "2026-12-01");
    assert_eq!(read("/gpt-image-2.5-flare").await["shutdown_date"], Value::Null);
    assert_eq!(read("/gpt-image-1").await["error"]["code"], "model_not_found");
    assert_eq!(read("").await["object"], "list");
}

#[tokio::test]
async fn the_first_calls_are_refused_as_often_as_asked() {
    let stage = Stage::set().await;
    for (path, body) in [(IMAGES, image("a sim:500=1 sim:429=1")), (SPEECH, speech("b sim:429=1 sim:500=1"))]
    {
        let limited = stage.send(path, body.clone()).await;
        assert_eq!(limited.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(limited.headers()["retry-after"], "1");
        assert_eq!(error(limited).await["code"], "rate_limit_exceeded");
        assert_eq!(stage.error(path, body.clone(), 500).await["type"], "server_error");
        assert_eq!(stage.send(path, body).await.status(), StatusCode::OK);
    }
    let job = stage.job("a sim:500=1 sim:429=1").await;
    assert_eq!((&job["starts"], &job["refusals"], &job["billed_units"]), (&json!(1), &json!(2), &json!(1)));
}

#[tokio::test]
async fn a_dropped_answer_was_billed_all_the_same() {
    let stage = Stage::set().await;
    for (path, body) in [(IMAGES, image("sim:drop-answer")), (SPEECH, speech("sim:drop-answer"))] {
        let error = stage.request(path, &body).send().await.unwrap_err();
        assert!(error.is_request() && error.status().is_none(), "{error:?}");
    }
    let jobs = stage.jobs("sim:drop-answer").await;
    assert_eq!(jobs.len(), 2);
    assert!(jobs.iter().all(|job| job["starts"] == 1 && job["billed_units"] == 1), "{jobs:?}");
}

/// A call that is answered with its result takes real time, times the scale.
#[tokio::test]
async fn a_slow_call_takes_its_time() {
    let stage = Stage::set().await;
    for (path, body) in [(IMAGES, image("sim:slow=120")), (SPEECH, speech("sim:slow=120"))] {
        let before = std::time::Instant::now();
        assert_eq!(stage.send(path, body).await.status(), StatusCode::OK);
        assert!(before.elapsed().as_millis() >= 120, "{path}");
    }
}
