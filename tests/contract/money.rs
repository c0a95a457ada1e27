//! docs/API.md, Credits: a quote is held at the submit, charged on completion, and released on failure.

use contract_tests::{Setup, World};
use futures::future::join_all;
use serde_json::{Value, json};

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

fn numbers(balance: &Value) -> [i64; 3] {
    ["balance", "held", "available"].map(|name| balance[name].as_i64().unwrap())
}

#[tokio::test]
async fn a_quote_is_held_then_charged() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit(&json!({"prompt": "x", "width": 256, "height": 256})).await;
    assert_eq!(numbers(&owner.balance().await), [100_000, 40, 99_960]);
    assert_eq!(owner.balance().await["month_held"], 40);
    world.assert_books().await;
    world.run_to_end(&owner, &job_id).await;
    let balance = owner.balance().await;
    assert_eq!(numbers(&balance), [99_960, 0, 99_960]);
    assert_eq!((&balance["month_used"], &balance["month_used_cents"]), (&json!(40), &json!(4)));
    assert_eq!((&balance["monthly_cap"], &balance["monthly_cap_cents"]), (&Value::Null, &Value::Null));
    world.assert_books().await;
}

#[tokio::test]
async fn a_team_may_have_a_hundred_jobs_in_flight() {
    let world = by_hand().await;
    let owner = world.owner();
    let expensive = json!({"prompt": "x", "width": 2048, "height": 2048, "num_variants": 4});
    let mut held = 0;
    let refused = loop {
        let answer = owner.post("/creative-hub/generate/image", &expensive).await;
        match answer.status {
            202 => held += 1,
            _ => break answer,
        }
        world.assert_books().await;
    };
    assert_eq!((refused.status, refused.text("code"), held), (429, "too_many_jobs", 100));
    assert!(refused.headers.contains_key("retry-after"));
    assert_eq!(numbers(&owner.balance().await)[1], 100 * 330);
    world.assert_books().await;
}

#[tokio::test]
async fn only_as_many_parallel_submits_pass_as_can_be_paid() {
    let world = by_hand().await;
    let owner = world.owner();
    world.spend_down_to(10 * 40 + 39).await;
    let body = json!({"prompt": "race", "width": 256, "height": 256});
    let answers = join_all((0..60).map(|_| owner.post("/creative-hub/generate/image", &body))).await;
    let accepted = answers.iter().filter(|answer| answer.status == 202).count();
    assert_eq!(accepted, 10);
    for refused in answers.iter().filter(|answer| answer.status != 202) {
        assert_eq!((refused.status, refused.text("error")), (402, "Insufficient credits"));
        assert_eq!(refused.body["credits_required"], 40);
        assert!(refused.body["credits_available"].as_i64().unwrap() < 40);
    }
    assert_eq!(numbers(&owner.balance().await), [439, 400, 39]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_dry_run_quotes_and_creates_nothing() {
    let world = by_hand().await;
    let owner = world.owner();
    let path = "/creative-hub/generate/image?dry_run=true";
    let quote = owner.post(path, &json!({"prompt": "x"})).await;
    assert_eq!(quote.status, 200);
    assert_eq!((&quote.body["credits_estimated"], &quote.body["would_fail"]), (&json!(40), &Value::Null));
    world.spend_down_to(39).await;
    let poor = owner.post(path, &json!({"prompt": "x"})).await;
    assert_eq!((poor.status, &poor.body["would_fail"]), (200, &json!("Insufficient credits")));
    assert_eq!(numbers(&owner.balance().await), [39, 0, 39]);
    let neither = owner.post("/creative-hub/generate/image?dry_run=maybe", &json!({"prompt": "x"})).await;
    assert_eq!((neither.status, neither.complaints()), (400, vec!["dry_run"]));
    for misspelt in ["dryrun=true", "dry_run=true&dry_run=false", "dry_run=true&x=1"] {
        let path = format!("/creative-hub/generate/image?{misspelt}");
        let answer = owner.post(&path, &json!({"prompt": "x"})).await;
        assert_eq!((answer.status, answer.complaints().len()), (400, 1), "{misspelt}");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_that_ends_in_the_next_month_counts_in_the_month_of_its_hold() {
    let world = by_hand().await;
    let owner = world.owner();
    let old = owner.submit(&json!({"prompt": "old", "width": 256, "height": 256})).await;
    let older = owner.submit(&json!({"prompt": "sim:fail", "width": 256, "height": 256})).await;
    world.clock.advance_seconds(32 * 24 * 3600);
    let new = owner.submit(&json!({"prompt": "new", "width": 256, "height": 256})).await;
    let balance = owner.balance().await;
    assert_eq!((&balance["held"], &balance["month_held"]), (&json!(120), &json!(40)), "{balance}");
    // A month is longer than any deadline, so the old jobs fail. They leave this month's numbers alone.
    for job_id in [&old, &older] {
        let job = world.run_to_end(&owner, job_id).await;
        assert_eq!(job["error_code"], "timed_out", "{job}");
    }
    world.run_to_end(&owner, &new).await;
    let balance = owner.balance().await;
    assert_eq!(
        (&balance["held"], &balance["month_held"], &balance["month_used"]),
        (&json!(0), &json!(0), &json!(40))
    );
    world.assert_books().await;
}
