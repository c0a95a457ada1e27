//! The command line client of Creative Hub. [`run`] is one call of `hub`; the program and the tests call it alike.
//!
//! It knows the API and nothing behind it: of the workspace it uses `domain`'s words, such as ids and kinds. What it reads
//! of the API's replies is in `replies`.

mod api;
mod args;
mod commands;
mod download;
mod environment;
mod failure;
mod keep;
mod making;
mod mime;
mod options;
mod progress;
mod replies;
mod retry;
mod shell;
mod source;
mod table;
mod timeline;
mod upload;
mod wait;

use std::ffi::OsString;
use std::future::Future;

use clap::Parser;

pub use api::{Answer, Api, Call, http_client};
pub use environment::Environment;
pub use failure::{Failure, Refusal};
pub use shell::Shell;

use crate::args::Arguments;
use crate::commands::Hub;
use crate::shell::Watched;

/// Runs one command line, the program's name first, and returns the exit code. `interrupted` ends it early.
pub async fn run(
    arguments: impl IntoIterator<Item = OsString>,
    environment: Environment,
    mut shell: Shell<'_>,
    interrupted: impl Future<Output = ()>,
) -> u8 {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(refusal) => return shell.show_usage(&refusal),
    };
    let (watched, json) = (Watched::default(), arguments.json);
    let environment = environment.with_url(arguments.url);
    let mut hub = Hub { environment, shell, json, watched: watched.clone() };
    let done = {
        let command = Box::pin(hub.run(arguments.command));
        // In this order, so that a signal is listened to before anything is sent.
        tokio::select! {
            biased;
            () = interrupted => Err(Failure::Interrupted(watched.job())),
            done = command => done,
        }
    };
    done.map_or_else(|failure| hub.shell.show(&failure, json), |()| 0)
}
