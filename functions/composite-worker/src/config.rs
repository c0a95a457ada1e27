//! The function's configuration, read once.

use std::collections::BTreeMap;
use std::path::Path;

use alerts::Alerts;
use boot::{Aws, Env};
use clock::Clock;
use compositor::Compositor;
use domain::Kind;
use domain::timing::Pace;
use engine::Jobs;
use fetch::{Fetcher, Policy};
use files::Files;
use queue::Queues;
use store::Store;

use crate::App;

pub async fn from_env() -> Result<App, Box<dyn std::error::Error + Send + Sync>> {
    let mut env = Env::default();
    let table_prefix = env.optional("TABLE_PREFIX");
    let bucket = env.required("BUCKET");
    let queue_url = env.required(&boot::queue_variable(Kind::Composite));
    let topic_arn = env.required("ALERT_TOPIC_ARN");
    let ffmpeg = env.required("FFMPEG");
    let fonts = env.required("FONTS");
    let policy =
        env.parsed("FETCH_ALLOW", |list| Policy::parse(list.split(',').filter(|entry| !entry.is_empty())));
    env.finish()?;

    let compositor = Compositor::open(Path::new(&ffmpeg), Path::new(&fonts)).await?;
    let aws = Aws::load().await;
    let files = Files::new(aws.s3(), bucket);
    let jobs = Jobs {
        store: Store::new(aws.dynamodb(), &table_prefix).with_bodies(files.clone()),
        queues: Queues::new(aws.sqs(), BTreeMap::from([(Kind::Composite, queue_url)])),
        alerts: Alerts::new(aws.sns(), topic_arn),
        clock: Clock::system(),
        pace: Pace::REAL,
    };
    let scratch = crate::scratch(&std::env::temp_dir())?;
    Ok(App { jobs, files, fetcher: Fetcher::new(policy)?, compositor, scratch })
}
