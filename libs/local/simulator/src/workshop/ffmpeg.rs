//! Runs `ffmpeg` and `ffprobe` as child processes, with an argument vector and never a shell, a few at a
//! time. What they make appears under its final name whole or not at all.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::Ordering;
use std::time::Duration;

use bytes::Bytes;
use tokio::fs;
use tokio::process::Command;
use tokio::time::timeout;

use super::{MediaError, Workshop};

/// A clip of 10 s takes about one second.
const LIMIT: Duration = Duration::from_mins(2);

impl Workshop {
    /// The file of this name, made by ffmpeg unless it is there already. `arguments` gets the path to write.
    pub(super) async fn made(
        &self,
        name: &str,
        arguments: impl AsyncFnOnce(&Self) -> Result<Arguments, MediaError>,
    ) -> Result<Bytes, MediaError> {
        let path = self.dir.join("made").join(name);
        if let Some(bytes) = read(&path).await? {
            return Ok(bytes);
        }
        let Arguments { mut list, inputs } = arguments(self).await?;
        let out = self.scrap("out");
        let before = ["-hide_banner", "-nostdin", "-v", "error", "-y"].map(OsString::from);
        list.splice(0..0, before);
        list.push(out.0.clone().into_os_string());
        self.run("ffmpeg", list).await?;
        drop(inputs);
        let bytes = fs::read(&out.0).await.map_err(MediaError::at(&out.0))?;
        fs::rename(&out.0, &path).await.map_err(MediaError::at(&path))?;
        Ok(bytes.into())
    }

    /// What the program says on its standard output.
    pub(super) async fn run(
        &self,
        program: &'static str,
        arguments: Vec<OsString>,
    ) -> Result<Vec<u8>, MediaError> {
        // The semaphore is never closed, so a refusal cannot happen; without a permit it would still work.
        let _permit = self.children.acquire().await.ok();
        let child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .output();
        let ended = timeout(LIMIT, child).await.map_err(|_| MediaError::TooSlow { program, limit: LIMIT })?;
        let output = ended.map_err(|source| MediaError::NoProgram { program, source })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        Err(MediaError::Program { program, stderr })
    }

    /// A name for a file that is needed for a moment.
    pub(super) fn scrap(&self, extension: &str) -> Scrap {
        let number = self.scraps.fetch_add(1, Ordering::Relaxed);
        Scrap(self.dir.join("scraps").join(format!("{number}.{extension}")))
    }

    pub(super) async fn scrap_of(&self, bytes: &[u8], extension: &str) -> Result<Scrap, MediaError> {
        let scrap = self.scrap(extension);
        fs::write(&scrap.0, bytes).await.map_err(MediaError::at(&scrap.0))?;
        Ok(scrap)
    }
}

/// What ffmpeg is to do, without the file to write.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    list: Vec<OsString>,
    /// They must live until ffmpeg is done.
    inputs: Vec<Scrap>,
}

impl Arguments {
    pub(super) fn words(mut self, words: &str) -> Self {
        self.list.extend(words.split_whitespace().map(OsString::from));
        self
    }

    /// One argument, spaces and all.
    pub(super) fn word(mut self, word: impl Into<OsString>) -> Self {
        self.list.push(word.into());
        self
    }

    pub(super) fn input(self, path: &Path) -> Self {
        self.word("-i").word(path)
    }

    pub(super) fn scrap_input(mut self, scrap: Scrap) -> Self {
        self = self.input(&scrap.0.clone());
        self.inputs.push(scrap);
        self
    }
}

/// A file that is gone when this is dropped, also when its task is.
#[derive(Debug)]
pub(super) struct Scrap(PathBuf);

impl Scrap {
    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        // Moved to its final place, or never written.
        let _ = std::fs::remove_file(&self.0);
    }
}

pub(super) async fn read(path: &Path) -> Result<Option<Bytes>, MediaError> {
    match fs::read(path).await {
        Ok(bytes) => Ok(Some(bytes.into())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(MediaError::at(path)(error)),
    }
}
