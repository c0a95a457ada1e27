//! How Ray 3.2 answers the questions that are asked of every vendor, and what only Luma does.

mod inputs;

use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
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
        endpoints: endpoints().list,
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

fn small(prompt: &str) -> Value {
    with(default(prompt), "/video", json!({ "resolution": "360p" }))
}

fn clips() -> Subject {
    let look = |started: &Answered| format!("/v1/generations/{}", started.text("/id"));
    let state = |state: &str| status(200).is("/state", state);
    let failed = |code: &str| {
        state("failed").is("/failure_code", code).has_text("/failure_reason").is("/output", json!([]))
    };
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
            (shaped("9:16", "540p", "5s"), "h264,540,960,120"),
            (shaped("1:1", "360p", "10s"), "h264,360,360,240"),
        ],
        with_picture: |_| inputs::with_picture(),
    }
}

#[tokio::test]
async fn a_start_and_a_look_show_the_whole_generation() {
    let client = client().await;
    let started = client.accepted(&default("a red fox")).await;
    let expected = |state: &str| {
        json!({
            "id": started.at("/id"), "created_at": "2026-11-18T11:06:40Z", "model": "ray-3.2", "type": "video",
            "state": state, "output": [], "failure_code": null, "failure_reason": null,
        })
    };
    assert_eq!(started.body, expected("queued"));
    client.pass(TYPICAL_MS);
    let mut ended = client.look(&started).await.body;
    ended["output"] = json!([]);
    assert_eq!(ended, expected("completed"));
}

#[tokio::test]
async fn long_and_large_clips_take_longer_and_slow_ones_as_long_as_they_say() {
    let client = client().await;
    for (options, prompt, takes_ms) in [
        (json!({ "duration": "10s" }), "a", 3 * TYPICAL_MS),
        (json!({ "resolution": "1080p" }), "b", 3 * TYPICAL_MS),
        (json!({ "resolution": "1080p" }), "c sim:slow=1.5", 1_500),
    ] {
        let started = client.accepted(&with(default(prompt), "/video", options)).await;
        client.pass(takes_ms - 1);
        assert_eq!(client.look(&started).await.at("/state"), "processing");
        client.pass(1);
        assert_eq!(client.look(&started).await.at("/state"), "completed");
    }
}

#[tokio::test]
async fn a_request_that_names_itself_gets_its_name_back() {
    let client = client().await;
    let request = client.request(Method::GET, "/v1/nothing").header("x-request-id", "mine-7");
    assert_eq!(client.send(request).await.header("x-request-id"), Some("mine-7"));
    let others = [client.get("/v1/nothing").await, client.get("/v1/nothing").await];
    assert_ne!(others[0].header("x-request-id"), others[1].header("x-request-id"));
}
