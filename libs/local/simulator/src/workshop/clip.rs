//! Clips, as H.264 in an MP4. The plain ones are a still with a bright bar that moves along its lower edge from left to
//! right; a picture that the client gave is the first frame, for half a second.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::ffmpeg::Arguments;
use super::filming::Filming;
use super::{Kept, MediaError, Speech, Still, Workshop};
use crate::numbers;
use crate::picture::{Format, MediaStyle, Size};

/// Everything a clip depends on: the same clip is made once and then read from disk.
#[derive(Clone, Debug)]
pub(crate) struct Clip {
    /// Its size is the clip's; odd sides are rounded down to even ones.
    pub(crate) still: Still,
    pub(crate) millis: u32,
    pub(crate) fps: Fps,
    pub(crate) track: Track,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fps {
    F24,
    F30,
}

/// What is to be heard. It ends with the picture.
#[derive(Clone, Debug)]
pub(crate) enum Track {
    /// No sound stream at all.
    Silent,
    /// A quiet tone, for vendors that make a sound of their own.
    Hum,
    /// What the client gave.
    Kept(Kept),
    Spoken(Speech),
}

impl Clip {
    /// A clip without sound, at 24 frames a second.
    pub(crate) fn silent(still: Still, seconds: f64) -> Self {
        Self { still, millis: numbers::millis(seconds), fps: Fps::F24, track: Track::Silent }
    }

    pub(super) fn frames(&self) -> u64 {
        numbers::count(numbers::seconds(self.millis) * f64::from(self.fps.number())).max(1)
    }

    pub(super) fn size(&self) -> Size {
        self.still.picture.size
    }

    /// All plain clips of a job are the first one, so that each is made once.
    fn first_of_its_job(mut self) -> Self {
        let picture = &mut self.still.picture;
        if let Some(take) = picture.take.replace(1) {
            picture.seed = picture.seed.saturating_sub(i64::from(take)).saturating_add(1);
        }
        self
    }
}

impl Fps {
    pub(super) fn number(self) -> u32 {
        match self {
            Self::F24 => 24,
            Self::F30 => 30,
        }
    }
}

/// How long a picture of the client's opens a clip: half a second.
pub(super) const OPENING_FRAMES: u32 = 12;

impl Workshop {
    pub(crate) async fn clip(&self, mut clip: Clip) -> Result<Bytes, MediaError> {
        let size = &mut clip.still.picture.size;
        size.width = (size.width & !1).max(2);
        size.height = (size.height & !1).max(2);
        if self.style == MediaStyle::Plain {
            clip = clip.first_of_its_job();
        }
        // Count up when a clip is to look different.
        let hash = Sha256::digest(format!("4 {:?} {clip:?}", self.style));
        let name = format!("{}.mp4", hex(&hash));
        self.made(&name, async |workshop| workshop.clip_arguments(clip).await).await
    }

    async fn clip_arguments(&self, clip: Clip) -> Result<Arguments, MediaError> {
        match (self.style, &clip.track) {
            (MediaStyle::Plain, _) => self.plain(clip).await,
            (MediaStyle::Illustrated, Track::Silent | Track::Hum) => self.scenery(clip).await,
            (MediaStyle::Illustrated, Track::Kept(_) | Track::Spoken(_)) => self.presenter(clip).await,
        }
    }

    async fn plain(&self, clip: Clip) -> Result<Arguments, MediaError> {
        let (fps, frames, size) = (clip.fps.number(), clip.frames(), clip.size());
        let mut filming = Filming::new(&clip);
        let picture = self.still(clip.still.clone(), Format::Png).await?;
        let still = filming.endless(self.scrap_of(&picture, "png").await?, "yuv420p");
        // Low enough to leave the prompt alone, high enough to be seen moving.
        let (bar, height) = ((size.width / 8).max(2), (size.height / 45).max(2));
        let bar = filming.source(&format!("color=c=0xffd070:s={bar}x{height}:r={fps}"));
        // A picture of the client's is the first frame, and stays for a moment.
        let base = match &clip.still.inset {
            None => still,
            Some(kept) => {
                let opening = filming.opening(&self.kept_path(kept), size);
                filming.overlay(&still, &opening, &format!("enable='lt(n,{OPENING_FRAMES})'"))
            }
        };
        let base = self.with_cards(&mut filming, base, &clip);
        // The bar is where the part of the frames is that has passed.
        let shown = filming.overlay(&base, &bar, &format!("x='(W-w)*n/{frames}':y=H-h"));
        self.with_track(filming, clip.track, &shown).await
    }

    /// Adds the sound and ends the arguments. What is shown is the result of a filter.
    pub(super) async fn with_track(
        &self,
        mut filming: Filming,
        track: Track,
        shown: &str,
    ) -> Result<Arguments, MediaError> {
        let sound = match track {
            Track::Silent => None,
            Track::Hum => Some((filming.source("sine=frequency=196:sample_rate=48000"), "volume=0.1")),
            Track::Kept(kept) => Some((filming.input(&self.kept_path(&kept)), "anull")),
            Track::Spoken(speech) => {
                let wav = self.wav(speech).await?;
                Some((filming.scrap(self.scrap_of(&wav, "wav").await?), "anull"))
            }
        };
        let sound = sound.map(|(input, filter)| filming.filter(&input, &format!("{filter},apad")));
        Ok(filming.arguments(shown, sound.as_deref()))
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
