//! Scenarios over real HTTP, with a clock that only the test moves.

mod auth;
mod delivery;
mod endings;
mod frames;
mod refusals;
mod statuses;
mod validation;

use std::ops::Deref;

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::vendor::Vendor;
use crate::{Simulator, kit};

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-luma-key";
/// What 5 s of 720p take, and what a link is valid for.
const TYPICAL_MS: i64 = 60_000;
const LINK_MS: i64 = 3_600_000;

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::set(Vendor::Luma, 1.0).await)
    }

    async fn try_start(&self, body: &Value) -> reqwest::Result<Response> {
        self.post("/v1/generations", body).bearer_auth(KEY).send().await
    }

    async fn start(&self, body: &Value) -> Response {
        self.try_start(body).await.unwrap()
    }

    async fn accepted(&self, body: &Value) -> Value {
        let response = self.start(body).await;
        assert_eq!(response.status(), StatusCode::CREATED, "{body}");
        response.json().await.unwrap()
    }

    /// The id of a task with this prompt.
    async fn task(&self, prompt: &str) -> String {
        self.accepted(&video(prompt)).await["id"].as_str().unwrap().to_owned()
    }

    async fn get(&self, path: &str) -> Response {
        self.get_request(path).bearer_auth(KEY).send().await.unwrap()
    }

    async fn poll(&self, task: &str) -> Value {
        let response = self.get(&format!("/v1/generations/{task}")).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    /// The delivery link of a task that is completed.
    async fn link(&self, task: &str) -> String {
        self.poll(task).await["output"][0]["url"].as_str().unwrap().to_owned()
    }

    /// The clip that a start with this body ends in.
    async fn clip(&self, body: &Value) -> Vec<u8> {
        let task = self.accepted(body).await["id"].as_str().unwrap().to_owned();
        self.pass(3 * TYPICAL_MS);
        let response = self.fetch(&self.link(&task).await).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "video/mp4");
        response.bytes().await.unwrap().to_vec()
    }
}

/// The shortest body there is.
fn video(prompt: &str) -> Value {
    json!({ "prompt": prompt, "model": "ray-3.2", "type": "video" })
}

/// With these options.
fn video_with(options: &Value) -> Value {
    let mut body = video("a red fox");
    body["video"] = options.clone();
    body
}
