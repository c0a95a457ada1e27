//! The Lambda function. An audit with differences is a failed invocation, so that the alarm on errors rings.

use boot::{Aws, Env};
use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;
use store::Store;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let mut env = Env::default();
    let table_prefix = env.optional("TABLE_PREFIX");
    env.finish()?;
    let store = Store::new(Aws::load().await.dynamodb(), &table_prefix);
    lambda_runtime::run(service_fn(|_schedule: LambdaEvent<Value>| async {
        let audit = books::audit_twice(&store).await?;
        for difference in &audit.differences {
            tracing::error!(difference, "the books do not balance");
        }
        if audit.differences.is_empty() { Ok(audit) } else { Err(Error::from("the books do not balance")) }
    }))
    .await
}
