//! The function as AWS runs it. It uses the machine's clock, so a test makes a job old by submitting it while the
//! world's clock is behind.

use contract_tests::{Lambda, Setup, Step, World, event, refusal_to_start};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_sweeper");

async fn world() -> (World, Lambda) {
    let world = World::with(Setup::by_hand()).await;
    let sweeper = Lambda::start(&world, BINARY).await;
    (world, sweeper)
}

/// A job whose only message was lost.
async fn submitted_and_lost(world: &World, seconds_ago: i64) -> String {
    world.clock.advance_seconds(-seconds_ago);
    let body = json!({"prompt": "a red bicycle", "width": 256, "height": 256});
    let job_id = world.owner().submit(&body).await;
    world.lose_message().await;
    world.clock.advance_seconds(seconds_ago);
    job_id
}

fn schedule() -> Value {
    event("sweeper.schedule", &[])
}

#[tokio::test]
async fn a_sweep_leaves_jobs_alone_that_are_not_due() {
    let (world, sweeper) = world().await;
    assert_eq!(sweeper.invoke(&schedule()).await, json!({"due": 0, "failed": 0}));
    submitted_and_lost(&world, 0).await;
    assert_eq!(sweeper.invoke(&schedule()).await, json!({"due": 0, "failed": 0}));
    assert_eq!(world.step().await, Step::Idle);
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_whose_message_was_lost_is_sent_again_once() {
    let (world, sweeper) = world().await;
    let owner = world.owner();
    let job_id = submitted_and_lost(&world, 61).await;
    assert_eq!(world.step().await, Step::Idle);
    assert_eq!(sweeper.invoke(&schedule()).await, json!({"due": 1, "failed": 0}));
    assert_eq!(sweeper.invoke(&schedule()).await, json!({"due": 0, "failed": 0}));
    assert_eq!(world.step().await, Step::Done);
    assert_eq!(world.step().await, Step::Idle, "one message was sent");
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    assert_eq!(owner.balance().await["balance"], 100_000 - 40);
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_past_its_deadline_is_ended_and_its_credits_are_free_again() {
    let (world, sweeper) = world().await;
    let owner = world.owner();
    let job_id = submitted_and_lost(&world, 3600).await;
    assert_eq!(owner.balance().await["held"], 40);
    assert_eq!(sweeper.invoke(&schedule()).await, json!({"due": 1, "failed": 0}));
    let job = owner.job(&job_id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("timed_out")), "{job}");
    let balance = owner.balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000), &json!(0)));
    world.assert_books().await;
}

#[test]
fn every_missing_setting_is_named_at_once() {
    let refusal = refusal_to_start(BINARY, &[]);
    for name in ["QUEUE_URL_IMAGE", "ALERT_TOPIC_ARN"] {
        assert!(refusal.contains(&format!("{name} is not set")), "{refusal}");
    }
}
