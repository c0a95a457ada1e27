//! Composites: `POST …/generate/composite`. A timeline goes in, and one file comes out.

mod backing;
mod branding;
mod choices;
mod declared;
mod later;
mod length;
mod logo;
mod misfits;
mod palette;
mod read;
mod windows;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::logo::LOGO_FIELD;
use super::quote::Terms;
use super::{Applied, Extras, Facts, InputRole, Metered, Source, SourceFile};
use crate::KitId;
use crate::catalog::{AspectRatio, Model};
use crate::money::MicroUsd;
use crate::price::{Quantity, Rule};
use crate::size::{Size, short_side};

pub use backing::Backing;
pub use branding::Branding;
pub use choices::{Align, Anchor, Fit, Format, Position, TransitionKind};
pub(super) use declared::COMPOSITE;
pub use declared::{ASPECT_RATIOS, MAX_CLIPS, MAX_OVERLAYS, MAX_TEXTS};
pub use length::{FRAMES_PER_SECOND, Lengths, frames, millis_of};
pub use misfits::CUT_SLACK_MILLIS;
pub(super) use read::read;
pub use windows::first_frame;

/// The catalog's one model of this kind: our own worker.
pub const MODEL: &str = "compositor";
/// The longest result, in seconds.
pub const MAX_SECONDS: u32 = 180;
/// The longest video or sound that a timeline may be cut from, in seconds.
pub const MAX_SOURCE_SECONDS: u32 = 600;
/// The most bytes that all files of one composite may have together.
pub const MAX_SOURCE_BYTES: u64 = 2048 * 1024 * 1024;
/// What is behind a clip, where neither the client nor a brand kit says.
const BLACK: &str = "#000000";
/// The letters of a text, where neither the client nor a brand kit says.
const WHITE: &str = "#ffffff";
/// How long a picture is shown, where the client does not say.
pub const PICTURE_MILLIS: u64 = 3000;
/// The smallest letters that can be read on a phone, as a fraction of the frame's height.
pub const LEAST_TEXT_SIZE: f64 = 0.02;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "CompositeSettings")]
pub struct CompositeRequest {
    /// The format of the result.
    pub output: Format,
    /// The shape of the result.
    pub aspect_ratio: AspectRatio,
    /// The short side: `720p` or `1080p`.
    pub resolution: String,
    /// What is seen, one after the other.
    pub clips: Vec<Clip>,
    /// How one clip becomes the next.
    pub transition: Transition,
    /// What is written upon the clips.
    #[serde(default)]
    pub texts: Vec<Text>,
    /// What is laid upon the clips.
    #[serde(default)]
    pub overlays: Vec<Overlay>,
    /// Whether anchored texts and overlays stay clear of what platforms lay over a 9:16 film.
    #[serde(default = "yes")]
    pub safe_area: bool,
    /// What is spoken; null: nothing.
    pub narration: Option<Sound>,
    /// What is played; null: nothing.
    pub music: Option<Music>,
    /// The loudness of the result, in LUFS.
    pub loudness: f64,
    /// The longest result that the client pays for, where it says so.
    pub max_seconds: Option<u32>,
    /// The brand kit whose colours and logo are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand_kit_id: Option<KitId>,
    /// What the brand kit has added, once it was read. From then on the kit is not asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(skip)]
    pub branding: Option<Branding>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub extras: Extras,
}

/// A part of the timeline. Times are seconds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Clip {
    /// The video or picture.
    pub source: Source,
    /// From where on a video is shown.
    pub start: Option<f64>,
    /// Up to where a video is shown.
    pub end: Option<f64>,
    /// How long a picture is shown.
    pub duration: Option<f64>,
    /// How it fills the frame.
    pub fit: Fit,
    /// `#rrggbb`: what is seen beside the source, and through it. `None` until the brand kit is read.
    #[serde(default = "black")]
    pub background: Option<String>,
}

#[expect(clippy::unnecessary_wraps, reason = "serde wants the field's own type")]
fn black() -> Option<String> {
    Some(BLACK.to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Transition {
    /// What it looks like.
    #[serde(rename = "type")]
    pub kind: TransitionKind,
    /// In seconds.
    pub duration: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Text {
    /// The words.
    pub text: String,
    /// From which second on it is seen; null: from the beginning.
    pub start: Option<f64>,
    /// Up to which second it is seen; null: to the end.
    pub end: Option<f64>,
    /// Where it is.
    pub position: Position,
    /// How its lines stand to each other.
    #[serde(default)]
    pub align: Align,
    /// The height of a letter, as a fraction of the frame's height.
    pub size: f64,
    /// `#rrggbb` or `#rrggbbaa`. `None` until the brand kit is read.
    pub color: Option<String>,
    /// A box behind the text. Without a box, the letters have an outline.
    #[serde(rename = "box")]
    pub backing: Option<Backing>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Overlay {
    /// The picture or video.
    pub source: Source,
    /// Where it is.
    pub position: Position,
    /// As a fraction of the frame's width.
    pub width: f64,
    /// From 0, which is not seen, to 1.
    pub opacity: f64,
    /// From which second on it is seen; null: from the beginning.
    pub start: Option<f64>,
    /// Up to which second it is seen; null: to the end.
    pub end: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Sound {
    /// The recording.
    pub source: Source,
    /// 1 is as recorded.
    pub volume: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Music {
    /// The recording.
    pub source: Source,
    /// 1 is as recorded.
    pub volume: f64,
    /// Whether it becomes quieter while the narration speaks.
    pub duck: bool,
}

/// What `safe_area` is where nobody has said anything.
const fn yes() -> bool {
    true
}

impl Clip {
    pub fn background(&self) -> &str {
        self.background.as_deref().unwrap_or(BLACK)
    }
}

impl Text {
    pub fn color(&self) -> &str {
        self.color.as_deref().unwrap_or(WHITE)
    }
}

impl CompositeRequest {
    /// In the order: clips, overlays, narration, music.
    pub fn sources(&self) -> Vec<SourceFile> {
        let clips = self.clips.iter().enumerate();
        let clips = clips.map(|(at, clip)| (format!("clips[{at}].source"), InputRole::Clip, &clip.source));
        let overlays = self.overlays.iter().enumerate();
        let overlays = overlays.map(|(at, upon)| (self.overlay_field(at), InputRole::Overlay, &upon.source));
        let narration = self.narration.iter();
        let narration =
            narration.map(|sound| ("narration.source".to_owned(), InputRole::Narration, &sound.source));
        let music =
            self.music.iter().map(|music| ("music.source".to_owned(), InputRole::Music, &music.source));
        let sources = clips.chain(overlays).chain(narration).chain(music);
        sources.map(|(field, role, source)| SourceFile::new(field, role, source)).collect()
    }

    /// The field that names the file of the overlay at this place.
    pub fn overlay_field(&self, at: usize) -> String {
        if self.kits_logo() == Some(at) { LOGO_FIELD.to_owned() } else { format!("overlays[{at}].source") }
    }

    /// The place of the overlay that is the brand kit's logo.
    pub fn kits_logo(&self) -> Option<usize> {
        self.branding.as_ref()?.logo.as_ref().and(self.overlays.len().checked_sub(1))
    }

    /// The result's size in pixels. Both sides are even.
    pub fn size(&self) -> Size {
        Size::with_short_side(short_side(&self.resolution), self.aspect_ratio.terms())
    }

    /// Quoted at the length that follows from the sources, where that is known, or else at the longest there may be.
    /// `None`: the model is not sold in this resolution.
    pub(super) fn terms(&self, model: &Model, facts: &Facts) -> Option<Terms> {
        let unit_seconds = if let Rule::PerBlock { seconds, .. } = model.price.rule { seconds } else { 1 };
        let quantity = Quantity { resolution: self.resolution.clone(), millis: 1, ..Quantity::default() };
        let metered = Metered {
            micro_usd_per_unit: model.price.list_price(&quantity)?,
            unit_seconds,
            flat_micro_usd: MicroUsd::default(),
        };
        let list_price = metered.list_price(self.longest_millis(&Lengths::new(&self.sources(), facts)));
        Some(Terms {
            applied: Applied::default(),
            quote: list_price.customer_price(),
            list_price,
            metered: Some(metered),
        })
    }
}

#[cfg(test)]
mod tests;
