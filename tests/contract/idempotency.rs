//! docs/API.md, Idempotency: the same key and request get the same job and reply.

use contract_tests::{Answer, Client, Setup, World};
use futures::future::join_all;
use serde_json::{Value, json};

async fn submit(client: &Client, key: &str, body: &Value) -> Answer {
    let request = client.request("POST", "/creative-hub/generate/image").header("idempotency-key", key);
    client.send(request.json(body)).await
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_job_and_reply() {
    let world = World::new().await;
    let owner = world.owner();
    let first = submit(&owner, "order-1", &json!({"prompt": "once"})).await;
    let again = submit(&owner, "order-1", &json!({"prompt": "once"})).await;
    let spelled_out = json!({"num_variants": 1, "prompt": "once", "provider": "flux_2_pro", "width": 1024});
    let with_defaults = submit(&owner, "order-1", &spelled_out).await;
    assert_eq!((first.status, again.status, with_defaults.status), (202, 202, 202));
    assert_eq!(first.body, again.body);
    assert_eq!(first.body, with_defaults.body);
    assert_eq!(again.headers["idempotent-replayed"], "true");
    owner.ended(first.text("job_id")).await;
    assert_eq!(world.usage_of("once").await.0, 1);
    world.assert_books().await;
}

#[tokio::test]
async fn another_request_under_the_same_key_is_422() {
    let world = World::new().await;
    let owner = world.owner();
    let first = submit(&owner, "order-1", &json!({"prompt": "once"})).await;
    let other = submit(&owner, "order-1", &json!({"prompt": "twice"})).await;
    assert_eq!((other.status, other.text("code")), (422, "idempotency_key_reused"));
    let colleague = submit(&world.client("admin"), "order-1", &json!({"prompt": "twice"})).await;
    assert_eq!(colleague.status, 202, "keys belong to a person");
    owner.ended(first.text("job_id")).await;
    owner.ended(colleague.text("job_id")).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_hundred_at_once_make_one_job() {
    let world = World::new().await;
    let owner = world.owner();
    let body = json!({"prompt": "stampede", "width": 256, "height": 256});
    let answers = join_all((0..100).map(|_| submit(&owner, "stampede", &body))).await;
    assert!(answers.iter().all(|answer| answer.status == 202 && answer.body == answers[0].body));
    owner.ended(answers[0].text("job_id")).await;
    assert_eq!(world.owner().balance().await["balance"], 100_000 - 40);
    assert_eq!(world.usage_of("stampede").await, (1, 1));
    world.assert_books().await;
}

#[tokio::test]
async fn an_invalid_key_and_a_refused_request_keep_nothing() {
    let world = World::new().await;
    let owner = world.owner();
    let too_long = submit(&owner, &"k".repeat(256), &json!({"prompt": "x"})).await;
    assert_eq!((too_long.status, too_long.complaints()), (400, vec!["Idempotency-Key"]));
    assert_eq!(submit(&owner, "later", &json!({"prompt": ""})).await.status, 400);
    let corrected = submit(&owner, "later", &json!({"prompt": "x"})).await;
    assert_eq!(corrected.status, 202);
    owner.ended(corrected.text("job_id")).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let world = World::new().await;
    let owner = world.owner();
    let first = submit(&owner, "daily", &json!({"prompt": "monday"})).await;
    owner.ended(first.text("job_id")).await;
    world.clock.advance_seconds(24 * 3600 + 1);
    let next = submit(&owner, "daily", &json!({"prompt": "tuesday"})).await;
    assert_eq!(next.status, 202);
    assert_ne!(first.text("job_id"), next.text("job_id"));
    owner.ended(next.text("job_id")).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_replay_of_a_failed_job_names_that_job_and_the_key_is_free_after_a_day() {
    let world = World::new().await;
    let owner = world.owner();
    let body = json!({"prompt": "sim:fail"});
    let first = submit(&owner, "unlucky", &body).await;
    assert_eq!(owner.ended(first.text("job_id")).await["status"], "failed");
    let replayed = submit(&owner, "unlucky", &body).await;
    assert_eq!((replayed.status, &replayed.body), (202, &first.body));
    assert_eq!(owner.job(replayed.text("job_id")).await["error_code"], "provider_failed");
    assert_eq!(world.usage_of("sim:fail").await.0, 1, "nothing was started again");
    world.clock.advance_seconds(24 * 3600 + 1);
    let next = submit(&owner, "unlucky", &body).await;
    assert_ne!(next.text("job_id"), first.text("job_id"));
    owner.ended(next.text("job_id")).await;
    world.assert_books().await;
}

#[tokio::test]
async fn a_key_is_bound_to_its_request_across_endpoints() {
    let world = World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await;
    let owner = world.owner();
    let body = json!({"prompt": "x"});
    let first = submit(&owner, "first", &body).await;
    let second = submit(&owner, "second", &body).await;
    let cancel = |job: &Answer, key: &'static str| {
        let path = format!("/creative-hub/generate/jobs/{}/cancel", job.text("job_id"));
        owner.send(owner.request("POST", &path).header("idempotency-key", key))
    };
    assert_eq!(cancel(&first, "second").await.status, 422, "the key made the other job");
    let canceled = cancel(&first, "stop").await;
    assert_eq!((canceled.status, canceled.text("cancel_outcome")), (200, "not_started"));
    let again = cancel(&first, "stop").await;
    assert_eq!((again.status, &again.body), (200, &canceled.body));
    assert_eq!(cancel(&second, "stop").await.status, 422, "the key stopped the other job");
    assert_eq!(submit(&owner, "stop", &body).await.status, 422);
    assert_eq!(owner.balance().await["held"], 40);
    world.assert_books().await;
}
