//! The Lambda function: reads its settings and runs.

use aws_lambda_events::event::sqs::SqsEvent;
use lambda_runtime::{Error, LambdaEvent, service_fn};

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let app = composite_worker::from_env().await?;
    lambda_runtime::run(service_fn(|event: LambdaEvent<SqsEvent>| async {
        Ok::<_, Error>(composite_worker::handle(&app, event.payload).await)
    }))
    .await
}
