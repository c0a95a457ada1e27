//! The function's configuration, read once.

use std::collections::BTreeMap;
use std::sync::Arc;

use boot::{Aws, Env};
use clock::Clock;
use domain::{Catalog, Kind};
use queue::Queues;
use store::Store;
use web::Callers;

use crate::App;

impl App {
    pub async fn from_env() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut env = Env::default();
        let table_prefix = env.optional("TABLE_PREFIX");
        let image_queue = env.required("QUEUE_URL_IMAGE");
        let secret_id = env.required("VENDOR_SECRET_ID");
        env.finish()?;

        let aws = Aws::load().await;
        let store = Store::new(aws.dynamodb(), &table_prefix);
        let clock = Clock::system();
        let keys = boot::vendor_keys(&aws.secrets(), &secret_id).await?;
        Ok(Self {
            callers: Callers::new(store.clone(), clock.clone()),
            queues: Queues::new(aws.sqs(), BTreeMap::from([(Kind::Image, image_queue)])),
            catalog: Arc::new(Catalog::shipped()?),
            vendors: keys.into_keys().collect(),
            store,
            clock,
        })
    }
}
