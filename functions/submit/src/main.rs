//! The Lambda function: reads its settings and runs.

use lambda_http::Error;
use submit::App;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let app = App::from_env().await?;
    let app = &app;
    web::run(move |request| submit::handle(app, request)).await
}
