//! docs/API.md, Credits: a balance that falls below the team's threshold is announced once per fall.

use contract_tests::{Answer, Fault, Setup, Step, World};
use serde_json::{Value, json};

const ALERTS: &str = "/credits/alerts";

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

async fn watch(world: &World, threshold: impl Into<Value>) -> Answer {
    let body = json!({"low_balance_threshold": threshold.into()});
    let answer = world.owner().put(ALERTS, &body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer
}

/// Makes a picture for 40 credits.
async fn spend(world: &World) {
    let owner = world.owner();
    let job_id = owner.submit_picture("spent").await;
    assert_eq!(world.run_to_end(&owner, &job_id).await["status"], "completed");
}

/// The balances that were announced, in order. Each message must name the owner's team.
async fn announced(world: &World) -> Vec<i64> {
    let mut balances = Vec::new();
    for message in world.notifications().await {
        assert_eq!((&message["event"], &message["team_id"]), (&json!("low_balance"), &json!(world.team())));
        balances.push(message["balance"].as_i64().unwrap());
    }
    balances
}

/// Steps until only the last step of a job is left, the one that charges it.
async fn up_to_the_charge(world: &World) {
    assert_eq!(world.step().await, Step::Done, "it starts");
    // By then the vendor is done and the look is due.
    world.clock.advance_seconds(2);
}

#[tokio::test]
async fn a_threshold_is_set_shown_and_removed_by_owners_and_admins() {
    let world = World::new().await;
    for (who, threshold) in [("owner", 500), ("admin", 700)] {
        let answer = world.client(who).put(ALERTS, &json!({"low_balance_threshold": threshold})).await;
        let shown = json!({
            "low_balance_threshold": threshold,
            "low_balance_threshold_cents": threshold / 10,
            "sent_to": "operator_topic",
        });
        assert_eq!((answer.status, &answer.body), (200, &shown), "{who}");
        let balance = world.client("member").balance().await;
        assert_eq!(balance["low_balance_threshold"], threshold);
        assert_eq!(balance["low_balance_threshold_cents"], threshold / 10);
    }
    let refused = world.client("member").put(ALERTS, &json!({"low_balance_threshold": 1})).await;
    assert_eq!((refused.status, refused.text("code")), (403, "forbidden"));
    assert_eq!(world.stranger().put(ALERTS, &json!({"low_balance_threshold": 1})).await.status, 401);
    assert_eq!(world.client("other_team_owner").balance().await["low_balance_threshold"], Value::Null);
    assert_eq!(world.owner().balance().await["low_balance_threshold"], 700);
    assert_eq!(watch(&world, Value::Null).await.body["low_balance_threshold"], Value::Null);
    assert_eq!(world.owner().balance().await["low_balance_threshold"], Value::Null);
    assert_eq!(world.owner().balance().await["balance"], 100_000);
    world.assert_books().await;
}

#[tokio::test]
async fn a_wrong_threshold_is_400_and_changes_nothing() {
    let world = World::new().await;
    watch(&world, 500).await;
    for (body, fields) in [
        (json!({}), vec!["low_balance_threshold"]),
        (json!([]), vec!["body"]),
        (json!({"low_balance_threshold": 0}), vec!["low_balance_threshold"]),
        (json!({"low_balance_threshold": -5}), vec!["low_balance_threshold"]),
        (json!({"low_balance_threshold": 0.5}), vec!["low_balance_threshold"]),
        (json!({"low_balance_threshold": "500"}), vec!["low_balance_threshold"]),
        (json!({"low_balance_threshold": 10_i64.pow(12) + 1}), vec!["low_balance_threshold"]),
        (json!({"low_balance_threshold": 1, "email": "a@b.c"}), vec!["email"]),
        (json!({"threshold": 1}), vec!["low_balance_threshold", "threshold"]),
    ] {
        let answer = world.owner().put(ALERTS, &body).await;
        assert_eq!((answer.status, answer.text("code")), (400, "invalid_request"), "{body}");
        assert_eq!(answer.complaints(), fields, "{body}");
    }
    assert_eq!(world.owner().balance().await["low_balance_threshold"], 500);
    world.assert_books().await;
}

#[tokio::test]
async fn a_charge_that_crosses_the_threshold_is_announced_once() {
    let world = by_hand().await;
    watch(&world, 99_930).await;
    spend(&world).await;
    assert_eq!(announced(&world).await, [0; 0], "99 960 is enough");
    // A hold alone is not a fall, since only the balance counts.
    let held = world.owner().submit_picture("held").await;
    assert_eq!(announced(&world).await, [0; 0]);
    world.run_to_end(&world.owner(), &held).await;
    let messages = world.notifications().await;
    let expected = json!({
        "event": "low_balance", "team_id": world.team(), "balance": 99_920, "low_balance_threshold": 99_930,
        "seq": 3,
    });
    assert_eq!(messages, [expected]);
    for _ in 0..3 {
        spend(&world).await;
    }
    // A sweep long afterwards does not announce it again.
    world.clock.advance_seconds(3600);
    world.stack.jobs.sweep().await.unwrap();
    assert_eq!(announced(&world).await, [99_920]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_balance_at_the_threshold_has_not_fallen_below_it() {
    let world = by_hand().await;
    watch(&world, 99_960).await;
    spend(&world).await;
    assert_eq!(announced(&world).await, [0; 0]);
    spend(&world).await;
    assert_eq!(announced(&world).await, [99_920]);
    world.assert_books().await;
}

#[tokio::test]
async fn a_grant_that_lifts_the_balance_above_the_threshold_arms_the_next_fall() {
    let world = by_hand().await;
    watch(&world, 99_970).await;
    spend(&world).await;
    assert_eq!(announced(&world).await, [99_960]);
    // This does not lift the balance back to the threshold.
    world.give("top_up", 5).await;
    spend(&world).await;
    assert_eq!(announced(&world).await, [99_960]);
    world.give("top_up", 75).await;
    assert_eq!(world.owner().balance().await["balance"], 100_000);
    assert_eq!(announced(&world).await, [99_960], "rising is not announced");
    spend(&world).await;
    assert_eq!(announced(&world).await, [99_960, 99_960]);
    spend(&world).await;
    assert_eq!(announced(&world).await, [99_960, 99_960]);
    world.assert_books().await;
}

#[tokio::test]
async fn an_adjustment_that_crosses_the_threshold_is_announced() {
    let world = World::new().await;
    watch(&world, 5000).await;
    world.give("adjustment", -95_000).await;
    assert_eq!(announced(&world).await, [0; 0]);
    world.give("adjustment", -1).await;
    assert_eq!(announced(&world).await, [4999]);
    world.give("adjustment", -1).await;
    assert_eq!(announced(&world).await, [4999]);
    world.give("adjustment", 2).await;
    world.give("adjustment", -100).await;
    assert_eq!(announced(&world).await, [4999, 4900]);
    // A refused adjustment takes nothing and is no fall.
    world.give("top_up", 5000).await;
    assert_eq!(world.give("adjustment", -20_000).await.status, 409);
    assert_eq!(announced(&world).await, [4999, 4900]);
    world.assert_books().await;
}

#[tokio::test]
async fn nothing_is_announced_without_a_threshold_or_for_failed_jobs() {
    let world = by_hand().await;
    spend(&world).await;
    watch(&world, 99_960).await;
    let failed = world.owner().submit_picture("sim:fail").await;
    world.run_to_end(&world.owner(), &failed).await;
    let canceled = world.owner().submit_picture("canceled").await;
    world.owner().cancel(&canceled).await;
    watch(&world, Value::Null).await;
    spend(&world).await;
    assert_eq!(announced(&world).await, [0; 0]);
    world.assert_books().await;
}

#[tokio::test]
async fn when_jobs_are_charged_at_once_one_fall_is_announced() {
    let world = by_hand().await;
    watch(&world, 99_900).await;
    let owner = world.owner();
    let mut jobs = Vec::new();
    for _ in 0..6 {
        jobs.push(owner.submit_picture("beside others").await);
    }
    let engine = &world.stack.engine;
    let mut looks = Vec::new();
    while looks.len() < jobs.len() {
        let message = world.next_message().await;
        // On a slow machine, the first looks are due before the last starts are done.
        if serde_json::from_str::<Value>(&message).unwrap()["stage"] == "look" {
            looks.push(message);
        } else {
            engine.advance(&message).await.unwrap();
        }
    }
    for outcome in futures::future::join_all(looks.iter().map(|look| engine.advance(look))).await {
        outcome.unwrap();
    }
    for job_id in &jobs {
        assert_eq!(owner.job(job_id).await["status"], "completed");
    }
    assert_eq!(announced(&world).await, [99_880]);
    world.assert_books().await;
}

#[tokio::test]
async fn the_sweeper_publishes_what_a_worker_could_not() {
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        let (at_once, in_the_end) = match kind(0) {
            Fault::BeforeCall(_) => (vec![], vec![99_960]),
            // Only the answer was lost, so it is announced again.
            Fault::AfterCall(_) => (vec![99_960], vec![99_960, 99_960]),
        };
        let world = by_hand().await;
        let owner = world.owner();
        watch(&world, 99_990).await;
        // A first fall shows which of the last step's calls publishes.
        owner.submit_picture("counted").await;
        up_to_the_charge(&world).await;
        world.tap.reset();
        assert_eq!(world.step().await, Step::Done);
        let calls = world.tap.calls();
        let publish = calls.iter().position(|call| call == "Publish").expect("a fall is published");
        assert_eq!(announced(&world).await, [99_960]);
        world.give("top_up", 40).await;

        let job_id = owner.submit_picture("not published").await;
        up_to_the_charge(&world).await;
        world.tap.arm(kind(publish));
        assert_eq!(world.step().await, Step::Done, "the job ends all the same");
        assert!(world.tap.has_struck());
        assert_eq!(world.tap.calls()[publish], "Publish");
        assert_eq!(owner.job(&job_id).await["status"], "completed");
        assert_eq!(announced(&world).await[1..], at_once);
        // The sweeper does not publish before it is due, and never again once it has been published.
        for wait in [0, 61, 61, 3600] {
            world.clock.advance_seconds(wait);
            world.stack.jobs.sweep().await.unwrap();
            let expected = if wait == 0 { &at_once } else { &in_the_end };
            assert_eq!(announced(&world).await[1..], *expected, "{:?} after {wait} s", kind(publish));
        }
        assert_eq!(owner.job(&job_id).await["status"], "completed");
        world.assert_books().await;
    }
}

#[tokio::test]
async fn a_fall_is_announced_whichever_call_of_the_last_step_fails() {
    for kind in [Fault::BeforeCall, Fault::AfterCall] {
        let mut n = 0;
        loop {
            let world = by_hand().await;
            watch(&world, 99_990).await;
            let job_id = world.owner().submit_picture("a fall").await;
            up_to_the_charge(&world).await;
            world.tap.arm(kind(n));
            world.step().await;
            let struck = world.tap.has_struck();
            world.tap.reset();
            assert_eq!(world.run_to_end(&world.owner(), &job_id).await["status"], "completed");
            world.clock.advance_seconds(61);
            world.stack.jobs.sweep().await.unwrap();
            let balances = announced(&world).await;
            assert!(matches!(balances[..], [99_960] | [99_960, 99_960]), "{:?}: {balances:?}", kind(n));
            world.assert_books().await;
            if !struck {
                assert_eq!(balances, [99_960], "nothing went wrong");
                break;
            }
            n += 1;
        }
        assert!(n >= 6, "claim, file, row, transaction, notification, job: {n}");
    }
}
