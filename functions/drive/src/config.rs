//! The function's configuration, read once.

use boot::{Aws, Env};
use clock::Clock;
use files::Files;
use store::Store;
use web::{Callers, Jwt, JwtSettings};

use crate::App;

impl App {
    pub async fn from_env() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut env = Env::default();
        let table_prefix = env.optional("TABLE_PREFIX");
        let bucket = env.required("BUCKET");
        let jwt = env.group(|setting| JwtSettings::read(setting));
        env.finish()?;

        let aws = Aws::load().await;
        let store = Store::new(aws.dynamodb(), &table_prefix);
        let clock = Clock::system();
        let callers = Callers::new(store.clone(), clock.clone()).with_jwt(Jwt::new(jwt, &clock)?);
        Ok(Self { files: Files::new(aws.s3(), bucket), callers, store, clock })
    }
}
