//! The function as AWS runs it.

use contract_tests::{Lambda, Setup, World, event, refusal_to_start};
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_account");

#[tokio::test]
async fn the_balance_is_read_with_what_a_job_holds_of_it() {
    let world = World::with(Setup::by_hand()).await;
    let account = Lambda::start(&world, BINARY).await;
    let event = event("account.get-balance", &[("demo-key", &world.stack.ready.keys["owner"])]);
    let untouched = account.answer(&event).await;
    assert_eq!(untouched.status, 200, "{untouched:?}");
    assert_eq!((&untouched.body["balance"], &untouched.body["held"]), (&json!(100_000), &json!(0)));

    world.owner().submit(&json!({"prompt": "a red bicycle", "width": 256, "height": 256})).await;
    let holding = account.answer(&event).await;
    assert_eq!((&holding.body["balance"], &holding.body["held"]), (&json!(100_000), &json!(40)));
    assert_eq!(holding.body, world.owner().balance().await, "the same as through the stack's API");
    world.assert_books().await;
}

#[tokio::test]
async fn a_key_that_nobody_has_is_told_so() {
    let world = World::new().await;
    let account = Lambda::start(&world, BINARY).await;
    let answer = account.answer(&event("account.get-balance", &[])).await;
    assert_eq!((answer.status, answer.text("code")), (401, "unauthenticated"));
}

#[test]
fn a_missing_setting_is_named() {
    let refusal = refusal_to_start(BINARY, &[]);
    assert!(refusal.contains("ALERT_TOPIC_ARN is not set"), "{refusal}");
}
