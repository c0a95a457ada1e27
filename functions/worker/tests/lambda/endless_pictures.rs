//! Pictures are kept in memory as a whole. Four pictures without an end at once must still leave room.
#![cfg(target_os = "linux")]

use contract_tests::{Setup, Step, World};
use domain::Kind;
use serde_json::json;

use super::worker;

/// Half of the memory that the template gives the function: four times the limit for a picture, and some room for
/// the rest.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;

#[tokio::test]
async fn a_worker_stays_in_its_memory_while_it_refuses_pictures_without_an_end() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let body = json!({"prompt": "sim:endless", "num_variants": 4, "width": 256, "height": 256});
    let job_id = owner.submit(&body).await;
    assert_eq!(world.step().await, Step::Done, "all four are started");
    world.clock.advance_seconds(20);
    let look = world.lose_message_of(Kind::Image).await;
    let worker = worker(&world, Kind::Image).await;
    let batch = json!({"Records": [{"messageId": "1", "body": look, "eventSource": "aws:sqs"}]});
    assert_eq!(worker.invoke(&batch).await, json!({"batchItemFailures": []}));

    let job = owner.job(&job_id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("provider_failed")), "{job}");
    assert_eq!((&job["cost_cents"], &owner.balance().await["held"]), (&json!(0), &json!(0)));
    assert_eq!(world.usage_of("sim:endless").await.0, 4, "each variant is started once");
    let peak = worker.peak_memory();
    println!("a worker that refused four endless pictures held {} MiB at most", peak / 1024 / 1024);
    assert!(peak < MOST_MEMORY, "{} MiB", peak / 1024 / 1024);
    world.assert_books().await;
}
