//! The function's configuration, read once.

use std::sync::Arc;

use alerts::Alerts;
use boot::{Aws, Env};
use clock::Clock;
use domain::Kind;
use domain::timing::Pace;
use engine::{Engine, Jobs};
use fetch::{Fetcher, Policy};
use files::Files;
use queue::Queues;
use store::Store;
use vendors::Vendors;

pub async fn from_env() -> Result<Engine, Box<dyn std::error::Error + Send + Sync>> {
    let mut env = Env::default();
    let kind = env.parsed("KIND", read_kind);
    let table_prefix = env.optional("TABLE_PREFIX");
    let bucket = env.required("BUCKET");
    let queue_url = kind.map(|kind| env.required(&boot::queue_variable(kind)));
    let topic_arn = env.required("ALERT_TOPIC_ARN");
    let secret_id = env.required("VENDOR_SECRET_ID");
    let policy =
        env.parsed("FETCH_ALLOW", |list| Policy::parse(list.split(',').filter(|entry| !entry.is_empty())));
    let catalog = boot::catalog(&mut env);
    env.finish()?;

    let aws = Aws::load().await;
    let files = Files::new(aws.s3(), bucket);
    let jobs = Jobs {
        store: Store::new(aws.dynamodb(), &table_prefix).with_bodies(files.clone()),
        queues: Queues::new(aws.sqs(), kind.zip(queue_url).into_iter().collect()),
        alerts: Alerts::new(aws.sns(), topic_arn),
        clock: Clock::system(),
        pace: Pace::REAL,
    };
    let vendors = Vendors::new(boot::vendor_keys(&aws.secrets(), &secret_id).await?)?;
    Ok(Engine::new(jobs, files, vendors, Fetcher::new(policy)?, Arc::new(catalog)))
}

/// The kind whose queue the worker serves. Composites have a worker of their own.
fn read_kind(name: &str) -> Result<Option<Kind>, String> {
    match Kind::from_name(name) {
        Some(kind) if kind != Kind::Composite => Ok(Some(kind)),
        _ => Err(format!("must be image, video, avatar or tts, got {name:?}")),
    }
}
