//! The function's configuration, read once.

use alerts::Alerts;
use boot::{Aws, Env};
use clock::Clock;
use domain::timing::Pace;
use engine::Jobs;
use files::Files;
use queue::Queues;
use store::Store;

pub async fn from_env() -> Result<Jobs, Box<dyn std::error::Error + Send + Sync>> {
    let mut env = Env::default();
    let table_prefix = env.optional("TABLE_PREFIX");
    let bucket = env.required("BUCKET");
    let queue_urls = boot::queue_urls(&mut env);
    let topic_arn = env.required("ALERT_TOPIC_ARN");
    env.finish()?;

    let aws = Aws::load().await;
    Ok(Jobs {
        store: Store::new(aws.dynamodb(), &table_prefix).with_bodies(Files::new(aws.s3(), bucket)),
        queues: Queues::new(aws.sqs(), queue_urls),
        alerts: Alerts::new(aws.sns(), topic_arn),
        clock: Clock::system(),
        pace: Pace::REAL,
    })
}
