//! Scenarios over real HTTP, with a clock that only the test moves.

mod auth;
mod cancel;
mod delivery;
mod endings;
mod images;
mod models;
mod organization;
mod statuses;
mod throttle;
mod validation;

use std::ops::Deref;

use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::vendor::Vendor;
use crate::{Simulator, kit};

/// A stage whose client has the key and names the version.
struct Stage(kit::Stage);

const KEY: &str = "sim-runway-key";
/// What a clip takes, and what a link is valid for.
const TYPICAL_MS: i64 = 40_000;
const LINK_MS: i64 = 24 * 3_600_000;
const TEXT: &str = "/v1/text_to_video";
const IMAGE: &str = "/v1/image_to_video";

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::set(Vendor::Runway, 1.0).await)
    }

    fn entitled(request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(KEY).header("X-Runway-Version", "2024-11-06")
    }

    async fn start(&self, path: &str, body: &Value) -> Response {
        Self::entitled(self.post(path, body)).send().await.unwrap()
    }

    async fn accepted(&self, path: &str, body: &Value) -> Value {
        let response = self.start(path, body).await;
        let (status, answer) = (response.status(), response.json::<Value>().await.unwrap());
        assert_eq!(status, StatusCode::OK, "{body}: {answer}");
        answer
    }

    /// The paths, codes and messages with which a body is refused.
    async fn issues(&self, path: &str, body: &Value) -> Vec<(Value, String, String)> {
        let response = self.start(path, body).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["error"], "Validation of body failed");
        assert!(answer["docUrl"].is_string());
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let issues = answer["issues"].as_array().unwrap().iter();
        issues.map(|issue| (issue["path"].clone(), text(&issue["code"]), text(&issue["message"]))).collect()
    }

    /// The id of a text-to-video task with this prompt.
    async fn task(&self, prompt: &str) -> String {
        self.accepted(TEXT, &text(prompt)).await["id"].as_str().unwrap().to_owned()
    }

    async fn get(&self, path: &str) -> Response {
        Self::entitled(self.get_request(path)).send().await.unwrap()
    }

    async fn poll(&self, task: &str) -> Value {
        let response = self.get(&format!("/v1/tasks/{task}")).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    async fn delete(&self, task: &str) -> StatusCode {
        let request = self.client.delete(self.url(&format!("/v1/tasks/{task}")));
        Self::entitled(request).send().await.unwrap().status()
    }

    /// The delivery link of a task that succeeded.
    async fn link(&self, task: &str) -> String {
        self.poll(task).await["output"][0].as_str().unwrap().to_owned()
    }

    /// The clip that a start with this body ends in.
    async fn clip(&self, path: &str, body: &Value) -> Vec<u8> {
        let task = self.accepted(path, body).await["id"].as_str().unwrap().to_owned();
        self.pass(TYPICAL_MS);
        let response = self.fetch(&self.link(&task).await).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "video/mp4");
        response.bytes().await.unwrap().to_vec()
    }
}

fn text(prompt: &str) -> Value {
    json!({ "model": "gen4.5", "promptText": prompt, "ratio": "1280:720", "duration": 2 })
}

/// A start of `gen4_turbo` with this picture.
fn image(picture: &Value) -> Value {
    json!({ "model": "gen4_turbo", "promptImage": picture, "ratio": "960:960", "duration": 2 })
}

fn changed(mut body: Value, field: &str, value: &Value) -> Value {
    body[field] = value.clone();
    body
}
