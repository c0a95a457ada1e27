//! How long a composite becomes: counted in frames, so that the quote, the render and the charge agree.

use super::{CompositeRequest, MAX_SECONDS, PICTURE_MILLIS, TransitionKind};
use crate::request::{Facts, InputRole, Length, SourceFile};

pub const FRAMES_PER_SECOND: u64 = 30;

/// What is known of the sources' lengths, or of the longest that they may be, in milliseconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lengths {
    /// The whole file of each clip, in the order of the clips.
    pub clips: Vec<Option<u64>>,
    pub narration: Option<u64>,
}

impl Lengths {
    pub(super) fn new(sources: &[SourceFile], facts: &Facts) -> Self {
        let lengths = |role| facts.lengths_of(role, sources).into_iter().map(longest_millis);
        Self {
            clips: lengths(InputRole::Clip).collect(),
            narration: lengths(InputRole::Narration).next().flatten(),
        }
    }
}

/// A picture is shown for its usual time where the timeline does not say how long.
const fn longest_millis(length: Length) -> Option<u64> {
    match length {
        Length::Unknown => None,
        Length::Picture => Some(PICTURE_MILLIS),
        Length::Exactly(millis) | Length::AtMost(millis) => Some(millis),
    }
}

/// The nearest whole number of frames, at least one.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "lengths are bounded by the validation to a few minutes"
)]
pub fn frames(seconds: f64) -> u64 {
    ((seconds * FRAMES_PER_SECOND as f64).round() as u64).max(1)
}

/// How many milliseconds this many frames last, rounded down.
pub const fn millis_of(frames: u64) -> u64 {
    frames * 1000 / FRAMES_PER_SECOND
}

pub(super) fn seconds(millis: u64) -> f64 {
    std::time::Duration::from_millis(millis).as_secs_f64()
}

impl CompositeRequest {
    /// Frames that two neighbours share.
    pub fn overlap(&self) -> u64 {
        match self.transition.kind {
            TransitionKind::None => 0,
            _ => frames(self.transition.duration),
        }
    }

    /// How many frames a clip has whose file lasts `millis`. `None` where that would matter and is not known.
    pub fn clip_frames(&self, at: usize, millis: Option<u64>) -> Option<u64> {
        let clip = self.clips.get(at)?;
        if let Some(duration) = clip.duration {
            return Some(frames(duration));
        }
        let from = clip.start.unwrap_or_default();
        let to = clip.end.or_else(|| millis.map(seconds))?;
        Some(frames(to - from))
    }

    /// The clips one after the other, less the frames that they share. The last frame is held until the narration ends.
    pub fn total_frames(&self, clips: &[u64], narration_millis: Option<u64>) -> u64 {
        let joins = u64::try_from(clips.len().saturating_sub(1)).unwrap_or_default();
        let shown = clips.iter().sum::<u64>().saturating_sub(joins * self.overlap());
        let spoken = narration_millis.map_or(0, |millis| {
            // A started frame counts as whole, so that speech is never cut.
            (millis * FRAMES_PER_SECOND).div_ceil(1000)
        });
        shown.max(spoken)
    }

    /// The longest result there may be: as it follows from the sources, or as the client or else the API limits it.
    pub(super) fn longest_millis(&self, lengths: &Lengths) -> u64 {
        if self.output.is_still() {
            return 1;
        }
        let longest = u64::from(self.max_seconds.unwrap_or(MAX_SECONDS)) * 1000;
        self.known_millis(lengths).map_or(longest, |known| known.min(longest))
    }

    /// As it follows from the sources, or as the client limits it. `None` where neither is known, or it is a still.
    pub(in crate::request) fn told_millis(&self, facts: &Facts) -> Option<u64> {
        let most = self.max_seconds.map(|seconds| u64::from(seconds) * 1000);
        let known = self.known_millis(&Lengths::new(&self.sources(), facts));
        let told = [known, most].into_iter().flatten().min();
        told.filter(|_| !self.output.is_still())
    }

    fn known_millis(&self, lengths: &Lengths) -> Option<u64> {
        let known = |at: usize| lengths.clips.get(at).copied().flatten();
        let clips: Option<Vec<u64>> =
            (0..self.clips.len()).map(|at| self.clip_frames(at, known(at))).collect();
        if self.narration.is_some() && lengths.narration.is_none() {
            return None;
        }
        Some(millis_of(self.total_frames(&clips?, lengths.narration)))
    }

    /// How many frames a clip has that turns out to be a picture.
    pub fn picture_frames(&self, at: usize) -> u64 {
        let duration = self.clips.get(at).and_then(|clip| clip.duration);
        duration.map_or(PICTURE_MILLIS * FRAMES_PER_SECOND / 1000, frames)
    }
}
