use contract_tests::{Setup, World};
use domain::Kind;
use domain::catalog::Vendor;
use serde_json::json;

use super::worker;

#[tokio::test]
async fn a_job_is_carried_from_its_first_message_to_its_file() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[Vendor::Runway]) }).await;
    let worker = worker(&world, Kind::Video).await;
    let owner = world.owner();
    let body = json!({"prompt": "a red bicycle", "provider": "runway_gen4", "duration": 2});
    let accepted = owner.post("/creative-hub/generate/video", &body).await;
    let file = worker.run_to_end(&world, Kind::Video, accepted.text("job_id")).await;
    assert_eq!(&file[4..8], b"ftyp");
    world.assert_books().await;
}
