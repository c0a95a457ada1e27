//! What one route takes, where that is less than what its model takes. It is checked before a route is picked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{AspectRatio, Model, Options, PromptLimit, PromptUnit, Route};
use crate::Kind;

/// What is absent or empty is as the model has it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RouteLimits {
    /// How long a prompt, text or script, as this vendor counts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<PromptLimit>,
    /// Of a video, in whole seconds, ascending.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub durations: Vec<u32>,
    /// Of a video.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aspect_ratios: Vec<AspectRatio>,
    /// The most reference pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub references: Option<u32>,
    /// Width × height of the picture that the vendor is asked for: least and most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pixels: Option<[u64; 2]>,
    /// Of a recording: least and most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_seconds: Option<[u32; 2]>,
    /// Of a recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_max_bytes: Option<u64>,
}

impl RouteLimits {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Model {
    /// A route takes no more than its model, and together the routes take all that the model does.
    pub(super) fn check_limits(&self) -> Result<(), String> {
        for route in &self.routes {
            if let Some(problem) = self.contradiction(&route.limits) {
                return Err(format!("has a route {} {problem}", route.name));
            }
        }
        match self.beyond_all_routes() {
            Some(what) => Err(format!("takes {what}, which none of its routes takes")),
            None => Ok(()),
        }
    }

    fn contradiction(&self, limits: &RouteLimits) -> Option<&'static str> {
        let prompt = limits.prompt.filter(|limit| limit.most == 0 || is_longer(*limit, self.prompt_limit));
        if prompt.is_some() {
            return Some("whose prompt limit is 0 or more than the model's");
        }
        if limits.pixels.is_some_and(|[least, most]| least > most)
            || limits.audio_seconds.is_some_and(|[least, most]| least > most)
        {
            return Some("with a limit whose least is more than its most");
        }
        let RouteLimits {
            durations, aspect_ratios, references, pixels, audio_seconds, audio_max_bytes, ..
        } = limits;
        let of_video = !durations.is_empty() || !aspect_ratios.is_empty();
        let of_picture = references.is_some() || pixels.is_some();
        let of_avatar = audio_seconds.is_some() || audio_max_bytes.is_some();
        let foreign = (of_video && self.kind != Kind::Video)
            || (of_picture && self.kind != Kind::Image)
            || (of_avatar && self.kind != Kind::Avatar);
        if foreign {
            return Some("with a limit of something that the model does not take");
        }
        self.exceeds_options(limits).then_some("that would take more than the model does")
    }

    fn exceeds_options(&self, limits: &RouteLimits) -> bool {
        match &self.options {
            Options::Image(options) => limits.references.is_some_and(|most| most > options.references),
            Options::Video(options) => {
                let known = |ratio: &AspectRatio| {
                    options.aspect_ratios.contains(ratio) || options.aspect_ratios_with_image.contains(ratio)
                };
                !limits.durations.is_sorted()
                    || !limits.durations.iter().all(|seconds| options.durations.contains(seconds))
                    || !limits.aspect_ratios.iter().all(known)
            }
            Options::Avatar(options) => {
                let [least, most] = options.audio_seconds;
                limits.audio_seconds.is_some_and(|[from, to]| from < least || to > most)
                    || limits.audio_max_bytes.is_some_and(|bytes| bytes > options.audio_max_bytes)
            }
            Options::Speech(_) | Options::Composite(_) => false,
        }
    }

    /// What the model promises although each of its routes takes less.
    fn beyond_all_routes(&self) -> Option<String> {
        if self.routes.is_empty() {
            return None;
        }
        let some = |takes: &dyn Fn(&RouteLimits) -> bool| {
            let mut routes = self.routes.iter().map(|route: &Route| &route.limits);
            routes.any(takes)
        };
        let whole_prompt =
            |limits: &RouteLimits| limits.prompt.is_none_or(|limit| limit == self.prompt_limit);
        if !some(&whole_prompt) {
            return Some(format!("prompts of {}", self.prompt_limit.named()));
        }
        let Options::Video(options) = &self.options else { return None };
        let takes = |seconds: u32, ratio: AspectRatio| {
            some(&|limits: &RouteLimits| {
                (limits.durations.is_empty() || limits.durations.contains(&seconds))
                    && (limits.aspect_ratios.is_empty() || limits.aspect_ratios.contains(&ratio))
            })
        };
        let asked = options.durations.iter().flat_map(|seconds| {
            options
                .aspect_ratios_with_image
                .iter()
                .chain(&options.aspect_ratios)
                .map(move |it| (*seconds, *it))
        });
        let mut asked = asked.filter(|(seconds, ratio)| !takes(*seconds, *ratio));
        asked.next().map(|(seconds, ratio)| format!("{seconds} s at {}", ratio.as_str()))
    }
}

/// Where both are counted alike. A text has at most as many characters as it has UTF-16 units or bytes.
fn is_longer(limit: PromptLimit, models: PromptLimit) -> bool {
    let comparable = limit.unit == models.unit
        || (models.unit != PromptUnit::Words && limit.unit == PromptUnit::Characters);
    comparable && limit.most > models.most
}
