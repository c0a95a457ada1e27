//! The Lambda function: it has no settings, and runs.

use lambda_http::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    web::run(docs::handle).await
}
