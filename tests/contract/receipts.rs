//! docs/API.md, Receipts: a receipt shows what a job costs and why, at every point of its life.

use contract_tests::{Answer, Client, Setup, Step, World};
use serde_json::{Value, json};

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

async fn read(client: &Client, job_id: &str) -> Answer {
    client.get(&format!("/creative-hub/generate/jobs/{job_id}/receipt")).await
}

async fn receipt(client: &Client, job_id: &str) -> Value {
    let answer = read(client, job_id).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.body["job_id"], job_id);
    answer.body
}

fn amount(credits: i64) -> Value {
    json!({"credits": credits, "cents": credits / 10})
}

/// The names of the timings that are not null.
fn known_timings(receipt: &Value) -> Vec<&str> {
    let timings = receipt["timings"].as_object().unwrap();
    timings.iter().filter(|(_, value)| !value.is_null()).map(|(name, _)| name.as_str()).collect()
}

#[tokio::test]
async fn a_running_job_shows_its_quote_and_what_it_holds() {
    let world = by_hand().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("a red bicycle").await;
    let queued = receipt(&owner, &job_id).await;
    assert_eq!((&queued["status"], &queued["quote"]), (&json!("pending"), &amount(40)));
    let hold = json!({"credits": 40, "month": world.month().as_str(), "still_held": 40});
    assert_eq!(queued["hold"], hold);
    for nothing_yet in ["charge", "released", "transaction"] {
        assert_eq!(queued[nothing_yet], Value::Null, "{nothing_yet}");
    }
    assert_eq!(
        (&queued["attempts"], &queued["route"]),
        (&json!(0), &json!({"provider": "flux_2_pro", "name": null, "vendor": null}))
    );
    assert_eq!(known_timings(&queued), ["created_at"]);

    assert_eq!(world.step().await, Step::Done);
    let running = receipt(&owner, &job_id).await;
    assert_eq!((&running["status"], &running["hold"]), (&json!("processing"), &hold));
    assert_eq!((&running["charge"], &running["released"]), (&Value::Null, &Value::Null));
    assert_eq!(
        (&running["attempts"], &running["route"]),
        (&json!(1), &json!({"provider": "flux_2_pro", "name": "bfl", "vendor": "bfl"}))
    );
    assert_eq!(known_timings(&running), ["created_at", "started_at", "waited_ms"]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_completed_job_shows_its_line_of_the_ledger() {
    let world = by_hand().await;
    let owner = world.owner();
    let expensive = json!({"prompt": "dear", "width": 2048, "height": 2048});
    let job_id = owner.submit(&expensive).await;
    let job = world.run_to_end(&owner, &job_id).await;
    world.give("grant", 1000).await;
    let receipt = receipt(&owner, &job_id).await;
    assert_eq!((&receipt["status"], &receipt["quote"]), (&json!("completed"), &amount(90)));
    assert_eq!((&receipt["charge"], &receipt["released"]), (&amount(90), &amount(0)));
    assert_eq!((&receipt["hold"]["credits"], &receipt["hold"]["still_held"]), (&json!(90), &json!(0)));
    let transaction = &receipt["transaction"];
    assert_eq!((&transaction["seq"], &transaction["amount"]), (&json!(2), &json!(-90)));
    assert_eq!(
        (&transaction["balance_before"], &transaction["balance_after"]),
        (&json!(100_000), &json!(99_910))
    );
    let ledger = owner.transactions(&[("type", "generation_image")]).await;
    for same in ["id", "seq", "type", "amount", "balance_after", "created_at"] {
        assert_eq!(transaction[same], ledger["transactions"][0][same], "{same}");
    }
    for same in ["created_at", "started_at", "completed_at"] {
        assert_eq!(receipt["timings"][same], job[same], "{same}");
    }
    let millis = |name: &str| receipt["timings"][name].as_i64().unwrap();
    assert!(0 <= millis("waited_ms") && millis("waited_ms") <= millis("total_ms"), "{receipt}");
    assert_eq!((&receipt["attempts"], &receipt["route"]["vendor"]), (&json!(1), &json!("bfl")));
    world.assert_books().await;
}

#[tokio::test]
async fn a_job_made_in_part_shows_what_was_charged_and_what_came_back() {
    let world = by_hand().await;
    let owner = world.owner();
    // The starts of one of the two pictures all meet server errors, so only the other one is made.
    let body = json!({"prompt": "sim:500=9", "num_variants": 2, "width": 256, "height": 256});
    let job_id = owner.submit(&body).await;
    world.run_to_end(&owner, &job_id).await;
    let receipt = receipt(&owner, &job_id).await;
    assert_eq!((&receipt["quote"], &receipt["charge"]), (&amount(70), &amount(40)), "{receipt}");
    assert_eq!((&receipt["released"], &receipt["attempts"]), (&amount(30), &json!(5)));
    assert_eq!(
        (&receipt["transaction"]["amount"], &receipt["transaction"]["balance_after"]),
        (&json!(-40), &json!(99_960))
    );
    world.assert_books().await;
}

#[tokio::test]
async fn a_failed_job_shows_that_everything_came_back() {
    let world = by_hand().await;
    let owner = world.owner();
    let failed = owner.submit_picture("sim:fail").await;
    world.run_to_end(&owner, &failed).await;
    let canceled = owner.submit_picture("canceled").await;
    assert_eq!(owner.cancel(&canceled).await.status, 200);
    for (job_id, attempts, vendor) in [(&failed, 1, json!("bfl")), (&canceled, 0, Value::Null)] {
        let receipt = receipt(&owner, job_id).await;
        assert_eq!((&receipt["status"], &receipt["quote"]), (&json!("failed"), &amount(40)));
        assert_eq!((&receipt["charge"], &receipt["released"]), (&Value::Null, &amount(40)));
        assert_eq!((&receipt["transaction"], &receipt["hold"]["still_held"]), (&Value::Null, &json!(0)));
        assert_eq!((&receipt["attempts"], &receipt["route"]["vendor"]), (&json!(attempts), &vendor));
        assert!(receipt["timings"]["total_ms"].as_i64().is_some_and(|millis| millis >= 0));
    }
    let timings = &receipt(&owner, &canceled).await["timings"];
    assert_eq!((&timings["started_at"], &timings["waited_ms"]), (&Value::Null, &Value::Null));
    world.assert_books().await;
}

#[tokio::test]
async fn a_receipt_shows_how_long_a_job_waited_and_took() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let job_id = owner.submit_picture("patient").await;
    world.clock.advance_seconds(20);
    let job = world.run_to_end(&owner, &job_id).await;
    assert_eq!(job["status"], "completed", "{job}");
    let receipt = receipt(&owner, &job_id).await;
    let millis = |name: &str| receipt["timings"][name].as_i64().unwrap();
    assert!((20_000..26_000).contains(&millis("waited_ms")), "{receipt}");
    // The simulated vendor takes six seconds.
    assert!(millis("total_ms") >= millis("waited_ms") + 6000, "{receipt}");
    world.assert_books().await;
}

#[tokio::test]
async fn a_hold_of_last_month_is_shown_under_its_month() {
    let world = by_hand().await;
    let owner = world.owner();
    world.advance_to_end_of_month(30);
    let old_month = world.month();
    let job_id = owner.submit_picture("over the turn of the month").await;
    world.clock.advance_seconds(60);
    world.run_to_end(&owner, &job_id).await;
    let receipt = receipt(&owner, &job_id).await;
    assert_eq!(receipt["hold"]["month"], old_month.as_str());
    assert_eq!((&receipt["status"], &receipt["charge"]), (&json!("completed"), &amount(40)));
    world.assert_books().await;
}

#[tokio::test]
async fn a_receipt_is_visible_to_those_who_see_the_job() {
    let world = by_hand().await;
    let owners = world.owner().submit_picture("of the owner").await;
    let members = world.client("member").submit_picture("of the member").await;
    world.run_to_end(&world.owner(), &owners).await;
    world.run_to_end(&world.owner(), &members).await;
    for (who, job_id, status) in [
        ("owner", &owners, 200),
        ("owner", &members, 200),
        ("admin", &owners, 200),
        ("member", &members, 200),
        ("member", &owners, 404),
        ("other_team_owner", &owners, 404),
        ("operator", &members, 404),
    ] {
        let answer = read(&world.client(who), job_id).await;
        assert_eq!(answer.status, status, "{who} reads {job_id}");
        assert!(status == 200 || answer.text("code") == "not_found");
    }
    assert_eq!(read(&world.stranger(), &owners).await.status, 401);
    for id in ["nonsense", "0198a8a0-0000-7000-8000-000000000001"] {
        assert_eq!(read(&world.owner(), id).await.status, 404, "{id}");
    }
    world.assert_books().await;
}
