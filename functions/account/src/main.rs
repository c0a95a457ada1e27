//! The Lambda function: reads its settings and runs.

use account::App;
use lambda_http::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let app = App::from_env().await?;
    let app = &app;
    web::run(move |request| account::handle(app, request)).await
}
