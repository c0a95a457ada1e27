//! The video models side by side, from the cheapest to the dearest.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::sample::PROMPT;
use crate::catalog::AspectRatio;
use crate::request::{Facts, Family, Request};
use crate::{Catalog, Cents, Credits, Kind, Model};

#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ComparedVideo {
    /// The model, by its id.
    pub model: String,
    /// Its name, for people.
    pub name: String,
    /// What to take it for, in short phrases.
    pub best_for: Vec<String>,
    /// What not to take it for, in short phrases.
    pub weak_at: Vec<String>,
    /// Whole seconds.
    pub durations: Vec<u32>,
    /// What it makes without a start frame.
    pub aspect_ratios: Vec<AspectRatio>,
    /// What it makes with a start frame.
    pub aspect_ratios_with_image: Vec<AspectRatio>,
    /// The resolution of the result.
    pub resolution: String,
    /// Whether its videos have no sound.
    pub silent: bool,
    /// How many reference pictures it takes.
    pub max_reference_images: u32,
    /// How many characters a prompt may have.
    pub prompt_max_characters: usize,
    /// How many seconds it takes: from, to.
    pub typical_seconds: [u32; 2],
    /// The length that is made where a request names none, and its price.
    pub default_duration: u32,
    /// The price in credits of a video of the default length.
    pub credits: Credits,
    /// The same in US cents.
    pub cost_cents: Cents,
}

/// By the price of a second.
pub fn video_comparison(catalog: &Catalog) -> Vec<ComparedVideo> {
    let mut compared: Vec<ComparedVideo> =
        catalog.of_kind(Kind::Video).filter_map(|model| compare(model, catalog)).collect();
    compared.sort_by_key(|video| video.cost_cents.get() * 1000 / i64::from(video.default_duration.max(1)));
    compared
}

/// `None`: a deployment's own catalog does not sell the model in its default length.
fn compare(model: &Model, catalog: &Catalog) -> Option<ComparedVideo> {
    let options = model.video()?;
    let body = json!({"provider": model.id, "prompt": PROMPT});
    let request = Request::read(Kind::Video, Family::Studio, &body, catalog).ok()?;
    let plan = request.quote(&Facts::default(), catalog).ok()?;
    let Request::Video(request) = plan.request else { return None };
    Some(ComparedVideo {
        model: model.id.clone(),
        name: model.name.clone(),
        best_for: model.best_for.clone(),
        weak_at: model.weak_at.clone(),
        durations: options.durations.clone(),
        aspect_ratios: options.aspect_ratios.clone(),
        aspect_ratios_with_image: options.aspect_ratios_with_image.clone(),
        resolution: options.resolution.clone(),
        silent: true,
        max_reference_images: model.max_reference_images(),
        prompt_max_characters: model.prompt_limit.most,
        typical_seconds: model.typical_seconds,
        default_duration: request.duration,
        credits: plan.quote.credits(),
        cost_cents: plan.quote,
    })
}
