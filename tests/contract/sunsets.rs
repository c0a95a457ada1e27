//! docs/API.md, Catalog and health: on the day after something ends, everything is sold that was sold before, and made by
//! what is left. The clock moves to each of those days, and the simulated vendors end there what the real ones do.

use contract_tests::{Answer, Client, Setup, World};
use domain::catalog::{Vendor, day_from};
use domain::sunsets::{Severity, days};
use domain::{Catalog, Timestamp};
use serde_json::{Value, json};

use crate::media_files::probed;

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Moves the clock to a moment after a day has begun.
fn stand_on(world: &World, day: Timestamp, seconds: i64) {
    let ahead = day.plus_seconds(seconds).millis_since(world.clock.clock().now());
    world.clock.advance_seconds(ahead / 1000);
}

fn day(text: &str) -> Timestamp {
    day_from(text).unwrap()
}

/// A request for each of the nineteen models that names nothing but what it has to.
fn default_requests() -> Vec<(&'static str, Value)> {
    let picture = "https://files.example/face.png";
    let recording = "https://files.example/speech.mp3";
    let mut requests = Vec::new();
    for model in Catalog::shipped().unwrap().models() {
        let provider = model.id.as_str();
        let prompt = json!({"prompt": "a red bicycle", "provider": provider});
        let spoken = |more: Value| {
            let mut body = json!({"provider": provider});
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            ("avatar-studio/generate", body)
        };
        requests.push(match (model.kind.as_str(), provider) {
            ("image", _) => ("image-studio/generate", prompt),
            ("video", _) => ("video-studio/generate", prompt),
            ("avatar", "heygen") => {
                spoken(json!({"script": "Good morning, dear all.", "avatar_id": "Abigail_standing_office_front"}))
            }
            ("avatar", "kling_avatar") => {
                spoken(json!({"script": "Good morning to all of you out there, wherever you are today, and welcome.", "image_url": picture}))
            }
            ("avatar", _) => spoken(json!({"audio_url": recording, "image_url": picture})),
            ("tts", "heygen") => (
                "voice-studio/generate",
                json!({"text": "Good morning.", "provider": provider, "voice_id": "hv_b3909e64c7d1"}),
            ),
            ("tts", _) => ("voice-studio/generate", json!({"text": "Good morning.", "provider": provider})),
            _ => ("generate/composite", json!({"clips": [{"source": picture, "duration": 3}]})),
        });
    }
    assert_eq!(requests.len(), 19);
    requests
}

async fn dry_run(client: &Client, path: &str, body: &Value) -> Answer {
    client.post(&format!("/creative-hub/{path}?dry_run=true"), body).await
}

async fn assert_all_are_sold(world: &World, when: &str) {
    for (path, body) in default_requests() {
        let answer = dry_run(&world.owner(), path, &body).await;
        assert_eq!(answer.status, 200, "{when}: {body} {answer:?}");
    }
    let catalog = world.owner().get("/creative-hub/catalog").await.body;
    for model in catalog["models"].as_array().unwrap() {
        assert_eq!(model["available"], true, "{when}: {model}");
    }
}

/// Makes a job and tells the route that made it, and its file.
async fn made(world: &World, path: &str, body: &Value) -> (String, Vec<u8>) {
    let owner = world.owner();
    let accepted = owner.post(&format!("/creative-hub/{path}"), body).await;
    assert_eq!(accepted.status, 202, "{body} {accepted:?}");
    let job_id = accepted.text("generation_id");
    let job = owner.ended(job_id).await;
    assert_eq!(job["status"], "completed", "{body} {job}");
    let receipt = owner.get(&format!("/creative-hub/generate/jobs/{job_id}/receipt")).await;
    let (status, file) = owner.download(job["result_urls"][0].as_str().unwrap()).await;
    assert_eq!(status, 200);
    (receipt.body["route"]["name"].as_str().unwrap_or_default().to_owned(), file)
}

#[tokio::test]
async fn on_the_day_after_every_end_everything_is_sold_and_made() {
    let world = World::new().await;
    let drawn = |model: &str| ("image-studio/generate", json!({"prompt": "a kite", "provider": model}));
    let spoken = |model: &str, format: &str| {
        let body = json!({"text": "Good morning to all of you.", "provider": model, "output_format": format});
        ("voice-studio/generate", body)
    };
    // What is made after a day, and by which route.
    let changed = [
        ("2026-12-01", drawn("gpt_image_1_5"), "openai_2_6"),
        ("2026-12-01", drawn("nano_banana"), "google_3_1_lite"),
        ("2026-12-31", spoken("elevenlabs", "mp3"), "elevenlabs"),
        ("2026-12-31", spoken("elevenlabs", "wav"), "elevenlabs"),
        ("2027-01-06", spoken("openai_tts", "mp3"), "google_lite"),
        ("2027-01-06", spoken("openai_tts", "wav"), "google_lite"),
    ];
    let ends = days(&Catalog::shipped().unwrap());
    let coming: Vec<Timestamp> = ends.into_iter().filter(|end| *end > day("2026-11-27")).collect();
    assert_eq!(coming.len(), 3, "a day without expectations: add what is made after it");
    for end in coming {
        stand_on(&world, end, 1);
        assert_all_are_sold(&world, &format!("at the beginning of {}", end.date())).await;
        stand_on(&world, end, DAY_SECONDS + 3600);
        assert_all_are_sold(&world, &format!("on the day after {}", end.date())).await;
        for (_, (path, body), expected) in changed.iter().filter(|(since, ..)| day(since) == end) {
            let (route, file) = made(&world, path, body).await;
            assert_eq!(route, *expected, "{body}");
            if body.get("text").is_some() {
                let (stream, seconds) = probed(&file);
                let codec = if body["output_format"] == "wav" { "pcm_s16le" } else { "mp3" };
                assert!(stream.starts_with(codec) && seconds > 1.0, "{body}: {stream}, {seconds} s");
            }
        }
    }
    world.assert_books().await;
}

#[tokio::test]
async fn the_successor_makes_a_tall_picture_that_was_cut_before() {
    let world = World::new().await;
    let owner = world.owner();
    let (path, body) = (
        "image-studio/generate",
        json!({"prompt": "a kite", "provider": "gpt_image_1_5", "aspect_ratio": "9:16"}),
    );
    let before = dry_run(&owner, path, &body).await;
    assert_eq!(before.body["settings"]["applied"]["crop"], json!({"sides": 0.156, "top_and_bottom": 0.0}));
    assert_eq!(before.body["warnings"].as_array().unwrap().len(), 2, "{before:?}");
    stand_on(&world, day("2026-12-01"), 1);
    let after = owner.post(&format!("/creative-hub/{path}"), &body).await;
    assert_eq!((after.status, &after.body["warnings"]), (202, &json!([])), "{after:?}");
    let job = owner.ended(after.text("generation_id")).await;
    assert_eq!(job["settings"]["applied"]["native_height"], 1920, "{job}");
    assert_eq!(job["settings"]["applied"], after.body["settings"]["applied"]);
    assert_eq!(job["status"], "completed", "{job}");
    world.assert_books().await;
}

#[tokio::test]
async fn pictures_have_a_second_vendor_on_the_day_after() {
    let world = World::with(Setup::default().only(&[Vendor::Fal])).await;
    stand_on(&world, day("2026-12-02"), 1);
    for (model, expected) in [("gpt_image_1_5", "fal_2_5"), ("nano_banana", "fal")] {
        let body = json!({"prompt": "a kite", "provider": model});
        assert_eq!(made(&world, "image-studio/generate", &body).await.0, expected);
    }
    world.assert_books().await;
}

#[tokio::test]
async fn what_the_successor_cannot_do_is_refused_by_name() {
    let world = World::new().await;
    let owner = world.owner();
    let slow = json!({"text": "Good morning.", "provider": "openai_tts", "speed": 0.8});
    let george =
        json!({"text": "Good morning.", "provider": "elevenlabs", "voice_id": "JBFqnCBsd6RMkjVDRZzb"});
    stand_on(&world, day("2026-12-30"), 1);
    for body in [&slow, &george] {
        assert_eq!(dry_run(&owner, "voice-studio/generate", body).await.status, 200, "{body}");
    }
    stand_on(&world, day("2027-01-06"), 1);
    for (body, field) in [(&slow, "speed"), (&george, "voice_id")] {
        let refused = dry_run(&owner, "voice-studio/generate", body).await;
        assert_eq!((refused.status, refused.complaints()), (400, vec![field]), "{refused:?}");
    }
}

#[tokio::test]
async fn the_catalog_and_the_voices_show_what_ends() {
    let world = World::new().await;
    let owner = world.owner();
    let options = async |id: &str| {
        let catalog = owner.get("/creative-hub/catalog").await.body;
        let models = catalog["models"].as_array().unwrap().clone();
        models.into_iter().find(|it| it["id"] == id && it["kind"] == "tts").unwrap()["options"].clone()
    };
    let voices = async || {
        let page = owner.get("/creative-hub/voices?provider=elevenlabs").await.body;
        page["voices"].as_array().unwrap().clone()
    };
    stand_on(&world, day("2026-12-30"), 1);
    assert_eq!(options("elevenlabs").await["default_voice"], "EXAVITQu4vr4xnSDxMaL");
    assert_eq!(options("openai_tts").await["speed"], json!([0.25, 4.0]));
    let before = voices().await;
    let sunset = |id: &str| before.iter().find(|it| it["voice_id"] == id).unwrap()["sunset_at"].clone();
    assert_eq!(sunset("EXAVITQu4vr4xnSDxMaL"), "2026-12-31T00:00:00.000Z");
    assert_eq!(sunset("kdmDKE6EkgrWrrykO9Qt"), Value::Null);
    stand_on(&world, day("2027-01-06"), 1);
    let elevenlabs = options("elevenlabs").await;
    assert_eq!(elevenlabs["default_voice"], "kdmDKE6EkgrWrrykO9Qt");
    assert_eq!(elevenlabs.get("voice_sunsets"), None);
    assert_eq!(options("openai_tts").await["speed"], Value::Null);
    assert!(voices().await.iter().all(|voice| voice["sunset_at"] == Value::Null));
}

/// The shipped catalog, of which one day was forgotten.
fn without_the_end_of_gpt_image() -> String {
    let route =
        "wire_model_with_images = \"gpt-image-1.5\"\nsynchronous = true\non_uncertain = \"retry_once\"\n";
    let text = Catalog::TEXT.replace(&format!("{route}sunset_at = \"2026-12-01\"\n"), route);
    assert_ne!(text, Catalog::TEXT);
    text
}

#[tokio::test]
async fn a_day_that_a_vendor_tells_ends_a_route_without_a_deploy() {
    let catalog = Some(without_the_end_of_gpt_image());
    let world = World::with(Setup { catalog, ..Setup::default() }).await;
    let body = json!({"prompt": "a kite", "provider": "gpt_image_1_5"});
    stand_on(&world, day("2026-11-27"), 1);
    let found = world.stack.sunsets.report().await;
    let told = found.iter().find(|finding| finding.subject == "image/gpt_image_1_5/openai").unwrap();
    let problem = "(gpt-image-1.5) ends on 2026-12-01, in 4 days, by the vendor's own word";
    assert_eq!((told.severity, told.problem.as_str()), (Severity::Warning, problem));
    assert_eq!(made(&world, "image-studio/generate", &body).await.0, "openai", "it has not ended yet");
    stand_on(&world, day("2026-12-01"), 1);
    assert_eq!(made(&world, "image-studio/generate", &body).await.0, "openai_2_6");
    world.assert_books().await;
}

#[tokio::test]
async fn a_model_that_its_vendor_does_not_know_is_reported() {
    let overrides = json!({"image/gpt_image_1_5/openai_2_6": {"wire_model": "gpt-image-9"}}).to_string();
    let world = World::with(Setup { overrides, ..Setup::default() }).await;
    stand_on(&world, day("2026-11-27"), 1);
    let found = world.stack.sunsets.report().await;
    let unknown: Vec<_> = found.iter().filter(|finding| finding.problem.contains("unknown to")).collect();
    assert_eq!(unknown.len(), 1, "{found:#?}");
    assert_eq!(
        (unknown[0].severity, unknown[0].to_string().as_str()),
        (
            Severity::Error,
            "image/gpt_image_1_5/openai_2_6 (gpt-image-9) is unknown to its vendor, which may have retired it"
        )
    );
}

#[tokio::test]
async fn without_keys_no_vendor_is_asked_and_the_catalog_is_still_read() {
    let world = World::with_bfl().await;
    stand_on(&world, day("2026-11-27"), 1);
    let found = world.stack.sunsets.report().await;
    assert!(found.iter().any(|finding| finding.to_string().contains("(tts-1) ends on 2027-01-06")));
}
