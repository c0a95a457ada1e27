//! docs/API.md, Submitting jobs and Studios: both vocabularies accept, quote and replay every kind of job alike.

use contract_tests::{Answer, Client, Setup, World};
use serde_json::{Value, json};

/// A world where messages wait and every vendor has a key.
async fn world() -> World {
    World::with(Setup { vendors: None, ..Setup::by_hand() }).await
}

struct Order {
    path: &'static str,
    kind: &'static str,
    /// The studio that shows it.
    studio: &'static str,
    body: Value,
}

fn orders() -> [Order; 8] {
    let order = |path, kind, studio, body| Order { path, kind, studio, body };
    let avatar = json!({"script": "Good morning.", "avatar_id": "Abigail_standing_office_front"});
    [
        order("/creative-hub/generate/image", "image", "image-studio", json!({"prompt": "a red bicycle"})),
        order("/creative-hub/generate/video", "video", "video-studio", json!({"prompt": "a red bicycle"})),
        order("/creative-hub/generate/avatar", "avatar", "avatar-studio", avatar.clone()),
        order("/creative-hub/generate/tts", "tts", "voice-studio", json!({"text": "Good morning."})),
        order(
            "/creative-hub/image-studio/generate",
            "image",
            "image-studio",
            json!({"prompt": "a red bicycle", "style": "anime"}),
        ),
        order(
            "/creative-hub/video-studio/generate",
            "video",
            "video-studio",
            json!({"prompt": "a red bicycle", "provider": "veo_3_1", "duration": 4}),
        ),
        order("/creative-hub/avatar-studio/generate", "avatar", "avatar-studio", avatar),
        order(
            "/creative-hub/voice-studio/generate",
            "tts",
            "voice-studio",
            json!({"text": "Good morning.", "provider": "elevenlabs"}),
        ),
    ]
}

/// What a dry run and a submit tell alike.
const PREVIEW: [&str; 7] = [
    "credits_estimated",
    "estimated_cost_cents",
    "provider",
    "mode",
    "settings",
    "expected_seconds",
    "warnings",
];

async fn with_key(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    client.send(client.request("POST", path).header("idempotency-key", key).json(body)).await
}

fn assert_accepted(world: &World, order: &Order, accepted: &Answer) -> String {
    assert_eq!(accepted.status, 202, "{}: {accepted:?}", order.path);
    let body = &accepted.body;
    let words: Vec<&str> = body.as_object().unwrap().keys().map(String::as_str).collect();
    if order.path.ends_with("-studio/generate") {
        assert_eq!(
            words,
            [
                "generation_id",
                "status",
                "created_at",
                "polling_interval_ms",
                "provider",
                "mode",
                "settings",
                "expected_seconds",
                "credits_estimated",
                "estimated_cost_cents",
                "warnings"
            ]
        );
        assert_eq!((accepted.text("status"), &body["polling_interval_ms"]), ("queued", &json!(4000)));
        return accepted.text("generation_id").to_owned();
    }
    assert_eq!(
        words,
        [
            "job_id",
            "status",
            "status_url",
            "polling_interval_ms",
            "provider",
            "mode",
            "settings",
            "expected_seconds",
            "credits_estimated",
            "estimated_cost_cents",
            "warnings"
        ]
    );
    assert_eq!((accepted.text("status"), &body["polling_interval_ms"]), ("pending", &json!(5000)));
    let job_id = accepted.text("job_id").to_owned();
    let status_url = format!("{}/api/v1/creative-hub/generate/jobs/{job_id}", world.stack.ready.api);
    assert_eq!(accepted.text("status_url"), status_url);
    job_id
}

#[tokio::test]
async fn every_kind_is_quoted_accepted_and_replayed_in_both_vocabularies() {
    let world = world().await;
    let owner = world.owner();
    let mut held = 0;
    for (number, order) in orders().into_iter().enumerate() {
        let Order { path, kind, studio, mut body } = order;
        body["metadata"] = json!({"campaign": "spring"});
        let order = Order { path, kind, studio, body };
        let quote = owner.post(&format!("{path}?dry_run=true"), &order.body).await;
        assert_eq!((quote.status, &quote.body["would_fail"]), (200, &Value::Null), "{path}: {quote:?}");
        assert_eq!(owner.balance().await["held"], held, "{path}: a dry run holds nothing");

        let key = format!("order {number}");
        let accepted = with_key(&owner, path, &key, &order.body).await;
        let job_id = assert_accepted(&world, &order, &accepted);
        for told in PREVIEW {
            assert_eq!(accepted.body[told], quote.body[told], "{path} {told}");
        }
        let range = &accepted.body["expected_seconds"];
        assert!(range["low"].as_u64().unwrap() > 0 && range["low"].as_u64() <= range["high"].as_u64());
        let credits = accepted.body["credits_estimated"].as_i64().unwrap();
        assert_eq!(accepted.body["estimated_cost_cents"], credits / 10, "{path}");
        assert!(credits > 0, "{path}");
        held += credits;
        assert_eq!(owner.balance().await["held"], held, "{path}");

        let again = with_key(&owner, path, &key, &order.body).await;
        assert_eq!((again.status, &again.body), (202, &accepted.body), "{path}");
        let mut other = order.body.clone();
        other["metadata"] = json!({"campaign": "autumn"});
        assert_eq!(with_key(&owner, path, &key, &other).await.status, 422, "{path}: this is another request");

        let job = owner.job(&job_id).await;
        assert_eq!((&job["type"], &job["status"]), (&json!(kind), &json!("pending")), "{path}: {job}");
        assert_eq!(job["metadata"], json!({"campaign": "spring"}), "{path}");
        let generation = owner.get(&format!("/creative-hub/{studio}/generations/{job_id}")).await;
        assert_eq!((generation.status, generation.text("status")), (200, "queued"), "{path}: {generation:?}");
        for told in ["provider", "settings", "credits_estimated", "estimated_cost_cents"] {
            assert_eq!(accepted.body[told], job[told], "{path} {told}");
            assert_eq!(accepted.body[told], generation.body[told], "{path} {told}");
        }
        assert_eq!(accepted.body["mode"], generation.body["mode"], "{path}");
        assert_eq!(generation.headers["retry-after"], "4", "{path}");
        assert_eq!(generation.body["estimated_cost_cents"], accepted.body["estimated_cost_cents"], "{path}");
        for same in ["prompt", "provider", "settings", "metadata", "drive_folder_id", "created_at"] {
            assert_eq!(generation.body[same], job[same], "{path}: {same}");
        }
        let nothing_yet = (&generation.body["assets"], &generation.body["credits_charged"]);
        assert_eq!(nothing_yet, (&json!([]), &json!(0)), "{path}");
    }
    let all = owner.get("/creative-hub/generate/jobs").await;
    assert_eq!(all.body["jobs"].as_array().unwrap().len(), orders().len(), "replays made no further jobs");
    world.assert_books().await;
}

#[tokio::test]
async fn a_key_used_on_one_path_is_not_taken_on_another() {
    let world = world().await;
    let owner = world.owner();
    let body = json!({"prompt": "a red bicycle", "provider": "flux_2_pro"});
    let paths = ["/creative-hub/generate/image", "/creative-hub/image-studio/generate"];
    assert_eq!(with_key(&owner, paths[0], "once", &body).await.status, 202);
    let other = with_key(&owner, paths[1], "once", &body).await;
    assert_eq!((other.status, other.text("code")), (422, "idempotency_key_reused"));
    assert_eq!(owner.get("/creative-hub/generate/jobs").await.body["jobs"].as_array().unwrap().len(), 1);
    world.assert_books().await;
}

#[tokio::test]
async fn an_unknown_kind_is_404_and_a_wrong_method_405() {
    let world = world().await;
    let owner = world.owner();
    let hologram = owner.post("/creative-hub/generate/hologram", &json!({"prompt": "x"})).await;
    assert_eq!((hologram.status, hologram.text("code")), (404, "not_found"));
    for (path, allow) in [
        ("/creative-hub/generate/jobs", "GET"),
        ("/creative-hub/voice-studio/generations", "GET"),
        ("/creative-hub/catalog", "GET"),
    ] {
        let answer = owner.post(path, &json!({})).await;
        assert_eq!((answer.status, answer.headers["allow"].to_str().unwrap()), (405, allow), "{path}");
    }
    let submits = owner.get("/creative-hub/avatar-studio/generate").await;
    assert_eq!((submits.status, submits.headers["allow"].to_str().unwrap()), (405, "POST"));
}

#[tokio::test]
async fn nothing_is_made_without_a_key() {
    let world = world().await;
    for Order { path, body, .. } in orders() {
        assert_eq!(world.stranger().post(path, &body).await.status, 401, "{path}");
    }
}

fn codes(answer: &Answer) -> Vec<&str> {
    let warnings = answer.body["warnings"].as_array().unwrap();
    warnings.iter().map(|warning| warning["code"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_same_request_within_a_minute_is_warned_of_and_made() {
    let world = world().await;
    let owner = world.owner();
    let (path, body) = ("/creative-hub/generate/image", json!({"prompt": "a red bicycle"}));
    let dry_run = format!("{path}?dry_run=true");
    assert_eq!(codes(&owner.post(&dry_run, &body).await), Vec::<&str>::new(), "nothing was made");
    assert_eq!(codes(&owner.post(path, &body).await), Vec::<&str>::new());
    world.clock.advance_seconds(20);
    assert_eq!(codes(&owner.post(&dry_run, &body).await), ["repeated_request"]);
    let again = owner.post(path, &body).await;
    assert_eq!((again.status, codes(&again)), (202, vec!["repeated_request"]));
    let warning = &again.body["warnings"][0];
    assert_eq!(warning["field"], "Idempotency-Key");
    // The world's clock goes on while the test runs.
    let message = warning["message"].as_str().unwrap();
    assert!((20..30).any(|seconds| message.contains(&format!("{seconds} s ago"))), "{warning}");
    let other = owner.post(path, &json!({"prompt": "a blue bicycle"})).await;
    assert_eq!(codes(&other), Vec::<&str>::new());
    // With a key a repetition is meant.
    assert_eq!(codes(&with_key(&owner, path, "k", &body).await), Vec::<&str>::new());
    world.clock.advance_seconds(61);
    assert_eq!(codes(&owner.post(path, &body).await), Vec::<&str>::new());
}
