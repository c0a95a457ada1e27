//! Pictures: `POST …/generate/image` and `POST …/image-studio/generate`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::extras::{DRIVE_FOLDER_ID, METADATA};
use super::logo::Joined;
use super::prompt_additions::{Additions, with_additions};
use super::quote::Terms;
use super::read::{A_RESOLUTION, A_SOURCE, BRAND_COLORS, BRAND_KIT_ID, PROVIDER, STYLE, one_ratio};
use super::{Applied, Extras, Facts, Family, InputRole, Source, SourceFile, read};
use crate::brand::BrandKit;
use crate::catalog::{AspectRatio, Catalog, ImageOptions, Model};
use crate::fields::{Defaulted, Field, Fields, List, OneOf, Parsed, Shape, Text, Whole, line, prose};
use crate::price::Quantity;
use crate::sentence::counted;
use crate::size::{Size, short_side};
use crate::{Kind, KitId};

/// The most images that one job makes.
pub const MAX_VARIANTS: u32 = 4;
/// The shortest and the longest side that the legacy endpoint takes, in pixels.
pub const LEAST_SIDE: u32 = 256;
pub const MAX_SIDE: u32 = 2048;
const DEFAULT_SIDE: u32 = 1024;
const MAX_RATIO: u32 = 3;
const MAX_REFERENCES: usize = 4;
/// Seeds have 31 bits, which every vendor takes.
const MAX_SEED: u32 = 0x7fff_ffff;

static PROMPT: Field<Text> = prompt(2000);
static STUDIO_PROMPT: Field<Text> = prompt(4000);
static WIDTH: Defaulted<Whole<u32>> = side("width");
static HEIGHT: Defaulted<Whole<u32>> = side("height");
static NUM_VARIANTS: Defaulted<Whole<u32>> = Defaulted::new(
    Field::new("num_variants", Whole(1..=MAX_VARIANTS), "How many pictures are made.", || json!(1)),
    || 1,
);
static NEGATIVE_PROMPT: Field<Text> =
    Field::new("negative_prompt", prose(1..=500), "What is not to be seen.", || json!("text, watermark"));
static SEED: Field<Whole<u32>> = Field::new(
    "seed",
    Whole(0..=MAX_SEED),
    "The seed of the first picture; the others have those that follow. Without it, the provider picks one.",
    || json!(7),
);
static ASPECT_RATIO: Defaulted<OneOf<AspectRatio>> = Defaulted::new(
    Field::new("aspect_ratio", one_ratio(&AspectRatio::ALL), "The shape.", || json!("1:1")),
    || AspectRatio::Square,
);
static RESOLUTION: Defaulted<OneOf<&str>> =
    Defaulted::new(Field::new("resolution", A_RESOLUTION, "The short side.", || json!("1080p")), || "1080p");
static LANGUAGE: Field<Text> =
    Field::new("language", line(1..=16), "The language of texts in the picture.", || json!("en"));
static REFERENCE_IMAGE_URL: Field<Parsed<Source>> = Field::new(
    "reference_image_url",
    A_SOURCE,
    "A picture that the result should be like: an https address, `asset:<file id>` or `job:<job id>`.",
    || json!("https://example.com/kite.png"),
);
static REFERENCE_IMAGE_URLS: Field<List<Parsed<Source>>> = Field::new(
    "reference_image_urls",
    List { of: A_SOURCE, count: 0..=MAX_REFERENCES },
    "Pictures that the result should be like.",
    || json!(["https://example.com/kite.png"]),
);

const fn prompt(most: usize) -> Field<Text> {
    let example = || json!("A red kite over a green hill, morning light");
    Field::new("prompt", prose(1..=most), "What is to be seen.", example).required()
}

const fn side(name: &'static str) -> Defaulted<Whole<u32>> {
    let meaning = "In pixels. Width and height differ by a factor of 3 at most.";
    Defaulted::new(Field::new(name, Whole(LEAST_SIDE..=MAX_SIDE), meaning, || json!(1024)), || DEFAULT_SIDE)
}

static LEGACY: Shape = Shape::new(
    "ImageRequest",
    &[
        &PROMPT,
        &PROVIDER,
        &WIDTH,
        &HEIGHT,
        &NUM_VARIANTS,
        &NEGATIVE_PROMPT,
        &SEED,
        &DRIVE_FOLDER_ID,
        &METADATA,
    ],
);
static STUDIO: Shape = Shape::new(
    "StudioImageRequest",
    &[
        &STUDIO_PROMPT,
        &PROVIDER,
        &ASPECT_RATIO,
        &RESOLUTION,
        &NUM_VARIANTS,
        &NEGATIVE_PROMPT,
        &STYLE,
        &LANGUAGE,
        &BRAND_COLORS,
        &BRAND_KIT_ID,
        &REFERENCE_IMAGE_URL,
        &REFERENCE_IMAGE_URLS,
        &SEED,
        &DRIVE_FOLDER_ID,
        &METADATA,
    ],
);

pub(super) const fn shape(family: Family) -> &'static Shape {
    match family {
        Family::Legacy => &LEGACY,
        Family::Studio => &STUDIO,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "ImageSettings")]
pub struct ImageRequest {
    /// What is to be seen.
    pub prompt: String,
    /// The model, by its id in the catalog.
    pub provider: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// How many pictures are made.
    pub num_variants: u32,
    /// What is not to be seen; null: nothing in particular.
    pub negative_prompt: Option<String>,
    /// The seed of the first picture; null: the provider picks one.
    pub seed: Option<u32>,
    // Only the studio has these.
    /// The shape; only where it was submitted to the studio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aspect_ratio: Option<AspectRatio>,
    /// The resolution; only where it was submitted to the studio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<String>,
    /// The name of a style preset, or a style in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// The language of texts in the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Colours that the picture should have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brand_colors: Vec<String>,
    /// The brand kit whose colours, voice and logo are used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand_kit_id: Option<KitId>,
    /// Pictures that the result should be like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reference_image_urls: Vec<Source>,
    #[serde(flatten)]
    #[schemars(skip)]
    pub extras: Extras,
}

impl ImageRequest {
    pub const fn size(&self) -> Size {
        Size::new(self.width, self.height)
    }

    /// Variants use seed, seed + 1, and so on. Without a seed the vendor picks one for each.
    pub fn seed_of(&self, variant: u32) -> Option<u32> {
        self.seed.map(|seed| seed.saturating_add(variant).min(MAX_SEED))
    }

    /// The prompt as the vendor gets it, where more than the client's own words is in it.
    fn extended_prompt(&self, kit: Option<&BrandKit>) -> Option<String> {
        let additions = Additions {
            style: self.style.as_deref(),
            language: self.language.as_deref(),
            colors: &self.brand_colors,
            kit,
            unwanted: self.negative_prompt.as_deref(),
        };
        with_additions(&self.prompt, &additions)
    }

    pub(super) fn sources(&self) -> Vec<SourceFile> {
        let references = self.reference_image_urls.iter();
        references
            .map(|source| SourceFile::new("reference_image_urls", InputRole::Reference, source))
            .collect()
    }

    /// `None`: the model is not sold in this size.
    pub(super) fn terms(&self, model: &Model, options: &ImageOptions, facts: &Facts) -> Option<Terms> {
        let logo = Joined::new(&self.reference_image_urls, model, facts);
        let references = self.reference_image_urls.len() + usize::from(logo.source.is_some());
        let native = options.sizes.native_for(self.size())?;
        let quantity = Quantity {
            size: Some(native.size),
            resolution: model.price_key(&native),
            references: u32::try_from(references).unwrap_or_default(),
            ..Quantity::default()
        };
        let list_price = model.price.list_price(&quantity)?;
        let applied = Applied {
            native: Some(native),
            prompt: self.extended_prompt(facts.kit.as_ref()),
            logo: logo.source,
            notes: logo.note.into_iter().collect(),
            ..Applied::default()
        };
        let quote = list_price.times(i64::from(self.num_variants)).customer_price();
        Some(Terms { applied, quote, list_price, metered: None })
    }
}

/// The fields that depend on the family.
#[derive(Default)]
struct FamilyFields {
    size: Size,
    aspect_ratio: Option<AspectRatio>,
    resolution: Option<String>,
    style: Option<String>,
    language: Option<String>,
    brand_colors: Vec<String>,
    brand_kit_id: Option<KitId>,
    references: Vec<Source>,
}

/// `None` only where the fields have a mistake.
pub(super) fn read(
    fields: &mut Fields<'_>,
    family: Family,
    catalog: &Catalog,
    default: &str,
) -> Option<ImageRequest> {
    let prompt = fields.read(if family == Family::Legacy { &PROMPT } else { &STUDIO_PROMPT });
    let own = match family {
        Family::Legacy => FamilyFields { size: read_size(fields), ..FamilyFields::default() },
        Family::Studio => read_studio(fields),
    };
    let model = read::model(fields, catalog, Kind::Image, family, default);
    let num_variants = fields.value(&NUM_VARIANTS);
    let negative_prompt = fields.read(&NEGATIVE_PROMPT);
    let seed = fields.read(&SEED);
    let extras = Extras::read(fields);
    let model = model?;
    let options = model.image()?;
    check_model(fields, model, options, seed, &own.references);
    check_seeds(fields, seed, num_variants);
    let request = ImageRequest {
        prompt: prompt?,
        provider: model.id.clone(),
        width: own.size.width,
        height: own.size.height,
        num_variants,
        negative_prompt,
        seed,
        aspect_ratio: own.aspect_ratio,
        resolution: own.resolution,
        style: own.style,
        language: own.language,
        brand_colors: own.brand_colors,
        brand_kit_id: own.brand_kit_id,
        reference_image_urls: own.references,
        extras,
    };
    let extended = request.extended_prompt(None);
    read::check_length(fields, "prompt", model, extended.as_deref().unwrap_or(&request.prompt));
    Some(request)
}

fn check_model(
    fields: &mut Fields<'_>,
    model: &Model,
    options: &ImageOptions,
    seed: Option<u32>,
    references: &[Source],
) {
    if let Some(seed) = seed.filter(|_| !options.seed) {
        fields.refuse(SEED.name(), format!("is not supported by {}, got {seed}. Leave it out.", model.id));
    }
    if references.len() > usize::try_from(options.references).unwrap_or(usize::MAX) {
        let (most, got) = (options.references, references.len());
        let most = counted(usize::try_from(most).unwrap_or(usize::MAX), "picture");
        let problem = format!("must be at most {most} for {}, got {got}", model.id);
        fields.refuse(REFERENCE_IMAGE_URLS.name(), problem);
    }
}

/// Variants use the seeds that follow.
fn check_seeds(fields: &mut Fields<'_>, seed: Option<u32>, num_variants: u32) {
    let most = MAX_SEED - (num_variants - 1);
    if let Some(seed) = seed.filter(|seed| *seed > most) {
        fields.refuse(SEED.name(), format!("must be at most {most} for {num_variants} variants, got {seed}"));
    }
}

fn read_size(fields: &mut Fields<'_>) -> Size {
    let mistakes_before = fields.mistakes();
    let (width, height) = (fields.value(&WIDTH), fields.value(&HEIGHT));
    let size = Size::new(width, height);
    // Where a side is wrong in itself, the ratio says nothing.
    if fields.mistakes() == mistakes_before && !size.within_ratio(MAX_RATIO) {
        let problem =
            format!("must differ from height by a factor of {MAX_RATIO} at most, got {width} by {height}");
        fields.refuse("width", problem);
    }
    size
}

fn read_studio(fields: &mut Fields<'_>) -> FamilyFields {
    let (ratio, resolution) = (fields.value(&ASPECT_RATIO), fields.value(&RESOLUTION));
    FamilyFields {
        size: Size::with_short_side(short_side(resolution), ratio.terms()),
        aspect_ratio: Some(ratio),
        resolution: Some(resolution.to_owned()),
        style: fields.read(&STYLE),
        language: fields.read(&LANGUAGE),
        brand_colors: fields.read(&BRAND_COLORS).unwrap_or_default(),
        brand_kit_id: fields.read(&BRAND_KIT_ID),
        references: read::sources(fields, &REFERENCE_IMAGE_URL, &REFERENCE_IMAGE_URLS, MAX_REFERENCES),
    }
}

#[cfg(test)]
mod tests;
