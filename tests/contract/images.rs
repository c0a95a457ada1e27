//! docs/API.md, Submitting jobs and Reading and steering jobs: an image from submit to file.

use contract_tests::World;
use serde_json::{Value, json};

#[tokio::test]
async fn an_image_is_submitted_polled_and_read() {
    let world = World::new().await;
    let owner = world.owner();
    let body =
        json!({"prompt": "a red bicycle", "width": 512, "height": 512, "metadata": {"campaign": "spring"}});
    let accepted = owner.post("/creative-hub/generate/image", &body).await;
    assert_eq!((accepted.status, accepted.text("status")), (202, "pending"));
    assert_eq!(accepted.body["credits_estimated"], 40);
    assert_eq!(accepted.body["estimated_cost_cents"], 4);
    assert_eq!(accepted.body["polling_interval_ms"], 5000);
    let job_id = accepted.text("job_id");
    let status_url = format!("{}/api/v1/creative-hub/generate/jobs/{job_id}", world.stack.ready.api);
    assert_eq!(accepted.text("status_url"), status_url);

    let running = owner.get(&format!("/creative-hub/generate/jobs/{job_id}")).await;
    if running.text("status") != "completed" {
        assert_eq!(
            (running.headers["retry-after"].to_str().unwrap(), &running.body["polling_interval_ms"]),
            ("5", &json!(5000))
        );
        assert_eq!((&running.body["cost_cents"], &running.body["result_urls"]), (&json!(0), &json!([])));
    }

    let job = owner.ended(job_id).await;
    assert_eq!(job["status"], "completed", "{job}");
    assert_eq!(
        (&job["type"], &job["provider"], &job["prompt"]),
        (&json!("image"), &json!("flux_2_pro"), &json!("a red bicycle"))
    );
    assert_eq!(
        (&job["cost_cents"], &job["credits_charged"], &job["progress"]),
        (&json!(4), &json!(40), &json!(1.0))
    );
    assert_eq!((&job["metadata"], &job["drive_folder_id"]), (&json!({"campaign": "spring"}), &Value::Null));
    assert_eq!((&job["error_code"], &job["error_message"]), (&Value::Null, &Value::Null));
    assert_eq!(job["settings"]["applied"], json!({"native_width": 512, "native_height": 512}));
    for time in ["created_at", "started_at", "completed_at", "result_urls_expire_at"] {
        assert!(job[time].as_str().is_some_and(|time| time.ends_with('Z')), "{time}: {job}");
    }
    assert!(job.get("polling_interval_ms").is_none());

    let url = job["result_urls"][0].as_str().unwrap();
    assert_eq!(job["variants"][0]["url"], url);
    let (status, file) = owner.download(url).await;
    assert_eq!(status, 200);
    assert_eq!(image::guess_format(&file).unwrap(), image::ImageFormat::Png);
    world.assert_books().await;
}

#[tokio::test]
async fn a_link_cannot_be_prolonged_and_every_read_signs_afresh() {
    let world = World::new().await;
    let owner = world.owner();
    let job_id = owner.submit(&json!({"prompt": "links", "width": 256, "height": 256})).await;
    let job = owner.ended(&job_id).await;
    let url = job["result_urls"][0].as_str().unwrap().to_owned();
    assert!(url.contains("X-Amz-Expires=900"), "15 minutes: {url}");
    let tampered = url.replace("X-Amz-Expires=900", "X-Amz-Expires=90000");
    assert_eq!(owner.download(&tampered).await.0, 403);
    assert_eq!(owner.download(&url).await.0, 200);
    // The time in a signature is in whole seconds.
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    world.clock.advance_seconds(600);
    let later = owner.job(&job_id).await;
    assert_ne!(later["result_urls"][0], url.as_str());
    assert!(later["result_urls_expire_at"].as_str() > job["result_urls_expire_at"].as_str());
    assert_eq!(owner.download(later["result_urls"][0].as_str().unwrap()).await.0, 200);
    world.assert_books().await;
}

#[tokio::test]
async fn variants_are_made_side_by_side_and_charged_together() {
    let world = World::new().await;
    let owner = world.owner();
    let prompt = "four of a kind";
    let body = json!({"prompt": prompt, "num_variants": 4, "seed": 10, "width": 256, "height": 256});
    let job = owner.ended(&owner.submit(&body).await).await;
    assert_eq!((&job["status"], &job["cost_cents"]), (&json!("completed"), &json!(14)));
    assert_eq!(job["result_urls"].as_array().unwrap().len(), 4);
    let mut files = Vec::new();
    for url in job["result_urls"].as_array().unwrap() {
        files.push(owner.download(url.as_str().unwrap()).await.1);
    }
    files.sort();
    files.dedup();
    assert_eq!(files.len(), 4, "each variant has its own seed");
    assert_eq!(world.usage_of(prompt).await, (4, 4));
    world.assert_books().await;
}
