//! docs/ARCHITECTURE.md, The life of a job: messages get lost, come twice or late, and steps die half-way. The job ends
//! all the same and is charged once.

use contract_tests::{Client, Setup, Step, World};
use domain::lifecycle::Claim;
use domain::{Job, JobId, Kind, TeamId};
use queue::Message;
use serde_json::{Value, json};
use store::{ClaimOutcome, JobRecord};

async fn world() -> (World, Client) {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    (world, owner)
}

async fn submit(owner: &Client, prompt: &str) -> String {
    owner.submit(&json!({"prompt": prompt, "width": 256, "height": 256})).await
}

/// Runs steps until no message is visible.
async fn settle_down(world: &World) {
    while world.step().await == Step::Done {}
}

/// Leaves a job as a step leaves it that died right after its claim.
async fn die_after_claim(world: &World, job_id: &str, claim: Claim) -> JobRecord {
    let team_id = TeamId::new(&world.stack.ready.teams[0]);
    let job_id: JobId = job_id.parse().unwrap();
    let now = world.clock.clock().now();
    let before = world.stack.store.job(&team_id, job_id).await.unwrap().unwrap();
    let chain = before.job.chain();
    match world.stack.store.claim(&team_id, job_id, claim, claim.from(), chain, now).await.unwrap() {
        ClaimOutcome::Claimed(record) => *record,
        ClaimOutcome::Refused(current) => panic!("the job is not free to be claimed: {current:?}"),
    }
}

async fn assert_completed_once(world: &World, owner: &Client, job: &Value, prompt: &str) {
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    assert_eq!(owner.balance().await["balance"], 100_000 - 40);
    assert_eq!(world.usage_of(prompt).await, (1, 1));
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_whose_first_message_was_lost_is_sent_again() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "lost").await;
    world.lose_message().await;
    world.stack.jobs.sweep().await.unwrap();
    assert_eq!(world.step().await, Step::Idle, "it is not due yet");
    world.clock.advance_seconds(61);
    world.stack.jobs.sweep().await.unwrap();
    assert_eq!(world.step().await, Step::Done);
    let job = world.run_to_end(&owner, &job_id).await;
    assert_completed_once(&world, &owner, &job, "lost").await;
}

#[tokio::test]
async fn a_job_whose_look_was_lost_is_looked_at_again() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "unseen").await;
    settle_down(&world).await;
    world.clock.advance_seconds(7);
    world.lose_message().await;
    let job = world.run_to_end(&owner, &job_id).await;
    assert_completed_once(&world, &owner, &job, "unseen").await;
}

/// Leaves a job claimed and with its route, in the state of a step that died while it asked the vendor.
async fn die_while_asking(world: &World, job_id: &str) {
    let before = die_after_claim(world, job_id, Claim::to_start(Kind::Image)).await;
    let job = Job { route: Some("bfl".to_owned()), ..before.job.clone() };
    world.stack.store.replace(&before, &job).await.unwrap().expect("nobody else writes");
}

#[tokio::test]
async fn a_step_that_died_before_it_asked_the_vendor_is_repeated() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "died early").await;
    die_after_claim(&world, &job_id, Claim::to_start(Kind::Image)).await;
    let job = world.run_to_end(&owner, &job_id).await;
    assert_completed_once(&world, &owner, &job, "died early").await;
}

#[tokio::test]
async fn a_step_that_died_while_starting_is_given_up_not_repeated() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "died starting").await;
    die_while_asking(&world, &job_id).await;
    settle_down(&world).await;
    assert_eq!(owner.job(&job_id).await["status"], "pending", "the lease still stands");
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("provider_failed")));
    assert_eq!(owner.balance().await["balance"], 100_000);
    assert_eq!(world.usage_of("died starting").await.0, 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_step_that_died_while_saving_is_repeated() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "died saving").await;
    settle_down(&world).await;
    die_after_claim(&world, &job_id, Claim::to_save(Kind::Image)).await;
    world.clock.advance_seconds(7);
    settle_down(&world).await;
    assert_eq!(owner.job(&job_id).await["status"], "processing", "the lease still stands");
    let job = world.run_to_end(&owner, &job_id).await;
    assert_completed_once(&world, &owner, &job, "died saving").await;
}

#[tokio::test]
async fn every_message_delivered_twice_at_once_starts_and_charges_once() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "twice").await;
    for _ in 0..20 {
        if owner.job(&job_id).await["status"] == "completed" {
            break;
        }
        let body = world.next_message().await;
        let engine = &world.stack.engine;
        let (first, second) = tokio::join!(engine.advance(&body), engine.advance(&body));
        first.unwrap();
        second.unwrap();
        // A third copy comes late.
        engine.advance(&body).await.unwrap();
    }
    let job = owner.job(&job_id).await;
    assert_completed_once(&world, &owner, &job, "twice").await;
}

#[tokio::test]
async fn a_late_message_of_a_replaced_chain_changes_nothing() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "forked").await;
    settle_down(&world).await;
    let late = world.next_message().await;
    world.clock.advance_seconds(90);
    world.stack.jobs.sweep().await.unwrap();
    world.stack.engine.advance(&late).await.unwrap();
    assert_eq!(owner.job(&job_id).await["status"], "processing", "the old chain does not save it");
    let job = world.run_to_end(&owner, &job_id).await;
    world.stack.engine.advance(&late).await.unwrap();
    assert_completed_once(&world, &owner, &job, "forked").await;
}

#[tokio::test]
async fn a_first_message_that_comes_late_still_counts() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "backlog").await;
    let late = world.lose_message().await;
    world.clock.advance_seconds(61);
    world.stack.jobs.sweep().await.unwrap();
    world.stack.engine.advance(&late).await.unwrap();
    assert_eq!(world.usage_of("backlog").await.0, 1, "the sweep did not make it void");
    let job = world.run_to_end(&owner, &job_id).await;
    assert_completed_once(&world, &owner, &job, "backlog").await;
}

#[tokio::test]
async fn a_saved_variant_is_not_touched_by_a_repeated_look() {
    let (world, owner) = world().await;
    // The vendor refuses one of the two at first, so that they finish two seconds apart.
    let body = json!({"prompt": "sim:429=1", "num_variants": 2, "width": 256, "height": 256});
    let job_id = owner.submit(&body).await;
    settle_down(&world).await;
    world.clock.advance_seconds(3);
    settle_down(&world).await;
    let team_id = TeamId::new(&world.stack.ready.teams[0]);
    let job = world.stack.store.job(&team_id, job_id.parse().unwrap()).await.unwrap().unwrap().job;
    assert_eq!(job.running().count(), 2, "both are at work");
    let look = serde_json::to_string(&Message::next_for(&job)).unwrap();

    world.clock.advance_seconds(4);
    world.stack.engine.advance(&look).await.unwrap();
    let statuses =
        |job: &Value| [&job["variants"][0]["status"], &job["variants"][1]["status"]].map(Value::to_string);
    let half = statuses(&owner.job(&job_id).await);
    assert!(
        half.contains(&r#""completed""#.to_owned()) && half.contains(&r#""processing""#.to_owned()),
        "{half:?}"
    );

    world.tap.reset();
    world.stack.engine.advance(&look).await.unwrap();
    assert_eq!(world.tap.calls(), ["UpdateItem", "PutItem", "SendMessage"], "nothing is saved again");
    assert_eq!(statuses(&owner.job(&job_id).await), half);
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(70)));
    assert_eq!(world.usage_of("sim:429=1").await, (2, 2));
    world.assert_books().await;
}

#[tokio::test]
async fn a_vendor_that_never_finishes_times_out_and_its_late_result_is_dropped() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "sim:slow=650").await;
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("timed_out")));
    assert_eq!((&job["cost_cents"], &owner.balance().await["held"]), (&json!(0), &json!(0)));
    world.clock.advance_seconds(120);
    settle_down(&world).await;
    world.stack.jobs.sweep().await.unwrap();
    assert_eq!(owner.job(&job_id).await["status"], "failed");
    assert_eq!(owner.balance().await["balance"], 100_000);
    world.assert_books().await;
}

#[tokio::test]
async fn a_vendor_without_a_free_slot_is_waited_for_until_the_deadline() {
    let (world, owner) = world().await;
    let job_id = submit(&owner, "sim:429=99").await;
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!((&job["status"], &job["error_code"]), (&json!("failed"), &json!("timed_out")));
    assert_eq!(job["started_at"], Value::Null);
    world.assert_books().await;
}

#[tokio::test]
async fn a_message_we_cannot_read_fails_and_nothing_else_happens() {
    let (world, _) = world().await;
    for body in ["", "{}", "nonsense", r#"{"team_id":"t","job_id":"nope"}"#] {
        assert!(world.stack.engine.advance(body).await.is_err(), "{body}");
    }
    world.assert_books().await;
}
