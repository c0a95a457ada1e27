//! What a request asks of a route: the prompt as it will be sent, its length, its shape, its files as far as they are
//! known. A submit knows less of it than a start.

use super::{Applied, Misfit, Plan, Request};
use crate::catalog::{Input, PromptLimit, Route, RouteLimits};

#[derive(Debug, Clone, Copy)]
pub struct Demand<'a> {
    pub(crate) request: &'a Request,
    pub(crate) applied: &'a Applied,
    /// An avatar's recording: how long it is, where that is known.
    pub(crate) recording_millis: Option<u64>,
    pub(crate) recording_bytes: Option<u64>,
}

impl Plan {
    pub const fn demand(&self) -> Demand<'_> {
        Demand {
            request: &self.request,
            applied: &self.applied,
            recording_millis: self.recording_millis,
            recording_bytes: None,
        }
    }
}

impl<'a> Demand<'a> {
    /// Whether a route can make this while it works.
    pub fn fits(&self, route: &Route) -> bool {
        self.misfits(route).is_empty()
    }

    /// The prompt, text or script as the vendor would get it.
    pub(super) fn prompt(&self) -> Option<&'a str> {
        self.applied.prompt.as_deref().or_else(|| self.request.prompt())
    }

    pub(super) fn references(&self) -> usize {
        self.request.reference_images().len() + usize::from(self.applied.logo.is_some())
    }

    pub(super) fn pixels(&self) -> Option<u64> {
        let size = self.applied.native.as_ref()?.size;
        Some(u64::from(size.width) * u64::from(size.height))
    }

    /// All that the route does not take of this.
    pub fn misfits(&self, route: &Route) -> Vec<Misfit> {
        let mut misfits = Vec::new();
        let mut check = |fits: bool, misfit: Misfit| {
            if !fits {
                misfits.push(misfit);
            }
        };
        let limits = &route.limits;
        check(self.is_able(route), Misfit::Unable);
        check(self.excess(limits.prompt) == 0, Misfit::Prompt);
        check(self.fits_video(limits), Misfit::Duration);
        let ratio = self.applied.aspect_ratio;
        check(
            limits.aspect_ratios.is_empty() || ratio.is_none_or(|it| limits.aspect_ratios.contains(&it)),
            Misfit::AspectRatio,
        );
        check(self.fits_references(route), Misfit::References);
        check(within(limits.pixels, self.pixels()), Misfit::Pixels);
        let audio_millis = limits.audio_seconds.map(|range| range.map(|seconds| u64::from(seconds) * 1000));
        check(within(audio_millis, self.recording_millis), Misfit::RecordingSeconds);
        let audio_bytes = limits.audio_max_bytes.map(|most| [0, most]);
        check(within(audio_bytes, self.recording_bytes), Misfit::RecordingBytes);
        misfits
    }

    /// What the route cannot do at any amount.
    fn is_able(&self, route: &Route) -> bool {
        let able = match self.request {
            Request::Image(_) | Request::Composite(_) => true,
            Request::Video(_) => route.silent,
            Request::Avatar(avatar) => avatar.script.is_none() || route.takes_script,
            Request::Tts(speech) => route.speaks(&speech.voice_id, speech.speed, speech.output_format),
        };
        let input = self.request.input();
        able && (input == Input::References || route.wire_model(input).is_some())
    }

    fn fits_references(&self, route: &Route) -> bool {
        if self.request.input() == Input::References {
            return route.wire_model(Input::References).is_some();
        }
        let most = route.limits.references.and_then(|most| usize::try_from(most).ok());
        most.is_none_or(|most| self.references() <= most)
    }

    /// By how much the prompt is too long for this limit, in its own unit.
    pub(super) fn excess(&self, limit: Option<PromptLimit>) -> usize {
        match (limit, self.prompt()) {
            (Some(limit), Some(prompt)) => limit.length(prompt).saturating_sub(limit.most),
            _ => 0,
        }
    }

    fn fits_video(&self, limits: &RouteLimits) -> bool {
        match self.request {
            Request::Video(video) => {
                limits.durations.is_empty() || limits.durations.contains(&video.duration)
            }
            _ => true,
        }
    }
}

/// What is not known fits.
fn within(range: Option<[u64; 2]>, value: Option<u64>) -> bool {
    match (range, value) {
        (Some([least, most]), Some(value)) => (least..=most).contains(&value),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
