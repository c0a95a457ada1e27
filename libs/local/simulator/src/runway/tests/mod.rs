//! How Runway's models answer the questions that are asked of every vendor, and what only Runway does.

mod inputs;
mod throttle;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::kit::png;
use crate::tests::answers::{Answered, Expected, status};
use crate::tests::client::{Client, with};
use crate::tests::questions;
use crate::tests::subject::{Api, Cancel, CancelCase, Endings, Kind, Links, Media, Polling, Subject};
use crate::vendor::Vendor;

#[tokio::test]
async fn the_questions() {
    questions::ask(api).await;
}

async fn client() -> Client {
    Client::new(api(), "clips of words").await
}

/// What a clip takes.
const TYPICAL_MS: i64 = 40_000;
const TASK: &str = "/v1/tasks/018f0000-0000-4000-8000-000000000000";

pub(crate) fn api() -> Api {
    Api {
        vendor: Vendor::Runway,
        key: ("authorization", "Bearer "),
        headers: &[("x-runway-version", "2024-11-06")],
        endpoints: endpoints().list,
        wrong_keys: vec![
            (None, status(401).is("/error", "You did not provide an API key.")),
            (Some("Bearer wrong"), status(401).is("/error", "The API key you provided is not valid.")),
        ],
        not_there: vec![
            (Method::GET, "/v1/nothing", status(404).has_text("/error")),
            (Method::GET, "/v1/text_to_video", status(405).has_text("/error")),
            (Method::GET, TASK, status(404).has_text("/error")),
            (Method::DELETE, TASK, status(404).has_text("/error")),
        ],
        check_every_answer: |answer| {
            assert!(answer.is_success() || answer.at("/error").is_string(), "{answer:?}");
            assert_eq!(answer.header("retry-after"), None);
        },
        subjects: vec![
            Subject {
                name: "clips of words",
                path: "/v1/text_to_video",
                body: words,
                refused: inputs::refused(),
                tolerated: inputs::tolerated(),
                files: vec![
                    (with(words("a"), "/ratio", json!("720:1280")), "h264,720,1280,48"),
                    (with(words("b"), "/duration", json!(3)), "h264,1280,720,72"),
                    (veo(&json!(null)), "h264,1280,720,96 + aac"),
                    (veo(&json!(true)), "h264,1280,720,96 + aac"),
                    (veo(&json!(false)), "h264,1280,720,96"),
                ],
                with_picture: |_| Vec::new(),
                ..clips()
            },
            Subject {
                name: "clips of a picture",
                path: "/v1/image_to_video",
                body: |prompt| picture(prompt, &data(40, 40)),
                refused: inputs::refused_pictures(),
                tolerated: Vec::new(),
                files: vec![(picture("a", &data(40, 40)), "h264,960,960,48")],
                // Larger clips than that of the shortest body, which begins with a picture too.
                with_picture: |_| {
                    let list = json!([{ "uri": data(320, 320), "position": "first" }]);
                    let wide =
                        |picture_of: Value| with(picture("a", &picture_of), "/ratio", json!("1584:672"));
                    vec![wide(data(320, 320)), wide(list)]
                },
                ..clips()
            },
        ],
    }
}

fn words(prompt: &str) -> Value {
    json!({ "model": "gen4.5", "promptText": prompt, "ratio": "1280:720", "duration": 2 })
}

fn veo(audio: &Value) -> Value {
    json!({ "model": "veo3.1_fast", "promptText": "a", "ratio": "1280:720", "duration": 4, "audio": audio })
}

fn picture(prompt: &str, picture: &Value) -> Value {
    let body = json!({ "model": "gen4_turbo", "promptText": prompt, "ratio": "960:960", "duration": 2 });
    with(body, "/promptImage", picture.clone())
}

fn data(width: u32, height: u32) -> Value {
    json!(format!("data:image/png;base64,{}", STANDARD.encode(png(width, height))))
}

/// What both endpoints have in common.
fn clips() -> Subject {
    let look = |started: &Answered| format!("/v1/tasks/{}", started.text("/id"));
    let failed = |code: &str| {
        status(200).is("/status", "FAILED").is("/failureCode", code).has_text("/failure").lacks("/output")
    };
    let gone = status(404).is("/error", "Task not found");
    let cancelled =
        |after_ms, billed| CancelCase { after_ms, answer: status(204), look: gone.clone(), billed };
    Subject {
        name: "clips",
        kind: Kind::Clip,
        path: "",
        body: words,
        polling: Some(Polling {
            look,
            result: look,
            state: "/status",
            states: vec![
                (0, json!("PENDING")),
                (14_999, json!("PENDING")),
                (15_000, json!("RUNNING")),
                (99_999, json!("RUNNING")),
                (100_000, json!("SUCCEEDED")),
            ],
            takes_ms: TYPICAL_MS..=TYPICAL_MS,
            long_ms: TYPICAL_MS,
        }),
        accepted: status(200).has_text("/id"),
        media: |result| result.at("/output/0").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: status(200).is("/status", "SUCCEEDED").has_text("/output/0"),
            moderated: failed("SAFETY.INPUT.TEXT"),
            late_moderated: failed("SAFETY.OUTPUT.VIDEO").is("/cost/credits", 0),
            failed: failed("INTERNAL.BAD_OUTPUT.CODE01").is("/cost/credits", 0),
            empty: status(200).is("/status", "SUCCEEDED").is("/output", json!([])).is("/cost/credits", 0),
        },
        units: 1,
        busy: status(429).has_text("/error"),
        broken: status(500).has_text("/error"),
        most_active: None,
        links: Some(Links { valid_ms: 24 * 3_600_000, renewed: true }),
        cancel: Some(Cancel {
            method: Method::DELETE,
            path: look,
            cases: vec![cancelled(0, 0), cancelled(14_999, 0), cancelled(15_000, 1), cancelled(100_000, 1)],
        }),
        malformed: [status(400).has_text("/error"), issue(&json!([]), "invalid_type")],
        refused: Vec::new(),
        tolerated: Vec::new(),
        files: Vec::new(),
        with_picture: |_| Vec::new(),
    }
}

/// The only issue, with its place and code.
fn issue(path: &Value, code: &str) -> Expected {
    let issue = status(400).is("/issues/0/path", path.clone()).is("/issues/0/code", code);
    issue.has_text("/issues/0/message").has_text("/docUrl").lacks("/issues/1")
}

#[tokio::test]
async fn every_endpoint_wants_the_version() {
    let client = client().await;
    for version in [None, Some("2023-01-01")] {
        let request = client.client.get(client.url(TASK)).bearer_auth(Vendor::Runway.key());
        let request =
            version.into_iter().fold(request, |all, version| all.header("x-runway-version", version));
        assert_eq!(client.send(request).await.status, 400, "{version:?}");
    }
}

#[tokio::test]
async fn a_look_shows_the_progress_and_the_cost() {
    let client = client().await;
    let started = client.accepted(&words("a red fox")).await;
    let cost = json!({ "credits": 24 });
    assert_eq!(started.body, json!({ "id": started.at("/id"), "estimatedCost": cost }));
    client.pass(20_000);
    let running = json!({
        "id": started.at("/id"), "createdAt": "2026-11-18T11:06:40Z", "status": "RUNNING", "progress": 0.5,
        "estimatedCost": cost,
    });
    assert_eq!(client.look(&started).await.body, running);
    client.pass(20_000);
    assert_eq!(client.look(&started).await.at("/cost"), &cost);
    let moderated = client.ended(&words("sim:moderated")).await;
    assert_eq!(moderated.at("/cost"), &cost, "it is not refunded");
}

#[tokio::test]
async fn each_model_has_its_price() {
    let client = client().await;
    for (model, seconds, audio, credits) in [
        ("gen4.5", 10, None, 120),
        ("veo3.1", 4, None, 160),
        ("veo3.1", 8, Some(false), 160),
        ("veo3.1_fast", 6, Some(true), 90),
        ("veo3.1_fast", 6, Some(false), 60),
    ] {
        let body = with(with(words("a"), "/model", json!(model)), "/duration", json!(seconds));
        let started = client.accepted(&with(body, "/audio", json!(audio))).await;
        assert_eq!(started.at("/estimatedCost/credits"), credits, "{model}");
    }
    let account = client.get("/v1/organization").await;
    assert!(account.at("/creditBalance").as_i64().unwrap() > 0);
    assert_eq!(account.at("/tier/models/gen4.5/maxConcurrentGenerations"), 5);
}

#[tokio::test]
async fn a_task_that_is_cancelled_is_gone_with_its_file_and_stays_so() {
    let client = client().await;
    let started = client.accepted(&words("sim:bad-media")).await;
    client.pass(TYPICAL_MS);
    let link = client.look(&started).await.text("/output/0");
    let path = format!("/v1/tasks/{}", started.text("/id"));
    assert_eq!(client.send(client.request(Method::DELETE, &path)).await.status, 204);
    assert_eq!(client.send(client.request(Method::DELETE, &path)).await.status, 404);
    assert_eq!(client.fetch(&link).await.status(), 404);
    let client = client.killed_and_reopened().await;
    assert_eq!(client.get(&path).await.status, 404);
}
