//! docs/ARCHITECTURE.md, Routes: when a job moves on to the next route, waits, or is refused at submit.

use contract_tests::{Setup, World};
use domain::catalog::Vendor;
use serde_json::json;

fn only(vendors: &[Vendor]) -> Setup {
    Setup::default().only(vendors)
}

async fn ended(world: &World, prompt: &str) -> serde_json::Value {
    let owner = world.owner();
    let job_id = owner.submit(&json!({"prompt": prompt, "width": 256, "height": 256})).await;
    owner.ended(&job_id).await
}

async fn route_of(world: &World, job: &serde_json::Value) -> String {
    let receipt = world
        .owner()
        .get(&format!("/creative-hub/generate/jobs/{}/receipt", job["id"].as_str().unwrap()))
        .await;
    receipt.body["route"]["vendor"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn the_second_route_is_used_where_the_first_has_no_key() {
    let world = World::with(only(&[Vendor::Fal])).await;
    let job = ended(&world, "a red bicycle").await;
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(route_of(&world, &job).await, "fal");
    assert_eq!(job["cost_cents"], 4, "the quote does not depend on the route");
    world.assert_books().await;
}

#[tokio::test]
async fn a_model_without_any_key_is_refused_at_submit() {
    let world = World::with(only(&[Vendor::Fal])).await;
    let owner = world.owner();
    let answer =
        owner.post("/creative-hub/generate/video", &json!({"prompt": "x", "provider": "runway_gen4"})).await;
    assert_eq!(answer.status, 503, "{answer:?}");
    assert_eq!(owner.balance().await["held"], 0);
}

#[tokio::test]
async fn a_busy_account_is_left_alone_while_another_route_is_free() {
    let world = World::with(only(&[Vendor::Bfl, Vendor::Fal])).await;
    let job = ended(&world, "x sim:429=1").await;
    assert_eq!(job["status"], "completed", "{job}");
    // Each route refuses it at most once, and only one of them starts it.
    let starts = world.starts_of("x sim:429=1").await;
    assert_eq!(starts, 1);
    world.assert_books().await;
}

#[tokio::test]
async fn a_failing_route_is_left_after_three_errors() {
    let world = World::with(only(&[Vendor::Bfl, Vendor::Fal])).await;
    let job = ended(&world, "x sim:500=3").await;
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(world.starts_of("x sim:500=3").await, 1);
    world.assert_books().await;
}

#[tokio::test]
async fn a_lost_answer_never_moves_to_another_route() {
    let world = World::with(only(&[Vendor::Bfl, Vendor::Fal])).await;
    let job = ended(&world, "x sim:drop-answer").await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("provider_failed")), "{job}");
    assert_eq!(world.starts_of("x sim:drop-answer").await, 1);
    world.assert_books().await;
}

#[tokio::test]
async fn a_lost_answer_costs_only_time_where_the_task_can_be_looked_up() {
    let world = World::with(only(&[Vendor::Kling])).await;
    let owner = world.owner();
    let body = json!({"prompt": "x sim:drop-answer", "provider": "kling_2_6"});
    let accepted = owner.post("/creative-hub/video-studio/generate", &body).await;
    let job = owner.ended(accepted.text("generation_id")).await;
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(world.starts_of("x sim:drop-answer").await, 1);
    world.assert_books().await;
}

#[tokio::test]
async fn a_cheap_call_whose_answer_is_lost_is_repeated_once_and_no_more() {
    let world = World::with(only(&[Vendor::Byteplus])).await;
    let owner = world.owner();
    let body = json!({"prompt": "x sim:drop-answer", "provider": "seedream_4", "resolution": "720p"});
    let accepted = owner.post("/creative-hub/image-studio/generate", &body).await;
    let job = owner.ended(accepted.text("generation_id")).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("provider_failed")), "{job}");
    assert_eq!(world.starts_of("x sim:drop-answer").await, 2);
    world.assert_books().await;
}

#[tokio::test]
async fn a_running_job_stops_where_the_vendor_can_stop_it() {
    let world = World::with(only(&[Vendor::Fal])).await;
    let owner = world.owner();
    let body = json!({"prompt": "x sim:slow=300", "provider": "veo_3_1"});
    let accepted = owner.post("/creative-hub/video-studio/generate", &body).await;
    let job_id = accepted.text("generation_id").to_owned();
    while owner.job(&job_id).await["status"] == "pending" {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let canceled = owner.post(&format!("/creative-hub/generate/jobs/{job_id}/cancel"), &json!({})).await;
    assert_eq!((canceled.status, canceled.text("cancel_outcome")), (202, "requested"), "{canceled:?}");
    let job = owner.ended(&job_id).await;
    assert_eq!(
        (&job["error_code"], &job["cancel_outcome"], &job["cost_cents"]),
        (&json!("canceled"), &json!("stopped"), &json!(0)),
        "{job}"
    );
    world.assert_books().await;
}
