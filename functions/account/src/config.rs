//! The function's configuration, read once.

use std::sync::Arc;

use ::alerts::Alerts;
use boot::{Aws, Env};
use clock::Clock;
use domain::api_key::KeyPrefix;
use store::Store;
use web::{Callers, Jwt, JwtSettings};

use crate::App;

impl App {
    pub async fn from_env() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut env = Env::default();
        let table_prefix = env.optional("TABLE_PREFIX");
        let topic_arn = env.required("ALERT_TOPIC_ARN");
        let key_prefix = env.parsed("KEY_PREFIX", KeyPrefix::parse);
        let catalog = Arc::new(boot::catalog(&mut env));
        let jwt = env.group(|setting| JwtSettings::read(setting));
        env.finish()?;

        let aws = Aws::load().await;
        let store = Store::new(aws.dynamodb(), &table_prefix);
        let clock = Clock::system();
        let callers = Callers::new(store.clone(), clock.clone()).with_jwt(Jwt::new(jwt, &clock)?);
        Ok(Self { alerts: Alerts::new(aws.sns(), topic_arn), callers, catalog, key_prefix, store, clock })
    }
}
