//! The function as AWS runs it.

use contract_tests::{Lambda, Setup, World, event, refusal_to_start};
use domain::Kind;
use domain::catalog::Vendor;
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_video-worker");

#[tokio::test]
async fn a_job_is_carried_from_its_first_message_to_its_file() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[Vendor::Runway]) }).await;
    let worker = Lambda::start(&world, BINARY).await;
    let owner = world.owner();
    let body = json!({"prompt": "a red bicycle", "provider": "runway_gen4", "duration": 2});
    let accepted = owner.post("/creative-hub/generate/video", &body).await;
    let file = worker.carry(&world, Kind::Video, accepted.text("job_id")).await;
    assert_eq!(&file[4..8], b"ftyp");
    world.assert_books().await;
}

#[tokio::test]
async fn the_example_message_is_one_of_its_kind() {
    let world = World::with(Setup::by_hand()).await;
    let worker = Lambda::start(&world, BINARY).await;
    // As sent by a deployment of long ago: the job is unknown here.
    let answer = worker.invoke(&event("video-worker.sqs", &[])).await;
    assert_eq!(answer, json!({"batchItemFailures": []}));
}

#[test]
fn every_missing_setting_is_named_at_once() {
    let refusal = refusal_to_start(BINARY, &[("CATALOG_OVERRIDES", "{\"video/none/none\": {}}")]);
    for name in ["BUCKET", "QUEUE_URL_VIDEO", "ALERT_TOPIC_ARN", "VENDOR_SECRET_ID"] {
        assert!(refusal.contains(&format!("{name} is not set")), "{refusal}");
    }
    assert!(refusal.contains("CATALOG_OVERRIDES: "), "{refusal}");
}
