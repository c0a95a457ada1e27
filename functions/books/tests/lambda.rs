//! The function as AWS runs it.

use contract_tests::{Lambda, Setup, World, event};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_books");

async fn world() -> (World, Lambda) {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let books = Lambda::start(&world, BINARY).await;
    (world, books)
}

fn schedule() -> Value {
    event("books.schedule", &[])
}

#[tokio::test]
async fn books_that_balance_are_reported_as_such() {
    let (world, books) = world().await;
    let owner = world.owner();
    let body = json!({"prompt": "x", "width": 256, "height": 256});
    let job_id = owner.submit(&body).await;
    world.run_to_end(&owner, &job_id).await;
    owner.submit(&body).await;
    assert_eq!(books.invoke(&schedule()).await, json!({"teams": 3, "differences": []}));
    world.assert_books().await;
}

#[tokio::test]
async fn a_wrong_number_fails_the_invocation_until_it_is_right() {
    let (world, books) = world().await;
    world.falsify_held(7).await;
    let failed = books.invoke(&schedule()).await;
    assert_eq!(failed["errorMessage"], "the books do not balance", "{failed}");
    world.falsify_held(0).await;
    assert_eq!(books.invoke(&schedule()).await, json!({"teams": 3, "differences": []}));
    world.assert_books().await;
}
