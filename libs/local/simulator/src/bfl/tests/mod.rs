//! Scenarios over real HTTP, with a clock that only the test moves.

mod auth;
mod delivery;
mod drop_answer;
mod endings;
mod refusals;
mod reopen;
mod statuses;
mod usage;
mod validation;

use std::ops::Deref;

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::vendor::Vendor;
use crate::{Simulator, kit};

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-bfl-key";
/// What a picture takes, and what the delivery link of it is valid for.
const TYPICAL_MS: i64 = 6_000;
const LINK_MS: i64 = 600_000;

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::set(Vendor::Bfl, 1.0).await)
    }

    async fn killed_and_reopened(self) -> Self {
        Self(self.0.killed_and_reopened().await)
    }

    async fn try_start(&self, body: Value) -> reqwest::Result<Response> {
        self.client.post(self.url("/v1/flux-2-pro")).header("x-key", KEY).json(&body).send().await
    }

    async fn start(&self, body: Value) -> Response {
        self.try_start(body).await.unwrap()
    }

    async fn accepted(&self, body: Value) -> Value {
        let response = self.start(body).await;
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    /// The id of a task with this prompt.
    async fn task(&self, prompt: &str) -> String {
        self.accepted(json!({ "prompt": prompt })).await["id"].as_str().unwrap().to_owned()
    }

    /// The API's answer to a request with the right key; always HTTP 200.
    async fn get(&self, path: &str) -> Value {
        let response = self.client.get(self.url(path)).header("x-key", KEY).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        response.json().await.unwrap()
    }

    async fn poll(&self, task: &str) -> Value {
        self.get(&format!("/v1/get_result?id={task}")).await
    }

    /// The delivery link of a task that is ready.
    async fn link(&self, task: &str) -> String {
        self.poll(task).await["result"]["sample"].as_str().unwrap().to_owned()
    }
}
