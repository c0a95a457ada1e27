//! What the readers of all kinds share.

use super::source::Source;
use crate::brand::{MAX_COLORS, NO_KIT};
use crate::catalog::{AspectRatio, Catalog, Model};
use crate::fields::Fields;
use crate::{Kind, KitId};

use super::Family;

/// The model that `provider` names, among those of the family.
pub(super) fn model<'a>(
    fields: &mut Fields<'_>,
    catalog: &'a Catalog,
    kind: Kind,
    family: Family,
    default: &str,
) -> Option<&'a Model> {
    let asked = fields.text("provider", 1..=64).unwrap_or_else(|| default.to_owned());
    let offered = || offered(catalog, kind, family);
    let model = offered().find(|model| model.id == asked);
    if model.is_none() {
        let known: Vec<&str> = offered().map(|model| model.id.as_str()).collect();
        fields.refuse("provider", format!("must be one of: {}", known.join(", ")));
    }
    model
}

pub(super) fn offered(catalog: &Catalog, kind: Kind, family: Family) -> impl Iterator<Item = &Model> {
    catalog.of_kind(kind).filter(move |model| family == Family::Studio || model.legacy)
}

pub(super) fn small_number(
    fields: &mut Fields<'_>,
    name: &'static str,
    least: u32,
    most: u32,
) -> Option<u32> {
    fields
        .whole_number(name, i64::from(least)..=i64::from(most))
        .and_then(|number| u32::try_from(number).ok())
}

/// One of the named ratios.
pub(super) fn aspect_ratio(fields: &mut Fields<'_>, allowed: &[AspectRatio]) -> Option<AspectRatio> {
    let names: Vec<&str> = allowed.iter().map(|ratio| ratio.as_str()).collect();
    fields.choice("aspect_ratio", &names).and_then(|name| AspectRatio::named(&name))
}

pub(super) fn source(fields: &mut Fields<'_>, name: &'static str) -> Option<Source> {
    let text = fields.text(name, 1..=super::source::MAX_URL_CHARACTERS)?;
    match Source::try_from(text) {
        Ok(source) => Some(source),
        Err(problem) => {
            fields.refuse(name, problem);
            None
        }
    }
}

/// One address in `single`, a list of them in `several`: together at most `most`, in this order.
pub(super) fn sources(
    fields: &mut Fields<'_>,
    single: &'static str,
    several: &'static str,
    most: usize,
) -> Vec<Source> {
    let mut sources: Vec<Source> = source(fields, single).into_iter().collect();
    for (index, text) in fields.text_list(several, most).into_iter().enumerate() {
        match Source::try_from(text) {
            Ok(source) => sources.push(source),
            Err(problem) => fields.refuse(&format!("{several}[{index}]"), problem),
        }
    }
    if sources.len() > most {
        fields.refuse(several, format!("must be at most {most} pictures together with {single}"));
        sources.truncate(most);
    }
    sources
}

/// The words as the vendor would get them must fit it, whatever was folded in.
pub(super) fn check_words(fields: &mut Fields<'_>, name: &'static str, model: &Model, words: &str) {
    if let Some(problem) = too_long(model, words) {
        fields.refuse(name, problem);
    }
}

pub(super) fn too_long(model: &Model, words: &str) -> Option<String> {
    let limit = model.prompt_limit;
    (!limit.allows(words)).then(|| {
        format!(
            "is too long for {}: it takes {}, and this makes {} with everything that becomes part of it",
            model.id,
            limit.most,
            limit.length(words)
        )
    })
}

pub(super) fn brand_kit(fields: &mut Fields<'_>) -> Option<KitId> {
    let named = fields.text("brand_kit_id", 1..=64)?;
    let id = named.parse().ok();
    if id.is_none() {
        fields.refuse("brand_kit_id", NO_KIT);
    }
    id
}

/// As they are written: they are part of what an idempotency key is bound to.
pub(super) fn brand_colors(fields: &mut Fields<'_>) -> Vec<String> {
    fields.color_list("brand_colors", MAX_COLORS)
}
