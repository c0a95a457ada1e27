//! `POST …/generate/image` (contract §3).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Applied, Extras, Plan, Request};
use crate::Kind;
use crate::catalog::{Catalog, Model, NegativePrompt};
use crate::fields::{FieldError, Fields};
use crate::price::Usage;
use crate::size::Size;

const DEFAULT_MODEL: &str = "flux_2_pro";
const DEFAULT_SIDE: u32 = 1024;
const MAX_RATIO: u32 = 3;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageRequest {
    pub prompt: String,
    pub provider: String,
    pub width: u32,
    pub height: u32,
    pub num_variants: u32,
    pub negative_prompt: Option<String>,
    pub seed: Option<u32>,
    #[serde(flatten)]
    pub extras: Extras,
}

impl ImageRequest {
    pub const fn size(&self) -> Size {
        Size::new(self.width, self.height)
    }

    /// Variants use seed, seed + 1, …; without a seed each is the vendor's own throw.
    pub fn seed_of(&self, variant: u32) -> Option<u32> {
        self.seed.map(|seed| seed.saturating_add(variant).min(MAX_SEED))
    }
}

/// Seeds are 31 bits wide: every vendor takes those.
const MAX_SEED: u32 = 0x7fff_ffff;

/// Validates a body against the contract and the model's own limits, and quotes it.
pub fn plan(body: &Value, catalog: &Catalog) -> Result<Plan, Vec<FieldError>> {
    let mut fields = Fields::of(body)?;
    let model = read_model(&mut fields, catalog);
    let prompt_limit = model.map_or(2000, |model| model.prompt_max_characters.min(2000));
    let prompt = fields.required_text("prompt", 1..=prompt_limit);
    let (width, height) = read_size(&mut fields);
    let num_variants = read_u32(&mut fields, "num_variants", 1, 4);
    let negative_prompt = fields.text("negative_prompt", 1..=500);
    let seed = read_u32(&mut fields, "seed", 0, MAX_SEED);
    if seed.is_some() && model.is_some_and(|model| !model.options.seed) {
        fields.refuse("seed", "is not supported by this model; leave it out");
    }
    let last_seed = seed.unwrap_or(0).saturating_add(num_variants.unwrap_or(1) - 1);
    if last_seed > MAX_SEED {
        fields.refuse(
            "seed",
            format!("must leave room for seed + 1, … of all variants: at most {MAX_SEED} together"),
        );
    }
    let extras = Extras::read(&mut fields);
    fields.finish()?;
    // With no complaint left, both are there.
    let (Some(model), Some(prompt)) = (model, prompt) else { return Err(Vec::new()) };

    let num_variants = num_variants.unwrap_or(1);
    let provider = model.id.clone();
    let request =
        ImageRequest { prompt, provider, width, height, num_variants, negative_prompt, seed, extras };
    Ok(quote(request, model))
}

fn quote(request: ImageRequest, model: &Model) -> Plan {
    let native = model.options.native_sizes.covering(request.size());
    let prompt = match (&request.negative_prompt, model.options.negative_prompt) {
        (None, _) => None,
        (Some(unwanted), NegativePrompt::FoldedIntoPrompt) => {
            Some(format!("{}\n\nAvoid: {unwanted}", request.prompt))
        }
    };
    let usage = Usage { size: Some(native), ..Usage::default() };
    // A catalog whose rule did not fit a picture would not have been read.
    let list_price = model.price.of(&usage).unwrap_or_default();
    let quote = list_price.times(i64::from(request.num_variants)).customer_price();
    Plan { request: Request::Image(request), applied: Applied { native, prompt }, quote }
}

fn read_model<'a>(fields: &mut Fields<'_>, catalog: &'a Catalog) -> Option<&'a Model> {
    let asked = fields.text("provider", 1..=64).unwrap_or_else(|| DEFAULT_MODEL.to_owned());
    let model = catalog.of_kind(Kind::Image).find(|model| model.id == asked);
    if model.is_none() {
        let known: Vec<&str> = catalog.of_kind(Kind::Image).map(|model| model.id.as_str()).collect();
        fields.refuse("provider", format!("must be one of: {}", known.join(", ")));
    }
    model
}

fn read_size(fields: &mut Fields<'_>) -> (u32, u32) {
    let mistakes_before = fields.mistakes();
    let width = read_u32(fields, "width", 256, 2048).unwrap_or(DEFAULT_SIDE);
    let height = read_u32(fields, "height", 256, 2048).unwrap_or(DEFAULT_SIDE);
    // Of a side that is wrong in itself, the ratio says nothing.
    if fields.mistakes() == mistakes_before && !Size::new(width, height).within_ratio(MAX_RATIO) {
        fields.refuse("width", format!("width and height may differ by a factor of {MAX_RATIO} at most"));
    }
    (width, height)
}

fn read_u32(fields: &mut Fields<'_>, name: &'static str, least: u32, most: u32) -> Option<u32> {
    fields
        .whole_number(name, i64::from(least)..=i64::from(most))
        .and_then(|number| u32::try_from(number).ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::Cents;

    fn planned(body: &Value) -> Result<Plan, Vec<FieldError>> {
        plan(body, &Catalog::shipped().unwrap())
    }

    #[test]
    fn a_prompt_alone_gets_every_default() {
        let plan = planned(&json!({"prompt": "a red bicycle"})).unwrap();
        assert_eq!(plan.quote, Cents::new(4));
        insta::assert_json_snapshot!(super::super::settings(&plan.request, &plan.applied), @r#"
        {
          "applied": {
            "native_height": 1024,
            "native_width": 1024
          },
          "height": 1024,
          "negative_prompt": null,
          "num_variants": 1,
          "prompt": "a red bicycle",
          "provider": "flux_2_pro",
          "seed": null,
          "width": 1024
        }
        "#);
    }

    #[test]
    fn each_broken_rule_names_its_field() {
        for (body, field) in [
            (json!({}), "prompt"),
            (json!({"prompt": ""}), "prompt"),
            (json!({"prompt": "x".repeat(2001)}), "prompt"),
            (json!({"prompt": "x", "provider": "dall_e"}), "provider"),
            (json!({"prompt": "x", "width": 255}), "width"),
            (json!({"prompt": "x", "height": 2049}), "height"),
            (json!({"prompt": "x", "width": 2048, "height": 256}), "width"),
            (json!({"prompt": "x", "width": "1024"}), "width"),
            (json!({"prompt": "x", "num_variants": 5}), "num_variants"),
            (json!({"prompt": "x", "negative_prompt": "x".repeat(501)}), "negative_prompt"),
            (json!({"prompt": "x", "seed": -1}), "seed"),
            (json!({"prompt": "x", "metadata": {"a": "x".repeat(2048)}}), "metadata"),
            (json!({"prompt": "x", "metadata": {"": "x"}}), "metadata"),
            (json!({"prompt": "x", "seed": MAX_SEED, "num_variants": 2}), "seed"),
            (json!({"prompt": "x", "width": 255, "height": 800}), "width"),
            (json!({"prompt": "x", "drive_folder_id": "0198"}), "drive_folder_id"),
            (json!({"prompt": "x", "style": "anime"}), "style"),
        ] {
            let errors = planned(&body).unwrap_err();
            assert_eq!(errors.len(), 1, "{body}: {errors:?}");
            assert_eq!(errors[0].field, field, "{body}");
        }
    }

    #[test]
    fn variants_are_rounded_up_together_not_each() {
        let plan = planned(&json!({"prompt": "x", "num_variants": 4})).unwrap();
        assert_eq!(plan.quote, Cents::new(14), "4 × 3.3 cents, rounded once");
    }

    #[test]
    fn a_negative_prompt_is_folded_in_and_reported() {
        let plan = planned(&json!({"prompt": "a cat", "negative_prompt": "dogs"})).unwrap();
        assert_eq!(plan.applied.prompt.as_deref(), Some("a cat\n\nAvoid: dogs"));
        let settings = super::super::settings(&plan.request, &plan.applied);
        assert_eq!(settings["applied"]["prompt"], "a cat\n\nAvoid: dogs");
    }

    #[test]
    fn variants_count_up_from_the_seed() {
        let plan = planned(&json!({"prompt": "x", "seed": 7, "num_variants": 2})).unwrap();
        let Request::Image(image) = plan.request;
        assert_eq!((image.seed_of(0), image.seed_of(1)), (Some(7), Some(8)));
    }
}
