//! Cost is a feature: AWS calls per operation, counted on the wire.

use contract_tests::{Client, Drive, Setup, Step, World};
use serde_json::json;

async fn warm_world() -> (World, Client) {
    let world = World::with(Setup { drive: Drive::ByHand, pace: 1.0 }).await;
    let owner = world.owner();
    // The caller's key is read once a minute.
    owner.balance().await;
    (world, owner)
}

/// The calls of the next step, once its message is visible.
async fn step(world: &World) -> Vec<String> {
    for _ in 0..60 {
        world.tap.reset();
        match world.step().await {
            Step::Done => return world.tap.calls(),
            Step::Failed => panic!("a step failed"),
            Step::Idle => world.clock.advance_seconds(1),
        }
    }
    panic!("no message came");
}

const START: [&str; 3] = ["UpdateItem", "PutItem", "SendMessage"];
const STORE_AND_SETTLE: [&str; 4] = ["UpdateItem", "PutObject", "GetItem", "TransactWriteItems"];

#[tokio::test]
async fn a_submit_takes_two_calls_and_a_poll_one() {
    let (world, owner) = warm_world().await;
    world.tap.reset();
    let job_id = owner.submit(&json!({"prompt": "x"})).await;
    assert_eq!(world.tap.calls(), ["TransactWriteItems", "SendMessage"]);
    world.tap.reset();
    owner.job(&job_id).await;
    assert_eq!(world.tap.calls(), ["GetItem"]);
    world.tap.reset();
    owner.balance().await;
    assert_eq!(world.tap.calls(), ["GetItem"]);
}

#[tokio::test]
async fn a_refusal_and_a_replay_take_one_call() {
    let (world, owner) = warm_world().await;
    let with_key = |body| {
        let request = owner.request("POST", "/creative-hub/generate/image").header("idempotency-key", "k");
        owner.send(request.json(body))
    };
    let body = json!({"prompt": "x"});
    with_key(&body).await;
    world.tap.reset();
    assert_eq!(with_key(&body).await.status, 202);
    assert_eq!(world.tap.calls(), ["TransactWriteItems"]);
    world.spend_down_to(0).await;
    world.tap.reset();
    assert_eq!(owner.post("/creative-hub/generate/image", &body).await.status, 402);
    assert_eq!(world.tap.calls(), ["TransactWriteItems"]);
}

#[tokio::test]
async fn a_look_takes_one_call_and_every_fourth_two() {
    let (world, owner) = warm_world().await;
    let job_id = owner.submit(&json!({"prompt": "sim:slow=60", "width": 256, "height": 256})).await;
    assert_eq!(step(&world).await, START);
    for look in 1..=7 {
        let calls = step(&world).await;
        if look % 4 == 0 {
            assert_eq!(calls, ["UpdateItem", "SendMessage"], "look {look}");
        } else {
            assert_eq!(calls, ["SendMessage"], "look {look}");
        }
    }
    let last = loop {
        let calls = step(&world).await;
        if !calls.contains(&"SendMessage".to_owned()) {
            break calls;
        }
    };
    assert_eq!(last, STORE_AND_SETTLE);
    assert_eq!(owner.job(&job_id).await["status"], "completed");
    world.assert_books().await;
}

#[tokio::test]
async fn a_release_takes_one_call() {
    let (world, owner) = warm_world().await;
    let job_id = owner.submit(&json!({"prompt": "sim:moderated", "width": 256, "height": 256})).await;
    assert_eq!(step(&world).await, START);
    // The claim reads the job; the release is the one transaction.
    assert_eq!(step(&world).await, ["UpdateItem", "TransactWriteItems"]);
    assert_eq!(owner.job(&job_id).await["error_code"], "moderation_rejected");
    world.assert_books().await;
}
