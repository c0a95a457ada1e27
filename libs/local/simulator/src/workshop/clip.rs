//! Clips: a still with a bright bar that moves along its lower edge from left to right, as H.264 in an MP4. A picture
//! that the client gave is the first frame, for half a second.

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::ffmpeg::Arguments;
use super::{Kept, MediaError, Speech, Still, Workshop};
use crate::numbers;
use crate::picture::Format;

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

    fn frames(&self) -> u64 {
        numbers::count(numbers::seconds(self.millis) * f64::from(self.fps.number())).max(1)
    }
}

impl Fps {
    fn number(self) -> u32 {
        match self {
            Self::F24 => 24,
            Self::F30 => 30,
        }
    }
}

/// How long a picture of the client's opens a clip: half a second.
const OPENING_FRAMES: u32 = 12;

impl Workshop {
    pub(crate) async fn clip(&self, mut clip: Clip) -> Result<Bytes, MediaError> {
        let size = &mut clip.still.picture.size;
        size.width = (size.width & !1).max(2);
        size.height = (size.height & !1).max(2);
        // Count up when a clip is to look different.
        let hash = Sha256::digest(format!("3 {clip:?}"));
        let name = format!("{}.mp4", hex(&hash));
        self.made(&name, async |workshop| workshop.clip_arguments(clip).await).await
    }

    async fn clip_arguments(&self, clip: Clip) -> Result<Arguments, MediaError> {
        let (fps, frames, size) = (clip.fps.number(), clip.frames(), clip.still.picture.size);
        let opening = clip.still.inset.clone();
        let seconds = numbers::seconds(clip.millis);
        let still = self.still(clip.still, Format::Png).await?;
        // Low enough to leave the prompt alone, high enough to be seen moving.
        let (bar, height) = ((size.width / 8).max(2), (size.height / 45).max(2));
        let every = "format=yuv420p,loop=loop=-1:size=1:start=0";
        let arguments = Arguments::default()
            .scrap_input(self.scrap_of(&still, "png").await?)
            .words(&format!("-f lavfi -i color=c=0xffd070:s={bar}x{height}:r={fps}"));
        let (arguments, audio) = match clip.track {
            Track::Silent => (arguments, None),
            Track::Hum => {
                (arguments.words("-f lavfi -i sine=frequency=196:sample_rate=48000"), Some("volume=0.1"))
            }
            Track::Kept(kept) => (arguments.input(&self.kept_path(&kept)), Some("anull")),
            Track::Spoken(speech) => {
                let wav = self.wav(speech).await?;
                (arguments.scrap_input(self.scrap_of(&wav, "wav").await?), Some("anull"))
            }
        };
        // A picture of the client's is the first frame, and stays for a moment.
        let (arguments, opened) = match &opening {
            None => (arguments, String::new()),
            Some(kept) => {
                let index = if audio.is_some() { 3 } else { 2 };
                let (width, height) = (size.width, size.height);
                let fitted = format!(
                    "scale={width}:{height}:force_original_aspect_ratio=increase,crop={width}:{height},setsar=1"
                );
                let opened = format!(
                    "[{index}:v]{fitted},{every},setpts=N/({fps}*TB)[opening];\
                     [still][opening]overlay=enable='lt(n,{OPENING_FRAMES})'[opened];"
                );
                (arguments.input(&self.kept_path(kept)), opened)
            }
        };
        // The still is decoded once and repeated; the bar is where the part of the frames is that has passed.
        let base = if opening.is_some() { "[opened]" } else { "[still]" };
        let picture = format!(
            "[0:v]{every},setpts=N/({fps}*TB)[still];{opened}{base}[1:v]overlay=x='(W-w)*n/{frames}':y=H-h[v]"
        );
        let sound = audio.map(|filter| format!(";[2:a]{filter},apad[a]")).unwrap_or_default();
        let arguments = arguments.word("-filter_complex").word(format!("{picture}{sound}")).words("-map [v]");
        let arguments = match audio {
            Some(_) => arguments.words(&format!("-map [a] -c:a aac -b:a 96k -ar 48000 -ac 2 -t {seconds}")),
            None => arguments.words("-an"),
        };
        Ok(arguments.words(&format!(
            "-r {fps} -frames:v {frames} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -threads 2 \
             -map_metadata -1 -fflags +bitexact -movflags +faststart -f mp4"
        )))
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;

    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
