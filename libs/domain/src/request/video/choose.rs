//! Whether the model of a video can do all that is wanted of it.

use std::collections::BTreeMap;

use super::super::{Family, read};
use crate::Kind;
use crate::catalog::{AspectRatio, Catalog, Input, Model, VideoOptions};
use crate::fields::Fields;
use crate::sentence::{and, counted, one_of, then};

/// What a client wants of a video, before a model is chosen. What could not be read is absent.
pub(super) struct Wanted {
    pub(super) duration: Option<u32>,
    pub(super) ratio: Option<AspectRatio>,
    /// By the pictures that the request names, even by sources that could not be read.
    pub(super) input: Input,
    pub(super) has_image_url: bool,
    pub(super) references: usize,
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
    if wanted.has_image_url && wanted.references > 0 {
        fields.refuse("reference_image_urls", beside_a_start_frame(catalog, family, wanted.references));
    } else if wanted.references > most_pictures(model) {
        // Where no provider is named, the complaints of all models are told side by side.
        let others = if fields.has("provider") { others(catalog, family, model) } else { String::new() };
        fields.refuse("reference_image_urls", too_many(model, wanted.references, &others));
    }
    Some((model, options))
}

/// How many pictures `reference_image_urls` may name. A single one is the start frame, which every model takes.
fn most_pictures(model: &Model) -> usize {
    usize::try_from(model.max_reference_images()).unwrap_or(usize::MAX).max(1)
}

fn too_many(model: &Model, pictures: usize, others: &str) -> String {
    let how = match most_pictures(model) {
        1 => "at most 1 picture (it is the start frame)".to_owned(),
        most => format!("at most {}", counted(most, "picture")),
    };
    let own = format!("must be {how} for {}, got {pictures}", model.id);
    if others.is_empty() { own } else { then(&own, others) }
}

/// How many pictures the models take that the client did not name.
fn others(catalog: &Catalog, family: Family, named: &Model) -> String {
    let mut by_most: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for model in read::offered(catalog, Kind::Video, family).filter(|model| model.id != named.id) {
        by_most.entry(most_pictures(model)).or_default().push(&model.id);
    }
    let take = |(most, models): (&usize, &Vec<&str>)| {
        let verb = if models.len() == 1 { "takes" } else { "take" };
        format!("{} {verb} {most}", and(models))
    };
    let each: Vec<String> = by_most.iter().rev().map(take).collect();
    each.join(", ")
}

/// No vendor takes both.
fn beside_a_start_frame(catalog: &Catalog, family: Family, references: usize) -> String {
    let models = read::offered(catalog, Kind::Video, family).filter(|model| most_pictures(model) > 1);
    let each: Vec<String> =
        models.map(|model| format!("{} (up to {})", model.id, most_pictures(model))).collect();
    let own =
        format!("cannot go with image_url, which is the start frame, got {}", counted(references, "picture"));
    let next = format!(
        "Leave one of the two out. Two or more references without image_url are taken by {}",
        and(&each)
    );
    then(&own, &next)
}

/// What the model cannot do of what is wanted, by field.
fn problems(model: &Model, options: &VideoOptions, wanted: &Wanted) -> Vec<(&'static str, String)> {
    let mut problems = Vec::new();
    let how = match wanted.input {
        Input::WordsOnly => "without a start frame",
        Input::Images => "with a start frame",
        Input::References => "with several references",
    };
    let durations = options.durations(wanted.input);
    if let Some(duration) = wanted.duration.filter(|duration| !durations.contains(duration)) {
        // Other lengths than the usual ones need a reason.
        let how = if options.durations == durations { String::new() } else { format!(" {how}") };
        let allowed = listed(durations);
        problems.push(("duration", format!("must be {allowed} for {}{how}, got {duration}", model.id)));
    }
    let ratios = options.aspect_ratios(wanted.input);
    if let Some(ratio) = wanted.ratio.filter(|ratio| !ratios.contains(ratio)) {
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
