use contract_tests::{Client, Setup, World};
use domain::Kind;
use domain::catalog::Vendor;
use serde_json::json;

use super::worker;

async fn avatar_id(owner: &Client) -> String {
    let avatars = owner.get("/creative-hub/avatars").await;
    avatars.body["avatars"][0]["avatar_id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_job_is_carried_from_its_first_message_to_its_file() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand().only(&[Vendor::Heygen]) }).await;
    let worker = worker(&world, Kind::Avatar).await;
    let owner = world.owner();
    let body = json!({"script": "Good morning.", "avatar_id": avatar_id(&owner).await});
    let accepted = owner.post("/creative-hub/generate/avatar", &body).await;
    let file = worker.run_to_end(&world, Kind::Avatar, accepted.text("job_id")).await;
    assert_eq!(&file[4..8], b"ftyp");
    world.assert_books().await;
}
