//! docs/ARCHITECTURE.md, AWS calls per operation: they are counted on the wire, because cost is a feature.

use contract_tests::{Client, Setup, Step, World};
use serde_json::json;

async fn warm_world() -> (World, Client) {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    // The caller's key is read once a minute.
    owner.balance().await;
    (world, owner)
}

/// Waits until the next message is visible, and returns the calls of its step.
async fn step(world: &World) -> Vec<String> {
    for _ in 0..60 {
        world.tap.reset();
        match world.step().await {
            Step::Done => return calls(world),
            Step::Failed => panic!("a step failed"),
            Step::Idle => world.clock.advance_seconds(1),
        }
    }
    panic!("no message came");
}

/// The calls since the last reset, without the reads of the routes' health, which happen once in 15 seconds.
fn calls(world: &World) -> Vec<String> {
    world.tap.calls().into_iter().filter(|call| call != "BatchGetItem").collect()
}

/// The claim, the route, the vendor's answer, and the next message.
const START: [&str; 4] = ["UpdateItem", "PutItem", "PutItem", "SendMessage"];
const SAVE_AND_SETTLE: [&str; 4] = ["UpdateItem", "PutObject", "GetItem", "TransactWriteItems"];

#[tokio::test]
async fn a_submit_takes_three_calls_two_with_a_key_and_a_poll_one() {
    let (world, owner) = warm_world().await;
    world.tap.reset();
    let job_id = owner.submit(&json!({"prompt": "x"})).await;
    assert_eq!(calls(&world), ["TransactWriteItems", "SendMessage", "PutItem"]);
    world.tap.reset();
    let request = owner.request("POST", "/creative-hub/generate/image").header("idempotency-key", "k");
    owner.send(request.json(&json!({"prompt": "x"}))).await;
    assert_eq!(calls(&world), ["TransactWriteItems", "SendMessage"]);
    world.tap.reset();
    owner.job(&job_id).await;
    assert_eq!(calls(&world), ["GetItem"]);
    world.tap.reset();
    owner.balance().await;
    assert_eq!(calls(&world), ["GetItem"]);
}

#[tokio::test]
async fn a_grant_takes_two_calls_and_a_team_one() {
    let world = World::with(Setup::by_hand()).await;
    world.make_team("acme").await;
    world.tap.reset();
    world.give("grant", 1).await;
    assert_eq!(calls(&world), ["GetItem", "TransactWriteItems"]);
    let operator = world.client("operator");
    world.tap.reset();
    world.make_team("bolt").await;
    operator.get("/teams").await;
    operator.get("/teams/bolt").await;
    assert_eq!(calls(&world), ["TransactWriteItems", "Query", "GetItem"]);
}

#[tokio::test]
async fn the_operators_status_asks_each_shard_and_reads_the_jobs_that_it_shows() {
    let (world, owner) = warm_world().await;
    let operator = world.client("operator");
    operator.get("/credits/balance").await;
    world.tap.reset();
    operator.get("/operator/status").await;
    let of = |action: &str| calls(&world).iter().filter(|call| *call == action).count();
    assert_eq!((of("Query"), of("GetItem")), (16, 0));
    owner.submit(&json!({"prompt": "x"})).await;
    world.tap.reset();
    operator.get("/operator/status").await;
    assert_eq!((of("Query"), of("GetItem")), (16, 1));
}

#[tokio::test]
async fn a_key_takes_one_call_and_its_first_use_in_an_hour_one_more() {
    let (world, owner) = warm_world().await;
    world.tap.reset();
    let made = owner.post("/api-keys", &json!({"name": "a"})).await;
    let (id, key) = (made.text("id"), made.text("key"));
    owner.get("/api-keys").await;
    owner.get(&format!("/api-keys/{id}")).await;
    owner.get("/me").await;
    let me = ["GetItem"; 3];
    assert_eq!(calls(&world), [["TransactWriteItems", "Query", "GetItem"], me].concat());
    world.tap.reset();
    let client = Client::new(&world.stack.ready.api, Some(key));
    world.advance_into_next_hour();
    // The key and what is said of its user are read, and the hour of its use is noted.
    for expected in [vec!["GetItem", "UpdateItem", "GetItem", "GetItem"], vec!["GetItem"]] {
        world.tap.reset();
        assert_eq!(client.get("/credits/balance").await.status, 200);
        assert_eq!(calls(&world), expected);
    }
    let mistyped = Client::new(&world.stack.ready.api, Some(&key.replace("chub_test_", "chub_live_x")));
    world.tap.reset();
    assert_eq!(mistyped.get("/credits/balance").await.status, 401);
    assert!(calls(&world).is_empty());
    assert_eq!(owner.delete(&format!("/api-keys/{id}")).await.status, 204);
    world.tap.reset();
    let path = format!("/api-keys/{id}/rotate");
    assert_eq!(owner.post(&path, &json!({})).await.status, 409);
    assert_eq!(calls(&world), ["GetItem"]);
}

#[tokio::test]
async fn the_health_of_a_models_routes_is_read_once_in_fifteen_seconds() {
    let (world, owner) = warm_world().await;
    let reads = |world: &World| world.tap.calls().iter().filter(|call| *call == "BatchGetItem").count();
    let body = json!({"prompt": "x", "width": 256, "height": 256});
    world.tap.reset();
    owner.submit(&body).await;
    owner.submit(&body).await;
    assert_eq!(reads(&world), 1);
    world.clock.advance_seconds(16);
    owner.submit(&body).await;
    assert_eq!(reads(&world), 2);
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
    assert_eq!(calls(&world), ["TransactWriteItems"]);
    world.spend_down_to(0).await;
    world.tap.reset();
    assert_eq!(owner.post("/creative-hub/generate/image", &body).await.status, 402);
    assert_eq!(calls(&world), ["TransactWriteItems"]);
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
    assert_eq!(last, SAVE_AND_SETTLE);
    assert_eq!(owner.job(&job_id).await["status"], "completed");
    world.assert_books().await;
}

#[tokio::test]
async fn a_release_takes_one_call() {
    let (world, owner) = warm_world().await;
    let job_id = owner.submit(&json!({"prompt": "sim:moderated", "width": 256, "height": 256})).await;
    assert_eq!(step(&world).await, START);
    // The claim also reads the job, and the release is one transaction.
    assert_eq!(step(&world).await, ["UpdateItem", "TransactWriteItems"]);
    assert_eq!(owner.job(&job_id).await["error_code"], "moderation_rejected");
    world.assert_books().await;
}
