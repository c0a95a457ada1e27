//! `hub`: reads the environment, runs one command, and ends with its exit code.

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use hub_cli::{Environment, Shell, http_client, run};

#[tokio::main]
async fn main() -> ExitCode {
    let environment = Environment::from_variables(|name| std::env::var_os(name)?.into_string().ok());
    let http = match http_client() {
        Ok(http) => http,
        Err(error) => {
            eprintln!("hub: the HTTP client cannot be built: {error}");
            return ExitCode::FAILURE;
        }
    };
    let (mut stdout, mut stderr) = (io::stdout(), io::stderr());
    let is_terminal = stderr.is_terminal();
    let shell = Shell { http, out: &mut stdout, err: &mut stderr, is_terminal };
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let code = Box::pin(run(std::env::args_os(), environment, shell, interrupted)).await;
    ExitCode::from(code)
}
