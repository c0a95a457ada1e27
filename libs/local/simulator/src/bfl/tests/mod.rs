//! How FLUX.2 answers the questions that are asked of every vendor, and what only BFL does.

mod answers;
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
    Client::new(api(), "pictures").await
}

pub(crate) fn api() -> Api {
    let get_result = "/v1/get_result?id=018f0000-0000-4000-8000-000000000000";
    Api {
        vendor: Vendor::Bfl,
        key: ("x-key", ""),
        headers: &[],
        endpoints: vec![
            (Method::POST, "/v1/flux-2-pro"),
            (Method::GET, "/v1/get_result?id=x"),
            (Method::GET, "/v1/credits"),
        ],
        wrong_keys: vec![
            (None, status(403).is("/detail", "Not authenticated")),
            (Some("sk-wrong"), status(403).is("/detail", "Invalid API key format")),
        ],
        not_there: vec![
            (Method::POST, "/v1/flux-9", status(404).is("/detail", "Not Found")),
            (Method::GET, "/v1/flux-2-pro", status(405).is("/detail", "Method Not Allowed")),
            // Also with HTTP 200.
            (Method::GET, get_result, status(200).is("/status", "Task not found").is("/result", Value::Null)),
            (Method::GET, "/v1/get_result", status(422).is("/detail/0/loc", json!(["query", "id"]))),
        ],
        check_every_answer: |_| (),
        subjects: vec![pictures()],
    }
}

fn body(prompt: &str) -> Value {
    json!({ "prompt": prompt, "width": 64, "height": 64, "output_format": "png" })
}

fn pictures() -> Subject {
    let look = |started: &Answered| format!("/v1/get_result?id={}", started.text("/id"));
    let ended = |state: &str| status(200).is("/status", state);
    let moderated = |what: &str| {
        let reasons = json!({ "Moderation Reasons": [format!("{what} Safety Filter")] });
        ended(&format!("{what} Moderated")).is("/details", reasons).is("/result", Value::Null)
    };
    Subject {
        name: "pictures",
        kind: Kind::Picture,
        path: "/v1/flux-2-pro",
        body,
        polling: Some(Polling {
            look,
            result: look,
            state: "/status",
            states: vec![
                (0, json!("Pending")),
                (14_999, json!("Pending")),
                (15_000, json!("Reasoning")),
                (29_999, json!("Reasoning")),
                (30_000, json!("Generating")),
                (99_999, json!("Generating")),
                (100_000, json!("Ready")),
            ],
            takes_ms: 6_000..=6_000,
            long_ms: 60_000,
        }),
        accepted: status(200).has_text("/id").has_text("/polling_url"),
        media: |result| result.at("/result/sample").as_str().map(|link| Media::Link(link.to_owned())),
        endings: Endings {
            media: ended("Ready").has_text("/result/sample"),
            moderated: moderated("Request"),
            late_moderated: moderated("Content"),
            failed: ended("Error").is("/result", Value::Null),
            empty: ended("Ready").lacks("/result/sample"),
        },
        units: 1,
        busy: status(429).has_text("/detail").without_header("retry-after"),
        broken: status(500).with_header("content-type", "text/html; charset=utf-8"),
        most_active: Some((24, status(429).has_text("/detail"))),
        links: Some(Links { valid_ms: 600_000, renewed: false }),
        cancel: None,
        malformed: [status(400).has_text("/detail"), problem(&json!(["body"]), "dict_type")],
        refused: inputs::refused(),
        tolerated: inputs::tolerated(),
        files: vec![
            (with(with(body("a"), "/width", json!(1600)), "/height", json!(912)), "png 1600x912"),
            (with(body("b"), "/output_format", json!("jpeg")), "jpeg 64x64"),
            (with(body("c"), "/output_format", json!("webp")), "webp 64x64"),
            (json!({ "prompt": "the vendor chooses" }), "jpeg 1024x1024"),
        ],
        with_picture: |_| Vec::new(),
    }
}

/// The only problem, with its place and type.
fn problem(place: &Value, kind: &str) -> Expected {
    let expected = status(422).is("/detail/0/loc", place.clone()).is("/detail/0/type", kind);
    expected.has_text("/detail/0/msg").lacks("/detail/1")
}
