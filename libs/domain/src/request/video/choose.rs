//! Which model makes a video: the one that the client names, or the first of the preferred ones that can do all that
//! is wanted.

use super::super::{Family, read};
use crate::Kind;
use crate::catalog::{AspectRatio, Catalog, Model, VideoOptions};
use crate::fields::Fields;

pub(super) const STUDIO_DEFAULT: &str = "kling_2_6";
/// A legacy request without a provider gets the first of these that can do the rest.
const LEGACY_PREFERENCE: [&str; 2] = ["runway_gen4", "luma_ray3"];

/// What a client wants of a video, before a model is chosen. What could not be read is absent.
pub(super) struct Wanted<'a> {
    pub(super) prompt: Option<&'a str>,
    pub(super) duration: Option<u32>,
    pub(super) ratio: Option<AspectRatio>,
    pub(super) has_image_url: bool,
    pub(super) references: usize,
    /// Whether the request names pictures, even by sources that could not be read.
    pub(super) names_pictures: bool,
}

/// A model that the client names is chosen even if it cannot do all that is wanted. Then each field that it cannot
/// fulfil is a mistake.
pub(super) fn choose<'a>(
    fields: &mut Fields<'_>,
    catalog: &'a Catalog,
    family: Family,
    wanted: &Wanted<'_>,
) -> Option<(&'a Model, &'a VideoOptions)> {
    if family == Family::Legacy && !fields.has("provider") {
        return first_able(fields, catalog, wanted);
    }
    let model = read::model(fields, catalog, Kind::Video, family, STUDIO_DEFAULT)?;
    let options = model.video()?;
    for (field, problem) in problems(model, options, wanted) {
        fields.refuse(field, problem);
    }
    Some((model, options))
}

fn first_able<'a>(
    fields: &mut Fields<'_>,
    catalog: &'a Catalog,
    wanted: &Wanted<'_>,
) -> Option<(&'a Model, &'a VideoOptions)> {
    let preferred = || {
        let models = LEGACY_PREFERENCE.iter().filter_map(|id| catalog.model(Kind::Video, id));
        models.filter_map(|model| Some((model, model.video()?)))
    };
    let fits = |model: &Model| wanted.prompt.is_none_or(|prompt| model.prompt_limit.allows(prompt));
    let able =
        preferred().find(|(model, options)| fits(model) && problems(model, options, wanted).is_empty());
    // A mistake elsewhere is not blamed on the models.
    if able.is_none() && fields.mistakes() == 0 {
        let known: Vec<String> = preferred().map(|(model, options)| described(model, options)).collect();
        fields.refuse("provider", format!("no model can do all of this; {}", known.join("; ")));
    }
    able
}

/// What the model cannot do of what is wanted, by field.
fn problems(model: &Model, options: &VideoOptions, wanted: &Wanted<'_>) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    if let Some(duration) = wanted.duration.filter(|duration| !options.durations.contains(duration)) {
        let allowed = listed(&options.durations);
        problems.push(("duration", format!("must be one of {allowed} for {}, got {duration}", model.id)));
    }
    let ratios = options.aspect_ratios(wanted.names_pictures);
    if let Some(ratio) = wanted.ratio.filter(|ratio| !ratios.contains(ratio)) {
        let how = if wanted.names_pictures { "with a start frame" } else { "without a start frame" };
        let problem =
            format!("must be one of {} for {} {how}, got {}", names(ratios), model.id, ratio.as_str());
        problems.push(("aspect_ratio", problem));
    }
    // No model of today's catalog takes more pictures than its start frame, which is the first reference where there is
    // no `image_url`.
    let start_frame_among_references = usize::from(!wanted.has_image_url);
    if wanted.references > start_frame_among_references {
        problems
            .push(("reference_image_urls", format!("{} takes no pictures beyond the start frame", model.id)));
    }
    problems
}

fn described(model: &Model, options: &VideoOptions) -> String {
    format!(
        "{}: {} s, {}, with image_url {}, prompt up to {}",
        model.id,
        listed(&options.durations),
        names(&options.aspect_ratios),
        names(&options.aspect_ratios_with_image),
        model.prompt_limit.most
    )
}

fn names(ratios: &[AspectRatio]) -> String {
    ratios.iter().map(|ratio| ratio.as_str()).collect::<Vec<_>>().join(", ")
}

pub(super) fn listed(numbers: &[u32]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
