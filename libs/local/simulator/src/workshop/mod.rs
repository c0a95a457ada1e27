//! Where the files come from that the vendors deliver: pictures, clips and speech, made when asked for, and
//! the clients' own pictures and sounds, kept for them. It knows media, not vendors.

mod broken;
mod cards;
mod clip;
mod error;
mod ffmpeg;
mod filming;
mod inputs;
mod kept;
mod loudness;
mod presenter;
mod recipe;
mod reencoded;
mod scenery;
mod sound;
mod speech;
mod still;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use reqwest::Client;
use tokio::sync::Semaphore;

pub(crate) use self::clip::{Clip, Fps, Track};
pub(crate) use self::error::MediaError;
pub(crate) use self::inputs::{InputError, base64_input};
pub(crate) use self::kept::{Kept, KeptPicture, KeptSound};
pub(crate) use self::recipe::{File, Kind, Recipe};
#[cfg(test)]
pub(crate) use self::sound::wav as wav_of;
pub(crate) use self::sound::{Encoding, Sound};
pub(crate) use self::speech::{Speech, Spoken};
pub(crate) use self::still::Still;
use crate::Error;
use crate::picture::MediaStyle;

/// At a time: more would only make each of them slower.
const MOST_CHILDREN: usize = 2;

#[derive(Debug)]
pub(crate) struct Workshop {
    /// What ffmpeg made, by content, and what clients gave us, by hash.
    dir: PathBuf,
    children: Semaphore,
    scraps: AtomicU64,
    client: Client,
    style: MediaStyle,
}

impl Workshop {
    /// `dir` is the simulator's own.
    pub(crate) fn open(dir: &Path, style: MediaStyle) -> Result<Self, Error> {
        let dir = dir.join("media");
        // What a killed process left half-made.
        let _ = fs::remove_dir_all(dir.join("scraps"));
        for folder in ["made", "kept", "scraps"] {
            let path = dir.join(folder);
            fs::create_dir_all(&path).map_err(|source| Error::File { path, source })?;
        }
        let children = Semaphore::new(MOST_CHILDREN);
        Ok(Self { dir, children, scraps: AtomicU64::new(0), client: inputs::client()?, style })
    }

    pub(crate) fn style(&self) -> MediaStyle {
        self.style
    }
}

#[cfg(test)]
#[cfg(test)]
mod illustrated_tests;
#[cfg(test)]
mod tests;
