//! An append-only file of JSON lines. It knows files and lines, not what they mean.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;

/// A written line survives the death of the process, not that of the machine: nothing is synced to disk.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
    /// Bytes of whole lines.
    length: u64,
}

impl Journal {
    /// Opens or creates the file and gives what it holds, oldest first. A last line without its newline was
    /// torn by the death of its writer before the client got an answer: it is cut off.
    pub(crate) fn open<Entry: DeserializeOwned>(path: &Path) -> Result<(Self, Vec<Entry>), Error> {
        let (file, lines) = open_whole(path).map_err(|source| error_at(path, source))?;
        let entries = lines.lines().zip(1..).map(|(text, line)| {
            serde_json::from_str(text).map_err(|source| Error::Line { path: path.to_owned(), line, source })
        });
        let entries = entries.collect::<Result<_, _>>()?;
        let length = u64::try_from(lines.len()).unwrap_or(u64::MAX);
        Ok((Self { path: path.to_owned(), file, length }, entries))
    }

    /// On return the operating system has the whole line. After an error the file holds no part of it.
    pub(crate) fn append(&mut self, entry: &impl Serialize) -> Result<(), Error> {
        let mut line = serde_json::to_string(entry)?;
        line.push('\n');
        if let Err(source) = self.file.write_all(line.as_bytes()) {
            self.file.set_len(self.length).map_err(|source| error_at(&self.path, source))?;
            return Err(error_at(&self.path, source));
        }
        self.length = self.length.saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        Ok(())
    }
}

/// The file, ready to append, and its whole lines.
fn open_whole(path: &Path) -> io::Result<(File, String)> {
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    let file = OpenOptions::new().create(true).append(true).open(path)?;
    let mut bytes = fs::read(path)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline.saturating_add(1));
    if whole < bytes.len() {
        bytes.truncate(whole);
        file.set_len(u64::try_from(whole).map_err(io::Error::other)?)?;
    }
    Ok((file, String::from_utf8(bytes).map_err(io::Error::other)?))
}

fn error_at(path: &Path, source: io::Error) -> Error {
    Error::File { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reopened(path: &Path) -> (Journal, Vec<String>) {
        Journal::open(path).unwrap()
    }

    #[test]
    fn lines_come_back_in_order() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("deep").join("journal.jsonl");
        let (mut journal, entries) = reopened(&path);
        assert!(entries.is_empty());
        journal.append(&"one").unwrap();
        journal.append(&"two\nlines").unwrap();
        assert_eq!(reopened(&path).1, ["one", "two\nlines"]);
    }

    #[test]
    fn a_torn_last_line_is_cut_off_and_the_next_line_is_whole() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.jsonl");
        // The tear is in the middle of a two-byte character.
        fs::write(&path, b"\"one\"\n\"tw\xc3").unwrap();
        let (mut journal, entries) = reopened(&path);
        assert_eq!(entries, ["one"]);
        journal.append(&"three").unwrap();
        assert_eq!(reopened(&path).1, ["one", "three"]);
    }

    #[test]
    fn a_broken_line_in_the_middle_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.jsonl");
        fs::write(&path, "\"one\"\n?\n\"three\"\n").unwrap();
        let error = Journal::open::<String>(&path).unwrap_err();
        assert!(matches!(error, Error::Line { line: 2, .. }), "{error}");
    }
}
