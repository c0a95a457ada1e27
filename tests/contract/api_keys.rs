//! docs/API.md, Callers: keys are made, limited, rotated and revoked by the API.

mod by_hand;
mod caps;
mod models;
mod rotation;

use contract_tests::{Answer, Client, Setup, World};
use domain::api_key::Spelling;
use serde_json::{Value, json};

const KEYS: &str = "/api-keys";
/// What was found is remembered for a minute.
const REMEMBERED_SECONDS: i64 = 61;

pub(super) async fn world() -> World {
    World::with(Setup::by_hand()).await
}

/// The answer to the request for a key, which must be made.
pub(super) async fn make(maker: &Client, body: &Value) -> Answer {
    let made = maker.post(KEYS, body).await;
    assert_eq!(made.status, 201, "{body}: {made:?}");
    made
}

/// A client with the secret that an answer shows.
pub(super) fn holder(world: &World, shown: &Answer) -> Client {
    Client::new(&world.stack.ready.api, Some(shown.text("key")))
}

pub(super) async fn status(client: &Client) -> u16 {
    client.get("/credits/balance").await.status
}

fn path(made: &Answer) -> String {
    format!("{KEYS}/{}", made.text("id"))
}

async fn names(client: &Client) -> Vec<String> {
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = client.get(&format!("{KEYS}?limit=2{cursor}")).await.body;
        let keys = page["api_keys"].as_array().unwrap();
        assert!(keys.len() <= 2, "{page}");
        names.extend(keys.iter().map(|key| key["name"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return names,
        }
    }
}

#[tokio::test]
async fn a_key_is_shown_once_and_stands_for_its_user() {
    let world = world().await;
    let (owner, now) = (world.owner(), world.clock.clock().now());
    let expires_at = now.plus_seconds(48 * 3600).rfc3339();
    let wanted = json!({"name": "ci", "role": "admin", "models": ["flux_2_pro"], "expires_at": expires_at,
        "user_id": "robot"});
    let made = make(&owner, &wanted).await;
    let secret = made.text("key").to_owned();
    assert!(secret.starts_with("chub_test_") && Spelling::of(&secret) == Spelling::Sound, "{secret}");
    for (name, value) in wanted.as_object().unwrap() {
        assert_eq!(&made.body[name], value, "{name}");
    }
    assert_eq!((made.text("prefix"), made.text("last_four").len()), ("chub_test_", 4));
    assert!(secret.ends_with(made.text("last_four")), "{secret}");
    assert_eq!(made.body["created_by"], world.user("owner"));
    assert_eq!((&made.body["revoked_at"], &made.body["last_used_at"]), (&Value::Null, &Value::Null));

    let robot = holder(&world, &made);
    world.advance_into_next_hour();
    let me = robot.get("/me").await.body;
    let hour = world.clock.clock().now().start_of_hour().rfc3339();
    let mut seen = made.body.clone();
    seen.as_object_mut().unwrap().remove("key");
    seen["last_used_at"] = json!(hour);
    assert_eq!((&me["key"], &me["user"]["id"], &me["role"]), (&seen, &json!("robot"), &json!("admin")));
    assert_eq!((&me["team"]["id"], &me["team"]["name"]), (&json!(world.team()), &json!("Local team")));
    assert_eq!((&me["scopes"], &me["caps"]["monthly_cap"]), (&json!([]), &Value::Null));
    assert_eq!(owner.get(&path(&made)).await.body, seen);
    let rows = world.all_data_of(world.team()).await;
    assert!(rows.iter().any(|row| row.contains(made.text("id"))));
    assert!(!rows.iter().any(|row| row.contains(&secret)), "no row has the secret");
    let job = robot.submit_picture("a lamp").await;
    assert_eq!(owner.job(&job).await["user_id"], "robot");
    world.clock.advance_seconds(48 * 3600);
    assert_eq!(status(&robot).await, 401, "it has expired");
}

#[tokio::test]
async fn nobody_makes_a_key_that_can_do_more_than_their_own() {
    let world = world().await;
    let colleague = world.user("owner");
    let other = world.stack.ready.teams[1].clone();
    let past = world.clock.clock().now().plus_seconds(-1).rfc3339();
    for (who, extra, status, field) in [
        ("member", json!({"role": "admin"}), 403, ""),
        ("member", json!({"role": "owner"}), 403, ""),
        ("member", json!({"user_id": colleague}), 403, ""),
        ("member", json!({"user_id": world.user("member")}), 201, ""),
        ("admin", json!({"role": "owner"}), 403, ""),
        ("admin", json!({"role": "admin", "user_id": colleague}), 201, ""),
        ("owner", json!({"scopes": ["platform:billing"]}), 403, ""),
        ("operator", json!({"scopes": ["platform:billing"]}), 201, ""),
        ("owner", json!({"role": "root"}), 400, "role"),
        ("owner", json!({"scopes": ["everything"]}), 400, "scopes[0]"),
        ("owner", json!({"models": ["flux_3"]}), 400, "models[0]"),
        ("owner", json!({"models": []}), 400, "models"),
        ("owner", json!({"expires_at": past}), 400, "expires_at"),
        ("owner", json!({"team_id": other}), 400, "user_id"),
        ("owner", json!({"team_id": other, "user_id": "ann"}), 403, ""),
        ("operator", json!({"team_id": other, "user_id": "ann", "role": "owner"}), 201, ""),
        ("operator", json!({"team_id": "nobodys", "user_id": "ann"}), 400, "team_id"),
    ] {
        let mut body = json!({"name": "a"});
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let answer = world.client(who).post(KEYS, &body).await;
        assert_eq!(answer.status, status, "{who} {body}: {answer:?}");
        assert_eq!(answer.complaints().first().copied().unwrap_or(""), field, "{who} {body}");
        let code = match status {
            403 => "forbidden",
            400 => "invalid_request",
            _ => "",
        };
        assert_eq!(answer.text("code"), code, "{who} {body}");
    }
    // A key with limits makes keys within them, whoever it stands for.
    let limited = json!({"name": "limited", "role": "owner", "models": ["flux_2_pro"]});
    let limited = holder(&world, &make(&world.owner(), &limited).await);
    assert_eq!(make(&limited, &json!({"name": "a"})).await.body["models"], json!(["flux_2_pro"]));
    let more = json!({"name": "a", "models": ["flux_2_pro", "veo_3_1"]});
    assert_eq!(limited.post(KEYS, &more).await.status, 403);
}

#[tokio::test]
async fn managers_see_the_keys_of_their_team_and_members_their_own() {
    let world = world().await;
    let (owner, member) = (world.owner(), world.client("member"));
    for (maker, name) in [(&member, "m1"), (&owner, "o1"), (&member, "m2"), (&owner, "o2")] {
        make(maker, &json!({"name": name})).await;
        world.clock.advance_seconds(1);
    }
    assert_eq!(names(&member).await, ["m2", "m1", "member"]);
    for who in ["owner", "admin"] {
        let all = names(&world.client(who)).await;
        assert_eq!(all[..4], ["o2", "m2", "o1", "m1"], "{who}");
        assert_eq!(all.len(), 7, "with those that the stack began with: {all:?}");
    }
    assert_eq!(names(&world.client("other_team_owner")).await, ["other_team_owner"]);
}

#[tokio::test]
async fn a_revoked_key_stops_within_a_minute_and_stays_on_the_list() {
    let world = world().await;
    let owner = world.owner();
    let made = make(&owner, &json!({"name": "lost"})).await;
    let lost = holder(&world, &made);
    assert_eq!(status(&lost).await, 200);
    assert_eq!(owner.delete(&path(&made)).await.status, 204);
    world.clock.advance_seconds(REMEMBERED_SECONDS);
    let refused = lost.get("/credits/balance").await;
    assert_eq!((refused.status, refused.text("error")), (401, "This API key is not valid."));
    let seen = owner.get(&path(&made)).await.body;
    assert!(seen["revoked_at"].is_string(), "{seen}");
    assert_eq!(owner.delete(&path(&made)).await.status, 204, "it is revoked already");
    assert_eq!(owner.get(&path(&made)).await.body, seen);
    let rotated = owner.post(&format!("{}/rotate", path(&made)), &json!({})).await;
    assert_eq!((rotated.status, rotated.text("code")), (409, "api_key_ended"));
    assert!(names(&owner).await.contains(&"lost".to_owned()));
}

#[tokio::test]
async fn a_mistyped_key_is_told_from_one_that_nobody_has() {
    let world = world().await;
    let secret = &world.stack.ready.keys["owner"];
    let other = if secret.ends_with('0') { "1" } else { "0" };
    let mut mistyped = secret.clone();
    mistyped.replace_range(secret.len() - 1.., other);
    let nobodys = domain::api_key::Secret::new(domain::api_key::KeyPrefix::Test, [1, 2]);
    for (key, told) in [
        (
            mistyped.as_str(),
            "This API key is mistyped: its checksum is wrong. Copy it as it was shown when it was made.",
        ),
        (nobodys.as_str(), "This API key is not valid."),
        ("my-key", "This API key is not valid."),
    ] {
        let refused = Client::new(&world.stack.ready.api, Some(key)).get("/me").await;
        let seen = (refused.status, refused.text("code"), refused.text("error"));
        assert_eq!(seen, (401, "unauthenticated", told), "{key}");
    }
}

#[tokio::test]
async fn a_key_is_made_once_under_an_idempotency_key_and_shown_once() {
    let world = world().await;
    let owner = world.owner();
    let under = |path: String, body: Value| {
        owner.send(owner.request("POST", &path).header("idempotency-key", "k").json(&body))
    };
    let first = under(KEYS.to_owned(), json!({"name": "a"})).await;
    let again = under(KEYS.to_owned(), json!({"name": "a", "role": "member"})).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(again.headers["idempotent-replayed"], "true");
    let mut expected = first.body.clone();
    expected["key"] = Value::Null;
    assert_eq!(again.body, expected, "the secret is stored nowhere");
    assert_eq!(under(KEYS.to_owned(), json!({"name": "b"})).await.status, 422);
    assert_eq!(names(&owner).await.iter().filter(|name| *name == "a").count(), 1);

    let rotate = format!("{}/rotate", path(&first));
    assert_eq!(under(rotate.clone(), json!({})).await.status, 422, "it is another path");
    let under =
        |body: Value| owner.send(owner.request("POST", &rotate).header("idempotency-key", "r").json(&body));
    let rotated = under(json!({"old_key_valid_seconds": 60})).await;
    assert_eq!(owner.delete(&path(&first)).await.status, 204);
    let again = under(json!({"old_key_valid_seconds": 60})).await;
    assert_eq!((rotated.status, again.status, &again.body["key"]), (200, 200, &Value::Null));
    assert_eq!(again.body["last_four"], rotated.body["last_four"], "even if the key was revoked since");
}
