//! The Lambda function. An audit with differences is a failed invocation, so that the alarm on errors rings.

use std::collections::BTreeMap;
use std::sync::Arc;

use books::Sunsets;
use boot::{Aws, Env};
use clock::Clock;
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use store::{Healths, Store};
use vendors::Vendors;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let mut env = Env::default();
    let table_prefix = env.optional("TABLE_PREFIX");
    let secret_id = env.required("VENDOR_SECRET_ID");
    let catalog = Arc::new(boot::catalog(&mut env));
    env.finish()?;
    let aws = Aws::load().await;
    let store = Store::new(aws.dynamodb(), &table_prefix);
    // The audit does not need the keys, so it does not fail for want of them.
    let keys = boot::vendor_keys(&aws.secrets(), &secret_id).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "no vendor can be asked when its models end");
        BTreeMap::new()
    });
    let vendors = Vendors::new(keys)?;
    let sunsets = Sunsets { catalog, vendors, healths: Healths::new(store.clone()), clock: Clock::system() };
    lambda_runtime::run(service_fn(|_schedule: LambdaEvent<Value>| async {
        sunsets.report().await;
        let audit = books::audit_twice(&store).await?;
        for difference in &audit.differences {
            tracing::error!(difference, "the books do not balance");
        }
        if audit.differences.is_empty() { Ok(audit) } else { Err(Error::from("the books do not balance")) }
    }))
    .await
}
