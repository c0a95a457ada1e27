//! Whether the model of a video can do all that is wanted of it.

use super::super::{Family, read};
use crate::Kind;
use crate::catalog::{AspectRatio, Catalog, Model, VideoOptions};
use crate::fields::Fields;
use crate::sentence::one_of;

/// How many pictures a model gets: its start frame, which is the first reference where there is no `image_url`. Some
/// vendors take references besides, but none of our routes sends them.
const MOST_PICTURES: usize = 1;

/// What a client wants of a video, before a model is chosen. What could not be read is absent.
pub(super) struct Wanted {
    pub(super) duration: Option<u32>,
    pub(super) ratio: Option<AspectRatio>,
    pub(super) has_image_url: bool,
    pub(super) references: usize,
    /// Whether the request names pictures, even by sources that could not be read.
    pub(super) names_pictures: bool,
}

impl Wanted {
    fn pictures(&self) -> usize {
        self.references + usize::from(self.has_image_url)
    }
}

/// The model is chosen even if it cannot do all that is wanted. Then each field that it cannot fulfil is a mistake.
pub(super) fn choose<'a>(
    fields: &mut Fields<'_>,
    catalog: &'a Catalog,
    family: Family,
    wanted: &Wanted,
    default: &str,
) -> Option<(&'a Model, &'a VideoOptions)> {
    let model = read::model(fields, catalog, Kind::Video, family, default)?;
    let options = model.video()?;
    for (field, problem) in problems(model, options, wanted) {
        fields.refuse(field, problem);
    }
    if wanted.pictures() > MOST_PICTURES {
        // Where no provider is named, the complaints of all models are told side by side.
        let others = if fields.has("provider") { others(catalog, family, model) } else { String::new() };
        fields.refuse("reference_image_urls", too_many_pictures(model, wanted.pictures(), &others));
    }
    Some((model, options))
}

fn too_many_pictures(model: &Model, pictures: usize, others: &str) -> String {
    format!(
        "must be at most {MOST_PICTURES} picture together with image_url for {} (it is the start frame), got \
         {pictures}{others}",
        model.id
    )
}

/// How many pictures the models take that the client did not name.
fn others(catalog: &Catalog, family: Family, named: &Model) -> String {
    let others = read::offered(catalog, Kind::Video, family).filter(|model| model.id != named.id);
    let each: Vec<String> = others.map(|model| format!("{} {MOST_PICTURES}", model.id)).collect();
    format!("; the other models take: {}", each.join(", "))
}

/// What the model cannot do of what is wanted, by field.
fn problems(model: &Model, options: &VideoOptions, wanted: &Wanted) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    if let Some(duration) = wanted.duration.filter(|duration| !options.durations.contains(duration)) {
        let allowed = listed(&options.durations);
        problems.push(("duration", format!("must be {allowed} for {}, got {duration}", model.id)));
    }
    let ratios = options.aspect_ratios(wanted.names_pictures);
    if let Some(ratio) = wanted.ratio.filter(|ratio| !ratios.contains(ratio)) {
        let how = if wanted.names_pictures { "with a start frame" } else { "without a start frame" };
        let problem = format!("must be {} for {} {how}, got {}", names(ratios), model.id, ratio.as_str());
        problems.push(("aspect_ratio", problem));
    }
    problems
}

fn names(ratios: &[AspectRatio]) -> String {
    one_of(&ratios.iter().map(|ratio| ratio.as_str()).collect::<Vec<_>>())
}

pub(super) fn listed(numbers: &[u32]) -> String {
    one_of(&numbers.iter().map(ToString::to_string).collect::<Vec<_>>())
}
