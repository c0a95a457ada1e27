//! The function as AWS runs it.

use contract_tests::{Lambda, Setup, Step, World, event, refusal_to_start};
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_submit");

async fn world() -> (World, Lambda) {
    let world = World::with(Setup::by_hand()).await;
    let submit = Lambda::start(&world, BINARY).await;
    (world, submit)
}

#[tokio::test]
async fn a_request_becomes_a_job_and_its_repetition_the_same_job() {
    let (world, submit) = world().await;
    let owner = world.owner();
    let event = event("submit.generate-image", &[("demo-key", &world.stack.ready.keys["owner"])]);
    let accepted = submit.answer(&event).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    assert_eq!(accepted.headers["content-type"], "application/json");
    assert_eq!(accepted.headers["cache-control"], "no-store");
    let job_id = accepted.text("job_id");
    let host = event["headers"]["host"].as_str().unwrap();
    let status_url = format!("https://{host}/api/v1/creative-hub/generate/jobs/{job_id}");
    assert_eq!(accepted.text("status_url"), status_url);

    let repeated = submit.answer(&event).await;
    assert_eq!((repeated.status, &repeated.body), (202, &accepted.body));
    assert_eq!(repeated.headers["idempotent-replayed"], "true");

    let job = world.run_to_end(&owner, job_id).await;
    assert_eq!((&job["status"], &job["metadata"]["campaign"]), (&json!("completed"), &json!("autumn")));
    assert_eq!(job["credits_charged"], accepted.body["credits_estimated"]);
    let charged = job["credits_charged"].as_i64().unwrap();
    assert_eq!(owner.balance().await["balance"], 100_000 - charged);
    world.assert_books().await;
}

#[tokio::test]
async fn a_key_that_nobody_has_is_told_so_under_the_gateways_request_id() {
    let (world, submit) = world().await;
    let event = event("submit.generate-image", &[]);
    let answer = submit.answer(&event).await;
    let error = json!({
        "error": "This API key is not valid.",
        "code": "unauthenticated",
        "doc_url": format!("https://{}/docs#errors/unauthenticated", event["requestContext"]["domainName"].as_str().unwrap()),
        "request_id": event["requestContext"]["requestId"],
    });
    assert_eq!((answer.status, answer.body), (401, error));
    assert_eq!(world.step().await, Step::Idle, "nothing was queued");
    world.assert_books().await;
}

#[test]
fn every_missing_setting_is_named_at_once() {
    let refusal = refusal_to_start(BINARY, &[]);
    for name in ["QUEUE_URL_IMAGE", "VENDOR_SECRET_ID"] {
        assert!(refusal.contains(&format!("{name} is not set")), "{refusal}");
    }
}
