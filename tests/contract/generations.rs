//! docs/API.md, Studios: the list of a studio's jobs, and one of them while it runs.

use contract_tests::{Client, Setup, World};
use serde_json::{Value, json};

const IMAGES: &str = "/creative-hub/image-studio/generations";

async fn by_hand() -> World {
    World::with(Setup { pace: 0.02, ..Setup::by_hand() }).await
}

async fn submit(client: &Client, prompt: &str) -> String {
    let body = json!({"prompt": prompt, "provider": "flux_2_pro", "metadata": {"campaign": "spring"}});
    let accepted = client.post("/creative-hub/image-studio/generate", &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.text("generation_id").to_owned()
}

fn ids(page: &Value) -> Vec<&str> {
    let listed = page["generations"].as_array().unwrap();
    listed.iter().map(|generation| generation["generation_id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_generation_under_way_says_when_to_ask_again() {
    let world = by_hand().await;
    let owner = world.owner();
    let id = submit(&owner, "a red bicycle").await;
    let read = owner.get(&format!("{IMAGES}/{id}")).await;
    assert_eq!((read.status, read.text("status"), read.text("mode")), (200, "queued", "text_to_image"));
    assert_eq!(
        (&read.body["polling_interval_ms"], &read.headers["retry-after"]),
        (&json!(4000), &"4".parse().unwrap())
    );
    assert_eq!((&read.body["assets"], &read.body["credits_charged"]), (&json!([]), &json!(0)));
    for unknown in ["completed_at", "error_code", "error_message", "drive_folder_id"] {
        assert_eq!(read.body.get(unknown), Some(&Value::Null), "{unknown}: {read:?}");
    }
    assert_eq!(read.body["metadata"], json!({"campaign": "spring"}));

    world.run_to_end(&owner, &id).await;
    let read = owner.get(&format!("{IMAGES}/{id}")).await;
    assert_eq!((read.text("status"), read.headers.contains_key("retry-after")), ("completed", false));
    assert_eq!(read.body.get("polling_interval_ms"), None, "nothing more will come");
    assert_eq!(read.body["assets"][0]["duration"], Value::Null, "a picture has no length");
    world.assert_books().await;
}

#[tokio::test]
async fn generations_are_listed_in_pages_newest_first_to_those_who_may_see_them() {
    let world = by_hand().await;
    let (owner, member) = (world.owner(), world.client("member"));
    let mut made = Vec::new();
    for (client, prompt) in [(&owner, "one"), (&member, "two"), (&owner, "three")] {
        made.push(submit(client, prompt).await);
        world.clock.advance_seconds(1);
    }
    let [first, second, third] = [&made[0], &made[1], &made[2]];
    let page = owner.get(&format!("{IMAGES}?limit=2")).await.body;
    assert_eq!(ids(&page), [third, second]);
    let rest = format!("{IMAGES}?cursor={}", page["next_cursor"].as_str().unwrap());
    let page = owner.get(&rest).await.body;
    assert_eq!((ids(&page), &page["next_cursor"]), (vec![first.as_str()], &Value::Null));
    assert_eq!(ids(&member.get(IMAGES).await.body), [second]);
    assert_eq!(member.get(&format!("{IMAGES}/{first}")).await.status, 404);
    assert_eq!(ids(&world.client("admin").get(IMAGES).await.body).len(), 3);
    assert_eq!(ids(&owner.get(&format!("{IMAGES}?status=queued")).await.body).len(), 3);
    assert!(ids(&owner.get(&format!("{IMAGES}?status=processing")).await.body).is_empty());
}

#[tokio::test]
async fn a_cursor_works_only_for_the_list_it_came_from() {
    let world = by_hand().await;
    let owner = world.owner();
    for prompt in ["one", "two"] {
        submit(&owner, prompt).await;
    }
    let page = owner.get(&format!("{IMAGES}?limit=1")).await.body;
    let cursor = page["next_cursor"].as_str().unwrap();
    assert_eq!(owner.get(&format!("{IMAGES}?limit=5&cursor={cursor}")).await.status, 200);
    for elsewhere in [
        format!("{IMAGES}?status=queued&cursor={cursor}"),
        format!("/creative-hub/video-studio/generations?cursor={cursor}"),
        format!("/creative-hub/generate/jobs?cursor={cursor}"),
    ] {
        let refused = owner.get(&elsewhere).await;
        assert_eq!((refused.status, refused.complaints()), (400, vec!["cursor"]), "{elsewhere}");
    }
    for stranger in [world.client("member"), world.client("other_team_owner")] {
        let refused = stranger.get(&format!("{IMAGES}?cursor={cursor}")).await;
        assert_eq!((refused.status, refused.complaints()), (400, vec!["cursor"]));
    }
    for (query, named) in [("limit=1&limit=2", "limit"), ("type=image", "type")] {
        let refused = owner.get(&format!("{IMAGES}?{query}")).await;
        assert_eq!((refused.status, refused.complaints()), (400, vec![named]), "{refused:?}");
    }
}
