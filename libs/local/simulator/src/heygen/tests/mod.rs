//! Scenarios over real HTTP, with a clock that only the test moves.

mod assets;
mod auth;
mod delivery;
mod endings;
mod idempotency;
mod lists;
mod native;
mod recordings;
mod refusals;
mod scripts;
mod starfish;
mod statuses;
mod validation;

use std::ops::Deref;

use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};

use crate::kit;
use crate::vendor::Vendor;

/// A stage whose client has the key.
struct Stage(kit::Stage);

const KEY: &str = "sim-heygen-key";
/// More than any video here takes.
const LONG_MS: i64 = 600_000;
/// What a link is valid for.
const LINK_MS: i64 = 7 * 24 * 3_600_000;
/// A look with a voice of its own.
const AVATAR: &str = "Abigail_standing_office_front";
/// One without.
const MUTE: &str = "Imelda_casual_front_public";
const PHOTO: &str = "9be2d41f60c7483a8d15";
const TWIN: &str = "4f1c7e0a93b24d5f8e6a";
const VOICE: &str = "8fb979fae61f487297620072ff19e6b5";
const FOX: &str = "The quick brown fox jumps over the lazy dog.";

impl Deref for Stage {
    type Target = kit::Stage;

    fn deref(&self) -> &kit::Stage {
        &self.0
    }
}

impl Stage {
    /// For videos, which are polled.
    async fn set() -> Self {
        Self(kit::Stage::set(Vendor::Heygen, 1.0).await)
    }

    /// For speech, which takes real time.
    async fn fast() -> Self {
        Self(kit::Stage::fast(Vendor::Heygen).await)
    }

    fn request(&self, path: &str, body: &Value) -> RequestBuilder {
        self.post(path, body).header("x-api-key", KEY)
    }

    async fn send(&self, path: &str, body: &Value) -> Response {
        self.request(path, body).send().await.unwrap()
    }

    async fn start(&self, body: &Value) -> Response {
        self.send("/v3/videos", body).await
    }

    /// The id of a video that is accepted.
    async fn accepted(&self, body: &Value) -> String {
        let data = data(self.start(body).await).await;
        assert_eq!((&data["status"], &data["output_format"]), (&json!("waiting"), &json!("mp4")));
        data["video_id"].as_str().unwrap().to_owned()
    }

    async fn get(&self, path: &str) -> Response {
        self.get_request(path).header("x-api-key", KEY).send().await.unwrap()
    }

    async fn poll(&self, id: &str) -> Value {
        data(self.get(&format!("/v3/videos/{id}")).await).await
    }

    async fn delete(&self, id: &str) -> Response {
        self.client
            .delete(self.url(&format!("/v3/videos/{id}")))
            .header("x-api-key", KEY)
            .send()
            .await
            .unwrap()
    }

    /// The clip that a start with this body ends in.
    async fn clip(&self, body: &Value) -> Vec<u8> {
        let id = self.accepted(body).await;
        self.pass(LONG_MS);
        let polled = self.poll(&id).await;
        let response = self.fetch(polled["video_url"].as_str().unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "video/mp4");
        response.bytes().await.unwrap().to_vec()
    }

    /// A URL that ends as the vendor wants it.
    async fn serve_as(&self, bytes: Vec<u8>, extension: &str) -> String {
        self.serve(bytes).await.replace("/input?", &format!("/input.{extension}?"))
    }

    /// So many seconds of speech.
    async fn recording(&self, speech: &str, extension: &str) -> String {
        let speech = crate::workshop::Speech {
            text: speech.to_owned(),
            voice: "x".to_owned(),
            speed: 1.0,
            rate: 8000,
        };
        let encoding = match extension {
            "wav" => crate::workshop::Encoding::Wav,
            _ => crate::workshop::Encoding::Mp3 { kbps: 32 },
        };
        let sound = crate::workshop::Sound { speech, encoding };
        let bytes = self.simulator.world.workshop.sound(sound).await.unwrap();
        self.serve_as(bytes.to_vec(), extension).await
    }
}

async fn data(response: Response) -> Value {
    let status = response.status();
    let mut body: Value = response.json().await.unwrap();
    assert_eq!(status, StatusCode::OK, "{body}");
    body["data"].take()
}

/// The `error` of a refusal.
async fn error(response: Response) -> Value {
    assert!(response.headers().contains_key("x-request-id"));
    let mut body: Value = response.json().await.unwrap();
    let error = body["error"].take();
    assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{error}");
    assert!(error["doc_url"].is_string());
    error
}

fn script(text: &str) -> Value {
    json!({ "type": "avatar", "avatar_id": AVATAR, "script": text })
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}
