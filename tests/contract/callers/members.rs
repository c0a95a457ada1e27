//! Members: what owners and admins say of them.

use contract_tests::{Client, Issuer};
use domain::Role;
use serde_json::{Value, json};

use super::{REMEMBERED_SECONDS, disabled, say, status};
use crate::api_keys::{holder, make, world};

async fn members(manager: &Client) -> Vec<(String, Value, bool)> {
    let listed = manager.get("/members").await;
    assert_eq!(listed.status, 200, "{listed:?}");
    let members = listed.body["members"].as_array().unwrap();
    let member = |it: &Value| {
        (it["user_id"].as_str().unwrap().to_owned(), it["role"].clone(), it["disabled"].as_bool().unwrap())
    };
    members.iter().map(member).collect()
}

#[tokio::test]
async fn a_disabled_members_credentials_stop_within_a_minute_and_work_again_afterwards() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let owner = world.owner();
    let key = holder(&world, &make(&owner, &json!({"name": "a", "user_id": "ann"})).await);
    let jwt = issuer.client(&world, world.team(), "ann", &json!({"role": "admin"}));
    let elsewhere = issuer.client(&world, &world.stack.ready.teams[1], "ann", &json!({}));
    let all = async || [status(&key).await, status(&jwt).await, status(&elsewhere).await];
    assert_eq!(all().await, [200; 3]);
    let said = say(&owner, "ann", disabled()).await;
    let expected = json!({"user_id": "ann", "role": null, "disabled": true});
    assert_eq!((said.status, &said.body), (200, &expected));
    assert_eq!(all().await, [200; 3], "they have just been looked up");
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    assert_eq!(all().await, [403, 403, 200], "the other team has said nothing");
    let told = key.get("/me").await;
    let sentence = "'ann' is disabled in this team. An owner or admin of the team can change that.";
    assert_eq!((told.text("code"), told.text("error")), ("forbidden", sentence));
    assert_eq!(members(&owner).await, [("ann".to_owned(), Value::Null, true)]);
    assert_eq!(say(&owner, "ann", json!({"disabled": false})).await.status, 200);
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    assert_eq!(all().await, [200; 3]);
    world.assert_books().await;
}

#[tokio::test]
async fn no_credential_is_above_what_is_said_of_its_user() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let owner = world.owner();
    let key = world.give_key(world.team(), "ann", Role::Owner).await;
    let claims = issuer.client(&world, world.team(), "ann", &json!({"role": "owner"}));
    let silent = issuer.client(&world, world.team(), "ann", &json!({}));
    let roles = async || {
        let mut roles = Vec::new();
        for client in [&key, &claims, &silent] {
            roles.push(client.get("/me").await.text_of_role());
        }
        roles
    };
    assert_eq!(roles().await, ["owner", "owner", "member"]);
    for (said, expected) in [
        (json!({"role": "admin"}), ["admin", "admin", "admin"]),
        (json!({"role": "member"}), ["member", "member", "member"]),
        (json!({"role": "owner"}), ["owner", "owner", "owner"]),
        (json!({"role": null}), ["owner", "owner", "member"]),
    ] {
        assert_eq!(say(&owner, "ann", said.clone()).await.status, 200, "{said}");
        world.clock.advance_seconds(REMEMBERED_SECONDS);
        assert_eq!(roles().await, expected, "{said}");
    }
    // Nobody gets a key above themself by way of one that they have.
    say(&owner, "ann", json!({"role": "member"})).await;
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    assert_eq!(key.post("/api-keys", &json!({"name": "a", "role": "owner"})).await.status, 403);
    assert_eq!(key.put("/credits/cap", &json!({"monthly_cap": null})).await.status, 403);
}

trait TextOfRole {
    fn text_of_role(&self) -> String;
}

impl TextOfRole for contract_tests::Answer {
    fn text_of_role(&self) -> String {
        assert_eq!(self.status, 200, "{self:?}");
        self.text("role").to_owned()
    }
}

#[tokio::test]
async fn an_admin_touches_no_owner_and_nobody_themself() {
    let issuer = Issuer::start().await;
    let world = issuer.world().await;
    let (owner, admin) = (world.owner(), world.client("admin"));
    let (owner_id, admin_id) = (world.user("owner"), world.user("admin"));
    // Known as an owner by a token only.
    let claims = issuer.client(&world, world.team(), "olga", &json!({"role": "owner"}));
    assert_eq!(claims.get("/me").await.status, 200);
    for (who, client, user, body, status) in [
        ("an owner by key", &admin, owner_id.as_str(), disabled(), 403),
        ("an owner by token", &admin, "olga", disabled(), 403),
        ("an owner by token", &admin, "olga", json!({"role": "member"}), 403),
        ("a new owner", &admin, "ann", json!({"role": "owner"}), 403),
        ("oneself", &admin, admin_id.as_str(), json!({"role": "member"}), 403),
        ("oneself", &owner, owner_id.as_str(), disabled(), 403),
        ("a new admin", &admin, "ann", json!({"role": "admin"}), 200),
        ("another admin", &admin, "ann", disabled(), 200),
        ("an owner", &owner, "olga", json!({"role": "admin"}), 200),
        ("no owner any more", &admin, "olga", disabled(), 200),
        ("a name that is none", &owner, "a%20b", disabled(), 400),
        ("nothing", &owner, "ann", json!({}), 400),
    ] {
        let answer = say(client, user, body.clone()).await;
        assert_eq!(answer.status, status, "{who} {body}: {answer:?}");
    }
    let member = world.client("member");
    assert_eq!(say(&member, "ann", disabled()).await.status, 403);
}

#[tokio::test]
async fn of_two_owners_who_disable_each_other_one_is_left() {
    let world = world().await;
    for round in 0..3 {
        let (one, other) = (format!("one-{round}"), format!("other-{round}"));
        let first = world.give_key(world.team(), &one, Role::Owner).await;
        let second = world.give_key(world.team(), &other, Role::Owner).await;
        let (by_first, by_second) =
            tokio::join!(say(&first, &other, disabled()), say(&second, &one, disabled()));
        let mut statuses = [by_first.status, by_second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 403], "{by_first:?} {by_second:?}");
    }
}
