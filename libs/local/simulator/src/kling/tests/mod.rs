//! How Kling answers the questions that are asked of every vendor, and what only Kling does.

mod avatars;
mod external_ids;
mod inputs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::kit::png;
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

const TEXT: &str = "/text-to-video/kling-2.6";
const PICTURE: &str = "/image-to-video/kling-2.6";
const AVATAR: &str = "/v1/videos/avatar/image2video";
const TTS: &str = "/v1/audio/tts";
const DAY_MS: i64 = 24 * 3_600_000;

pub(crate) fn api() -> Api {
    let nothing = || refusal(404, 1203);
    Api {
        vendor: Vendor::Kling,
        key: ("authorization", "Bearer "),
        headers: &[],
        endpoints: endpoints().list,
        wrong_keys: vec![
            (None, refusal(401, 1001)),
            (Some(""), refusal(401, 1001)),
            (Some("Basic sim-kling-key"), refusal(401, 1000)),
            (Some("sim-kling-key"), refusal(401, 1000)),
            (Some("Bearer wrong"), refusal(401, 1002)),
        ],
        not_there: vec![
            (Method::POST, "/text-to-video/kling-9", nothing()),
            (Method::POST, "/image-to-video/kling-3.0-turbo", nothing()),
            (Method::POST, "/v1/videos/text2video", nothing()),
            (Method::GET, "/v1/videos/avatar/image2video/nobody", nothing()),
            (Method::GET, TEXT, refusal(404, 1202)),
            (Method::GET, "/tasks?task_ids=nobody", status(200).is("/data", json!([]))),
            (Method::GET, "/tasks?external_task_ids=nobody", status(200).is("/data", json!([]))),
            (Method::GET, "/tasks", refusal(400, 1201)),
            (Method::GET, "/tasks?task_ids=a&external_task_ids=b", refusal(400, 1201)),
        ],
        check_every_answer: |answer| {
            assert_eq!(answer.at("/code") == 0, answer.is_success(), "{answer:?}");
            assert_eq!(answer.body.get("data").is_some(), answer.is_success(), "{answer:?}");
            assert!(!answer.text("/message").is_empty() && !answer.text("/request_id").is_empty());
        },
        subjects: vec![
            Subject {
                refused: inputs::refused(),
                tolerated: inputs::tolerated(),
                files: vec![
                    (json!({ "prompt": "a" }), "h264,1280,720,120"),
                    (clip(&json!({ "aspect_ratio": "9:16", "duration": 10 })), "h264,720,1280,240"),
                    (clip(&json!({ "aspect_ratio": "1:1", "resolution": "1080p" })), "h264,1080,1080,120"),
                ],
                ..clips()
            },
            Subject {
                name: "clips of a picture",
                path: PICTURE,
                body: |prompt| framed(prompt, 300, 300),
                refused: inputs::refused_contents(),
                files: vec![(framed("a", 400, 300), "h264,960,720,120")],
                with_picture: |_| vec![framed("a", 400, 300)],
                ..clips()
            },
            speech(),
        ],
    }
}

fn clip(settings: &Value) -> Value {
    json!({ "prompt": "a red fox", "settings": settings })
}

fn framed(prompt: &str, width: u32, height: u32) -> Value {
    json!({ "contents": [
        { "type": "prompt", "text": prompt },
        { "type": "first_frame", "url": STANDARD.encode(png(width, height)) },
    ]})
}

fn spoken(text: &str) -> Value {
    json!({ "text": text, "voice_id": "oversea_male1", "voice_language": "en" })
}

fn refusal(code: u16, number: u64) -> Expected {
    status(code).is("/code", number)
}

/// What both endpoints have in common.
fn clips() -> Subject {
    let look = |started: &Answered| format!("/tasks?task_ids={}", started.text("/data/id"));
    let ended = |state: &str, message: &str| {
        status(200).is("/data/0/status", state).is("/data/0/message", message).lacks("/data/1")
    };
    let failed = |message: &str| ended("failed", message).is("/data/0/outputs", json!([]));
    Subject {
        name: "clips",
        kind: Kind::Clip,
        path: TEXT,
        body: |prompt| json!({ "prompt": prompt }),
        polling: Some(Polling {
            look,
            result: look,
            state: "/data/0/status",
            states: vec![
                (0, json!("submitted")),
                (14_999, json!("submitted")),
                (15_000, json!("processing")),
                (99_999, json!("processing")),
                (100_000, json!("succeeded")),
            ],
            takes_ms: 60_000..=60_000,
            long_ms: 60_000,
        }),
        accepted: status(200).has_text("/data/id").is("/data/status", "submitted"),
        media: |result| result.at("/data/0/outputs/0/url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: ended("succeeded", "").is("/data/0/outputs/0/type", "video"),
            // Such a prompt leaves nothing.
            moderated: refusal(400, 1301),
            late_moderated: failed("Failure to pass the risk control system"),
            failed: failed("Generation failed, please try again"),
            empty: ended("succeeded", "").is("/data/0/outputs", json!([])),
        },
        units: 1,
        busy: refusal(429, 1302).without_header("retry-after"),
        broken: refusal(500, 5000),
        most_active: Some((20, refusal(429, 1303).is("/message", "parallel task over resource pack limit"))),
        links: Some(Links { valid_ms: 30 * DAY_MS, renewed: false }),
        cancel: None,
        malformed: [refusal(400, 1200), refusal(400, 1201)],
        refused: Vec::new(),
        tolerated: Vec::new(),
        files: Vec::new(),
        with_picture: |_| Vec::new(),
    }
}

fn speech() -> Subject {
    Subject {
        name: "speech",
        kind: Kind::Sound,
        path: TTS,
        body: spoken,
        polling: None,
        accepted: status(200).is("/data/task_status", "succeed"),
        media: |result| {
            result.at("/data/task_result/audios/0/url").as_str().map(|link| Media::Link(link.to_owned()))
        },
        endings: Endings {
            media: status(200).has_text("/data/task_result/audios/0/id"),
            moderated: refusal(400, 1301),
            late_moderated: refusal(400, 1301),
            failed: refusal(500, 5000),
            empty: status(200).is("/data/task_result/audios", json!([])),
        },
        most_active: None,
        refused: inputs::refused_speech(),
        tolerated: vec![spoken(&"é".repeat(1000))],
        files: vec![(spoken("a"), "mp3")],
        ..clips()
    }
}
