//! Keys with a monthly cap of their own.

use contract_tests::{Answer, Client, World};
use serde_json::{Value, json};

use super::{holder, make, path, world};

const SENTENCE: &str = "Team member monthly credit cap exceeded";
/// Two pictures cost 80.
const CAP: i64 = 93;

async fn capped(world: &World) -> (Answer, Client) {
    let made = make(&world.owner(), &json!({"name": "capped", "role": "owner", "monthly_cap": CAP})).await;
    let client = holder(world, &made);
    (made, client)
}

/// What the key's cap counts: used and held.
async fn month(client: &Client, made: &Answer) -> [i64; 2] {
    let seen = client.get(&path(made)).await.body;
    assert_eq!((&seen["monthly_cap"], &seen["monthly_cap_cents"]), (&json!(CAP), &json!(CAP / 10)), "{seen}");
    ["month_used", "month_held"].map(|name| seen[name].as_i64().unwrap())
}

fn assert_refused(answer: &Answer, left: i64) {
    let told = (answer.status, answer.text("error"), answer.text("code"));
    assert_eq!(told, (402, SENTENCE, "key_monthly_cap_exceeded"), "{answer:?}");
    let numbers = [&answer.body["credits_required"], &answer.body["credits_available"]];
    assert_eq!(numbers, [&json!(40), &json!(left)]);
}

async fn would_fail(client: &Client) -> Value {
    let body = json!({"prompt": "x", "width": 256, "height": 256});
    client.post("/creative-hub/generate/image?dry_run=true", &body).await.body["would_fail"].clone()
}

#[tokio::test]
async fn a_keys_cap_counts_what_it_holds_and_is_charged_and_nothing_else() {
    let world = world().await;
    let owner = world.owner();
    let (made, client) = capped(&world).await;
    owner.submit_picture("by another key of the same user").await;
    assert_eq!((month(&owner, &made).await, would_fail(&client).await), ([0, 0], Value::Null));
    let first = client.submit_picture("sim:moderated").await;
    let second = client.submit_picture("a lamp").await;
    assert_eq!(month(&owner, &made).await, [0, 80]);
    assert_refused(&client.ask("too much").await, CAP - 80);
    assert_eq!(would_fail(&client).await, SENTENCE);
    owner.submit_picture("the user has no cap").await;

    assert_eq!(client.cancel(&second).await.status, 200);
    assert_eq!(month(&owner, &made).await, [0, 40], "what is canceled is given back");
    let retried =
        client.send(client.request("POST", &format!("/creative-hub/generate/jobs/{second}/retry"))).await;
    assert_eq!((retried.status, month(&owner, &made).await), (202, [0, 80]), "a retry counts, too");
    world.assert_books().await;
    world.run_all_to_end(&owner).await;
    assert_eq!(owner.job(&first).await["error_code"], "moderation_rejected");
    assert_eq!(month(&owner, &made).await, [40, 0], "one failed, and one was charged");
    client.submit_picture("there is room for one").await;
    assert_refused(&client.ask("and no more").await, CAP - 80);

    // The member's cap is named before the key's.
    let cap = format!("/credits/members/{}/cap", world.user("owner"));
    assert_eq!(owner.put(&cap, &json!({"monthly_cap": 10})).await.status, 200);
    assert_eq!(client.ask("x").await.text("code"), "member_cap_exceeded");
    world.assert_books().await;
}

#[tokio::test]
async fn the_next_month_frees_a_key_and_the_last_ones_holds_end_apart() {
    let world = world().await;
    let owner = world.owner();
    world.advance_to_end_of_month(60);
    let (made, client) = capped(&world).await;
    client.submit_picture("held in the old month").await;
    world.clock.advance_seconds(120);
    assert_eq!((month(&owner, &made).await, would_fail(&client).await), ([0, 0], Value::Null));
    for _ in 0..2 {
        client.submit_picture("in the new month").await;
    }
    assert_refused(&client.ask("too much").await, CAP - 80);
    world.assert_books().await;
    world.run_all_to_end(&owner).await;
    assert_eq!(month(&owner, &made).await, [80, 0], "the old month's job is not of this month");
    world.assert_books().await;
}

#[tokio::test]
async fn a_key_with_a_cap_gives_nobody_another_key_but_itself_another_secret() {
    let world = world().await;
    let owner = world.owner();
    let (made, client) = capped(&world).await;
    let free = make(&owner, &json!({"name": "free"})).await;
    for (path, body) in [
        ("/api-keys".to_owned(), json!({"name": "a"})),
        ("/api-keys".to_owned(), json!({"name": "a", "monthly_cap": 1})),
        (format!("{}/rotate", path(&free)), json!({})),
    ] {
        let refused = client.post(&path, &body).await;
        assert_eq!((refused.status, refused.text("code")), (403, "forbidden"), "{path} {body}: {refused:?}");
    }
    client.submit_picture("before").await;
    let rotated = client.post(&format!("{}/rotate", path(&made)), &json!({})).await;
    assert_eq!(rotated.status, 200, "{rotated:?}");
    holder(&world, &rotated).submit_picture("after").await;
    assert_refused(&client.ask("both secrets are one key").await, CAP - 80);
    assert_eq!(month(&owner, &made).await, [0, 80]);
    assert_eq!(owner.delete(&path(&made)).await.status, 204);
    world.run_all_to_end(&owner).await;
    assert_eq!(month(&owner, &made).await, [80, 0], "jobs of a revoked key go on");
    for wrong in [json!(-1), json!(1.5), json!("1"), json!(1_000_000_000_001_i64)] {
        let refused = owner.post("/api-keys", &json!({"name": "a", "monthly_cap": wrong})).await;
        assert_eq!((refused.status, refused.complaints()), (400, vec!["monthly_cap"]), "{wrong}");
    }
    world.assert_books().await;
}
