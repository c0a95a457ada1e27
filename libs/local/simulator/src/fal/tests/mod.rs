//! Scenarios over real HTTP, with a clock that only the test moves.

mod auth;
mod avatars;
mod cancel;
mod clips;
mod delivery;
mod endings;
mod faults;
mod images;
mod inputs;
mod queue;
mod refusals;
mod speech;
mod validation;

use std::ops::Deref;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::kit;
use crate::vendor::Vendor;
use crate::workshop::{Encoding, Sound, Speech};

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-fal-id:sim-fal-secret";
/// More than anything here takes.
const LONG_MS: i64 = 600_000;
const LINK_MS: i64 = 7 * 24 * 3_600_000;
const IMAGE: &str = "fal-ai/nano-banana";
const VIDEO: &str = "fal-ai/veo3.1";
const FOX: &str = "The quick brown fox jumps over the lazy dog.";

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::set(Vendor::Fal, 1.0).await)
    }

    fn keyed(request: RequestBuilder) -> RequestBuilder {
        request.header("authorization", format!("Key {KEY}"))
    }

    async fn submit(&self, endpoint: &str, body: &Value) -> Response {
        Self::keyed(self.post(&format!("/{endpoint}"), body)).send().await.unwrap()
    }

    /// The answer to a submit, which succeeds.
    async fn accepted(&self, endpoint: &str, body: &Value) -> Value {
        let response = self.submit(endpoint, body).await;
        let status = response.status();
        let answer: Value = response.json().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{answer}");
        answer
    }

    /// A request behind one of the absolute URLs of an answer.
    async fn follow(&self, url: &Value) -> Response {
        Self::keyed(self.client.get(url.as_str().unwrap())).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        Self::keyed(self.get_request(path)).send().await.unwrap()
    }

    async fn cancel(&self, submitted: &Value) -> (u16, Value) {
        let url = submitted["cancel_url"].as_str().unwrap();
        let response = Self::keyed(self.client.put(url)).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    /// What a submit with this body ends in.
    async fn ended(&self, endpoint: &str, body: &Value) -> Response {
        let submitted = self.accepted(endpoint, body).await;
        self.pass(LONG_MS);
        let status = self.follow(&submitted["status_url"]).await;
        assert_eq!(status.status(), StatusCode::OK, "it is over, well or not");
        self.follow(&submitted["response_url"]).await
    }

    async fn output(&self, endpoint: &str, body: &Value) -> Value {
        let response = self.ended(endpoint, body).await;
        let status = response.status();
        let output: Value = response.json().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{endpoint} {output}");
        output
    }

    /// The bytes behind a file of an output, which are of its type.
    async fn file(&self, file: &Value) -> Vec<u8> {
        let response = self.fetch(file["url"].as_str().unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], file["content_type"].as_str().unwrap());
        response.bytes().await.unwrap().to_vec()
    }

    async fn clip(&self, endpoint: &str, body: &Value) -> Vec<u8> {
        self.file(&self.output(endpoint, body).await["video"]).await
    }

    /// The faults that a body ends in, as their types and places.
    async fn faults(&self, endpoint: &str, body: &Value) -> Vec<(String, Value)> {
        let response = self.ended(endpoint, body).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        let headers = response.headers().clone();
        let answer: Value = response.json().await.unwrap();
        let faults = answer["detail"].as_array().unwrap();
        assert_eq!(headers["x-fal-error-type"], faults[0]["type"].as_str().unwrap());
        assert_eq!(headers["x-fal-retryable"], "false");
        assert!(faults.iter().all(|fault| fault["msg"].is_string() && fault["url"].is_string()));
        faults
            .iter()
            .map(|fault| (fault["type"].as_str().unwrap().to_owned(), fault["loc"].clone()))
            .collect()
    }

    /// The URL of a recording of this text.
    async fn recording(&self, text: &str) -> String {
        let speech = Speech { text: text.to_owned(), voice: "x".to_owned(), speed: 1.0, rate: 8000 };
        let bytes = self.simulator.world.workshop.sound(Sound { speech, encoding: Encoding::Wav }).await;
        self.serve(bytes.unwrap().to_vec()).await
    }
}

fn picture(width: u32, height: u32) -> Value {
    json!(format!("data:image/png;base64,{}", STANDARD.encode(kit::png(width, height))))
}

fn prompt(prompt: &str) -> Value {
    json!({ "prompt": prompt })
}

fn with(mut body: Value, more: &Value) -> Value {
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}
