//! Scenarios over real HTTP.

mod auth;
mod endings;
mod lists;
mod refusals;
mod speech;
mod timestamps;
mod validation;

use std::ops::Deref;

use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::kit;
use crate::vendor::Vendor;

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-elevenlabs-key";
const VOICE: &str = "21m00Tcm4TlvDq8ikWAM";
const FOX: &str = "The quick brown fox jumps over the lazy dog.";

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::fast(Vendor::Elevenlabs).await)
    }

    /// `path` is what follows the voice.
    fn request(&self, path: &str, body: &Value) -> RequestBuilder {
        self.post(&format!("/v1/text-to-speech/{VOICE}{path}"), body).header("xi-api-key", KEY)
    }

    async fn speak(&self, path: &str, body: &Value) -> Response {
        self.request(path, body).send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.get_request(path).header("xi-api-key", KEY).send().await.unwrap()
    }

    async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }
}

/// The `detail` of a refusal, which names the request as the header does.
async fn detail(response: Response) -> Value {
    let id = response.headers()["request-id"].to_str().unwrap().to_owned();
    let mut body: Value = response.json().await.unwrap();
    let detail = body["detail"].take();
    if detail.is_object() {
        assert_eq!(detail["request_id"], id.as_str());
        assert_eq!(detail["status"], detail["code"], "also under the legacy name");
        assert!(detail["message"].as_str().is_some_and(|message| !message.is_empty()));
    }
    detail
}

fn text(text: &str) -> Value {
    json!({ "text": text })
}

fn with(field: &str, value: Value) -> Value {
    let mut body = text("hello");
    body[field] = value;
    body
}
