//! Why a simulator cannot start, or cannot write down what it accepted.

use std::io;
use std::path::PathBuf;

/// All of these are the fault of the machine or of the options, never of a vendor's client.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("time_scale must be above 0 and at most 1, not {0}")]
    TimeScale(f64),
    #[error("base_url {0:?} must be an origin such as http://127.0.0.1:4000, without a trailing slash")]
    BaseUrl(String),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{}, line {line}: {source}", path.display())]
    Line { path: PathBuf, line: usize, source: serde_json::Error },
    #[error("a journal line could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the HTTP client that fetches inputs cannot be built: {0}")]
    Client(#[from] reqwest::Error),
}
