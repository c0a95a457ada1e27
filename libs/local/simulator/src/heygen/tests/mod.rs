//! How `HeyGen` answers the questions that are asked of every vendor, and what only it does.

mod inputs;
mod lists;
mod recordings;

use reqwest::Method;
use serde_json::{Value, json};

use super::endpoints;
use crate::kit;
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
    Client::new(api(), "videos").await
}

/// A look with a voice of its own, and one without.
const AVATAR: &str = "Abigail_standing_office_front";
const MUTE: &str = "Imelda_casual_front_public";
const VOICE: &str = "8fb979fae61f487297620072ff19e6b5";
const FOX: &str = "The quick brown fox jumps over the lazy dog.";

pub(crate) fn api() -> Api {
    Api {
        vendor: Vendor::Heygen,
        key: ("x-api-key", ""),
        headers: &[],
        endpoints: endpoints().list,
        wrong_keys: vec![(None, error(401, "unauthorized")), (Some("wrong"), error(401, "unauthorized"))],
        not_there: vec![
            (Method::GET, "/v3/nothing", error(404, "not_found")),
            (Method::GET, "/v3/videos", error(405, "not_found")),
            (Method::GET, "/v3/videos/f1e2d3c4", error(404, "video_not_found")),
        ],
        check_every_answer: |answer| {
            assert!(answer.header("x-request-id").is_some_and(|id| !id.is_empty()));
            if !answer.is_success() {
                assert!(!answer.text("/error/message").is_empty() && answer.at("/error/doc_url").is_string());
            }
        },
        subjects: vec![videos(), speech()],
    }
}

fn error(code: u16, name: &str) -> Expected {
    status(code).is("/error/code", name)
}

/// A refusal that names what is wrong.
fn about(code: u16, name: &str, param: &str) -> Expected {
    error(code, name).is("/error/param", param)
}

fn script(text: &str) -> Value {
    json!({ "type": "avatar", "avatar_id": AVATAR, "script": text })
}

fn spoken(text: &str) -> Value {
    json!({ "text": text, "voice_id": "hv_b3909e64c7d1" })
}

fn videos() -> Subject {
    let look = |started: &Answered| format!("/v3/videos/{}", started.text("/data/video_id"));
    let ended = |state: &str| status(200).is("/data/status", state);
    let failed = |code: &str| {
        ended("failed")
            .is("/data/failure_code", code)
            .has_text("/data/failure_message")
            .is("/data/video_url", Value::Null)
    };
    let shaped = |ratio: &str, resolution: &str| {
        with(with(script("Hi."), "/aspect_ratio", json!(ratio)), "/resolution", json!(resolution))
    };
    Subject {
        name: "videos",
        kind: Kind::Clip,
        path: "/v3/videos",
        body: script,
        polling: Some(Polling {
            look,
            result: look,
            state: "/data/status",
            states: vec![
                (0, json!("pending")),
                (14_999, json!("pending")),
                (15_000, json!("processing")),
                (99_999, json!("processing")),
                (100_000, json!("completed")),
            ],
            // 90 s, and twice the second that "a red fox" takes.
            takes_ms: 92_000..=92_000,
            long_ms: 1_000_000,
        }),
        accepted: status(200).has_text("/data/video_id").is("/data/status", "waiting"),
        media: |result| result.at("/data/video_url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: ended("completed").has_text("/data/video_url").is("/data/failure_code", Value::Null),
            moderated: error(400, "content_moderated"),
            late_moderated: failed("content_moderated"),
            failed: failed("rendering_failed"),
            empty: ended("completed").is("/data/video_url", Value::Null),
        },
        units: 1,
        busy: error(429, "rate_limit_exceeded").with_header("retry-after", "2"),
        broken: error(500, "internal_error"),
        most_active: Some((10, error(429, "rate_limit_exceeded").with_header("retry-after", "2"))),
        links: Some(Links { valid_ms: 7 * 24 * 3_600_000, renewed: true }),
        cancel: None,
        malformed: [error(400, "invalid_parameter"), error(400, "invalid_parameter")],
        refused: inputs::refused(),
        tolerated: inputs::tolerated(),
        files: vec![
            (shaped("16:9", "720p"), "h264,1280,720,30 + aac"),
            (shaped("9:16", "720p"), "h264,720,1280,30 + aac"),
            (shaped("1:1", "1080p"), "h264,1080,1080,30 + aac"),
            (
                with(shaped("auto", "720p"), "/avatar_id", json!("9be2d41f60c7483a8d15")),
                "h264,720,960,30 + aac",
            ),
        ],
        with_picture: |_| Vec::new(),
    }
}

fn speech() -> Subject {
    Subject {
        name: "speech",
        kind: Kind::Sound,
        path: "/v3/models/audio/tts",
        body: spoken,
        polling: None,
        accepted: status(200),
        media: |result| result.at("/data/audio_url").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: status(200).has_text("/data/audio_url"),
            moderated: error(400, "content_moderated"),
            late_moderated: error(400, "content_moderated"),
            failed: error(500, "internal_error"),
            empty: status(200).is("/data/audio_url", Value::Null),
        },
        most_active: None,
        // There is no look that could renew a link.
        links: Some(Links { valid_ms: 7 * 24 * 3_600_000, renewed: false }),
        refused: inputs::refused_speech(),
        tolerated: vec![
            json!({ "text": "a", "voice_id": "hv_b3909e64c7d1", "model": null, "language": null, "seed": null }),
            spoken(&"é".repeat(5000)),
        ],
        files: vec![(spoken("a"), "pcm_s16le")],
        ..videos()
    }
}

#[tokio::test]
async fn a_long_script_takes_longer() {
    let client = client().await;
    let started = client.accepted(&script(&"lorem ipsum ".repeat(70))).await;
    client.pass(200_000);
    assert_eq!(client.look(&started).await.at("/data/status"), "processing");
    client.pass(20_000);
    assert_eq!(client.look(&started).await.at("/data/status"), "completed");
}

#[tokio::test]
async fn the_language_of_speech_is_the_one_that_was_asked_for_or_that_of_the_voice() {
    let client = Client::new(api(), "speech").await;
    for (body, language) in [
        (with(spoken("Guten Tag."), "/language", json!("de")), "de"),
        (with(spoken("Guten Tag."), "/voice_id", json!("hv_e61750cfa2d8")), "de"),
        (with(spoken("Hello."), "/voice_id", json!("hv_80e3c5a79f21")), "en"),
    ] {
        assert_eq!(client.accepted(&body).await.header("content-language"), Some(language));
    }
    let answer = client.accepted(&spoken(FOX)).await;
    let file = client.file(&answer).await.unwrap();
    let seconds: f64 = kit::probe(&file, "format=duration").parse().unwrap();
    assert!((seconds - answer.at("/data/duration").as_f64().unwrap()).abs() < 0.01);
}
