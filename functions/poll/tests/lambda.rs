//! The function as AWS runs it.

use contract_tests::{Lambda, World, event, refusal_to_start};
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_poll");
/// The job of the example event.
const JOB: &str = "0198a8a0-0000-7000-8000-0000000000a1";

#[tokio::test]
async fn a_job_is_read_by_its_team_and_the_links_to_its_files_work() {
    let world = World::new().await;
    let owner = world.owner();
    let poll = Lambda::start(&world, BINARY).await;
    let job_id = owner.submit(&json!({"prompt": "a red bicycle", "width": 256, "height": 256})).await;
    owner.ended(&job_id).await;

    let keys = &world.stack.ready.keys;
    let read = event("poll.get-job", &[("demo-key", &keys["owner"]), (JOB, &job_id)]);
    let job = poll.answer(&read).await;
    assert_eq!((job.status, job.text("id"), job.text("status")), (200, &*job_id, "completed"));
    let link = job.body["result_urls"][0].as_str().unwrap();
    let (status, file) = world.stranger().download(link).await;
    assert_eq!((status, file.starts_with(b"\x89PNG")), (200, true), "{link}");

    let other = event("poll.get-job", &[("demo-key", &keys["other_team_owner"]), (JOB, &job_id)]);
    assert_eq!(poll.answer(&other).await.status, 404);
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_under_way_says_when_to_ask_again() {
    let world = World::new().await;
    let poll = Lambda::start(&world, BINARY).await;
    let job_id = world.owner().submit(&json!({"prompt": "sim:slow=600", "width": 256, "height": 256})).await;
    let read = event("poll.get-job", &[("demo-key", &world.stack.ready.keys["owner"]), (JOB, &job_id)]);
    let job = poll.answer(&read).await;
    assert_eq!((job.status, &job.body["result_urls"]), (200, &json!([])));
    assert_eq!(job.headers["retry-after"], "5");
    world.assert_books().await;
}

#[tokio::test]
async fn health_is_told_to_anyone() {
    let world = World::new().await;
    let poll = Lambda::start(&world, BINARY).await;
    let health = poll.answer(&event("poll.health", &[])).await;
    assert_eq!((health.status, health.body), (200, json!({"status": "ok"})));
}

#[tokio::test]
async fn an_unknown_path_is_404_and_a_wrong_method_405_with_allow() {
    let world = World::new().await;
    let poll = Lambda::start(&world, BINARY).await;
    let unknown = poll.answer(&event("poll.unknown-path", &[])).await;
    assert_eq!((unknown.status, unknown.text("code")), (404, "not_found"));
    let wrong = poll.answer(&event("poll.wrong-method", &[])).await;
    assert_eq!((wrong.status, wrong.text("code")), (405, "method_not_allowed"));
    assert_eq!(wrong.headers["allow"], "POST");
}

#[test]
fn a_missing_setting_is_named() {
    let refusal = refusal_to_start(BINARY, &[]);
    assert!(refusal.contains("BUCKET is not set"), "{refusal}");
}
