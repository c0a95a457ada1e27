//! How Ray 3.2 answers the questions that are asked of every vendor, and what only Luma does.

mod answers;
mod frames;
mod inputs;

use reqwest::Method;
use serde_json::{Value, json};

use crate::tests::answers::{Answered, Expected, status};
use crate::tests::client::{Client, with};
use crate::tests::questions;
use crate::tests::subject::{Api, Endings, Kind, Links, Media, Polling, Subject};
use crate::vendor::Vendor;

#[tokio::test]
async fn the_questions() {
    questions::ask(api).await;
}

async fn client() -> Client {
    Client::new(api(), "clips").await
}

/// What 5 s of 720p take.
const TYPICAL_MS: i64 = 60_000;

pub(crate) fn api() -> Api {
    let unknown = "/v1/generations/018f0000-0000-4000-8000-000000000000";
    Api {
        vendor: Vendor::Luma,
        key: ("authorization", "Bearer "),
        headers: &[],
        endpoints: vec![(Method::POST, "/v1/generations"), (Method::GET, "/v1/generations/x")],
        wrong_keys: vec![
            (None, status(401).is("/detail", "Not authenticated")),
            (Some("Key sim-luma-key"), status(401).is("/detail", "Not authenticated")),
            (Some("Bearer wrong"), status(401).is("/detail", "Invalid API key")),
        ],
        not_there: vec![
            (Method::GET, "/v1/nothing", status(404).is("/detail", "Not Found")),
            (Method::GET, "/v1/generations", status(405).is("/detail", "Method Not Allowed")),
            (Method::GET, unknown, status(404).is("/detail", "Generation not found")),
        ],
        check_every_answer: |answer| {
            assert_eq!(answer.header("x-api-version"), Some("2026-04-01"));
            assert!(answer.header("x-request-id").is_some_and(|id| !id.is_empty()));
            assert!(answer.is_success() || answer.at("/detail").is_string(), "{answer:?}");
        },
        subjects: vec![clips()],
    }
}

/// The shortest that is accepted; it asks for 5 s of 720p.
fn default(prompt: &str) -> Value {
    json!({ "prompt": prompt, "model": "ray-3.2", "type": "video" })
}

/// With these options.
fn video(options: Value) -> Value {
    with(default("a red fox"), "/video", options)
}

fn clips() -> Subject {
    let look = |started: &Answered| format!("/v1/generations/{}", started.text("/id"));
    let state = |state: &str| status(200).is("/state", state);
    let failed = |code: &str| {
        state("failed").is("/failure_code", code).has_text("/failure_reason").is("/output", json!([]))
    };
    let small = |prompt: &str| with(default(prompt), "/video", json!({ "resolution": "360p" }));
    let shaped = |ratio: &str, resolution: &str, duration: &str| {
        let body = video(json!({ "resolution": resolution, "duration": duration }));
        with(body, "/aspect_ratio", json!(ratio))
    };
    Subject {
        name: "clips",
        kind: Kind::Clip,
        path: "/v1/generations",
        body: small,
        polling: Some(Polling {
            look,
            result: look,
            state: "/state",
            states: vec![
                (0, json!("queued")),
                (14_999, json!("queued")),
                (15_000, json!("processing")),
                (99_999, json!("processing")),
                (100_000, json!("completed")),
            ],
            takes_ms: TYPICAL_MS..=TYPICAL_MS,
            long_ms: 3 * TYPICAL_MS,
        }),
        accepted: status(201).has_text("/id").is("/state", "queued").with_header("x-ratelimit-limit", "600"),
        media: |result| result.at("/output/0/url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: state("completed").is("/output/0/type", "video").is("/failure_code", Value::Null),
            moderated: failed("content_moderated"),
            late_moderated: failed("content_moderated"),
            failed: failed("generation_failed"),
            empty: state("completed").is("/output", json!([])),
        },
        units: 1,
        busy: status(429).is("/detail", "Rate limit exceeded").with_header("retry-after", "2"),
        broken: status(500).has_text("/detail"),
        most_active: Some((20, status(429).is("/detail", "Too many concurrent generations"))),
        links: Some(Links { valid_ms: 3_600_000, renewed: true }),
        cancel: None,
        malformed: [status(400).has_text("/detail"), status(400).has_text("/detail")],
        refused: inputs::refused(),
        tolerated: inputs::tolerated(),
        files: vec![
            (default("what is not asked for"), "h264,1280,720,120"),
            (shaped("16:9", "360p", "5s"), "h264,640,360,120"),
            (shaped("9:16", "360p", "5s"), "h264,360,640,120"),
            (shaped("1:1", "360p", "10s"), "h264,360,360,240"),
            (shaped("21:9", "360p", "5s"), "h264,840,360,120"),
            (shaped("3:4", "540p", "5s"), "h264,540,720,120"),
        ],
        with_picture: frames::shown,
    }
}
