//! What `creative_job` looks like to a person who queries it, and how large a row can get.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use contract_tests::{Client, Setup, World};
use serde_json::{Value, json};

const COMPOSITE: &str = "/creative-hub/generate/composite";
/// A row is written several times in a job's life, and copied into an index each time.
const LARGEST_ROW_BYTES: usize = 32 * 1024;

type Item = HashMap<String, AttributeValue>;

async fn row(world: &World, job_id: &str) -> Item {
    let get = world.stack.clients.dynamodb.get_item().table_name("creative_job");
    let get = get.key("team_id", AttributeValue::S(world.team().to_owned()));
    let answer = get.key("id", AttributeValue::S(job_id.to_owned())).send().await.unwrap();
    answer.item.expect("the job has a row")
}

/// As DynamoDB counts: the bytes of names and values, and a few for each list or map.
fn size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) | AttributeValue::N(text) => text.len(),
        AttributeValue::L(list) => 3 + list.iter().map(|value| 1 + size(value)).sum::<usize>(),
        AttributeValue::M(map) => {
            3 + map.iter().map(|(name, value)| 1 + name.len() + size(value)).sum::<usize>()
        }
        _ => 1,
    }
}

fn row_size(row: &Item) -> usize {
    row.iter().map(|(name, value)| name.len() + size(value)).sum()
}

fn text<'a>(row: &'a Item, column: &str) -> &'a str {
    row[column].as_s().unwrap_or_else(|other| panic!("{column} is {other:?}"))
}

#[tokio::test]
async fn a_row_has_the_columns_that_a_person_looks_for() {
    let world = World::new().await;
    let owner = world.owner();
    let body =
        json!({"prompt": "a red bicycle", "width": 256, "height": 256, "metadata": {"campaign": "spring"}});
    let job_id = owner.submit(&body).await;
    let job = owner.ended(&job_id).await;
    let row = row(&world, &job_id).await;
    for (column, expected) in [
        ("id", &*job_id),
        ("team_id", world.team()),
        ("user_id", job["user_id"].as_str().unwrap()),
        ("type", "image"),
        ("status", "completed"),
        ("provider", "flux_2_pro"),
        ("prompt", "a red bicycle"),
    ] {
        assert_eq!(text(&row, column), expected, "{column}");
    }
    assert_eq!(row["cost_cents"].as_n().unwrap(), "4");
    assert_eq!(row["settings"].as_m().unwrap()["width"].as_n().unwrap(), "256");
    assert_eq!(row["metadata"].as_m().unwrap()["campaign"].as_s().unwrap(), "spring");
    assert!(row["drive_folder_id"].is_null() && row["error_message"].is_null());
    let keys = row["result_urls"].as_l().unwrap();
    let key = keys[0].as_s().unwrap();
    assert!(key.starts_with("results/") && !key.contains("://"), "a permanent key, no signed link: {key}");
    for column in ["created_at", "completed_at"] {
        let time = text(&row, column);
        assert!(time.len() == 24 && time.ends_with('Z'), "{column}: text that sorts as time does, {time}");
    }
    let schedule = row["schedule"].as_m().unwrap();
    assert_eq!(schedule["stage"].as_s().unwrap(), "done");
    assert!(!row.contains_key("due_at") && !row.contains_key("due_shard"), "nothing is due any more");
    world.assert_books().await;
}

#[tokio::test]
async fn a_failed_jobs_row_says_why() {
    let world = World::new().await;
    let owner = world.owner();
    let job_id = owner.submit(&json!({"prompt": "sim:fail", "width": 256, "height": 256})).await;
    owner.ended(&job_id).await;
    let row = row(&world, &job_id).await;
    assert_eq!((text(&row, "status"), text(&row, "error_code")), ("failed", "provider_failed"));
    assert!(text(&row, "error_message").ends_with('.'), "a sentence");
    assert_eq!(row["cost_cents"].as_n().unwrap(), "0");
    world.assert_books().await;
}

/// A timeline with everything that one may hold: addresses and texts of the greatest length.
fn largest_timeline() -> Value {
    let url = |name: String| format!("https://example.com/{name}/{}", "x".repeat(2048 - 40));
    let clips = (0..20).map(|at| json!({"source": url(format!("clip-{at:02}")), "start": 0, "end": 2}));
    let texts = (0..20).map(|_| json!({"text": "\u{1F6B2}".repeat(500), "position": {"x": 0.5, "y": 0.5}}));
    let overlays = (0..10).map(|at| json!({"source": url(format!("over-{at:02}")), "position": "top_left"}));
    json!({
        "aspect_ratio": "9:16",
        "resolution": "720p",
        "clips": clips.collect::<Vec<_>>(),
        "texts": texts.collect::<Vec<_>>(),
        "overlays": overlays.collect::<Vec<_>>(),
        "narration": {"source": url("narration".to_owned())},
        "music": {"source": url("music".to_owned())},
        "metadata": {"m": "x".repeat(2000)},
    })
}

async fn submitted(owner: &Client, path: &str, body: &Value) -> String {
    let accepted = owner.post(path, body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    accepted.text("job_id").to_owned()
}

async fn large_bodies(world: &World) -> usize {
    world.keys_under("requests/").await.len()
}

#[tokio::test]
async fn the_largest_request_makes_a_small_row_and_is_read_back_whole() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    let body = largest_timeline();
    let job_id = submitted(&owner, COMPOSITE, &body).await;
    let before = row(&world, &job_id).await;
    let whole = serde_json::to_vec(&body).unwrap().len();
    println!("a request of {whole} bytes makes a row of {} bytes", row_size(&before));
    assert!(row_size(&before) < LARGEST_ROW_BYTES, "{}", row_size(&before));
    assert_eq!((large_bodies(&world).await, before["settings"].as_m().unwrap().len()), (1, 0));

    let job = owner.job(&job_id).await;
    assert_eq!(job["settings"]["clips"][19]["source"], body["clips"][19]["source"]);
    assert_eq!(job["settings"]["texts"][19]["text"], body["texts"][19]["text"]);
    assert_eq!(job["metadata"], body["metadata"]);
    assert_eq!(owner.get("/creative-hub/generate/jobs").await.body["jobs"][0]["settings"], job["settings"]);

    assert_eq!(owner.cancel(&job_id).await.status, 200);
    let ended = row(&world, &job_id).await;
    assert!(row_size(&ended) < LARGEST_ROW_BYTES);
    assert_eq!(owner.job(&job_id).await["settings"], job["settings"], "later writes keep it");
    let retry = owner.request("POST", &format!("/creative-hub/generate/jobs/{job_id}/retry"));
    let again = owner.send(retry).await;
    assert_eq!(again.status, 202, "{again:?}");
    assert_eq!(owner.job(again.text("job_id")).await["settings"], job["settings"]);
    assert_eq!(owner.cancel(again.text("job_id")).await.status, 200);
    world.assert_books().await;
}

#[tokio::test]
async fn a_large_request_that_is_refused_leaves_nothing_in_the_bucket() {
    let world = World::with(Setup::by_hand()).await;
    let owner = world.owner();
    assert_eq!(owner.put("/credits/cap", &json!({"monthly_cap": 0})).await.status, 200);
    let refused = owner.post(COMPOSITE, &largest_timeline()).await;
    assert_eq!((refused.status, refused.text("error")), (402, "Monthly credit cap exceeded"));
    assert_eq!(large_bodies(&world).await, 0);
    world.assert_books().await;
}

#[tokio::test]
async fn a_long_prompt_is_cut_in_the_row_and_whole_for_the_client_and_the_vendor() {
    let world = World::new().await;
    let owner = world.owner();
    let prompt = "sunrise \u{1F305} ".repeat(190);
    let prompt = prompt.trim();
    let body =
        json!({"prompt": prompt, "negative_prompt": "x".repeat(400), "metadata": {"m": "x".repeat(1900)}});
    let job_id = submitted(&owner, "/creative-hub/generate/image", &body).await;
    let job = owner.ended(&job_id).await;
    assert_eq!((&job["status"], &job["prompt"]), (&json!("completed"), &json!(prompt)), "{job}");
    let row = row(&world, &job_id).await;
    assert!(row_size(&row) < LARGEST_ROW_BYTES, "{}", row_size(&row));
    assert!(prompt.starts_with(text(&row, "prompt")));
    world.assert_books().await;
}
