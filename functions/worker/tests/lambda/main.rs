//! The function as AWS runs it, deployed for each of its kinds.
#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "helpers of tests may panic as tests do")]

mod avatar;
mod endless_pictures;
mod image;
mod large_videos;
mod tts;
mod video;

use contract_tests::{Lambda, Setup, World, event, refusal_to_start};
use domain::Kind;
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_worker");
const KINDS: [Kind; 4] = [Kind::Image, Kind::Video, Kind::Avatar, Kind::Tts];

/// The function as the template deploys it for a kind.
async fn worker(world: &World, kind: Kind) -> Lambda {
    worker_with(world, kind, &[]).await
}

/// The same with settings that differ from the stack's.
async fn worker_with(world: &World, kind: Kind, settings: &[(&str, String)]) -> Lambda {
    let kind = [("KIND", kind.as_str().to_owned())];
    Lambda::start_with(world, BINARY, &[&kind, settings].concat()).await
}

#[tokio::test]
async fn the_example_messages_are_accepted_by_the_workers_of_their_kind() {
    let world = World::with(Setup::by_hand()).await;
    for kind in KINDS {
        let worker = worker(&world, kind).await;
        // The example's job is unknown here, as if a deployment of long ago had sent the message.
        let answer = worker.invoke(&event(&format!("{}-worker.sqs", kind.as_str()), &[])).await;
        assert_eq!(answer, json!({"batchItemFailures": []}), "{kind:?}");
    }
}

#[test]
fn every_missing_setting_is_named_at_once() {
    for kind in KINDS {
        let name = kind.as_str();
        let overrides = format!("{{\"{name}/none/none\": {{}}}}");
        let refusal = refusal_to_start(BINARY, &[("KIND", name), ("CATALOG_OVERRIDES", &overrides)]);
        let queue = format!("QUEUE_URL_{}", name.to_uppercase());
        for name in ["BUCKET", &queue, "ALERT_TOPIC_ARN", "VENDOR_SECRET_ID"] {
            assert!(refusal.contains(&format!("{name} is not set")), "{refusal}");
        }
        assert!(refusal.contains("CATALOG_OVERRIDES: "), "{refusal}");
    }
}

#[test]
fn a_kind_that_this_worker_does_not_make_is_refused() {
    for kind in ["", "composite", "Image"] {
        let refusal = refusal_to_start(BINARY, &[("KIND", kind)]);
        for problem in ["KIND: must be image, video, avatar or tts, got", "BUCKET is not set"] {
            assert!(refusal.contains(problem), "{refusal}");
        }
    }
}
