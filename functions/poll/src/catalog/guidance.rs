//! The part of the catalog that helps to choose a model and to write a request: lists of presets, placements and prompt
//! patterns, and requests with their prices.

use domain::catalog::{AspectRatio, PromptExample, PromptPattern};
use domain::guidance::{PriceExample, video_comparison};
use domain::placement::PLACEMENTS;
use domain::request::{Family, PRESETS, SIZE_PRESETS};
use domain::size::Size;
use domain::{Catalog, Kind};
use serde_json::{Map, Value, json};

use super::studio;

/// Everything beside the models.
pub(super) fn lists(catalog: &Catalog) -> Map<String, Value> {
    let lists = [
        ("video_comparison", json!(video_comparison(catalog))),
        ("style_presets", json!(PRESETS)),
        ("size_presets", json!(SIZE_PRESETS.map(size_preset))),
        ("placements", json!(PLACEMENTS)),
        ("prompt_patterns", catalog.prompt_patterns().iter().map(prompt_pattern).collect()),
    ];
    lists.into_iter().map(|(name, list)| (name.to_owned(), list)).collect()
}

fn size_preset(size: Size) -> Value {
    json!({"width": size.width, "height": size.height, "aspect_ratio": AspectRatio::of_size(size)})
}

fn prompt_pattern(pattern: &PromptPattern) -> Value {
    let example = |example: &PromptExample| {
        json!({
            "model": example.model,
            "prompt": example.prompt,
            "endpoint": endpoint(pattern.kind, Family::Studio),
            "request": example.body(pattern.kind),
        })
    };
    json!({
        "type": pattern.kind,
        "pattern": pattern.pattern,
        "slots": pattern.slots,
        "tips": pattern.tips,
        "examples": pattern.examples.iter().map(example).collect::<Vec<_>>(),
    })
}

pub(super) fn price_example(kind: Kind, example: &PriceExample) -> Value {
    json!({
        "what": example.what,
        "credits": example.credits,
        "cost_cents": example.cost_cents,
        "at_most": example.at_most,
        "endpoint": endpoint(kind, example.family),
        "request": example.request,
    })
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
