//! The file in which `hub login` keeps an address and a key. Only its owner can read it.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// An API and the key for it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Login {
    /// Up to `/api/v1`.
    pub(crate) url: String,
    pub(crate) key: String,
}

/// The file's login, if there is such a file.
pub(crate) fn read(file: &Path) -> Result<Option<Login>, Failure> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::Usage(format!("{} cannot be read: {error}", file.display()))),
    };
    toml::from_str(&text).map(Some).map_err(|_| {
        Failure::Usage(format!("{} is no file of `hub login`. Delete it, and log in again.", file.display()))
    })
}

/// The file appears as a whole. A temporary file has the mode 0600, and keeps it.
pub(crate) fn write(file: &Path, login: &Login) -> Result<(), Failure> {
    let text = toml::to_string(login).map_err(|error| Failure::Usage(error.to_string()))?;
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let written = fs::create_dir_all(folder).and_then(|()| {
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        whole.write_all(text.as_bytes())?;
        Ok(whole.persist(file)?)
    });
    written
        .map(drop)
        .map_err(|error| Failure::Usage(format!("{} cannot be written: {error}", file.display())))
}
