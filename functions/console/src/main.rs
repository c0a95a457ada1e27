//! The Lambda function: reads its settings and runs.

use hub_console::App;
use lambda_http::Error;

#[tokio::main]
async fn main() -> Result<(), Error> {
    boot::logging();
    let app = App::from_env()?;
    let app = &app;
    web::run(move |request| hub_console::handle(app, request)).await
}
