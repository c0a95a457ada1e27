//! docs/API.md, Brand kits: making, reading, changing and deleting them.

use contract_tests::{Answer, Client, World, png, wav};
use serde_json::{Value, json};

const KITS: &str = "/creative-hub/brand-kits";

async fn under_key(client: &Client, key: &str, body: &Value) -> Answer {
    client.send(client.request("POST", KITS).header("idempotency-key", key).json(body)).await
}

#[tokio::test]
async fn a_kit_is_made_read_changed_and_deleted() {
    let world = World::new().await;
    let owner = world.owner();
    let logo = owner.upload("logo.png", "image/png", &png(8, 8), None).await["asset"].clone();
    let body = json!({"name": "Acme", "colors": ["#FF0000", "#00ff00"], "fonts": ["Inter"], "logo": logo, "voice": "calm"});
    let made = owner.post(KITS, &body).await;
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(made.body["colors"], json!(["#ff0000", "#00ff00"]));
    assert_eq!((&made.body["logo"], &made.body["team_id"]), (&logo, &json!(world.team())));
    let path = format!("{KITS}/{}", made.text("id"));
    assert_eq!(world.client("member").get(&path).await.body, made.body, "the whole team sees it");

    world.clock.advance_seconds(5);
    let changed = owner.patch(&path, &json!({"colors": [], "logo": null})).await;
    assert_eq!(
        (changed.status, &changed.body["colors"], &changed.body["logo"]),
        (200, &json!([]), &Value::Null)
    );
    assert_eq!((&changed.body["name"], &changed.body["voice"]), (&json!("Acme"), &json!("calm")));
    assert_ne!(changed.body["updated_at"], changed.body["created_at"]);
    assert_eq!(owner.get(&path).await.body, changed.body);

    assert_eq!(owner.delete(&path).await.status, 204);
    for answer in [owner.delete(&path).await, owner.get(&path).await] {
        assert_eq!((answer.status, answer.text("code")), (404, "not_found"));
    }
    assert_eq!(owner.patch(&path, &json!({"name": "x"})).await.status, 404);
    world.assert_books().await;
}

#[tokio::test]
async fn kits_are_listed_newest_first_and_page_by_page() {
    let world = World::new().await;
    let owner = world.owner();
    for n in 0..5 {
        world.clock.advance_seconds(1);
        assert_eq!(owner.post(KITS, &json!({"name": format!("kit {n}")})).await.status, 201);
    }
    let (mut names, mut path) = (Vec::new(), format!("{KITS}?limit=2"));
    loop {
        let page = owner.get(&path).await;
        assert_eq!(page.status, 200, "{page:?}");
        let kits = page.body["brand_kits"].as_array().unwrap();
        names.extend(kits.iter().map(|kit| kit["name"].as_str().unwrap().to_owned()));
        let Some(cursor) = page.body["next_cursor"].as_str() else { break };
        path = format!("{KITS}?limit=2&cursor={cursor}");
    }
    assert_eq!(names, ["kit 4", "kit 3", "kit 2", "kit 1", "kit 0"]);
    assert_eq!(world.client("other_team_owner").get(KITS).await.body["brand_kits"], json!([]));
    for (query, field) in [("cursor=x", "cursor"), ("limit=0", "limit"), ("name=x", "name")] {
        let answer = owner.get(&format!("{KITS}?{query}")).await;
        assert_eq!((answer.status, answer.complaints()), (400, vec![field]), "{query}");
    }
}

#[tokio::test]
async fn a_logo_is_a_picture_in_the_teams_own_drive() {
    let world = World::new().await;
    let owner = world.owner();
    let picture = owner.upload("logo.png", "image/png", &png(8, 8), None).await["asset"].clone();
    let sound = owner.upload("a.wav", "audio/wav", &wav(8000, 800), None).await["asset"].clone();
    let nobodys = json!("asset:0198a8a0-0000-7000-8000-000000000001");
    let kit = owner.post(KITS, &json!({"name": "Acme"})).await;
    let path = format!("{KITS}/{}", kit.text("id"));
    for logo in [&sound, &nobodys, &json!("https://example.com/logo.png"), &json!("job:1"), &json!(7)] {
        let made = owner.post(KITS, &json!({"name": "Acme", "logo": logo})).await;
        assert_eq!((made.status, made.complaints()), (400, vec!["logo"]), "{logo}");
        let changed = owner.patch(&path, &json!({"logo": logo})).await;
        assert_eq!((changed.status, changed.complaints()), (400, vec!["logo"]), "{logo}");
    }
    let foreign = world.client("other_team_owner").post(KITS, &json!({"name": "x", "logo": picture})).await;
    assert_eq!((foreign.status, foreign.complaints()), (400, vec!["logo"]));
    assert_eq!(owner.patch(&path, &json!({"logo": picture})).await.body["logo"], picture);
}

#[tokio::test]
async fn every_mistake_in_a_kit_is_reported_at_once() {
    let world = World::new().await;
    let body = json!({"name": "", "colors": vec!["#123456"; 6], "fonts": [""], "logo": "x", "voice": 7, "slogan": "x"});
    let mut complaints: Vec<String> =
        world.owner().post(KITS, &body).await.complaints().into_iter().map(str::to_owned).collect();
    complaints.sort_unstable();
    assert_eq!(complaints, ["colors", "fonts[0]", "logo", "name", "slogan", "voice"]);
    assert_eq!(world.owner().get(KITS).await.body["brand_kits"], json!([]));
}

#[tokio::test]
async fn the_same_key_makes_one_kit() {
    let world = World::new().await;
    let owner = world.owner();
    let first = under_key(&owner, "k", &json!({"name": "Acme"})).await;
    let again = under_key(&owner, "k", &json!({"name": "Acme", "colors": [], "voice": null})).await;
    assert_eq!((first.status, again.status, &again.body), (201, 201, &first.body), "with its defaults");
    assert_eq!(again.headers["idempotent-replayed"], "true");
    assert_eq!(under_key(&owner, "k", &json!({"name": "Other"})).await.status, 422);
    assert_eq!(owner.get(KITS).await.body["brand_kits"].as_array().unwrap().len(), 1);
}
