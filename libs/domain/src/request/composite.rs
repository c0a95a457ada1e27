//! Composites: `POST …/generate/composite` (contract §6). A timeline in, one file out.

mod choices;
mod length;
mod read;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Applied, Extras, InputRole, Metered, Plan, Request, Source, SourceFile};
use crate::catalog::{AspectRatio, Catalog, Model};
use crate::fields::{FieldError, Fields};
use crate::money::MicroUsd;
use crate::price::{Rule, Usage};
use crate::size::Size;
use crate::{Cents, Kind};

pub use choices::{Anchor, Fit, Format, Position, TransitionKind};
pub use length::{FRAMES_PER_SECOND, Lengths, frames, millis_of};

/// The catalog's one model of this kind: our own worker.
pub const MODEL: &str = "compositor";
/// The longest result, in seconds.
pub const MAX_SECONDS: u32 = 180;
/// How long a picture is shown, where the client does not say.
pub const PICTURE_MILLIS: u64 = 3000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompositeRequest {
    pub output: Format,
    pub aspect_ratio: AspectRatio,
    /// The short side: `720p` or `1080p`.
    pub resolution: String,
    pub clips: Vec<Clip>,
    pub transition: Transition,
    #[serde(default)]
    pub texts: Vec<Text>,
    #[serde(default)]
    pub overlays: Vec<Overlay>,
    pub narration: Option<Sound>,
    pub music: Option<Music>,
    /// What the whole is brought to, in LUFS.
    pub loudness: f64,
    /// The longest result that is taken, and what it is quoted at where it is given.
    pub max_seconds: Option<u32>,
    #[serde(flatten)]
    pub extras: Extras,
}

/// A part of the timeline. Times are seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clip {
    pub source: Source,
    /// Of a video: from where on it is shown.
    pub start: Option<f64>,
    /// Of a video: up to where.
    pub end: Option<f64>,
    /// Of a picture: how long.
    pub duration: Option<f64>,
    pub fit: Fit,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Transition {
    #[serde(rename = "type")]
    pub kind: TransitionKind,
    pub duration: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub text: String,
    pub start: Option<f64>,
    pub end: Option<f64>,
    pub position: Position,
    /// Of a letter, as a fraction of the frame's height.
    pub size: f64,
    /// `#rrggbb` or `#rrggbbaa`.
    pub color: String,
    /// The colour of a box behind the text; without, the letters have an outline.
    #[serde(rename = "box")]
    pub backing: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    pub source: Source,
    pub position: Position,
    /// As a fraction of the frame's width.
    pub width: f64,
    pub opacity: f64,
    pub start: Option<f64>,
    pub end: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sound {
    pub source: Source,
    /// 1 is as recorded.
    pub volume: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Music {
    pub source: Source,
    pub volume: f64,
    /// Whether it gives way while somebody speaks.
    pub duck: bool,
}

impl CompositeRequest {
    /// In the order: clips, overlays, narration, music.
    pub fn sources(&self) -> Vec<SourceFile> {
        let clips = self.clips.iter().enumerate();
        let clips = clips.map(|(at, clip)| (format!("clips[{at}].source"), InputRole::Clip, &clip.source));
        let overlays = self.overlays.iter().enumerate();
        let overlays =
            overlays.map(|(at, upon)| (format!("overlays[{at}].source"), InputRole::Overlay, &upon.source));
        let spoken = self.narration.iter();
        let spoken = spoken.map(|sound| ("narration.source".to_owned(), InputRole::Narration, &sound.source));
        let music =
            self.music.iter().map(|music| ("music.source".to_owned(), InputRole::Music, &music.source));
        let named = clips.chain(overlays).chain(spoken).chain(music);
        named.map(|(field, role, source)| SourceFile::new(field, role, source)).collect()
    }

    /// Of the result, in pixels; both sides are even.
    pub fn size(&self) -> Size {
        let short = if self.resolution == "720p" { 720 } else { 1080 };
        let [across, down] = self.aspect_ratio.terms();
        if across > down {
            Size::new(short * across / down, short)
        } else {
            Size::new(short, short * down / across)
        }
    }
}

/// Validates a body against the contract, and quotes it.
pub fn plan(body: &Value, catalog: &Catalog) -> Result<Plan, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let request = read::request(&mut fields);
    let model = catalog.model(Kind::Composite, MODEL);
    fields.finish()?;
    match (request, model) {
        (Some(request), Some(model)) => Ok(quote(request, model)),
        _ => Err(Vec::new()),
    }
}

/// A validated request, made ready under the model as it is today.
pub(super) fn quote(request: CompositeRequest, model: &Model) -> Plan {
    let unknown = Lengths::default();
    let metered = metered(&request, model);
    let mut plan = Plan {
        request: Request::Composite(request),
        applied: Applied::default(),
        quote: Cents::ZERO,
        metered: Some(metered),
    };
    plan.quote_lengths(&unknown);
    plan
}

fn metered(request: &CompositeRequest, model: &Model) -> Metered {
    let seconds = if let Rule::PerBlock { seconds, .. } = model.price.rule { seconds } else { 1 };
    let usage = Usage { resolution: request.resolution.clone(), millis: 1, ..Usage::default() };
    // A catalog whose rule did not fit every resolution would not have been read.
    let per_block = model.price.of(&usage).unwrap_or_default();
    Metered { micro_usd_per_unit: per_block, unit_seconds: seconds, flat_micro_usd: MicroUsd::default() }
}

impl Plan {
    /// The plan under what is known of the sources' lengths: quoted at the length that follows, or at the longest
    /// there may be.
    #[must_use]
    pub fn with_lengths(mut self, lengths: &Lengths) -> Self {
        self.quote_lengths(lengths);
        self
    }

    fn quote_lengths(&mut self, lengths: &Lengths) {
        if let (Request::Composite(request), Some(metered)) = (&self.request, self.metered) {
            self.quote = metered.price(request.longest_millis(lengths));
        }
    }
}

#[cfg(test)]
mod tests;
