//! The function as AWS runs it.

use contract_tests::{Lambda, Setup, World, event, refusal_to_start};
use domain::Kind;
use domain::catalog::Vendor;
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_composite-worker");

#[tokio::test]
async fn a_job_is_carried_from_its_first_message_to_its_file() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[Vendor::Bfl]) }).await;
    let worker = Lambda::start(&world, BINARY).await;
    let owner = world.owner();
    let picture = owner.submit(&json!({"prompt": "a shop", "width": 512, "height": 512})).await;
    world.run_to_end(&owner, &picture).await;
    let body = json!({
        "resolution": "720p",
        "clips": [{"source": format!("job:{picture}"), "duration": 1}],
        "texts": [{"text": "夏のセール"}],
    });
    let accepted = owner.post("/creative-hub/generate/composite", &body).await;
    let file = worker.run_to_end(&world, Kind::Composite, accepted.text("job_id")).await;
    assert_eq!(&file[4..8], b"ftyp");
    world.assert_books().await;
}

#[tokio::test]
async fn the_example_message_is_one_of_its_kind() {
    let world = World::with(Setup::by_hand()).await;
    let worker = Lambda::start(&world, BINARY).await;
    // As sent by a deployment of long ago: the job is unknown here.
    let answer = worker.invoke(&event("composite-worker.sqs", &[])).await;
    assert_eq!(answer, json!({"batchItemFailures": []}));
}

#[test]
fn every_missing_setting_is_named_at_once() {
    let refusal = refusal_to_start(BINARY, &[]);
    for name in ["BUCKET", "QUEUE_URL_COMPOSITE", "ALERT_TOPIC_ARN", "FFMPEG", "FONTS"] {
        assert!(refusal.contains(&format!("{name} is not set")), "{refusal}");
    }
}

#[test]
fn what_this_machine_lacks_for_a_render_is_said_at_the_start() {
    let settings = |ffmpeg: &'static str, fonts: &'static str| {
        let known = ["BUCKET", "QUEUE_URL_COMPOSITE", "ALERT_TOPIC_ARN"].map(|name| (name, "x"));
        let own = [("FFMPEG", ffmpeg), ("FONTS", fonts)];
        known.into_iter().chain(own).collect::<Vec<_>>()
    };
    let refusal = refusal_to_start(BINARY, &settings("/nowhere/ffmpeg", "/nowhere"));
    assert!(refusal.contains("/nowhere/ffmpeg does not run"), "{refusal}");
    let refusal = refusal_to_start(BINARY, &settings("/bin/true", "/nowhere"));
    assert!(refusal.contains("lacks what composites need: filter adelay"), "{refusal}");
    let refusal = refusal_to_start(BINARY, &settings("ffmpeg", "/nowhere"));
    assert!(refusal.contains("the fonts in /nowhere cannot be used"), "{refusal}");
}
