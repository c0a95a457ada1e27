//! How FLUX.2 answers the questions that are asked of every vendor, and what only BFL does.

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
    Client::new(api(), "pictures").await
}

pub(crate) fn api() -> Api {
    let get_result = "/v1/get_result?id=018f0000-0000-4000-8000-000000000000";
    Api {
        vendor: Vendor::Bfl,
        key: ("x-key", ""),
        headers: &[],
        endpoints: endpoints().list,
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
        refused: refused(),
        tolerated: tolerated(),
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

fn refused() -> Vec<(Value, Expected)> {
    let fields = [
        ("prompt", json!(null), "string_type"),
        ("prompt", json!(7), "string_type"),
        ("width", json!(48), "greater_than_equal"),
        ("width", json!(-16), "greater_than_equal"),
        ("width", json!(1000), "multiple_of"),
        ("height", json!("1024"), "int_type"),
        ("height", json!(512.5), "int_type"),
        ("seed", json!("x"), "int_type"),
        ("seed", json!(1.5), "int_type"),
        ("output_format", json!("gif"), "enum"),
        ("output_format", json!(1), "enum"),
        ("input_image_3", json!(3), "string_type"),
    ];
    let fields = fields.map(|(field, value, kind)| {
        (with(body("a red fox"), &format!("/{field}"), value), problem(&json!(["body", field]), kind))
    });
    let too_large = json!({ "prompt": "more than 4 megapixels", "width": 2064, "height": 2048 });
    let mut refused = fields.to_vec();
    refused.push((too_large, problem(&json!(["body"]), "value_error")));
    refused
}

fn tolerated() -> Vec<Value> {
    vec![
        json!({ "prompt": "exactly 4 megapixels", "width": 2048, "height": 2048 }),
        json!({
            "prompt": "nulls, zeros and unknown fields", "width": null, "height": 0, "seed": null,
            "output_format": null, "input_image": null, "webhook_url": null, "aspect_ratio": "16:9", "n": "many",
        }),
    ]
}

#[tokio::test]
async fn all_problems_are_named_at_once() {
    let body = json!({ "width": 50, "height": 2048, "output_format": "gif" });
    let answer = client().await.start(&body).await;
    let problems = answer.at("/detail").as_array().unwrap().iter();
    let found: Vec<_> = problems.map(|problem| json!([problem["loc"][1], problem["type"]])).collect();
    let expected = json!([
        ["prompt", "missing"],
        ["width", "greater_than_equal"],
        ["width", "multiple_of"],
        ["output_format", "enum"],
    ]);
    assert_eq!(json!(found), expected);
}

#[tokio::test]
async fn input_images_are_accepted_and_priced() {
    let client = client().await;
    let body = json!({
        "prompt": "the same fox", "input_image": "iVBORw0KGgo=", "input_image_2": "https://example.com/a.png",
        "width": 2048, "height": 1024,
    });
    let answer = client.accepted(&body).await;
    let id = answer.text("/id");
    let polling_url = client.url(&format!("/v1/get_result?id={id}"));
    let expected =
        json!({ "id": id, "polling_url": polling_url, "cost": 7.5, "input_mp": 2.0, "output_mp": 2.0 });
    assert_eq!(answer.body, expected);
}

#[tokio::test]
async fn a_ready_task_says_all_about_itself() {
    let client = client().await;
    let body = json!({ "prompt": "a red fox", "seed": 7, "width": 1600, "height": 912 });
    let answer = client.accepted(&body).await;
    client.pass(7_500);
    let mut found = client.get(&answer.text("/polling_url")).await.body;
    found["result"]["sample"].take();
    let expected = json!({
        "id": answer.at("/id"),
        "status": "Ready",
        "result": {
            "sample": null, "prompt": "a red fox", "seed": 7,
            "start_time": 1_795_000_000.0, "end_time": 1_795_000_006.0, "duration": 6.0,
        },
        "progress": 1.0, "details": null, "preview": null, "cost": 4.5,
    });
    assert_eq!(found, expected);
}

#[tokio::test]
async fn progress_grows_up_to_the_end() {
    let client = client().await;
    let answer = client.accepted(&body("a red fox")).await;
    let mut last = -1.0;
    for _ in 0..6 {
        let progress = client.look(&answer).await.at("/progress").as_f64().unwrap();
        assert!(progress > last && progress < 1.0, "{last}, then {progress}");
        last = progress;
        client.pass(1_000);
    }
    assert_eq!(client.look(&answer).await.at("/progress"), 1.0);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_file_and_no_seed_another_one() {
    let client = client().await;
    let seeded = json!({ "prompt": "a red fox", "seed": 7, "width": 64, "height": 64 });
    assert!(client.made(&seeded).await == client.made(&seeded).await);
    assert!(client.made(&body("a red fox")).await != client.made(&body("a red fox")).await);
}
