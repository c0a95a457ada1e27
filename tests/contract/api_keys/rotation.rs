//! Another secret for the same key.

use contract_tests::{Answer, Client};
use serde_json::{Value, json};

use super::{REMEMBERED_SECONDS, holder, make, path, status, world};

async fn rotate(client: &Client, made: &Answer, body: &Value) -> Answer {
    let answer = client.post(&format!("{}/rotate", path(made)), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer
}

#[tokio::test]
async fn the_old_secret_lives_as_long_as_asked_and_never_beside_two_others() {
    let world = world().await;
    let owner = world.owner();
    let made = make(&owner, &json!({"name": "a", "role": "admin"})).await;
    let first = holder(&world, &made);
    let rotated = rotate(&owner, &made, &json!({"old_key_valid_seconds": 600})).await;
    let second = holder(&world, &rotated);
    assert_eq!(rotated.text("id"), made.text("id"));
    assert_ne!(rotated.text("key"), made.text("key"));
    assert_eq!((status(&first).await, status(&second).await), (200, 200));
    world.clock.advance_seconds(601);
    assert_eq!((status(&first).await, status(&second).await), (401, 200));

    // Without a body, as with an empty one, it is a day.
    let bare = owner.request("POST", &format!("{}/rotate", path(&made)));
    let day = owner.send(bare).await;
    let third = holder(&world, &day);
    world.clock.advance_seconds(24 * 3600 - 60);
    assert_eq!((status(&second).await, status(&third).await), (200, 200));
    let fourth = holder(&world, &rotate(&owner, &made, &json!({"old_key_valid_seconds": 604_800})).await);
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    let all = [status(&second).await, status(&third).await, status(&fourth).await];
    assert_eq!(all, [401, 200, 200], "two secrets at most");
    let fifth = holder(&world, &rotate(&owner, &made, &json!({"old_key_valid_seconds": 0})).await);
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    assert_eq!([status(&third).await, status(&fourth).await, status(&fifth).await], [401, 401, 200]);

    let sixth = holder(&world, &rotate(&owner, &made, &json!({})).await);
    assert_eq!(owner.delete(&path(&made)).await.status, 204);
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    assert_eq!([status(&fifth).await, status(&sixth).await], [401, 401], "all secrets are revoked");
}

#[tokio::test]
async fn nobody_rotates_a_key_that_can_do_more_than_their_own() {
    let world = world().await;
    let (owner, user) = (world.owner(), world.user("owner"));
    let strong = make(&owner, &json!({"name": "strong", "role": "owner"})).await;
    let weak = make(&owner, &json!({"name": "weak", "user_id": user})).await;
    let painter = json!({"name": "painter", "role": "owner", "models": ["flux_2_pro"]});
    let painter = make(&owner, &painter).await;
    let end = world.clock.clock().now().plus_seconds(600).rfc3339();
    let guest = make(&owner, &json!({"name": "guest", "role": "owner", "expires_at": end})).await;
    let path = format!("{}/rotate", path(&strong));
    for who in
        [world.client("admin"), holder(&world, &weak), holder(&world, &painter), holder(&world, &guest)]
    {
        assert_eq!(who.get(&super::path(&strong)).await.status, 200, "it is seen");
        let refused = who.post(&path, &json!({})).await;
        assert_eq!((refused.status, refused.text("code")), (403, "forbidden"), "{refused:?}");
    }
    let weak = holder(&world, &weak);
    assert_eq!(
        weak.delete(&super::path(&strong)).await.status,
        403,
        "nor does a weak key revoke a strong one"
    );
    assert_eq!(weak.delete(&super::path(&painter)).await.status, 403);
    assert_eq!(
        world.client("admin").delete(&super::path(&guest)).await.status,
        204,
        "but managers revoke all"
    );
    rotate(&owner, &strong, &json!({})).await;
    rotate(&holder(&world, &painter), &painter, &json!({})).await;
}
