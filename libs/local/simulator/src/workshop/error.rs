//! Why a file could not be made. Every one of these is the machine's or our own fault, so every vendor
//! answers it with its 500.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::picture::RenderError;

#[derive(Debug, thiserror::Error)]
pub(crate) enum MediaError {
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error("{}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{program} cannot be run, is it installed? {source}")]
    NoProgram { program: &'static str, source: io::Error },
    #[error("{program} failed: {stderr}")]
    Program { program: &'static str, stderr: String },
    #[error("{program} took longer than {limit:?}")]
    TooSlow { program: &'static str, limit: Duration },
    #[error("a rendering thread died: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

impl MediaError {
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::File { path, source }
    }
}
