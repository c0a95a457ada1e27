//! The part of the catalog that helps to choose a model and to write a request: lists of presets, placements and prompt
//! patterns, and requests with their prices.

use domain::catalog::{AspectRatio, PromptExample, PromptPattern, Slot, Tip};
use domain::guidance::{ComparedVideo, PriceExample};
use domain::placement::{PLACEMENTS, Placement};
use domain::request::{Family, PRESETS, Preset, SIZE_PRESETS};
use domain::size::Size;
use domain::{Catalog, Cents, Credits, Kind};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::day::Guidance;
use super::studio;

/// Everything beside the models.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct GuidanceView {
    /// The video models side by side, from the cheapest to the dearest.
    video_comparison: Vec<ComparedVideo>,
    /// The styles that a studio's request may name.
    style_presets: Vec<Preset>,
    /// Sizes that are asked for often.
    size_presets: Vec<SizePreset>,
    /// Where ads are shown, and what fits there.
    placements: Vec<Placement>,
    /// How prompts are written, kind by kind.
    prompt_patterns: Vec<PromptPatternView>,
}

impl GuidanceView {
    pub(super) fn new(catalog: &Catalog, of_day: &Guidance) -> Self {
        Self {
            video_comparison: of_day.video_comparison.clone(),
            style_presets: PRESETS.to_vec(),
            size_presets: SIZE_PRESETS.into_iter().map(SizePreset::new).collect(),
            placements: PLACEMENTS.to_vec(),
            prompt_patterns: catalog.prompt_patterns().iter().map(PromptPatternView::new).collect(),
        }
    }
}

/// A size that is asked for often.
#[derive(Debug, Serialize, JsonSchema)]
struct SizePreset {
    /// In pixels.
    width: u32,
    /// In pixels.
    height: u32,
    /// Its shape; null where that has no name here.
    aspect_ratio: Option<AspectRatio>,
}

impl SizePreset {
    fn new(size: Size) -> Self {
        Self { width: size.width, height: size.height, aspect_ratio: AspectRatio::of_size(size) }
    }
}

/// How a prompt for one kind is written.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PromptPattern")]
struct PromptPatternView {
    /// What is made.
    #[serde(rename = "type")]
    kind: Kind,
    /// A sentence with places such as `{subject}`.
    pattern: String,
    /// What to write in each place.
    slots: Vec<Slot>,
    /// What else helps.
    tips: Vec<Tip>,
    /// Prompts of this pattern, each with a whole request.
    examples: Vec<PromptExampleView>,
}

/// A prompt, and a request that has it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PromptExample")]
struct PromptExampleView {
    /// The model that it is for, by its id.
    model: String,
    /// The prompt, script or text.
    prompt: String,
    /// Where to send the request.
    endpoint: String,
    /// The body to send there.
    request: Value,
}

impl PromptPatternView {
    fn new(pattern: &PromptPattern) -> Self {
        let examples = pattern.examples.iter();
        Self {
            kind: pattern.kind,
            pattern: pattern.pattern.clone(),
            slots: pattern.slots.clone(),
            tips: pattern.tips.clone(),
            examples: examples.map(|example| PromptExampleView::new(pattern.kind, example)).collect(),
        }
    }
}

impl PromptExampleView {
    fn new(kind: Kind, example: &PromptExample) -> Self {
        Self {
            model: example.model.clone(),
            prompt: example.prompt.clone(),
            endpoint: endpoint(kind, Family::Studio),
            request: example.body(kind),
        }
    }
}

/// A request, and what it costs.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "PriceExample")]
pub(super) struct PriceExampleView {
    /// What is bought, such as `5 s at 720p`.
    what: String,
    /// The price in credits. A credit is $0.001.
    credits: Credits,
    /// The price in US cents.
    cost_cents: Cents,
    /// Whether the price follows from the length of the result, and this is the most that it can be.
    at_most: bool,
    /// Where to send the request.
    endpoint: String,
    /// The body to send there.
    request: Value,
}

impl PriceExampleView {
    pub(super) fn new(kind: Kind, example: &PriceExample) -> Self {
        Self {
            what: example.what.clone(),
            credits: example.credits,
            cost_cents: example.cost_cents,
            at_most: example.at_most,
            endpoint: endpoint(kind, example.family),
            request: example.request.clone(),
        }
    }
}

/// Where a request of this family is sent.
fn endpoint(kind: Kind, family: Family) -> String {
    match (family, studio(kind)) {
        (Family::Studio, Some(studio)) => format!("{}/creative-hub/{studio}/generate", web::BASE_PATH),
        (Family::Legacy, _) | (Family::Studio, None) => {
            format!("{}/creative-hub/generate/{}", web::BASE_PATH, kind.as_str())
        }
    }
}
