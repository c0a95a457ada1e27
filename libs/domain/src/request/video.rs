//! Videos: `POST …/generate/video` and `POST …/video-studio/generate`. All are silent.

mod choose;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::extras::{DRIVE_FOLDER_ID, METADATA};
use super::logo::Joined;
use super::prompt_additions::{Additions, with_additions};
use super::quote::Terms;
use super::read::{A_SOURCE, BRAND_COLORS, BRAND_KIT_ID, PROVIDER, STYLE, one_ratio};
use super::{Applied, Extras, Facts, Family, InputRole, Source, SourceFile, read};
use crate::brand::BrandKit;
use crate::catalog::{AspectRatio, Catalog, Input, Model, VideoOptions};
use crate::fields::{Field, Fields, List, OneNumber, OneOf, Parsed, Shape, Text, Whole, prose};
use crate::price::Quantity;
use crate::{Kind, KitId};
use choose::{Wanted, choose};

const RATIOS: [AspectRatio; 3] = [AspectRatio::Wide, AspectRatio::Tall, AspectRatio::Square];
const DEFAULT_SECONDS: u32 = 5;
const STUDIO_SECONDS: [u32; 5] = [4, 5, 6, 8, 10];
const MAX_REFERENCES: usize = 4;

static PROMPT: Field<Text> = prompt(2000);
static STUDIO_PROMPT: Field<Text> = prompt(4000);
static DURATION: Field<Whole<u32>> = Field::new(
    "duration",
    Whole(2..=10),
    "Whole seconds. Without it 5, or the model's next longer one.",
    || json!(5),
);
static STUDIO_DURATION: Field<OneNumber> = Field::new(
    "duration",
    OneNumber { all: Cow::Borrowed(&STUDIO_SECONDS), remark: Cow::Borrowed("") },
    "Whole seconds. Without it 5, or the model's next longer one.",
    || json!(5),
);
static ASPECT_RATIO: Field<OneOf<AspectRatio>> = Field::new(
    "aspect_ratio",
    one_ratio(&RATIOS),
    "The shape. Without it 16:9, or the one nearest to the start frame.",
    || json!("16:9"),
);
static IMAGE_URL: Field<Parsed<Source>> = Field::new(
    "image_url",
    A_SOURCE,
    "The picture that the video starts with: an https address, `asset:<file id>` or `job:<job id>`.",
    || json!("https://example.com/kite.png"),
);
static REFERENCE_IMAGE_URLS: Field<List<Parsed<Source>>> = Field::new(
    "reference_image_urls",
    List { of: A_SOURCE, count: 0..=MAX_REFERENCES },
    "Pictures that the result should be like. A single one is the start frame.",
    || json!(["https://example.com/kite.png"]),
);

const fn prompt(most: usize) -> Field<Text> {
    let example = || json!("The kite rises and turns in the wind");
    Field::new("prompt", prose(1..=most), "What is to be seen.", example).required()
}

static LEGACY: Shape = Shape::new(
    "VideoRequest",
    &[&PROMPT, &PROVIDER, &IMAGE_URL, &DURATION, &ASPECT_RATIO, &DRIVE_FOLDER_ID, &METADATA],
);
static STUDIO: Shape = Shape::new(
    "StudioVideoRequest",
    &[
        &STUDIO_PROMPT,
        &PROVIDER,
        &IMAGE_URL,
        &REFERENCE_IMAGE_URLS,
        &STUDIO_DURATION,
        &ASPECT_RATIO,
        &STYLE,
        &BRAND_COLORS,
        &BRAND_KIT_ID,
        &DRIVE_FOLDER_ID,
        &METADATA,
    ],
)
.with(frame_or_references);

/// The start frame and references are never given together.
fn frame_or_references() -> Value {
    json!({"not": {
        "properties": {"image_url": {"type": "string"}, "reference_image_urls": {"type": "array", "minItems": 1}},
        "required": ["image_url", "reference_image_urls"],
    }})
}

pub(super) const fn shape(family: Family) -> &'static Shape {
    match family {
        Family::Legacy => &LEGACY,
        Family::Studio => &STUDIO,
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "VideoSettings")]
pub struct VideoRequest {
    /// What is to be seen.
    pub prompt: String,
    /// The model, by its id in the catalog.
    pub provider: String,
    /// The picture that the video starts with; null: there is none.
    pub image_url: Option<Source>,
    /// Whole seconds.
    pub duration: u32,
    /// Where it is absent, the ratio is 16:9, or the one nearest to the start frame.
    pub aspect_ratio: Option<AspectRatio>,
    // Only the studio has these.
    /// The name of a style preset, or a style in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Colours that the video should have.
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

impl VideoRequest {
    pub const fn input(&self) -> Input {
        input(self.image_url.is_some(), self.reference_image_urls.len())
    }

    /// `image_url`, or the only reference where that is absent.
    pub fn start_frame(&self) -> Option<&Source> {
        let named = self.image_url.as_ref().or_else(|| self.reference_image_urls.first());
        named.filter(|_| self.input() == Input::Images)
    }

    /// Empty where there is a start frame.
    pub(super) fn reference_images(&self) -> &[Source] {
        if self.input() == Input::References { &self.reference_image_urls } else { &[] }
    }

    /// The prompt as the vendor gets it, where more than the client's own words is in it.
    fn extended_prompt(&self, kit: Option<&BrandKit>) -> Option<String> {
        let (style, colors) = (self.style.as_deref(), self.brand_colors.as_slice());
        with_additions(&self.prompt, &Additions { style, colors, kit, ..Additions::default() })
    }

    pub(super) fn sources(&self) -> Vec<SourceFile> {
        let field = if self.image_url.is_some() { "image_url" } else { "reference_image_urls" };
        let frame = self.start_frame().map(|source| SourceFile::new(field, InputRole::StartFrame, source));
        let references = self.reference_images().iter();
        frame
            .into_iter()
            .chain(references.map(|source| SourceFile::new(field, InputRole::Reference, source)))
            .collect()
    }

    /// `None`: the model is not sold in this length.
    pub(super) fn terms(&self, model: &Model, options: &VideoOptions, facts: &Facts) -> Option<Terms> {
        let quantity = Quantity {
            resolution: options.resolution.clone(),
            millis: u64::from(self.duration) * 1000,
            ..Quantity::default()
        };
        let list_price = model.price.list_price(&quantity)?;
        // With a start frame, the default is known once the frame is.
        let default = self.start_frame().is_none().then_some(AspectRatio::Wide);
        let logo = Joined::new(self.reference_images(), model, facts);
        let applied = Applied {
            prompt: self.extended_prompt(facts.kit.as_ref()),
            aspect_ratio: self.aspect_ratio.or(default),
            logo: logo.source,
            notes: logo.note.into_iter().collect(),
            ..Applied::default()
        };
        Some(Terms { applied, quote: list_price.customer_price(), list_price, metered: None })
    }
}

/// What only the studio takes.
#[derive(Default)]
struct StudioFields {
    references: Vec<Source>,
    brand_colors: Vec<String>,
    brand_kit_id: Option<KitId>,
    style: Option<String>,
}

/// `None` only where the fields have a mistake.
pub(super) fn read(
    fields: &mut Fields<'_>,
    family: Family,
    catalog: &Catalog,
    default: &str,
) -> Option<VideoRequest> {
    let prompt = fields.read(if family == Family::Legacy { &PROMPT } else { &STUDIO_PROMPT });
    let duration = match family {
        Family::Legacy => fields.read(&DURATION),
        Family::Studio => read_studio_duration(fields, catalog),
    };
    let ratio = fields.read(&ASPECT_RATIO);
    let image_url = fields.read(&IMAGE_URL);
    let own = match family {
        Family::Legacy => StudioFields::default(),
        Family::Studio => StudioFields {
            references: fields.read(&REFERENCE_IMAGE_URLS).unwrap_or_default(),
            brand_colors: fields.read(&BRAND_COLORS).unwrap_or_default(),
            brand_kit_id: fields.read(&BRAND_KIT_ID),
            style: fields.read(&STYLE),
        },
    };
    // What is named counts, even by sources that could not be read.
    let named = if family == Family::Studio { fields.count_items("reference_image_urls") } else { 0 };
    let input = input(fields.has("image_url"), named);
    let wanted = Wanted {
        duration,
        ratio,
        input,
        has_image_url: image_url.is_some(),
        references: own.references.len(),
    };
    let chosen = choose(fields, catalog, family, &wanted, default);
    let extras = Extras::read(fields);
    let (model, options) = chosen?;
    let request = VideoRequest {
        prompt: prompt?,
        provider: model.id.clone(),
        duration: seconds(options.durations(input), duration),
        image_url,
        // Without a start frame the default is known; with one it follows from the frame.
        aspect_ratio: ratio.or((input != Input::Images).then_some(AspectRatio::Wide)),
        style: own.style,
        brand_colors: own.brand_colors,
        brand_kit_id: own.brand_kit_id,
        reference_image_urls: own.references,
        extras,
    };
    let extended = request.extended_prompt(None);
    read::check_length(fields, "prompt", model, extended.as_deref().unwrap_or(&request.prompt));
    Some(request)
}

/// Several references are references; a single one is the start frame.
const fn input(has_image_url: bool, references: usize) -> Input {
    match (has_image_url, references) {
        (false, 0) => Input::WordsOnly,
        (true, _) | (false, 1) => Input::Images,
        (false, 2..) => Input::References,
    }
}

/// The length asked for, or 5 seconds, or the model's next longer one.
fn seconds(durations: &[u32], asked: Option<u32>) -> u32 {
    let default = || durations.iter().copied().find(|seconds| *seconds >= DEFAULT_SECONDS);
    asked.or_else(default).unwrap_or(DEFAULT_SECONDS)
}

fn read_studio_duration(fields: &mut Fields<'_>, catalog: &Catalog) -> Option<u32> {
    let asked = fields.read(&STUDIO_DURATION.narrowed(Whole(i64::MIN..=i64::MAX)))?;
    if let Some(seconds) = u32::try_from(asked).ok().filter(|seconds| STUDIO_SECONDS.contains(seconds)) {
        return Some(seconds);
    }
    // Where the model is known, the complaint lists its own lengths.
    let model = fields.peek_text("provider");
    let options = model.as_deref().and_then(|model| catalog.model(Kind::Video, model)?.video());
    let has = |seconds: &u32| options.is_none_or(|options| options.durations.contains(seconds));
    let all = STUDIO_SECONDS.into_iter().filter(has).collect();
    let remark = model.map_or_else(String::new, |model| format!(" for {model}")).into();
    fields.read(&STUDIO_DURATION.narrowed(OneNumber { all, remark }))
}

#[cfg(test)]
mod tests;
