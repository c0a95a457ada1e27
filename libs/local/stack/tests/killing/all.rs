//! Jobs of every model in every mode are under way while the stack is killed with `kill -9` again and again, and
//! started again on the same folder. Every job ends, nothing is charged twice, and nothing is started more often
//! than its route allows.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use domain::catalog::{OnUncertain, Vendor};
use domain::{Catalog, Kind};
use local::demo::{Client, PROMPT, orders};
use serde_json::Value;

use crate::running::Running;

/// Milliseconds between a start and its kill, which fall into submitting, calls, looks and saving.
const LIVES: [u64; 7] = [400, 1100, 250, 2300, 700, 1700, 3100];
const PATIENCE: Duration = Duration::from_mins(4);

#[tokio::test]
async fn every_job_of_the_whole_catalog_ends_however_often_the_stack_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let stack = Running::start(folder.path()).await;
    let client = Client::new(&stack.ready.api, &stack.ready.keys["owner"]).unwrap();
    let orders = orders::all(PROMPT, &client.prepare().await.unwrap());
    let mut jobs = BTreeMap::new();
    for order in &orders {
        let body = order.resolved(|name| jobs.get(name).cloned());
        let (job_id, _) = client.submit(order.path, &body).await.unwrap();
        jobs.insert(order.name.clone(), job_id);
    }
    stack.kill();
    for millis in LIVES {
        let stack = Running::start(folder.path()).await;
        tokio::time::sleep(Duration::from_millis(millis)).await;
        stack.kill();
    }

    let stack = Running::start(folder.path()).await;
    let client = Client::new(&stack.ready.api, &stack.ready.keys["owner"]).unwrap();
    let mut cost = 0;
    for (name, job_id) in &jobs {
        let job = ended(&client, job_id).await;
        cost += job["cost_cents"].as_i64().unwrap();
        // A start whose answer died with the stack may fail free of charge, and so may a job that waits for its
        // result.
        let fine = job["status"] == "completed"
            || (job["cost_cents"] == 0
                && ["provider_failed", "input_unreachable"].map(Value::from).contains(&job["error_code"]));
        assert!(fine, "{name}: {job}");
    }
    let balance = stack.owner.balance().await;
    assert_eq!(balance["balance"].as_i64().unwrap(), 100_000 - 10 * cost);
    assert_eq!(balance["held"], 0);
    assert_starts(&stack).await;
    stack.kill();
}

async fn ended(client: &Client, job_id: &str) -> Value {
    let started = Instant::now();
    loop {
        let job = client.job(job_id).await.unwrap();
        if job["status"] == "completed" || job["status"] == "failed" {
            return job;
        }
        assert!(started.elapsed() < PATIENCE, "it did not end in time: {job}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// Each order has words of its own, so each line of the simulators' usage is one job.
async fn assert_starts(stack: &Running) {
    let catalog = Catalog::shipped().unwrap();
    let usage = stack.usage().await;
    let lines = usage["jobs"].as_array().unwrap();
    // If the start of the picture that half of them use died with the stack, they are never started.
    assert!(lines.len() >= 12, "{} jobs were started", lines.len());
    for line in lines {
        let (vendor, model) = (line["vendor"].as_str().unwrap(), line["model"].as_str().unwrap());
        let most = most_starts(&catalog, vendor, model);
        assert!(line["starts"].as_u64().unwrap() <= most, "more than {most}: {line}");
    }
}

/// Two if a start whose answer was lost may be repeated once, else one.
fn most_starts(catalog: &Catalog, vendor: &str, model: &str) -> u64 {
    let vendor = Vendor::ALL.into_iter().find(|known| known.as_str() == vendor).unwrap();
    // A script is spoken with a call of its own, which every attempt makes again.
    if vendor == Vendor::Kling && model.contains("tts") {
        return u64::MAX;
    }
    let routes = Kind::ALL.into_iter().flat_map(|kind| catalog.of_kind(kind)).flat_map(|model| &model.routes);
    let repeats = routes
        .filter(|route| route.vendor == vendor && route.wire_models().any(|id| id == model))
        .any(|route| route.on_uncertain == OnUncertain::RetryOnce);
    if repeats { 2 } else { 1 }
}
