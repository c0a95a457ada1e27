//! The Lambda function: reads its settings and runs.

use lambda_http::{Error, Request, service_fn};
use poll::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let app = App::from_env().await?;
    lambda_http::run(service_fn(|request: Request| async {
        Ok::<_, Error>(poll::handle(&app, request).await)
    }))
    .await
}
