//! docs/API.md, When a job fails and Canceling, where a job has several variants: what was made is kept and charged by its
//! share, the rest of the hold is given back, and of what was not made nothing is left.

use contract_tests::{Client, Setup, Step, World};
use domain::catalog::Vendor;
use serde_json::{Value, json};

/// What three small pictures of `flux_2_pro` cost.
const QUOTE: i64 = 100;

async fn submitted(owner: &Client, prompt: &str) -> String {
    let body = json!({"prompt": prompt, "num_variants": 3, "width": 256, "height": 256});
    let job_id = owner.submit(&body).await;
    assert_eq!(owner.balance().await["held"], QUOTE, "{prompt}");
    job_id
}

/// How each variant has ended, or that it has not.
fn endings(job: &Value) -> Vec<&str> {
    let mut endings: Vec<&str> = job["variants"].as_array().unwrap().iter().map(ending).collect();
    endings.sort_unstable();
    endings
}

fn ending(variant: &Value) -> &str {
    variant["error_code"].as_str().or(variant["status"].as_str()).unwrap()
}

/// The job has ended so, was charged so much, holds nothing any more, and has a file for each variant that was made.
async fn assert_ended(world: &World, job: &Value, expected: [&str; 3], charged: i64) {
    let owner = world.owner();
    assert_eq!((endings(job), &job["credits_charged"]), (expected.to_vec(), &json!(charged)), "{job}");
    let made = expected.iter().filter(|ending| **ending == "completed").count();
    assert_eq!(job["status"], if made > 0 { "completed" } else { "failed" }, "{job}");
    let job_id = job["id"].as_str().unwrap();
    let receipt = owner.get(&format!("/creative-hub/generate/jobs/{job_id}/receipt")).await.body;
    assert_eq!(
        (&receipt["hold"]["still_held"], &receipt["released"]["credits"]),
        (&json!(0), &json!(QUOTE - charged)),
        "{receipt}"
    );
    let links = job["result_urls"].as_array().unwrap();
    assert_eq!(links.len(), made, "{job}");
    for link in links {
        let (status, file) = owner.download(link.as_str().unwrap()).await;
        assert!(status == 200 && image::load_from_memory(&file).is_ok(), "{status}");
    }
    for variant in job["variants"].as_array().unwrap() {
        assert_eq!(variant["url"].is_string(), variant["status"] == "completed", "{job}");
        assert_names_its_file(&owner, variant, job_id).await;
    }
    let kept = world.keys_under(&format!("results/{}/{job_id}", world.team())).await;
    assert_eq!(kept.len(), made, "{kept:?}");
    world.assert_books().await;
}

/// A variant that was made says how large it is and which file it was filed as. Another one says nothing.
async fn assert_names_its_file(owner: &Client, variant: &Value, job_id: &str) {
    let facts = [&variant["width"], &variant["height"], &variant["duration"]];
    if variant["status"] != "completed" {
        assert!(variant["file_id"].is_null() && facts.iter().all(|fact| fact.is_null()), "{variant}");
        return;
    }
    assert_eq!(facts, [&json!(256), &json!(256), &Value::Null], "{variant}");
    let id = variant["file_id"].as_str().unwrap();
    let file = owner.get(&format!("/creative-hub/drive/files/{id}")).await.body;
    assert_eq!((&file["job_id"], &file["width"]), (&json!(job_id), &json!(256)), "{file}");
}

/// Lets time pass until so many variants of the job have been saved.
async fn until_saved(world: &World, job_id: &str, saved: usize) {
    for _ in 0..100 {
        while world.step().await == Step::Done {}
        let job = world.owner().job(job_id).await;
        if endings(&job).iter().filter(|ending| **ending == "completed").count() >= saved {
            return;
        }
        world.clock.advance_seconds(1);
    }
    panic!("{}", world.owner().job(job_id).await);
}

#[tokio::test]
async fn results_of_no_use_are_neither_kept_nor_charged_and_the_others_are() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    // The links to two of the three results lead to a private address.
    let in_part = submitted(&owner, "sim:redirect=https://10.0.0.1/ sim:bad-links=2").await;
    let job = world.run_to_end(&owner, &in_part).await;
    assert_ended(&world, &job, ["completed", "provider_failed", "provider_failed"], 40).await;
    let in_vain = submitted(&owner, "sim:bad-media").await;
    let job = world.run_to_end(&owner, &in_vain).await;
    assert_ended(&world, &job, ["provider_failed"; 3], 0).await;
    let balance = owner.balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000 - 40), &json!(0)));
}

#[tokio::test]
async fn a_cancellation_keeps_what_is_made_and_stops_the_rest() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Fal])).await;
    let owner = world.owner();
    // The vendor refuses one of the three at first, and that one begins later than the others.
    let prompt = "sim:429=1 sim:slow=40";
    let job_id = submitted(&owner, prompt).await;
    assert_eq!(world.step().await, Step::Done);
    world.clock.advance_seconds(40);
    until_saved(&world, &job_id, 2).await;
    assert_eq!(endings(&owner.job(&job_id).await), ["completed", "completed", "processing"]);
    assert_eq!(owner.balance().await["held"], QUOTE, "it is charged at its end");
    let answer = owner.cancel(&job_id).await;
    assert_eq!((answer.status, answer.text("cancel_outcome")), (202, "requested"), "{answer:?}");
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!(job["cancel_outcome"], "too_late", "something was made: {job}");
    assert_ended(&world, &job, ["canceled", "completed", "completed"], 70).await;
    let balance = owner.balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000 - 70), &json!(0)));
    assert_eq!(world.starts_of(prompt).await, 3);
}

#[tokio::test]
async fn at_the_deadline_what_is_saved_is_charged_and_what_comes_later_is_dropped() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    // One begins a minute later than the others, and would be made 5 s after the deadline of 600 s.
    let job_id = submitted(&owner, "sim:429=1 sim:slow=545").await;
    assert_eq!(world.step().await, Step::Done);
    world.clock.advance_seconds(60);
    while world.step().await == Step::Done {}
    world.clock.advance_seconds(480);
    until_saved(&world, &job_id, 2).await;
    let job = world.run_to_end(&owner, &job_id).await;
    assert_ended(&world, &job, ["completed", "completed", "timed_out"], 70).await;
    world.clock.advance_seconds(120);
    world.stack.jobs.sweep().await.unwrap();
    while world.step().await == Step::Done {}
    assert_ended(&world, &owner.job(&job_id).await, ["completed", "completed", "timed_out"], 70).await;
    let balance = owner.balance().await;
    assert_eq!((&balance["balance"], &balance["held"]), (&json!(100_000 - 70), &json!(0)));
}
