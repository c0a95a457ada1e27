use contract_tests::{Setup, World};
use domain::Kind;
use domain::catalog::Vendor;
use serde_json::json;

use super::worker;

#[tokio::test]
async fn a_job_is_carried_from_its_first_message_to_its_file() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[Vendor::Openai]) }).await;
    let worker = worker(&world, Kind::Tts).await;
    let owner = world.owner();
    let body = json!({"text": "Good morning."});
    let accepted = owner.post("/creative-hub/generate/tts", &body).await;
    let file = worker.run_to_end(&world, Kind::Tts, accepted.text("job_id")).await;
    assert!(file.starts_with(b"ID3") || file[0] == 0xff, "it is an mp3");
    world.assert_books().await;
}
