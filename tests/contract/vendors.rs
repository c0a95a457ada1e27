//! docs/API.md, When a job fails: everything that can go wrong at a vendor has its code, and the books balance.

use contract_tests::World;
use serde_json::{Value, json};

async fn ended(world: &World, prompt: &str) -> Value {
    let owner = world.owner();
    let job_id = owner.submit(&json!({"prompt": prompt, "width": 256, "height": 256})).await;
    owner.ended(&job_id).await
}

#[tokio::test]
async fn failed_jobs_say_why_and_cost_nothing() {
    let world = World::with_bfl().await;
    for (prompt, code, billed) in [
        ("sim:moderated", "moderation_rejected", 0),
        ("sim:late-moderated", "moderation_rejected", 0),
        ("sim:fail", "provider_failed", 0),
        ("sim:bad-media", "provider_failed", 1),
        ("sim:empty-result", "provider_failed", 0),
        ("sim:drop-answer", "provider_failed", 1),
    ] {
        let job = ended(&world, prompt).await;
        assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!(code)), "{prompt}");
        assert_eq!((&job["cost_cents"], &job["result_urls"]), (&json!(0), &json!([])), "{prompt}");
        let message = job["error_message"].as_str().unwrap();
        assert!(message.contains("Nothing was charged"), "{prompt}: {message}");
        let balance = world.owner().balance().await;
        assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000), &json!(0)), "{prompt}");
        // The job was started once in every case. The vendor may bill a result that we could not use, when it is done.
        world.clock.advance_seconds(60);
        assert_eq!(world.usage_of(prompt).await, (1, billed), "{prompt}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn refusals_and_slowness_are_waited_out() {
    let world = World::with_bfl().await;
    for prompt in ["sim:429=2", "sim:500=2", "sim:slow=5"] {
        let job = ended(&world, prompt).await;
        assert_eq!((&job["status"], &job["cost_cents"]), (&json!("completed"), &json!(4)), "{prompt}: {job}");
        assert_eq!(world.usage_of(prompt).await, (1, 1), "{prompt}");
    }
    assert_eq!(world.owner().balance().await["balance"], 100_000 - 3 * 40);
    world.assert_books().await;
}

#[tokio::test]
async fn a_vendor_that_stays_broken_is_given_up() {
    let world = World::with_bfl().await;
    let job = ended(&world, "sim:500=99").await;
    assert_eq!(job["error_code"], "provider_unavailable", "{job}");
    assert_eq!(world.usage_of("sim:500=99").await, (0, 0));
    world.assert_books().await;
}
