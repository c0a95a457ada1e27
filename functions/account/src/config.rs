//! The function's configuration, read once.

use boot::{Aws, Env};
use clock::Clock;
use store::Store;
use web::Callers;

use crate::App;

impl App {
    pub async fn from_env() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut env = Env::default();
        let table_prefix = env.optional("TABLE_PREFIX");
        env.finish()?;

        let store = Store::new(Aws::load().await.dynamodb(), &table_prefix);
        let clock = Clock::system();
        Ok(Self { callers: Callers::new(store.clone(), clock.clone()), store, clock })
    }
}
