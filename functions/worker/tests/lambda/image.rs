//! An image job from its first message to its file, and messages that are delivered twice or cannot be read.

use contract_tests::{Lambda, Setup, World, event, refusal_to_start};
use domain::Kind;
use serde_json::{Value, json};

use super::{BINARY, worker};

async fn world() -> (World, Lambda) {
    let world = World::with(Setup::by_hand()).await;
    let worker = worker(&world, Kind::Image).await;
    (world, worker)
}

async fn submit(world: &World, prompt: &str) -> String {
    world.owner().submit(&json!({"prompt": prompt, "width": 256, "height": 256})).await
}

/// A batch of messages with these bodies, in records like the example's. Their ids are `message 0`, `message 1`, …
fn batch(bodies: &[&str]) -> Value {
    let mut event = event("image-worker.sqs", &[]);
    let example = event["Records"][0].clone();
    let records = bodies.iter().enumerate().map(|(index, body)| {
        let mut record = example.clone();
        record["messageId"] = json!(format!("message {index}"));
        record["body"] = json!(body);
        record
    });
    event["Records"] = records.collect();
    event
}

fn all_done() -> Value {
    json!({"batchItemFailures": []})
}

#[tokio::test]
async fn a_job_is_carried_from_its_first_message_to_its_file() {
    let (world, worker) = world().await;
    let owner = world.owner();
    let job_id = submit(&world, "a red bicycle").await;
    let first = world.lose_message().await;
    assert_eq!(worker.invoke(&batch(&[&first])).await, all_done());
    assert_eq!(owner.job(&job_id).await["status"], "processing");

    while owner.job(&job_id).await["status"] == "processing" {
        let look = world.next_message().await;
        assert_eq!(worker.invoke(&batch(&[&look])).await, all_done());
    }
    let job = owner.job(&job_id).await;
    assert_eq!((&job["status"], &job["credits_charged"]), (&json!("completed"), &json!(40)), "{job}");
    let (status, file) = world.stranger().download(job["result_urls"][0].as_str().unwrap()).await;
    assert_eq!((status, file.starts_with(b"\x89PNG")), (200, true));
    assert_eq!(owner.balance().await["balance"], 100_000 - 40);
    assert_eq!(world.usage_of("a red bicycle").await, (1, 1));
    world.assert_books().await;
}

#[tokio::test]
async fn only_the_message_that_cannot_be_read_goes_back() {
    let (world, worker) = world().await;
    let owner = world.owner();
    let jobs = [submit(&world, "one").await, submit(&world, "two").await];
    let (one, two) = (world.lose_message().await, world.lose_message().await);
    let response = worker.invoke(&batch(&[&one, "nonsense", &two])).await;
    assert_eq!(response, json!({"batchItemFailures": [{"itemIdentifier": "message 1"}]}));
    for job_id in &jobs {
        assert_eq!(owner.job(job_id).await["status"], "processing");
    }
    world.assert_books().await;
}

#[tokio::test]
async fn a_message_delivered_again_after_its_job_ended_changes_nothing() {
    let (world, worker) = world().await;
    let owner = world.owner();
    let job_id = submit(&world, "twice").await;
    let first = world.lose_message().await;
    assert_eq!(worker.invoke(&batch(&[&first, &first])).await, all_done());
    let ended = world.run_to_end(&owner, &job_id).await;
    assert_eq!(worker.invoke(&batch(&[&first])).await, all_done());
    assert_eq!(owner.job(&job_id).await["completed_at"], ended["completed_at"]);
    assert_eq!(world.usage_of("twice").await, (1, 1));
    world.assert_books().await;
}

/// The job of the example is unknown here, as if a deployment of long ago had sent the message.
#[tokio::test]
async fn the_example_message_has_the_form_of_a_real_one() {
    let (world, worker) = world().await;
    let example = event("image-worker.sqs", &[]);
    assert_eq!(worker.invoke(&example).await, all_done());

    let record = &example["Records"][0];
    let body = record["body"].as_str().unwrap();
    submit(&world, "a red bicycle").await;
    let real: Value = serde_json::from_str(&world.lose_message().await).unwrap();
    let example: Value = serde_json::from_str(body).unwrap();
    let shape = |message: &Value| -> Vec<(String, std::mem::Discriminant<Value>)> {
        let fields = message.as_object().unwrap().iter();
        fields.map(|(name, value)| (name.clone(), std::mem::discriminant(value))).collect()
    };
    assert_eq!(shape(&example), shape(&real));

    let sqs = &world.stack.clients.sqs;
    let sent = sqs.send_message().queue_url(world.stack.queue_url(Kind::Image)).message_body(body);
    let sent = sent.send().await.unwrap();
    assert_eq!(record["md5OfBody"], sent.md5_of_message_body.unwrap());
}

#[test]
fn every_missing_or_wrong_setting_is_named_at_once() {
    let wrong = [("FETCH_ALLOW", "no such host!"), ("VENDOR_BASE_URLS", "bfl=http://127.0.0.1")];
    let refusal = refusal_to_start(BINARY, &[&[("KIND", "image")][..], &wrong].concat());
    for name in ["BUCKET", "QUEUE_URL_IMAGE", "ALERT_TOPIC_ARN", "VENDOR_SECRET_ID"] {
        assert!(refusal.contains(&format!("{name} is not set")), "{refusal}");
    }
    for (name, _) in wrong {
        assert!(refusal.contains(&format!("{name}: ")), "{refusal}");
    }
}
