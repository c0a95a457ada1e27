//! docs/API.md, Retrying and deleting: a failed job's request is submitted again as a new job.

use aws_sdk_dynamodb::types::AttributeValue;
use contract_tests::{Answer, Client, Setup, World};
use domain::catalog::Vendor;
use serde_json::{Value, json};

async fn world() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

/// Makes a failed job, by canceling it before it starts.
async fn failed(client: &Client) -> String {
    let job_id = client.submit_picture("try me again").await;
    assert_eq!(client.cancel(&job_id).await.status, 200);
    job_id
}

async fn retry(client: &Client, job_id: &str) -> Answer {
    client.send(client.request("POST", &format!("/creative-hub/generate/jobs/{job_id}/retry"))).await
}

/// Sets a job's quote as if it had been submitted when the model was cheaper.
async fn falsify_quote(world: &World, job_id: &str) {
    let update = world.stack.clients.dynamodb.update_item().table_name("creative_job");
    update
        .key("team_id", AttributeValue::S(world.team().to_owned()))
        .key("id", AttributeValue::S(job_id.to_owned()))
        .update_expression("SET #quote = :quote")
        .expression_attribute_names("#quote", "quote_cents")
        .expression_attribute_values(":quote", AttributeValue::N("1".to_owned()))
        .send()
        .await
        .unwrap();
}

#[tokio::test]
async fn a_retry_costs_todays_price_and_leaves_the_failed_job_as_it_is() {
    let world = world().await;
    let owner = world.owner();
    let first = failed(&owner).await;
    falsify_quote(&world, &first).await;
    let before = owner.job(&first).await;
    let again = retry(&owner, &first).await;
    assert_eq!((again.status, again.text("status")), (202, "pending"), "{again:?}");
    assert_eq!(again.body["estimated_cost_cents"], 4);
    assert_eq!(owner.balance().await["held"], 40);
    let second = world.run_to_end(&owner, again.text("job_id")).await;
    assert_eq!((&second["status"], &second["credits_charged"]), (&json!("completed"), &json!(40)));
    assert_eq!((&second["settings"], &second["cancel_outcome"]), (&before["settings"], &Value::Null));
    assert_eq!(owner.job(&first).await, before);
    world.assert_books().await;
}

#[tokio::test]
async fn a_dry_run_of_a_retry_quotes_and_makes_nothing() {
    let world = world().await;
    let owner = world.owner();
    let job_id = failed(&owner).await;
    let path = format!("/creative-hub/generate/jobs/{job_id}/retry");
    let quote = owner.post(&format!("{path}?dry_run=true"), &json!({})).await;
    assert_eq!((quote.status, &quote.body["credits_estimated"]), (200, &json!(40)), "{quote:?}");
    let misspelt = owner.post(&format!("{path}?dryrun=true"), &json!({})).await;
    assert_eq!((misspelt.status, misspelt.complaints()), (400, vec!["dryrun"]));
    assert_eq!(owner.get("/creative-hub/generate/jobs").await.body["jobs"].as_array().unwrap().len(), 1);
    assert_eq!(owner.balance().await["held"], 0);
    world.assert_books().await;
}

#[tokio::test]
async fn only_a_failed_job_that_the_caller_sees_can_be_retried() {
    let world = world().await;
    let owner = world.owner();
    let running = owner.submit_picture("still wanted").await;
    let refused = retry(&owner, &running).await;
    assert_eq!((refused.status, refused.text("code")), (409, "not_failed"));
    let job_id = failed(&owner).await;
    for who in ["member", "other_team_owner", "operator"] {
        assert_eq!(retry(&world.client(who), &job_id).await.status, 404, "{who}");
    }
    assert_eq!(retry(&world.stranger(), &job_id).await.status, 401);
    let of_member = failed(&world.client("member")).await;
    let again = retry(&world.client("admin"), &of_member).await;
    assert_eq!(again.status, 202, "{again:?}");
    assert_eq!(
        owner.job(again.text("job_id")).await["user_id"],
        world.user("admin"),
        "the retry belongs to the caller"
    );
    owner.send(owner.request("DELETE", &format!("/creative-hub/generate/jobs/{job_id}"))).await;
    assert_eq!(retry(&owner, &job_id).await.status, 404, "a hidden job cannot be retried");
    world.assert_books().await;
}

#[tokio::test]
async fn a_retry_is_bound_to_its_key_and_to_the_teams_credits() {
    let world = world().await;
    let owner = world.owner();
    let (one, other) = (failed(&owner).await, failed(&owner).await);
    let with_key = |job_id: &str| {
        let path = format!("/creative-hub/generate/jobs/{job_id}/retry");
        owner.send(owner.request("POST", &path).header("idempotency-key", "again"))
    };
    let first = with_key(&one).await;
    assert_eq!(first.status, 202, "{first:?}");
    assert_eq!(with_key(&one).await.body, first.body);
    assert_eq!(with_key(&other).await.status, 422);
    world.spend_down_to(30).await;
    assert_eq!(retry(&owner, &other).await.text("error"), "Insufficient credits");
    world.assert_books().await;
}

#[tokio::test]
async fn a_retry_checks_its_sources_again() {
    let world = World::with(Setup::by_hand().only(&[Vendor::Bfl, Vendor::Kling])).await;
    let owner = world.owner();
    let picture = owner.submit_picture("a face").await;
    let body = json!({"prompt": "it smiles", "image_url": format!("job:{picture}")});
    let video = owner.post("/creative-hub/video-studio/generate", &body).await;
    let video = video.text("generation_id").to_owned();
    assert_eq!(owner.cancel(&picture).await.status, 200);
    assert_eq!(owner.cancel(&video).await.status, 200);
    let again = retry(&owner, &video).await;
    assert_eq!((again.status, again.complaints()), (400, vec!["image_url"]), "{again:?}");
    world.assert_books().await;
}
