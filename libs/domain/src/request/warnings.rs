//! What a client may not expect of a job and should know before it is made. A warning never refuses anything.

mod text;

use schemars::JsonSchema;
use serde::Serialize;

use super::fitted::Fitted;
use super::{ImageRequest, Plan, Request};
use crate::catalog::{Model, Options};
use crate::placement::longest_recommended_seconds;
use crate::sentence::seconds;
use text::asks_for_text;

/// A request that was made no longer ago than this is likely to be sent twice by mistake.
pub const REPEATED_WITHIN_SECONDS: i64 = 60;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Warning {
    /// What it is about, as a word for programs.
    pub code: WarningCode,
    /// The field of the request that would change it.
    pub field: String,
    /// What it is about and what to do, in sentences.
    pub message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// The picture is cut to the shape that was asked for.
    Cropped,
    /// The picture is made smaller than it was asked for, and enlarged.
    Enlarged,
    /// The video has no sound.
    Silent,
    /// The result may be longer than any placement recommends.
    LongForPlacements,
    /// The prompt asks for text, and the model draws it badly.
    TextDrawnPoorly,
    /// The team made the same request a moment ago.
    RepeatedRequest,
}

impl WarningCode {
    pub const ALL: [Self; 6] = [
        Self::Cropped,
        Self::Enlarged,
        Self::Silent,
        Self::LongForPlacements,
        Self::TextDrawnPoorly,
        Self::RepeatedRequest,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cropped => "cropped",
            Self::Enlarged => "enlarged",
            Self::Silent => "silent",
            Self::LongForPlacements => "long_for_placements",
            Self::TextDrawnPoorly => "text_drawn_poorly",
            Self::RepeatedRequest => "repeated_request",
        }
    }
}

impl Warning {
    fn new(code: WarningCode, field: &str, message: String) -> Self {
        Self { code, field: field.to_owned(), message }
    }

    /// `seconds_ago`: when the same request was accepted before.
    pub fn repeated(seconds_ago: i64) -> Self {
        let message = format!(
            "Your team made the same request {seconds_ago} s ago. Made again it is another job, with a charge of its \
             own. Send an Idempotency-Key if a request may be sent twice."
        );
        Self::new(WarningCode::RepeatedRequest, "Idempotency-Key", message)
    }
}

impl Plan {
    pub fn warnings(&self, model: &Model) -> Vec<Warning> {
        let mut warnings = match &self.request {
            Request::Image(image) => self.of_size(image, model),
            Request::Video(_) => vec![silent(model)],
            _ => Vec::new(),
        };
        warnings.extend(self.of_text(model));
        warnings.extend(self.of_length());
        warnings
    }

    fn of_size(&self, image: &ImageRequest, model: &Model) -> Vec<Warning> {
        let Some(native) = self.applied.native().map(|native| native.size) else { return Vec::new() };
        let fitted = Fitted::new(native, image.size());
        let of_ratio = image.aspect_ratio.is_some();
        let made = format!("{} makes it in {} × {} pixels", model.id, native.width, native.height);
        let mut warnings = Vec::new();
        if fitted.is_seen_to_be_cropped() {
            let (share, from) = match fitted.sides_per_mille {
                0 => (fitted.top_and_bottom_per_mille, "top and bottom"),
                sides => (sides, "the sides"),
            };
            let (percent, tenth) = (share / 10, share % 10);
            let message = format!("{percent}.{tenth} % of the picture is cut from {from}: {made}.");
            let field = if of_ratio { "aspect_ratio" } else { "width" };
            warnings.push(Warning::new(WarningCode::Cropped, field, message));
        }
        if fitted.is_seen_to_be_enlarged() {
            let (times, hundredths) = (fitted.scale_percent / 100, fitted.scale_percent % 100);
            let message = format!("The picture is enlarged {times}.{hundredths:02} times: {made}.");
            let field = if of_ratio { "resolution" } else { "width" };
            warnings.push(Warning::new(WarningCode::Enlarged, field, message));
        }
        warnings
    }

    fn of_text(&self, model: &Model) -> Option<Warning> {
        let draws_text = match &model.options {
            Options::Image(options) => options.draws_text,
            Options::Video(_) => false,
            _ => return None,
        };
        let asked = self.request.prompt().is_some_and(asks_for_text);
        (asked && !draws_text).then(|| {
            let message = match self.request {
                Request::Video(_) => {
                    format!("{} draws text badly. Lay it over the video with a composite.", model.id)
                }
                _ => format!(
                    "{} draws text badly. Take a model that draws it well, or lay it over with a composite.",
                    model.id
                ),
            };
            Warning::new(WarningCode::TextDrawnPoorly, "prompt", message)
        })
    }

    fn of_length(&self) -> Option<Warning> {
        let millis = self.length_millis?;
        let field = match &self.request {
            Request::Avatar(avatar) if avatar.script.is_some() => "script",
            Request::Avatar(_) => "audio_url",
            Request::Tts(_) => "text",
            Request::Composite(_) => "clips",
            Request::Video(_) => "duration",
            Request::Image(_) => return None,
        };
        let longest = longest_recommended_seconds();
        (millis > u64::from(longest) * 1000).then(|| {
            let message = format!(
                "The result may last {} s. No placement in the catalog recommends more than {longest} s.",
                seconds(millis)
            );
            Warning::new(WarningCode::LongForPlacements, field, message)
        })
    }
}

fn silent(model: &Model) -> Warning {
    let message = format!("Every video of {} is silent. Add speech or music with a composite.", model.id);
    Warning::new(WarningCode::Silent, "provider", message)
}

#[cfg(test)]
mod tests;
