//! Pictures: `POST …/generate/image` (contract §3) and `POST …/image-studio/generate` (§4).

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::prompt::{Wishes, folded};
use super::{Applied, Brand, Extras, Family, InputRole, Plan, Request, Source, SourceFile, read};
use crate::brand::BrandKit;
use crate::catalog::{AspectRatio, Catalog, ImageOptions, Model};
use crate::fields::{FieldError, Fields};
use crate::price::Usage;
use crate::size::Size;
use crate::{Kind, KitId};

const DEFAULT_SIDE: u32 = 1024;
const MAX_RATIO: u32 = 3;
const MAX_REFERENCES: usize = 4;
/// Seeds are 31 bits wide: every vendor takes those.
const MAX_SEED: u32 = 0x7fff_ffff;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImageRequest {
    pub prompt: String,
    pub provider: String,
    pub width: u32,
    pub height: u32,
    pub num_variants: u32,
    pub negative_prompt: Option<String>,
    pub seed: Option<u32>,
    // Only the studio has these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<AspectRatio>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brand_colors: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand_kit_id: Option<KitId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reference_image_urls: Vec<Source>,
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

    /// The words as the vendor gets them, where there is more than the prompt.
    fn words(&self, kit: Option<&BrandKit>) -> Option<String> {
        let wishes = Wishes {
            style: self.style.as_deref(),
            language: self.language.as_deref(),
            colors: &self.brand_colors,
            kit,
            unwanted: self.negative_prompt.as_deref(),
        };
        folded(&self.prompt, &wishes)
    }

    /// A logo is one more reference: only where there are some, and the model takes one more.
    pub(super) fn has_room_for_logo(&self, options: &ImageOptions) -> bool {
        let most = usize::try_from(options.references).unwrap_or(usize::MAX);
        (1..most).contains(&self.reference_image_urls.len())
    }

    pub(super) fn sources(&self) -> Vec<SourceFile> {
        let named = self.reference_image_urls.iter();
        named.map(|source| SourceFile::new("reference_image_urls", InputRole::Reference, source)).collect()
    }
}

/// What only one of the two families has, as read.
#[derive(Default)]
struct Shape {
    size: Size,
    aspect_ratio: Option<AspectRatio>,
    resolution: Option<String>,
    style: Option<String>,
    language: Option<String>,
    brand_colors: Vec<String>,
    brand_kit_id: Option<KitId>,
    references: Vec<Source>,
}

/// Validates a body against the contract and the model's own limits, and quotes it.
pub fn plan(family: Family, body: &Value, catalog: &Catalog) -> Result<Plan, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let prompt = fields.required_text("prompt", 1..=if family == Family::Legacy { 2000 } else { 4000 });
    let shape = match family {
        Family::Legacy => Shape { size: read_size(&mut fields), ..Shape::default() },
        Family::Studio => read_studio(&mut fields),
    };
    let default = match family {
        Family::Legacy => "flux_2_pro",
        Family::Studio if shape.references.is_empty() => "seedream_4",
        Family::Studio => "nano_banana",
    };
    let model = read::model(&mut fields, catalog, Kind::Image, family, default);
    let num_variants = read::small_number(&mut fields, "num_variants", 1, 4).unwrap_or(1);
    let negative_prompt = fields.text("negative_prompt", 1..=500);
    let seed = read_seed(&mut fields, num_variants);
    let extras = Extras::read(&mut fields);
    let options = model.and_then(|model| Some((model, model.image()?)));
    let request = ImageRequest {
        prompt: prompt.unwrap_or_default(),
        provider: model.map(|model| model.id.clone()).unwrap_or_default(),
        width: shape.size.width,
        height: shape.size.height,
        num_variants,
        negative_prompt,
        seed,
        aspect_ratio: shape.aspect_ratio,
        resolution: shape.resolution,
        style: shape.style,
        language: shape.language,
        brand_colors: shape.brand_colors,
        brand_kit_id: shape.brand_kit_id,
        reference_image_urls: shape.references,
        extras,
    };
    if let Some((model, options)) = options {
        check_model(&mut fields, model, options, seed, &request.reference_image_urls);
        let words = request.words(None);
        read::check_words(&mut fields, "prompt", model, words.as_deref().unwrap_or(&request.prompt));
    }
    fields.finish()?;
    // With no complaint left, the model is there.
    let Some((model, options)) = options else { return Err(Vec::new()) };
    Ok(quote(request, Brand::default(), model, options))
}

/// A validated request, made ready under the model and the brand kit as they are today.
pub(super) fn quote(request: ImageRequest, brand: Brand<'_>, model: &Model, options: &ImageOptions) -> Plan {
    let words = request.words(brand.kit);
    let logo = brand
        .logo
        .map(Source::Asset)
        .filter(|logo| request.has_room_for_logo(options) && !request.reference_image_urls.contains(logo));
    let references = request.reference_image_urls.len() + usize::from(logo.is_some());
    let native = options.sizes.native_for(request.size());
    let usage = Usage {
        size: native.as_ref().map(|native| native.size),
        resolution: native.as_ref().map(|native| model.price_key(native)).unwrap_or_default(),
        references: u32::try_from(references).unwrap_or_default(),
        ..Usage::default()
    };
    // A catalog whose rule did not fit every size would not have been read.
    let list_price = model.price.of(&usage).unwrap_or_default();
    let quote = list_price.times(i64::from(request.num_variants)).customer_price();
    let applied = Applied { native, prompt: words, logo, ..Applied::default() };
    Plan { request: Request::Image(request), applied, quote, metered: None }
}

fn check_model(
    fields: &mut Fields<'_>,
    model: &Model,
    options: &ImageOptions,
    seed: Option<u32>,
    references: &[Source],
) {
    if seed.is_some() && !options.seed {
        fields.refuse("seed", format!("is not supported by {}; leave it out", model.id));
    }
    if references.len() > usize::try_from(options.references).unwrap_or(usize::MAX) {
        let most = options.references;
        fields.refuse("reference_image_urls", format!("must be at most {most} for {}", model.id));
    }
}

fn read_seed(fields: &mut Fields<'_>, num_variants: u32) -> Option<u32> {
    let seed = read::small_number(fields, "seed", 0, MAX_SEED);
    if seed.unwrap_or(0).saturating_add(num_variants - 1) > MAX_SEED {
        fields.refuse(
            "seed",
            format!("must leave room for seed + 1, … of all variants: at most {MAX_SEED} together"),
        );
    }
    seed
}

fn read_size(fields: &mut Fields<'_>) -> Size {
    let mistakes_before = fields.mistakes();
    let width = read::small_number(fields, "width", 256, 2048).unwrap_or(DEFAULT_SIDE);
    let height = read::small_number(fields, "height", 256, 2048).unwrap_or(DEFAULT_SIDE);
    let size = Size::new(width, height);
    // Of a side that is wrong in itself, the ratio says nothing.
    if fields.mistakes() == mistakes_before && !size.within_ratio(MAX_RATIO) {
        fields.refuse("width", format!("width and height may differ by a factor of {MAX_RATIO} at most"));
    }
    size
}

fn read_studio(fields: &mut Fields<'_>) -> Shape {
    let ratio = read::aspect_ratio(fields, &AspectRatio::ALL).unwrap_or(AspectRatio::Square);
    let resolution = fields.choice("resolution", &["720p", "1080p"]).unwrap_or_else(|| "1080p".to_owned());
    Shape {
        size: studio_size(ratio, if resolution == "720p" { 720 } else { 1080 }),
        aspect_ratio: Some(ratio),
        resolution: Some(resolution),
        style: fields.text("style", 1..=64),
        language: fields.text("language", 1..=16),
        brand_colors: read::brand_colors(fields),
        brand_kit_id: read::brand_kit(fields),
        references: read::sources(fields, "reference_image_url", "reference_image_urls", MAX_REFERENCES),
    }
}

/// The resolution is the short side.
fn studio_size(ratio: AspectRatio, short: u32) -> Size {
    let [across, down] = ratio.terms();
    let long = |long: u32, short_term: u32| short * long / short_term;
    if across >= down { Size::new(long(across, down), short) } else { Size::new(short, long(down, across)) }
}

#[cfg(test)]
mod tests;
