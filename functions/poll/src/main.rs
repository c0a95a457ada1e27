//! The Lambda function: reads its settings and runs.

use lambda_http::Error;
use poll::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let app = App::from_env().await?;
    let app = &app;
    web::run(move |request| poll::handle(app, request)).await
}
