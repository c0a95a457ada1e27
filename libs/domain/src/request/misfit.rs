//! What a route does not take of a request, and how a client is told when only such routes can be used.

use std::collections::BTreeSet;

use super::{Demand, Request};
use crate::catalog::{Model, PromptLimit, Route, RouteLimits};
use crate::fields::FieldError;
use crate::sentence::{counted, one_of, seconds};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfit {
    /// The route cannot do this kind of thing at all: speak a script, give this format, take a picture, be silent.
    Unable,
    Prompt,
    Duration,
    AspectRatio,
    References,
    Pixels,
    RecordingSeconds,
    RecordingBytes,
}

impl Demand<'_> {
    /// What a client has to change so that one of `living`, the routes that can be used, takes the request. It speaks of
    /// the routes that lack the least, and of the limits of these alone. Empty where no change of an amount helps.
    pub fn complaints(&self, model: &Model, living: &[&Route]) -> Vec<FieldError> {
        let misfits = living.iter().map(|route| (route, self.misfits(route)));
        let able: Vec<_> = misfits.filter(|(_, misfits)| !misfits.contains(&Misfit::Unable)).collect();
        let Some((_, nearest)) = able.iter().min_by_key(|(_, misfits)| misfits.len()) else {
            return Vec::new();
        };
        let alike = able.iter().filter(|(_, misfits)| misfits == nearest);
        let limits: Vec<&RouteLimits> = alike.map(|(route, _)| &route.limits).collect();
        let complaints = nearest
            .iter()
            .map(|misfit| FieldError::new(self.field(*misfit), self.problem(*misfit, model, &limits)));
        complaints.collect()
    }

    const fn field(&self, misfit: Misfit) -> &'static str {
        match (misfit, self.request) {
            (Misfit::Prompt, Request::Tts(_)) => "text",
            (Misfit::Prompt, Request::Avatar(_)) => "script",
            (Misfit::Prompt | Misfit::Unable, _) => "prompt",
            (Misfit::Duration, _) => "duration",
            (Misfit::AspectRatio, _) => "aspect_ratio",
            (Misfit::References, _) => "reference_image_urls",
            (Misfit::Pixels, Request::Image(image)) if image.resolution.is_some() => "resolution",
            (Misfit::Pixels, _) => "width",
            (Misfit::RecordingSeconds | Misfit::RecordingBytes, _) => "audio_url",
        }
    }

    /// It completes the sentence "`prompt` …", and names the least or the most that any of these routes takes.
    fn problem(&self, misfit: Misfit, model: &Model, limits: &[&RouteLimits]) -> String {
        let id = &model.id;
        let now = format!("for {id} at the moment");
        match misfit {
            Misfit::Unable => format!("cannot be made by {id} at the moment"),
            Misfit::Prompt => self.too_long(id, limits),
            Misfit::Duration => {
                let durations: BTreeSet<u32> = limits.iter().flat_map(|it| it.durations.clone()).collect();
                format!("must be {} {now}{}", one_of(&listed(durations)), self.got_duration())
            }
            Misfit::AspectRatio => {
                let ratios: BTreeSet<_> = limits.iter().flat_map(|it| it.aspect_ratios.clone()).collect();
                let ratios: Vec<&str> = ratios.iter().map(|ratio| ratio.as_str()).collect();
                let got = self.applied.aspect_ratio.map(|ratio| format!(", got '{}'", ratio.as_str()));
                format!("must be {} {now}{}", one_of(&ratios), got.unwrap_or_default())
            }
            // It is the start frame.
            Misfit::References if matches!(self.request, Request::Video(_)) => {
                format!("must be at most 1 picture {now}, got {}", self.references())
            }
            Misfit::References => {
                let most = limits.iter().filter_map(|it| it.references).max().unwrap_or_default();
                let most = counted(usize::try_from(most).unwrap_or(usize::MAX), "picture");
                format!("must be at most {most} {now}, got {}", self.references())
            }
            Misfit::Pixels => {
                let [least, most] = widest(limits.iter().filter_map(|it| it.pixels));
                let is = self.pixels().unwrap_or_default();
                format!("must make a picture of {least} to {most} pixels {now}, and makes one of {is}")
            }
            Misfit::RecordingSeconds => {
                let [least, most] = widest(limits.iter().filter_map(|it| it.audio_seconds));
                let is = seconds(self.recording_millis.unwrap_or_default());
                format!("must last from {least} to {most} seconds {now}, and lasts {is}")
            }
            Misfit::RecordingBytes => {
                let most = limits.iter().filter_map(|it| it.audio_max_bytes).max().unwrap_or_default();
                let is = self.recording_bytes.unwrap_or_default();
                if most == 0 {
                    return format!("cannot be used {now}, which takes no recording");
                }
                format!("must be a file of at most {most} bytes {now}, and has {is}")
            }
        }
    }

    fn got_duration(&self) -> String {
        match self.request {
            Request::Video(video) => format!(", got {}", video.duration),
            _ => String::new(),
        }
    }

    /// Of limits in several units, the one counts that the prompt exceeds least.
    fn too_long(&self, model: &str, limits: &[&RouteLimits]) -> String {
        let limits = limits.iter().filter_map(|limits| limits.prompt);
        let nearest = limits.min_by_key(|limit| self.excess(Some(*limit)));
        let Some(limit): Option<PromptLimit> = nearest else { return format!("is too long for {model}") };
        let made = self.prompt().map_or(0, |prompt| limit.length(prompt));
        format!(
            "is too long for {model} at the moment. It takes {}, and this makes {made} with everything that becomes \
             part of it.",
            limit.named()
        )
    }
}

fn listed(values: impl IntoIterator<Item = impl ToString>) -> Vec<String> {
    values.into_iter().map(|value| value.to_string()).collect()
}

/// From the least to the most of all ranges.
fn widest<T: Copy + Ord + Default>(ranges: impl Iterator<Item = [T; 2]>) -> [T; 2] {
    let widest = ranges.reduce(|[least, most], [from, to]| [least.min(from), most.max(to)]);
    widest.unwrap_or_default()
}
