//! Browser tokens.

use contract_tests::{Client, Issuer, World};
use domain::Timestamp;
use serde_json::{Value, json};

use super::{REMEMBERED_SECONDS, disabled, make_token, page, say, status};
use crate::api_keys::{holder, make, world};

const JOBS: &str = "/creative-hub/generate/jobs";

fn instant(value: &Value) -> Timestamp {
    Timestamp::parse(value.as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_for_one_job_reads_that_job_in_one_call_and_does_nothing_else() {
    let world = world().await;
    let owner = world.owner();
    let (job, other) = (owner.submit_picture("a lamp").await, owner.submit_picture("a boat").await);
    world.tap.reset();
    let made = make_token(&owner, &json!({"job_id": job})).await;
    assert_eq!(world.tap.calls(), ["TransactWriteItems"]);
    assert_eq!((&made.body["scopes"], &made.body["job_id"]), (&json!(["jobs:read"]), &json!(job)));
    assert!(made.text("token").starts_with("chub_tok_"), "{made:?}");
    let life = instant(&made.body["expires_at"]).seconds_from(instant(&made.body["created_at"]));
    assert_eq!(life, 900);
    let page = Client::with_token(&world.stack.ready.api, made.text("token"));
    world.tap.reset();
    page.job(&job).await;
    // The token and the job: its maker and the maker's key have just been seen.
    assert_eq!(world.tap.calls(), ["GetItem", "GetItem"]);
    world.tap.reset();
    page.job(&job).await;
    assert_eq!(world.tap.calls(), ["GetItem"]);
    for (method, path, status) in [
        ("GET", format!("/creative-hub/image-studio/generations/{job}"), 200),
        ("GET", format!("{JOBS}/{other}"), 404),
        ("GET", format!("{JOBS}/{other}/receipt"), 404),
        ("GET", JOBS.to_owned(), 403),
        ("POST", format!("{JOBS}/{job}/cancel"), 403),
        ("DELETE", format!("{JOBS}/{job}"), 403),
        ("POST", "/tokens".to_owned(), 403),
        ("POST", "/api-keys".to_owned(), 403),
        ("GET", "/me".to_owned(), 403),
        ("GET", "/health".to_owned(), 200),
    ] {
        let answer = page.send(page.request(method, &path).json(&json!({}))).await;
        assert_eq!(answer.status, status, "{method} {path}: {answer:?}");
    }
    let rows = world.all_data_of(world.team()).await;
    assert!(!rows.iter().any(|row| row.contains(made.text("token"))), "no row has the token");
    world.clock.advance_seconds(900);
    let expired = page.get(&format!("{JOBS}/{job}")).await;
    assert_eq!((expired.status, expired.text("error")), (401, "This token is not valid: it has expired."));
}

#[tokio::test]
async fn a_token_has_the_scopes_that_were_asked_for_and_the_limits_of_its_makers_key() {
    let world = world().await;
    let limits = json!({"name": "a", "role": "owner", "models": ["flux_2_pro"], "monthly_cap": 50});
    let limited = holder(&world, &make(&world.owner(), &limits).await);
    let page =
        page(&world, &limited, &json!({"scopes": ["jobs:write", "jobs:read"], "expires_in": 60})).await;
    let (flux, other) = (
        json!({"prompt": "a lamp", "width": 256, "height": 256}),
        json!({"prompt": "a lamp", "provider": "gpt_image_1_5"}),
    );
    let refused = page.post("/creative-hub/generate/image", &other).await;
    assert_eq!(refused.status, 403, "the key may not use this model: {refused:?}");
    let job = page.submit(&flux).await;
    let refused = page.post("/creative-hub/generate/image", &flux).await;
    assert_eq!((refused.status, refused.text("code")), (402, "key_monthly_cap_exceeded"), "{refused:?}");
    assert_eq!(page.cancel(&job).await.status, 200);
    let answer = page.get("/creative-hub/drive/files").await;
    let sentence = "Your browser token does not have the scope files:read. It has: jobs:read, jobs:write.";
    assert_eq!((answer.status, answer.text("error")), (403, sentence));
    world.assert_books().await;
}

#[tokio::test]
async fn a_token_ends_within_a_minute_of_its_makers_key_or_when_they_are_disabled() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let owner = world.owner();
    let scopes = json!({"scopes": ["jobs:read"], "expires_in": 3600});
    let made = make(&owner, &json!({"name": "a"})).await;
    let by_key = page(&world, &holder(&world, &made), &scopes).await;
    let ann = issuer.client(&world, world.team(), "ann", &json!({}));
    let by_jwt = page(&world, &ann, &scopes).await;
    assert_eq!([status(&by_key).await, status(&by_jwt).await], [200, 200]);
    assert_eq!(owner.delete(&format!("/api-keys/{}", made.text("id"))).await.status, 204);
    assert_eq!(say(&owner, "ann", disabled()).await.status, 200);
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    let ended = by_key.get(JOBS).await;
    assert_eq!(
        (ended.status, ended.text("error")),
        (401, "This token is not valid: its maker's key has ended.")
    );
    assert_eq!([status(&by_jwt).await, status(&ann).await], [403, 403]);
}

#[tokio::test]
async fn a_token_does_not_outlive_what_made_it() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let now = world.clock.clock().now();
    let soon = now.plus_seconds(120);
    let short = json!({"name": "a", "expires_at": soon.rfc3339()});
    let key = holder(&world, &make(&world.owner(), &short).await);
    let asked = json!({"scopes": ["catalog:read"], "expires_in": 3600});
    assert_eq!(make_token(&key, &asked).await.body["expires_at"], soon.rfc3339());
    let ann = issuer.client(&world, world.team(), "ann", &json!({"exp": soon.as_seconds()}));
    let end = instant(&make_token(&ann, &asked).await.body["expires_at"]);
    assert_eq!(end.as_seconds(), soon.as_seconds());
}

#[tokio::test]
async fn a_token_is_shown_once_and_a_mistyped_one_is_told_without_a_read() {
    let world = world().await;
    let owner = world.owner();
    let body = json!({"scopes": ["files:read"]});
    let ask = || owner.send(owner.request("POST", "/tokens").header("idempotency-key", "k").json(&body));
    let (first, second) = (ask().await, ask().await);
    assert_eq!((first.status, second.status), (201, 201));
    assert_eq!((&second.body["token"], &second.body["id"]), (&Value::Null, &first.body["id"]));
    let token = first.text("token");
    let typo = format!("{}{}", &token[..token.len() - 1], if token.ends_with('a') { 'b' } else { 'a' });
    world.tap.reset();
    let told = Client::with_token(&world.stack.ready.api, &typo).get(JOBS).await;
    assert_eq!(
        (told.status, told.text("code"), world.tap.calls().len()),
        (401, "unauthenticated", 0),
        "{told:?}"
    );
    for (body, field) in [
        (json!({}), "scopes"),
        (json!({"scopes": ["everything"]}), "scopes[0]"),
        (json!({"job_id": "x"}), "job_id"),
        (json!({"scopes": ["jobs:read"], "expires_in": 3601}), "expires_in"),
    ] {
        let answer = owner.post("/tokens", &body).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{body}");
    }
}

/// A key of another team, and people who see less than the token's maker, change nothing.
#[tokio::test]
async fn a_token_sees_what_its_maker_sees() {
    let world: World = world().await;
    let (owner, member) = (world.owner(), world.client("member"));
    let job = owner.submit_picture("a lamp").await;
    let read = |page: Client| {
        let path = format!("{JOBS}/{job}");
        async move { page.get(&path).await.status }
    };
    let scopes = json!({"scopes": ["jobs:read"]});
    assert_eq!(read(page(&world, &owner, &scopes).await).await, 200);
    assert_eq!(read(page(&world, &member, &scopes).await).await, 404);
    assert_eq!(read(page(&world, &member, &json!({"job_id": job})).await).await, 404);
    assert_eq!(read(page(&world, &world.client("other_team_owner"), &scopes).await).await, 404);
}
