//! The function's configuration, read once.

use std::collections::BTreeMap;

use alerts::Alerts;
use boot::{Aws, Env};
use clock::Clock;
use domain::Kind;
use domain::schedule::Pace;
use engine::Jobs;
use queue::Queues;
use store::Store;

pub async fn from_env() -> Result<Jobs, Box<dyn std::error::Error + Send + Sync>> {
    let mut env = Env::default();
    let table_prefix = env.optional("TABLE_PREFIX");
    let image_queue = env.required("QUEUE_URL_IMAGE");
    let topic_arn = env.required("ALERT_TOPIC_ARN");
    env.finish()?;

    let aws = Aws::load().await;
    Ok(Jobs {
        store: Store::new(aws.dynamodb(), &table_prefix),
        queues: Queues::new(aws.sqs(), BTreeMap::from([(Kind::Image, image_queue)])),
        alerts: Alerts::new(aws.sns(), topic_arn),
        clock: Clock::system(),
        pace: Pace::REAL,
    })
}
