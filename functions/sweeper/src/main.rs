//! The Lambda function: wires and runs.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let jobs = sweeper::from_env().await?;
    lambda_runtime::run(service_fn(|_schedule: LambdaEvent<Value>| async {
        Ok::<_, Error>(sweeper::handle(&jobs).await?)
    }))
    .await
}
