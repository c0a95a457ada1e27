//! How the models of fal's queue answer the questions that are asked of every vendor, and what only fal does.

mod avatars;
mod files;
mod inputs;
mod queue;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::kit::{self, png};
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
    Client::new(api(), "pictures").await
}

/// More than anything takes here.
const LONG_MS: i64 = 600_000;
const PICTURES: &str = "/fal-ai/nano-banana";
const FOX: &str = "The quick brown fox jumps over the lazy dog.";

pub(crate) fn api() -> Api {
    let no_request = || status(404).is("/detail", "Request not found");
    let no_endpoint = |name: &str| status(404).is("/detail", format!("Application '{name}' not found"));
    Api {
        vendor: Vendor::Fal,
        key: ("authorization", "Key "),
        headers: &[],
        endpoints: [endpoints().list, vec![("POST", PICTURES)]].concat(),
        wrong_keys: vec![
            (None, status(401).has_text("/detail")),
            (Some("Bearer sim-fal-id:sim-fal-secret"), status(401).has_text("/detail")),
            (Some("Key wrong"), status(401).is("/detail", "No user found for Key ID and Secret")),
        ],
        not_there: vec![
            (Method::POST, "/fal-ai/flux-3", no_endpoint("fal-ai/flux-3")),
            (Method::POST, "/fal-ai/nano-banana/edit/more", no_endpoint("fal-ai/nano-banana/edit/more")),
            (Method::POST, "/nano-banana", no_endpoint("nano-banana")),
            (Method::GET, "/fal-ai/nano-banana/requests/x", no_request()),
            (Method::GET, "/fal-ai/nano-banana/requests/x/status", no_request()),
            (Method::PUT, "/fal-ai/nano-banana/requests/x/cancel", status(404).is("/status", "NOT_FOUND")),
            (Method::GET, PICTURES, status(405).has_text("/detail")),
        ],
        check_every_answer: |answer| assert_eq!(answer.header("retry-after"), None, "never promised"),
        subjects: vec![pictures(), clips(), speech()],
    }
}

fn prompt(prompt: &str) -> Value {
    json!({ "prompt": prompt })
}

fn picture(width: u32, height: u32) -> Value {
    json!(format!("data:image/png;base64,{}", STANDARD.encode(png(width, height))))
}

/// The only fault, with its type and place.
fn fault(kind: &'static str, place: &[&str]) -> Expected {
    let part = |part: &&str| part.parse::<u64>().map_or_else(|_| json!(part), Value::from);
    let place: Vec<Value> = [json!("body")].into_iter().chain(place.iter().map(part)).collect();
    let fault = status(422).is("/detail/0/type", kind).is("/detail/0/loc", place).lacks("/detail/1");
    fault
        .has_text("/detail/0/msg")
        .with_header("x-fal-error-type", kind)
        .with_header("x-fal-retryable", "false")
}

fn pictures() -> Subject {
    let moderated = || fault("content_policy_violation", &["prompt"]);
    let over = status(200).is("/status", "COMPLETED").is("/error_type", "client_cancelled");
    let cancelled = |after_ms, code, answer: &str, look: Expected, billed| CancelCase {
        after_ms,
        answer: status(code).is("/status", answer),
        look,
        billed,
    };
    let running = status(202).is("/status", "IN_PROGRESS");
    let ended = status(200).is("/status", "COMPLETED").lacks("/error_type");
    Subject {
        name: "pictures",
        kind: Kind::Picture,
        path: PICTURES,
        body: prompt,
        polling: Some(Polling {
            look: |started| started.text("/status_url"),
            result: |started| started.text("/response_url"),
            state: "/status",
            states: vec![
                (0, json!("IN_QUEUE")),
                (14_999, json!("IN_QUEUE")),
                (15_000, json!("IN_PROGRESS")),
                (99_999, json!("IN_PROGRESS")),
                (100_000, json!("COMPLETED")),
            ],
            takes_ms: 6_000..=15_000,
            long_ms: LONG_MS,
        }),
        accepted: status(200).is("/status", "IN_QUEUE").has_text("/request_id").has_text("/cancel_url"),
        media: |result| result.at("/images/0/url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: status(200).is("/images/0/content_type", "image/png").has_text("/images/0/file_name"),
            moderated: moderated(),
            late_moderated: moderated(),
            failed: status(500)
                .is("/detail/0/type", "internal_server_error")
                .with_header("x-fal-error-type", "internal_server_error")
                .with_header("x-fal-retryable", "false"),
            empty: status(200).is("/images", json!([])),
        },
        units: 1,
        busy: status(429).has_text("/detail"),
        broken: status(500)
            .is("/error_type", "internal_error")
            .with_header("x-fal-error-type", "internal_error")
            .with_header("x-fal-retryable", "true"),
        most_active: None,
        links: Some(Links { valid_ms: 7 * 24 * 3_600_000, renewed: false }),
        cancel: Some(Cancel {
            method: Method::PUT,
            path: |started| started.text("/cancel_url"),
            cases: vec![
                cancelled(0, 200, "OK", over.clone(), 0),
                cancelled(14_999, 200, "OK", over.clone(), 0),
                // A runner stops only if it has just begun.
                cancelled(15_000, 202, "CANCELLATION_REQUESTED", over.clone(), 0),
                cancelled(49_999, 202, "CANCELLATION_REQUESTED", over, 0),
                cancelled(50_000, 202, "CANCELLATION_REQUESTED", running, 1),
                cancelled(100_000, 400, "ALREADY_COMPLETED", ended, 1),
            ],
        }),
        malformed: [
            status(400).is("/error_type", "bad_request"),
            status(400).is("/error_type", "bad_request"),
        ],
        refused: inputs::refused_pictures(),
        tolerated: vec![json!({
            "prompt": "a", "num_images": null, "aspect_ratio": null, "output_format": null, "seed": null, "new": null,
        })],
        files: vec![
            (json!({ "prompt": "a", "output_format": "jpeg" }), "jpeg 1024x1024"),
            (json!({ "prompt": "a", "aspect_ratio": "16:9" }), "png 1364x768"),
        ],
        with_picture: |_| Vec::new(),
    }
}

fn clips() -> Subject {
    let veo = |prompt: &str| json!({ "prompt": prompt, "duration": "4s" });
    Subject {
        name: "clips",
        kind: Kind::Clip,
        path: "/fal-ai/veo3.1",
        body: veo,
        polling: Some(Polling { takes_ms: 60_000..=120_000, ..pictures().polling.unwrap() }),
        media: |result| result.at("/video/url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: status(200).is("/video/content_type", "video/mp4"),
            empty: status(200).is("/video", Value::Null),
            ..pictures().endings
        },
        cancel: None,
        refused: inputs::refused_clips(),
        tolerated: vec![json!({
            "prompt": "a", "duration": null, "resolution": null, "aspect_ratio": null, "generate_audio": null,
        })],
        files: vec![
            (veo("a"), "h264,1280,720,96 + aac"),
            (
                with(with(veo("b"), "/generate_audio", json!(false)), "/aspect_ratio", json!("9:16")),
                "h264,720,1280,96",
            ),
        ],
        ..pictures()
    }
}

fn speech() -> Subject {
    let text = |text: &str| json!({ "text": text });
    Subject {
        name: "speech",
        kind: Kind::Sound,
        path: "/fal-ai/elevenlabs/tts/multilingual-v2",
        body: text,
        polling: Some(Polling { takes_ms: 2_000..=4_000, ..pictures().polling.unwrap() }),
        media: |result| result.at("/audio/url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: status(200).is("/audio/content_type", "audio/mpeg"),
            empty: status(200).is("/audio", Value::Null),
            ..pictures().endings
        },
        cancel: None,
        refused: inputs::refused_speech(),
        tolerated: ["Rachel", "Brian", "21m00Tcm4TlvDq8ikWAM", "ABCDEFGHIJ0123456789"]
            .map(|voice| json!({ "text": "a", "voice": voice, "speed": null }))
            .to_vec(),
        files: vec![(text("a"), "mp3")],
        ..pictures()
    }
}

/// What a submit to this endpoint ends in.
async fn ended(client: &Client, endpoint: &str, body: &Value) -> Answered {
    let started = client.post_to(&format!("/{endpoint}"), body).await;
    client.subject().accepted.check(&started, endpoint);
    client.pass(LONG_MS);
    client.result(&started).await
}

/// The file behind the link of a result.
async fn made(client: &Client, endpoint: &str, body: &Value) -> Vec<u8> {
    let result = ended(client, endpoint, body).await;
    let file =
        ["/images/0/url", "/video/url", "/audio/url"].into_iter().find_map(|place| result.at(place).as_str());
    let response = client.fetch(file.unwrap_or_else(|| panic!("{endpoint}: {result:?}"))).await;
    assert_eq!(response.status(), 200);
    response.bytes().await.unwrap().to_vec()
}
