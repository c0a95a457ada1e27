//! The Lambda function: reads its settings and runs.

use lambda_runtime::{Error, LambdaEvent, service_fn};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let jobs = sweeper::from_env().await?;
    lambda_runtime::run(service_fn(|_schedule: LambdaEvent<Value>| async {
        let swept = sweeper::handle(&jobs).await?;
        // A job that can never be taken up must ring the alarm on errors, so it fails the invocation.
        match swept.failed {
            0 => Ok(swept),
            failed => Err(Error::from(format!("{failed} due jobs could not be taken up"))),
        }
    }))
    .await
}
