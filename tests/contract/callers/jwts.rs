//! Tokens of the identity provider.

use contract_tests::Issuer;
use serde_json::{Value, json};

use super::{REMEMBERED_SECONDS, status};
use crate::api_keys::{holder, make};

/// The calls since the last reset, without the reads of the routes' health.
fn calls(world: &contract_tests::World) -> Vec<String> {
    world.tap.calls().into_iter().filter(|call| call != "BatchGetItem").collect()
}

#[tokio::test]
async fn a_jwt_calls_as_its_user_and_costs_nothing_once_it_was_seen() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let ann = issuer.client(&world, world.team(), "ann", &json!({}));
    world.tap.reset();
    assert_eq!(status(&ann).await, 200);
    // Its team, what is said of its user, and the list itself.
    assert_eq!(calls(&world), ["GetItem", "GetItem", "Query"]);
    world.tap.reset();
    let request = ann.request("POST", "/creative-hub/generate/image").header("idempotency-key", "k");
    let accepted = ann.send(request.json(&json!({"prompt": "x"}))).await;
    assert_eq!(
        (accepted.status, calls(&world)),
        (202, vec!["TransactWriteItems".to_owned(), "SendMessage".to_owned()])
    );
    world.tap.reset();
    let job = ann.job(accepted.text("job_id")).await;
    assert_eq!(calls(&world), ["GetItem"]);
    assert_eq!((&job["user_id"], &job["team_id"]), (&json!("ann"), &json!(world.team())));
    let me = ann.get("/me").await.body;
    assert_eq!(
        (&me["user"]["id"], &me["role"], &me["scopes"]),
        (&json!("ann"), &json!("member"), &json!([]))
    );
    assert_eq!((&me["key"], &me["team"]["name"]), (&Value::Null, &json!("Local team")));
    assert_eq!(issuer.fetches(), 1);
    world.assert_books().await;
}

#[tokio::test]
async fn a_jwt_of_an_unknown_team_is_refused_without_a_read_per_call() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let nobody = issuer.client(&world, "nowhere", "ann", &json!({"role": "owner"}));
    let refused = nobody.get("/me").await;
    assert_eq!((refused.status, refused.text("code")), (403, "forbidden"), "{refused:?}");
    assert!(
        refused.text("error").contains("The team 'nowhere' of your token is not known here."),
        "{refused:?}"
    );
    world.tap.reset();
    assert_eq!(nobody.get("/me").await.status, 403);
    assert!(calls(&world).is_empty());
    world.make_team("nowhere").await;
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    assert_eq!(nobody.get("/me").await.body["role"], "owner");
}

#[tokio::test]
async fn a_jwts_role_is_as_it_says_and_an_operator_has_the_configured_scope() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let cap = json!({"monthly_cap": 90_000});
    for (user, claims, manages, operates) in [
        ("o", json!({"role": "owner"}), true, false),
        ("a", json!({"role": ["everybody", "admin"]}), true, false),
        ("m", json!({"role": "member"}), false, false),
        ("n", json!({}), false, false),
        ("p", json!({"scope": "platform:billing"}), false, false),
        ("q", json!({"scope": "openid hub:operate"}), false, true),
    ] {
        let client = issuer.client(&world, world.team(), user, &claims);
        let managed = client.put("/credits/cap", &cap).await.status == 200;
        let operated = client.get("/teams").await.status == 200;
        assert_eq!((managed, operated), (manages, operates), "{claims}");
    }
    let wrong = issuer.client(&world, world.team(), "x", &json!({"role": "root"}));
    let refused = wrong.get("/me").await;
    let sentence = "This token is not valid: its claim role must be owner, admin or member.";
    assert_eq!(
        (refused.status, refused.text("code"), refused.text("error")),
        (401, "unauthenticated", sentence)
    );
}

#[tokio::test]
async fn a_key_that_a_jwt_made_outlives_it_and_has_its_role() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let ann = issuer.client(&world, world.team(), "ann", &json!({"role": "admin"}));
    assert_eq!(ann.post("/api-keys", &json!({"name": "a", "role": "owner"})).await.status, 403);
    let made = make(&ann, &json!({"name": "a", "role": "admin"})).await;
    assert_eq!((&made.body["user_id"], &made.body["expires_at"]), (&json!("ann"), &Value::Null));
    world.clock.advance_seconds(18_060);
    let expired = ann.get("/me").await;
    assert_eq!((expired.status, expired.text("error")), (401, "This token is not valid: it has expired."));
    assert_eq!(holder(&world, &made).get("/me").await.status, 200);
}
