//! The pictures and sounds that clients give us, kept on disk under their hash: a task that was started with
//! them can be delivered after a restart.

use std::ffi::OsString;
use std::path::PathBuf;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::fs;
use tokio::task::spawn_blocking;

use super::clip::hex;
use super::{MediaError, Workshop, ffmpeg};
use crate::numbers;
use crate::picture::Size;

/// The SHA-256 of a kept file, in hex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept(String);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptPicture {
    pub(crate) kept: Kept,
    pub(crate) size: Size,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptSound {
    pub(crate) kept: Kept,
    pub(crate) millis: u32,
}

impl Kept {
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)))
    }

    /// A few letters of the hash, for a job key.
    pub(crate) fn short(&self) -> &str {
        self.0.get(..12).unwrap_or_default()
    }
}

impl Workshop {
    /// None if it cannot be decoded. JPEG, PNG and WebP can; a vendor may take more.
    pub(crate) async fn keep_picture(&self, bytes: Bytes) -> Result<Option<KeptPicture>, MediaError> {
        let to_decode = bytes.clone();
        let decoded = spawn_blocking(move || {
            let picture = image::load_from_memory(&to_decode).ok()?;
            Some(Size { width: picture.width(), height: picture.height() })
        });
        let Some(size) = decoded.await? else { return Ok(None) };
        Ok(Some(KeptPicture { kept: self.keep(&bytes).await?, size }))
    }

    /// None if ffprobe finds no sound in it.
    pub(crate) async fn keep_sound(&self, bytes: Bytes) -> Result<Option<KeptSound>, MediaError> {
        let kept = self.keep(&bytes).await?;
        let words =
            "-v error -select_streams a:0 -show_entries format=duration:stream=codec_type -of csv=p=0";
        let mut arguments: Vec<OsString> = words.split_whitespace().map(OsString::from).collect();
        arguments.push(self.kept_path(&kept).into_os_string());
        let said = match self.run("ffprobe", arguments).await {
            Ok(said) => said,
            Err(MediaError::Program { .. }) => return Ok(None),
            Err(error) => return Err(error),
        };
        let said = String::from_utf8_lossy(&said);
        let seconds = said.lines().find_map(|line| line.trim().parse::<f64>().ok());
        let heard = said.lines().any(|line| line.trim() == "audio");
        let millis = seconds.filter(|_| heard).map(numbers::millis).filter(|millis| *millis > 0);
        Ok(millis.map(|millis| KeptSound { kept, millis }))
    }

    /// None if the directory is not the one it was kept in.
    pub(crate) async fn kept(&self, kept: &Kept) -> Result<Option<Bytes>, MediaError> {
        ffmpeg::read(&self.kept_path(kept)).await
    }

    pub(super) fn kept_path(&self, kept: &Kept) -> PathBuf {
        self.dir.join("kept").join(&kept.0)
    }

    async fn keep(&self, bytes: &Bytes) -> Result<Kept, MediaError> {
        let kept = Kept::from_bytes(bytes);
        let path = self.kept_path(&kept);
        if !fs::try_exists(&path).await.map_err(MediaError::at(&path))? {
            let scrap = self.scrap_of(bytes, "kept").await?;
            fs::rename(scrap.path(), &path).await.map_err(MediaError::at(&path))?;
        }
        Ok(kept)
    }
}
