//! Fields that several kinds of request have, each read in one way.

use super::source::{MAX_URL_CHARACTERS, shown};
use super::{Family, Source};
use crate::brand::{MAX_COLORS, no_kit};
use crate::catalog::{AspectRatio, Catalog, Model};
use crate::fields::Fields;
use crate::near::must_be_one_of;
use crate::sentence::counted;
use crate::size::RESOLUTIONS;
use crate::{Kind, KitId};

/// The model that `provider` names, among those that the family offers, or else `default`.
pub(super) fn model<'a>(
    fields: &mut Fields<'_>,
    catalog: &'a Catalog,
    kind: Kind,
    family: Family,
    default: &str,
) -> Option<&'a Model> {
    let asked = match fields.text("provider", 1..=64) {
        Some(asked) => asked,
        // What is there and cannot be read has its own complaint.
        None if fields.has("provider") => return None,
        None => default.to_owned(),
    };
    let offered = || offered(catalog, kind, family);
    let model = offered().find(|model| model.id == asked);
    if model.is_none() {
        let known: Vec<&str> = offered().map(|model| model.id.as_str()).collect();
        fields.refuse("provider", must_be_one_of(&asked, &known));
    }
    model
}

/// The models of a kind that a family offers.
pub fn offered(catalog: &Catalog, kind: Kind, family: Family) -> impl Iterator<Item = &Model> {
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

pub(super) fn resolution(fields: &mut Fields<'_>) -> Option<String> {
    fields.choice("resolution", &RESOLUTIONS)
}

pub(super) fn aspect_ratio(fields: &mut Fields<'_>, allowed: &[AspectRatio]) -> Option<AspectRatio> {
    let names: Vec<&str> = allowed.iter().map(|ratio| ratio.as_str()).collect();
    fields.choice("aspect_ratio", &names).and_then(|name| AspectRatio::from_name(&name))
}

pub(super) fn source(fields: &mut Fields<'_>, name: &'static str) -> Option<Source> {
    let text = fields.text(name, 1..=MAX_URL_CHARACTERS)?;
    parsed(fields, name, text)
}

fn parsed(fields: &mut Fields<'_>, place: &str, text: String) -> Option<Source> {
    let given = shown(&text);
    let refuse = |problem: String| fields.refuse(place, format!("{problem}, got '{given}'"));
    Source::try_from(text).map_err(refuse).ok()
}

/// A list of at most `most` sources.
pub(super) fn source_list(fields: &mut Fields<'_>, name: &'static str, most: usize) -> Vec<Source> {
    fields.texts(name, most, parsed)
}

/// One source in `single` and a list of them in `several`, in this order, and at most `most` together.
pub(super) fn sources(
    fields: &mut Fields<'_>,
    single: &'static str,
    several: &'static str,
    most: usize,
) -> Vec<Source> {
    let mut sources: Vec<Source> = source(fields, single).into_iter().collect();
    sources.extend(source_list(fields, several, most));
    if sources.len() > most {
        let (pictures, got) = (counted(most, "picture"), sources.len());
        let problem = format!("must be at most {pictures} together with {single}, got {got}");
        fields.refuse(several, problem);
        sources.truncate(most);
    }
    sources
}

/// The text as the vendor would get it, with all that becomes part of it, must fit the model's limit.
pub(super) fn check_length(fields: &mut Fields<'_>, name: &'static str, model: &Model, text: &str) {
    if let Some(problem) = too_long(model, text) {
        fields.refuse(name, problem);
    }
}

/// The complaint completes the sentence "`prompt` …".
pub(super) fn too_long(model: &Model, text: &str) -> Option<String> {
    let limit = model.prompt_limit;
    (!limit.allows(text)).then(|| {
        format!(
            "is too long for {}. It takes {}, and this makes {} with everything that becomes part of it.",
            model.id,
            limit.named(),
            limit.length(text)
        )
    })
}

pub(super) fn brand_kit(fields: &mut Fields<'_>) -> Option<KitId> {
    let asked = fields.text("brand_kit_id", 1..=64)?;
    let id = asked.parse().ok();
    if id.is_none() {
        fields.refuse("brand_kit_id", no_kit(&asked));
    }
    id
}

/// The colours as they are written, because an idempotency key is bound to the request as it is written.
pub(super) fn brand_colors(fields: &mut Fields<'_>) -> Vec<String> {
    fields.color_list("brand_colors", MAX_COLORS)
}
