//! The timeline of an ad: where it is read from.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::Failure;

const STDIN: &str = "-";

/// The timeline, and the folder that its paths begin in: its own, so that it can be moved together with its files.
pub(crate) fn read(file: &Path) -> Result<(Value, PathBuf), Failure> {
    let from_stdin = file == Path::new(STDIN);
    let text = if from_stdin { stdin() } else { fs::read_to_string(file) };
    let text = text.map_err(|error| Failure::Usage(format!("{} cannot be read: {error}", file.display())))?;
    let timeline = serde_json::from_str(&text)
        .map_err(|error| Failure::Usage(format!("{} is not JSON: {error}", file.display())))?;
    let folder = file.parent().filter(|_| !from_stdin).unwrap_or_else(|| Path::new("."));
    Ok((timeline, folder.to_owned()))
}

fn stdin() -> io::Result<String> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    Ok(text)
}
