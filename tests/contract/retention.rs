//! docs/ARCHITECTURE.md, The drive: results and files are kept, inputs and abandoned uploads expire.

use contract_tests::{Client, World, png};
use serde_json::{Value, json};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Lets days pass, applies the bucket's lifecycle rules, and returns the keys that were deleted.
async fn pass(world: &World, days: i64) -> Vec<String> {
    world.clock.advance_seconds(days * DAY_SECONDS);
    world.stack.lifecycle.expire().await.unwrap()
}

/// The bytes that a file's content link leads to.
async fn content(client: &Client, file: &Value) -> Vec<u8> {
    let path = format!("/creative-hub/drive/files/{}/content", file["id"].as_str().unwrap());
    let (status, link) = client.redirect(&path).await;
    assert_eq!(status, 302, "{file}");
    let (status, bytes) = client.download(&link).await;
    assert_eq!(status, 200, "{file}");
    bytes
}

async fn files(client: &Client) -> Vec<Value> {
    client.get("/creative-hub/drive/files").await.body["files"].as_array().unwrap().clone()
}

async fn result(client: &Client, job_id: &str) -> Vec<u8> {
    let job = client.job(job_id).await;
    let (status, bytes) = client.download(job["result_urls"][0].as_str().unwrap()).await;
    assert_eq!(status, 200, "{job}");
    bytes
}

#[tokio::test]
async fn results_files_and_their_content_links_never_expire() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    let job_id = owner.submit_picture("to be kept").await;
    owner.ended(&job_id).await;
    let uploaded = owner.upload("a.png", "image/png", &png(8, 8), None).await;
    let filed = files(&owner).await;
    assert_eq!(filed.len(), 2, "the job's result and the upload: {filed:?}");
    let made = result(&owner, &job_id).await;
    for days in [0, 30, 370] {
        let gone = pass(&world, days).await;
        assert!(gone.iter().all(|key| key.starts_with("uploads/")), "{gone:?}");
        assert_eq!(result(&owner, &job_id).await, made);
        assert_eq!(files(&owner).await, filed);
        for file in &filed {
            let expected = if file["id"] == uploaded["id"] { png(8, 8) } else { made.clone() };
            assert_eq!(content(&owner, file).await, expected, "{file}");
        }
    }
    assert_eq!(world.keys_under("uploads/").await, Vec::<String>::new(), "it lies under files/ by now");
    world.assert_books().await;
}

#[tokio::test]
async fn an_abandoned_upload_is_deleted_with_its_bytes() {
    let world = World::new().await;
    let owner = world.owner();
    let upload = owner.begin_upload("a.png", "image/png", png(8, 8).len(), None).await;
    assert_eq!(owner.put_bytes(&upload, &png(8, 8)).await, 200);
    assert_eq!(pass(&world, 1).await, Vec::<String>::new());
    let keys = world.keys_under("uploads/").await;
    assert_eq!(keys.len(), 1, "for longer than it can be completed");
    assert_eq!(pass(&world, 2).await, keys);
    assert_eq!(world.keys_under("uploads/").await, Vec::<String>::new());
    assert_eq!(owner.complete(&upload).await.status, 404);
    assert_eq!(files(&owner).await, Vec::<Value>::new());
}

#[tokio::test]
async fn inputs_are_deleted_after_a_month_and_results_stay() {
    let world = World::new().await;
    let owner = world.owner();
    let reference = owner.upload("a.png", "image/png", &png(512, 512), None).await;
    let body = json!({
        "prompt": "like this", "provider": "nano_banana", "reference_image_urls": [reference["asset"]],
    });
    let accepted = owner.post("/creative-hub/image-studio/generate", &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    let job_id = accepted.text("generation_id").to_owned();
    let job = owner.ended(&job_id).await;
    assert_eq!(job["status"], "completed", "{job}");
    let made = result(&owner, &job_id).await;

    let brought_in = world.keys_under("inputs/").await;
    assert_eq!(brought_in.len(), 1, "{brought_in:?}");
    pass(&world, 29).await;
    assert_eq!(world.keys_under("inputs/").await, brought_in);
    assert_eq!(pass(&world, 2).await, brought_in);
    assert_eq!(world.keys_under("inputs/").await, Vec::<String>::new());
    assert_eq!(result(&owner, &job_id).await, made);
    assert_eq!(content(&owner, &reference).await, png(512, 512), "the file itself was only read");
    world.assert_books().await;
}

/// DynamoDB deletes a row some time after its time to live.
#[tokio::test]
async fn only_abandoned_uploads_have_a_time_to_live() {
    let world = World::with_bfl().await;
    let owner = world.owner();
    owner.ended(&owner.submit_picture("to be kept").await).await;
    owner.upload("a.png", "image/png", &png(8, 8), None).await;
    owner.create_folder("a", None).await;
    let begun = owner.begin_upload("b.png", "image/png", 100, None).await;
    let all = world.all_data_of(world.team()).await;
    let rows: Vec<&String> = all.iter().filter(|row| row.starts_with("drive: ")).collect();
    assert!(rows.len() >= 4, "{rows:?}");
    let mortal: Vec<_> = rows.into_iter().filter(|row| row.contains("removed_after")).collect();
    assert_eq!(mortal.len(), 1, "{mortal:?}");
    assert!(mortal[0].contains(begun["id"].as_str().unwrap()), "{mortal:?}");
}
