//! Keys that were put into the table before the API made any, and those that operators put there.

use aws_sdk_dynamodb::types::AttributeValue;
use contract_tests::Client;
use serde_json::{Value, json};

use super::{REMEMBERED_SECONDS, holder, path, status, world};

#[tokio::test]
async fn a_key_that_was_put_there_by_hand_works_and_is_listed_once_it_is_used() {
    let world = world().await;
    let (owner, api) = (world.owner(), &world.stack.ready.api);
    let text = |value: &str| AttributeValue::S(value.to_owned());
    let put = world.stack.clients.dynamodb.put_item().table_name("api_key");
    let put = put
        .item("key_hash", text(&web::hash_key("chub_old")))
        .item("name", text("old"))
        .item("team_id", text(world.team()))
        .item("user_id", text("ann"))
        .item("role", text("owner"))
        .item("scopes", AttributeValue::L(Vec::new()))
        .item("created_at", text("2026-11-01T00:00:00Z"));
    put.send().await.unwrap();
    let old = Client::new(api, Some("chub_old"));
    let listed = async || {
        let keys = owner.get("/api-keys?limit=200").await.body["api_keys"].as_array().unwrap().clone();
        keys.into_iter().find(|key| key["name"] == "old")
    };
    assert_eq!(listed().await, None);
    let me = old.get("/me").await;
    assert_eq!((me.status, &me.body["key"]["name"]), (200, &json!("old")), "{me:?}");
    let seen = listed().await.unwrap();
    assert_eq!(seen, me.body["key"]);
    assert_eq!((&seen["prefix"], &seen["created_by"]), (&Value::Null, &Value::Null));
    assert_eq!(seen["user_id"], "ann");

    let rotated = owner.post(&format!("/api-keys/{}/rotate", seen["id"].as_str().unwrap()), &json!({})).await;
    assert_eq!((rotated.status, rotated.text("prefix")), (200, "chub_test_"));
    let new = holder(&world, &rotated);
    assert_eq!((status(&old).await, status(&new).await), (200, 200));
    assert_eq!(new.delete(&path(&rotated)).await.status, 204, "also by itself");
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    assert_eq!((status(&old).await, status(&new).await), (401, 401));
}
