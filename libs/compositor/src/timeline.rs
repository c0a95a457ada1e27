//! Computes what is shown when, in frames. This is pure arithmetic on the request and the facts about its files.

use std::time::Duration;

use domain::request::composite::{
    CUT_SLACK_MILLIS, FRAMES_PER_SECOND, Fit, MAX_SECONDS, TransitionKind, first_frame, millis_of,
};
use domain::request::{CompositeRequest, Length};
use domain::size::Size;
use media::FileType;

use crate::{Error, Facts, hex};

/// The most pixels of all films together. Each film keeps a decoder busy: 20 films of 1080p took 0.8 GB, and a
/// worker has 3.5 GB.
const MOST_PIXELS: u64 = 80_000_000;

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timeline {
    pub(crate) size: Size,
    pub(crate) clips: Vec<Clip>,
    pub(crate) transition: TransitionKind,
    /// Frames that two neighbours share.
    pub(crate) overlap: u64,
    /// Frames of the whole.
    pub(crate) total: u64,
    pub(crate) narration: Option<Track>,
    pub(crate) music: Option<Track>,
    /// Whether the music gets quieter while something else sounds.
    pub(crate) duck: bool,
    /// The target in LUFS.
    pub(crate) loudness: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clip {
    /// The place among the request's sources.
    pub(crate) source: usize,
    pub(crate) frames: u64,
    /// The frame of the whole at which it begins.
    pub(crate) at: u64,
    pub(crate) fit: Fit,
    /// The colour beside and behind it, as `rrggbb`.
    pub(crate) ground: [u8; 3],
    /// `None`: a picture.
    pub(crate) film: Option<Film>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Film {
    pub(crate) file_type: FileType,
    /// Seconds into the file.
    pub(crate) from: f64,
    pub(crate) has_sound: bool,
    /// As it is shown: upright and with square pixels.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Track {
    pub(crate) source: usize,
    pub(crate) file_type: FileType,
    /// How long its file lasts.
    pub(crate) millis: u64,
    /// Samples of silence in front that its file does not speak of.
    pub(crate) padding: Option<u32>,
    pub(crate) volume: f64,
}

impl Timeline {
    /// `facts` belong to the request's sources, in their order.
    pub(crate) fn new(request: &CompositeRequest, facts: &[Facts]) -> Result<Self, Error> {
        if let Some(place) = too_large_together(facts) {
            let field = request.sources().get(place).map_or_else(String::new, |source| source.field.clone());
            let problem = "is too large beside the videos before it: at most nine of 4K, or twenty of 1440p, fit into \
                           one composite";
            return Err(Error::input(&field, problem));
        }
        let lengths: Vec<Length> = facts.iter().take(request.clips.len()).map(length).collect();
        if let Some(misfit) = request.misfits(&lengths).into_iter().next() {
            return Err(Error::input(&misfit.field, misfit.message));
        }
        let overlap = request.overlap();
        let mut clips = Vec::new();
        let mut at = 0;
        for index in 0..request.clips.len() {
            let clip = clip(request, index, at, facts)?;
            at += clip.frames - overlap.min(clip.frames);
            clips.push(clip);
        }
        let overlays = request.clips.len() + request.overlays.len();
        let narration = request.narration.as_ref().map(|sound| (overlays, sound.volume, "narration.source"));
        let after = overlays + usize::from(narration.is_some());
        let music = request.music.as_ref().map(|music| (after, music.volume, "music.source"));
        let narration = narration.map(|sound| track(sound, facts)).transpose()?;
        let music = music.map(|sound| track(sound, facts)).transpose()?;

        let lengths: Vec<u64> = clips.iter().map(|clip| clip.frames).collect();
        let total = request.total_frames(&lengths, narration.as_ref().map(|track| track.millis));
        let most = u64::from(request.max_seconds.unwrap_or(MAX_SECONDS));
        if !request.output.is_still() && total > most * FRAMES_PER_SECOND {
            return Err(Error::TooLong { millis: millis_of(total), most });
        }
        Ok(Self {
            size: request.size(),
            clips,
            transition: request.transition.kind,
            overlap,
            total,
            narration,
            music,
            duck: request.music.as_ref().is_some_and(|music| music.duck),
            loudness: request.loudness,
        })
    }

    /// Frames of the clips alone. The last frame is held for the rest of the whole.
    pub(crate) fn shown(&self) -> u64 {
        self.clips.last().map_or(0, |clip| clip.at + clip.frames)
    }

    pub(crate) fn seconds(&self) -> f64 {
        seconds_of(self.total)
    }

    /// The first and the last frame in which something is seen. `None`: it is never seen.
    pub(crate) fn window(&self, start: Option<f64>, end: Option<f64>) -> Option<(u64, u64)> {
        let from = start.map_or(0, first_frame);
        // What is asked for is seen in at least one frame.
        let to = end.map_or(self.total, first_frame).max(from + 1).min(self.total);
        (from < to).then(|| (from, to - 1))
    }
}

/// How long so many frames last, in seconds.
pub(crate) fn seconds_of(frames: u64) -> f64 {
    Duration::from_secs(frames).div_duration_f64(Duration::from_secs(FRAMES_PER_SECOND))
}

/// A sound is none of a clip, and is refused by itself.
const fn length(facts: &Facts) -> Length {
    match facts {
        Facts::Picture => Length::Picture,
        Facts::Video { millis, .. } => Length::Exactly(*millis),
        Facts::Sound { .. } => Length::Unknown,
    }
}

/// The first file with which the films together have more pixels than fit.
fn too_large_together(facts: &[Facts]) -> Option<usize> {
    let mut sum = 0_u64;
    facts.iter().position(|facts| {
        if let Facts::Video { width, height, .. } = facts {
            sum += u64::from(*width) * u64::from(*height);
        }
        sum > MOST_PIXELS
    })
}

fn clip(request: &CompositeRequest, index: usize, at: u64, facts: &[Facts]) -> Result<Clip, Error> {
    let field = format!("clips[{index}].source");
    let asked = request.clips.get(index).ok_or_else(|| Error::input(&field, "is not there"))?;
    let made = |frames, film| {
        let ground = hex::rgb(asked.background());
        Clip { source: index, frames, at, fit: asked.fit, ground, film }
    };
    let still = |frames| made(frames, None);
    match facts.get(index) {
        Some(Facts::Picture) if request.output.is_still() => Ok(still(1)),
        Some(Facts::Picture) => Ok(still(request.picture_frames(index))),
        Some(Facts::Video { file_type, millis, seen_millis, has_sound, width, height }) => {
            let from = asked.start.unwrap_or_default();
            let slack = Duration::from_millis(CUT_SLACK_MILLIS).as_secs_f64();
            let seen = Duration::from_millis(*seen_millis).as_secs_f64();
            if from > 0.0 && from + slack >= seen {
                let problem = format!("is {from}, but the video has pictures up to second {seen}");
                return Err(Error::input(&format!("clips[{index}].start"), problem));
            }
            let frames = request.clip_frames(index, Some(*millis)).unwrap_or(1);
            let film =
                Film { file_type: *file_type, from, has_sound: *has_sound, width: *width, height: *height };
            Ok(made(frames, Some(film)))
        }
        Some(Facts::Sound { .. }) | None => {
            Err(Error::input(&field, "is a sound; a clip is a video or a picture"))
        }
    }
}

fn track((source, volume, field): (usize, f64, &str), facts: &[Facts]) -> Result<Track, Error> {
    match facts.get(source) {
        Some(Facts::Sound { file_type, millis, padding }) => {
            Ok(Track { source, file_type: *file_type, millis: *millis, padding: *padding, volume })
        }
        _ => Err(Error::input(field, "is not a sound")),
    }
}
