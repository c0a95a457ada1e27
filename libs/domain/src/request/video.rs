//! Videos: `POST …/generate/video` (contract §3) and `POST …/video-studio/generate` (§4). All are silent.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::prompt::{Wishes, folded};
use super::{Applied, Brand, Extras, Family, InputRole, Plan, Request, Source, SourceFile, read};
use crate::brand::BrandKit;
use crate::catalog::{AspectRatio, Catalog, Model, VideoOptions};
use crate::fields::{FieldError, Fields};
use crate::price::Usage;
use crate::size::Size;
use crate::{Kind, KitId};

const RATIOS: [AspectRatio; 3] = [AspectRatio::Wide, AspectRatio::Tall, AspectRatio::Square];
const DEFAULT_SECONDS: u32 = 5;
const STUDIO_SECONDS: [u32; 5] = [4, 5, 6, 8, 10];
const STUDIO_DEFAULT: &str = "kling_2_6";
/// What a legacy request without a provider gets: the first that can do the rest.
const LEGACY_PREFERENCE: [&str; 2] = ["runway_gen4", "luma_ray3"];
const MAX_REFERENCES: usize = 4;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoRequest {
    pub prompt: String,
    pub provider: String,
    pub image_url: Option<Source>,
    /// Whole seconds.
    pub duration: u32,
    /// Absent: 16:9, or nearest to the start frame.
    pub aspect_ratio: Option<AspectRatio>,
    // Only the studio has these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brand_colors: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand_kit_id: Option<KitId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reference_image_urls: Vec<Source>,
    #[serde(flatten)]
    pub extras: Extras,
}

impl VideoRequest {
    /// `image_url`, or the first reference where that is absent.
    pub fn start_frame(&self) -> Option<&Source> {
        self.image_url.as_ref().or_else(|| self.reference_image_urls.first())
    }

    /// The words as the vendor gets them, where there is more than the prompt.
    fn words(&self, kit: Option<&BrandKit>) -> Option<String> {
        let (style, colors) = (self.style.as_deref(), self.brand_colors.as_slice());
        folded(&self.prompt, &Wishes { style, colors, kit, ..Wishes::default() })
    }

    pub(super) fn sources(&self) -> Vec<SourceFile> {
        let field = if self.image_url.is_some() { "image_url" } else { "reference_image_urls" };
        let frame = self.start_frame().into_iter();
        frame.map(|source| SourceFile::new(field, InputRole::StartFrame, source)).collect()
    }
}

impl VideoOptions {
    pub fn aspect_ratios(&self, with_image: bool) -> &[AspectRatio] {
        if with_image { &self.aspect_ratios_with_image } else { &self.aspect_ratios }
    }

    /// Of those the model has, the one nearest to a start frame.
    pub fn nearest_ratio(&self, frame: Size) -> Option<AspectRatio> {
        let ratios = self.aspect_ratios_with_image.iter().copied();
        ratios.min_by_key(|ratio| {
            let [across, down] = ratio.terms();
            Size::new(across, down).distance(frame)
        })
    }
}

/// What a video is to be, before a model is chosen.
struct Wanted {
    prompt: Option<String>,
    duration: Option<u32>,
    ratio: Option<AspectRatio>,
    image_url: Option<Source>,
    references: Vec<Source>,
    /// Whether a picture was named, rightly or wrongly.
    pictures_named: bool,
}

/// Validates a body against the contract and the model's own limits, and quotes it.
pub fn plan(family: Family, body: &Value, catalog: &Catalog) -> Result<Plan, Vec<FieldError>> {
    let mut fields = Fields::new(body)?;
    let prompt = fields.required_text("prompt", 1..=if family == Family::Legacy { 2000 } else { 4000 });
    let duration = match family {
        Family::Legacy => read::small_number(&mut fields, "duration", 2, 10),
        Family::Studio => read_studio_duration(&mut fields, catalog),
    };
    let ratio = read::aspect_ratio(&mut fields, &RATIOS);
    let image_url = read::source(&mut fields, "image_url");
    let (style, brand_colors, brand_kit_id, references) = match family {
        Family::Legacy => (None, Vec::new(), None, Vec::new()),
        Family::Studio => {
            let references = fields.text_list("reference_image_urls", MAX_REFERENCES);
            let references = references.into_iter().enumerate();
            let references = references.filter_map(|(index, text)| {
                Source::try_from(text)
                    .map_err(|problem| fields.refuse(&format!("reference_image_urls[{index}]"), problem))
                    .ok()
            });
            let references = references.collect();
            let (colors, kit) = (read::brand_colors(&mut fields), read::brand_kit(&mut fields));
            (fields.text("style", 1..=64), colors, kit, references)
        }
    };
    let pictures_named =
        fields.has("image_url") || (family == Family::Studio && fields.has_items("reference_image_urls"));
    let wanted = Wanted { prompt: prompt.clone(), duration, ratio, image_url, references, pictures_named };
    let mistakes = fields.mistakes();
    let model = read_model(&mut fields, catalog, family, &wanted, mistakes == 0);
    let extras = Extras::read(&mut fields);
    let request = VideoRequest {
        prompt: prompt.unwrap_or_default(),
        provider: model.map(|(model, _)| model.id.clone()).unwrap_or_default(),
        duration: model.map(|(_, options)| seconds(options, wanted.duration)).unwrap_or_default(),
        image_url: wanted.image_url,
        // Without a start frame the default is known; with one it follows from the frame.
        aspect_ratio: wanted.ratio.or((!wanted.pictures_named).then_some(AspectRatio::Wide)),
        style,
        brand_colors,
        brand_kit_id,
        reference_image_urls: wanted.references,
        extras,
    };
    if let Some((model, _)) = model {
        let words = request.words(None);
        read::check_words(&mut fields, "prompt", model, words.as_deref().unwrap_or(&request.prompt));
    }
    fields.finish()?;
    // With no complaint left, the model is there.
    let Some((model, options)) = model else { return Err(Vec::new()) };
    Ok(quote(request, Brand::default(), model, options))
}

/// A validated request, made ready under the model and the brand kit as they are today. A logo has no room: no model
/// of today's catalog takes a picture beside the start frame.
pub(super) fn quote(request: VideoRequest, brand: Brand<'_>, model: &Model, options: &VideoOptions) -> Plan {
    let words = request.words(brand.kit);
    // Without a start frame the default holds; with one it is known once the frame is.
    let default = request.start_frame().is_none().then_some(AspectRatio::Wide);
    let applied =
        Applied { prompt: words, aspect_ratio: request.aspect_ratio.or(default), ..Applied::default() };
    let usage = Usage {
        resolution: options.resolution.clone(),
        millis: u64::from(request.duration) * 1000,
        ..Usage::default()
    };
    // A catalog whose rule did not fit every duration would not have been read.
    let quote = model.price.of(&usage).unwrap_or_default().customer_price();
    Plan { request: Request::Video(request), applied, quote, metered: None }
}

/// As asked, or 5, or the model's next longer.
fn seconds(options: &VideoOptions, asked: Option<u32>) -> u32 {
    let default = || options.durations.iter().copied().find(|seconds| *seconds >= DEFAULT_SECONDS);
    asked.or_else(default).unwrap_or(DEFAULT_SECONDS)
}

fn read_studio_duration(fields: &mut Fields<'_>, catalog: &Catalog) -> Option<u32> {
    let asked = fields.whole_number("duration", i64::MIN..=i64::MAX)?;
    if let Some(seconds) = u32::try_from(asked).ok().filter(|seconds| STUDIO_SECONDS.contains(seconds)) {
        return Some(seconds);
    }
    // What the model has of these is the better answer, where the model is known.
    let model = fields.peek_text("provider").unwrap_or_else(|| STUDIO_DEFAULT.to_owned());
    let options = catalog.model(Kind::Video, &model).and_then(Model::video);
    let has = |seconds: &u32| options.is_none_or(|options| options.durations.contains(seconds));
    let allowed: Vec<u32> = STUDIO_SECONDS.into_iter().filter(has).collect();
    fields.refuse("duration", format!("must be one of {} for {model}, got {asked}", listed(&allowed)));
    None
}

/// The model asked for, or the first of the preferred ones that can do what is wanted; a wish that the model
/// cannot fulfil is refused by naming what it can. `sound`: what is wanted was read without a mistake.
fn read_model<'a>(
    fields: &mut Fields<'_>,
    catalog: &'a Catalog,
    family: Family,
    wanted: &Wanted,
    sound: bool,
) -> Option<(&'a Model, &'a VideoOptions)> {
    let with_options = |model: &'a Model| Some((model, model.video()?));
    if family == Family::Legacy && !fields.has("provider") {
        let preferred = || LEGACY_PREFERENCE.iter().filter_map(|id| catalog.model(Kind::Video, id));
        let fits =
            |model: &Model| wanted.prompt.as_deref().is_none_or(|prompt| model.prompt_limit.allows(prompt));
        let able = preferred()
            .filter_map(with_options)
            .find(|(model, options)| fits(model) && lacks(model, options, wanted).is_empty());
        if able.is_none() && sound {
            let known =
                preferred().filter_map(with_options).map(|(model, options)| described(model, options));
            let known: Vec<String> = known.collect();
            fields.refuse("provider", format!("no model can do all of this; {}", known.join("; ")));
        }
        return able;
    }
    let model = read::model(fields, catalog, Kind::Video, family, STUDIO_DEFAULT)?;
    let (model, options) = with_options(model)?;
    for (field, problem) in lacks(model, options, wanted) {
        fields.refuse(field, problem);
    }
    Some((model, options))
}

/// What the model cannot do of what is wanted, by field.
fn lacks(model: &Model, options: &VideoOptions, wanted: &Wanted) -> Vec<(&'static str, String)> {
    let mut lacks = Vec::new();
    if let Some(duration) = wanted.duration.filter(|duration| !options.durations.contains(duration)) {
        let allowed = listed(&options.durations);
        lacks.push(("duration", format!("must be one of {allowed} for {}, got {duration}", model.id)));
    }
    let ratios = options.aspect_ratios(wanted.pictures_named);
    if let Some(ratio) = wanted.ratio.filter(|ratio| !ratios.contains(ratio)) {
        let names: Vec<&str> = ratios.iter().map(|ratio| ratio.as_str()).collect();
        let how = if wanted.pictures_named { "with a start frame" } else { "without a start frame" };
        lacks.push((
            "aspect_ratio",
            format!("must be one of {} for {} {how}, got {}", names.join(", "), model.id, ratio.as_str()),
        ));
    }
    // No model of today's catalog takes more pictures than its start frame.
    let further =
        wanted.references.len() - usize::from(wanted.image_url.is_none()).min(wanted.references.len());
    if further > 0 {
        lacks
            .push(("reference_image_urls", format!("{} takes no pictures beyond the start frame", model.id)));
    }
    lacks
}

fn described(model: &Model, options: &VideoOptions) -> String {
    let names =
        |ratios: &[AspectRatio]| ratios.iter().map(|ratio| ratio.as_str()).collect::<Vec<_>>().join(", ");
    format!(
        "{}: {} s, {}, with image_url {}, prompt up to {}",
        model.id,
        listed(&options.durations),
        names(&options.aspect_ratios),
        names(&options.aspect_ratios_with_image),
        model.prompt_limit.most
    )
}

fn listed(numbers: &[u32]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
