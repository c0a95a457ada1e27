//! Scenarios over real HTTP, with a clock that only the test moves.

mod auth;
mod avatar;
mod avatar_inputs;
mod delivery;
mod endings;
mod external_ids;
mod images;
mod models;
mod statuses;
mod tts;
mod validation;

use std::ops::Deref;

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::vendor::Vendor;
use crate::{Simulator, kit};

/// A stage whose client has the key. Speech takes real time, so the scale is small where it is needed.
struct Stage(kit::Stage);

const KEY: &str = "sim-kling-key";
const TEXT: &str = "/text-to-video/kling-2.6";
const IMAGE: &str = "/image-to-video/kling-2.6";
const AVATAR: &str = "/v1/videos/avatar/image2video";
const TTS: &str = "/v1/audio/tts";
/// What a clip of Kling 2.6 takes, and what is longer than anything takes.
const TYPICAL_MS: i64 = 60_000;
const LONG_MS: i64 = 1_000_000;
const DAY_MS: i64 = 24 * 3_600_000;

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    async fn set() -> Self {
        Self(kit::Stage::set(Vendor::Kling, 1.0).await)
    }

    async fn fast() -> Self {
        Self(kit::Stage::fast(Vendor::Kling).await)
    }

    async fn start(&self, path: &str, body: &Value) -> Response {
        self.post(path, body).bearer_auth(KEY).send().await.unwrap()
    }

    /// The `data` of an answer that is a success.
    async fn accepted(&self, path: &str, body: &Value) -> Value {
        data(self.start(path, body).await).await
    }

    /// The code and the message with which a body is refused.
    async fn refused(&self, path: &str, body: &Value) -> (u16, u64, String) {
        let response = self.start(path, body).await;
        let status = response.status().as_u16();
        let answer: Value = response.json().await.unwrap();
        assert_ne!(answer["code"], 0, "{path} accepted {body}");
        assert!(answer["request_id"].is_string() && answer.get("data").is_none());
        (status, answer["code"].as_u64().unwrap(), answer["message"].as_str().unwrap().to_owned())
    }

    /// The id of a text-to-video task with this prompt.
    async fn task(&self, prompt: &str) -> String {
        self.accepted(TEXT, &json!({ "prompt": prompt })).await["id"].as_str().unwrap().to_owned()
    }

    async fn get(&self, path: &str) -> Response {
        self.get_request(path).bearer_auth(KEY).send().await.unwrap()
    }

    async fn query(&self, query: &str) -> Vec<Value> {
        data(self.get(&format!("/tasks?{query}")).await).await.as_array().unwrap().clone()
    }

    async fn poll(&self, task: &str) -> Value {
        let mut found = self.query(&format!("task_ids={task}")).await;
        assert_eq!(found.len(), 1, "{task}");
        found.remove(0)
    }

    /// By the legacy standard.
    async fn poll_avatar(&self, id: &str) -> Value {
        data(self.get(&format!("{AVATAR}/{id}")).await).await
    }

    /// The delivery link of a task that succeeded.
    async fn link(&self, task: &str) -> String {
        self.poll(task).await["outputs"][0]["url"].as_str().unwrap().to_owned()
    }

    /// The clip that a start with this body ends in.
    async fn clip(&self, path: &str, body: &Value) -> Vec<u8> {
        let created = self.accepted(path, body).await;
        let task = created.get("id").unwrap_or(&created["task_id"]).as_str().unwrap();
        self.pass(LONG_MS);
        let response = self.fetch(&self.link(task).await).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "video/mp4");
        response.bytes().await.unwrap().to_vec()
    }
}

async fn data(response: Response) -> Value {
    let status = response.status();
    let mut answer: Value = response.json().await.unwrap();
    assert_eq!((status, &answer["code"]), (StatusCode::OK, &json!(0)), "{answer}");
    assert!(answer["message"].is_string() && answer["request_id"].is_string());
    answer["data"].take()
}

fn text(prompt: &str, settings: &Value) -> Value {
    json!({ "prompt": prompt, "settings": settings })
}

fn words(count: usize) -> String {
    vec!["lorem"; count].join(" ")
}
