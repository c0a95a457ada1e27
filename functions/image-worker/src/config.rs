//! The function's configuration, read once.

use std::collections::BTreeMap;
use std::sync::Arc;

use alerts::Alerts;
use boot::{Aws, Env};
use clock::Clock;
use domain::catalog::Vendor;
use domain::schedule::Pace;
use domain::{Catalog, Kind};
use engine::{Engine, Jobs};
use fetch::{Fetcher, Policy};
use files::Files;
use providers::Providers;
use queue::Queues;
use store::Store;

pub async fn from_env() -> Result<Engine, Box<dyn std::error::Error + Send + Sync>> {
    let mut env = Env::default();
    let table_prefix = env.optional("TABLE_PREFIX");
    let bucket = env.required("BUCKET");
    let image_queue = env.required("QUEUE_URL_IMAGE");
    let topic_arn = env.required("ALERT_TOPIC_ARN");
    let secret_id = env.required("VENDOR_SECRET_ID");
    let policy =
        env.parsed("FETCH_ALLOW", |list| Policy::parse(list.split(',').filter(|entry| !entry.is_empty())));
    let base_urls = env.parsed("VENDOR_BASE_URLS", read_base_urls);
    env.finish()?;

    let mut catalog = Catalog::shipped()?;
    for (vendor, base_url) in base_urls {
        catalog.redirect(vendor, &base_url);
    }
    let aws = Aws::load().await;
    let jobs = Jobs {
        store: Store::new(aws.dynamodb(), &table_prefix),
        queues: Queues::new(aws.sqs(), BTreeMap::from([(Kind::Image, image_queue)])),
        alerts: Alerts::new(aws.sns(), topic_arn),
        clock: Clock::system(),
        pace: Pace::REAL,
    };
    let providers = Providers::new(boot::vendor_keys(&aws.secrets(), &secret_id).await?)?;
    let files = Files::new(aws.s3(), bucket);
    Ok(Engine::new(jobs, files, providers, Fetcher::new(policy)?, Arc::new(catalog)))
}

/// A JSON object of vendor → base address; empty text is an empty object.
fn read_base_urls(text: &str) -> Result<BTreeMap<Vendor, String>, serde_json::Error> {
    if text.is_empty() { Ok(BTreeMap::new()) } else { serde_json::from_str(text) }
}
