//! The function's configuration, read once.

use std::sync::Arc;

use boot::{Aws, Env};
use clock::Clock;
use files::Files;
use picks::Picks;
use queue::Queues;
use store::{Healths, Store};
use vendors::Vendors;
use web::{Callers, Jwt, JwtSettings};

use crate::App;

impl App {
    pub async fn from_env() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut env = Env::default();
        let table_prefix = env.optional("TABLE_PREFIX");
        let bucket = env.required("BUCKET");
        let queue_urls = boot::queue_urls(&mut env);
        let secret_id = env.required("VENDOR_SECRET_ID");
        let catalog = boot::catalog(&mut env);
        let jwt = env.group(|setting| JwtSettings::read(setting));
        env.finish()?;

        let aws = Aws::load().await;
        let files = Files::new(aws.s3(), bucket);
        let store = Store::new(aws.dynamodb(), &table_prefix).with_bodies(files.clone());
        let clock = Clock::system();
        let vendors = Vendors::new(boot::vendor_keys(&aws.secrets(), &secret_id).await?)?;
        Ok(Self {
            callers: Callers::new(store.clone(), clock.clone()).with_jwt(Jwt::new(jwt, &clock)?),
            files,
            queues: Queues::new(aws.sqs(), queue_urls),
            catalog: Arc::new(catalog),
            picks: Picks::new(vendors, clock.clone()),
            healths: Healths::new(store.clone()),
            store,
            clock,
        })
    }
}
