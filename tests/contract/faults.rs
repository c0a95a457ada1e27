//! A fault is an input: every AWS call of a job's life fails once, before it acted and after.

use contract_tests::{Answer, Client, Drive, Fault, Setup, World};
use serde_json::{Value, json};

/// A client that repeats what did not work, as the reply tells it to.
async fn submit(owner: &Client, body: &Value) -> Answer {
    for _ in 0..5 {
        let request = owner.request("POST", "/creative-hub/generate/image").header("idempotency-key", "k");
        let answer = owner.send(request.json(body)).await;
        if answer.status == 202 {
            return answer;
        }
        assert!(answer.status >= 500 && answer.headers.contains_key("retry-after"), "{answer:?}");
    }
    panic!("a single fault was not survived");
}

/// Whether the fault struck: beyond the last call of the scenario it does not.
async fn survives(fault: Fault, prompt: &str, status: &str, charged: i64) -> bool {
    let world = World::with(Setup { drive: Drive::ByHand, pace: 0.02 }).await;
    let owner = world.owner();
    world.tap.arm(fault);
    let accepted = submit(&owner, &json!({"prompt": prompt, "width": 256, "height": 256})).await;
    let job = world.drive_to_end(&owner, accepted.text("job_id")).await;
    let struck = world.tap.has_struck();
    world.tap.reset();
    assert_eq!(job["status"], status, "{fault:?}: {job}");
    assert_eq!(job["credits_charged"], charged, "{fault:?}");
    assert_eq!(owner.balance().await["balance"], 100_000 - charged, "{fault:?}");
    assert_eq!(world.ledger_of(prompt).await.0, 1, "{fault:?}: started once");
    world.assert_books().await;
    struck
}

async fn every_call_may_fail(prompt: &str, status: &str, charged: i64) {
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        let mut n = 0;
        while survives(kind(n), prompt, status, charged).await {
            n += 1;
        }
        assert!(n > 6, "the walk ended after {n} calls");
    }
}

#[tokio::test]
async fn a_job_completes_whichever_aws_call_fails() {
    every_call_may_fail("a red bicycle", "completed", 40).await;
}

#[tokio::test]
async fn a_job_fails_free_of_charge_whichever_aws_call_fails() {
    every_call_may_fail("sim:fail", "failed", 0).await;
}

#[tokio::test]
async fn the_kit_really_loses_calls_and_answers() {
    let world = World::with(Setup { drive: Drive::ByHand, pace: 0.02 }).await;
    let owner = world.owner();
    owner.balance().await;
    for fault in [Fault::BeforeCall(0), Fault::AfterCall(0)] {
        world.tap.arm(fault);
        assert_eq!(owner.get("/credits/balance").await.status, 500, "{fault:?}");
        assert_eq!(owner.get("/credits/balance").await.status, 200, "{fault:?} strikes once");
    }
    // A transaction that acted although its answer was lost is recognised as our own.
    world.tap.arm(Fault::AfterCall(0));
    owner.submit(&json!({"prompt": "x"})).await;
    assert_eq!(world.tap.calls(), ["TransactWriteItems", "TransactWriteItems", "SendMessage"]);
    assert_eq!(owner.balance().await["held"], 40);
    world.assert_books().await;
}
