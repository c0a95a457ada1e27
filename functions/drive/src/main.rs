//! The Lambda function: reads its settings and runs.

use drive::App;
use lambda_http::{Error, Request, service_fn};

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let app = App::from_env().await?;
    lambda_http::run(service_fn(|request: Request| async {
        Ok::<_, Error>(drive::handle(&app, request).await)
    }))
    .await
}
