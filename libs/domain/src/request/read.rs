//! Fields that several kinds of request have, each declared and read in one way.

use serde_json::json;

use super::source::{MAX_URL_CHARACTERS, shown};
use super::{Family, Source};
use crate::brand::{MAX_COLORS, no_kit};
use crate::catalog::{AspectRatio, Catalog, Model};
use crate::fields::{Color, Field, Fields, List, OneOf, Parsed, Text, Written, line};
use crate::near::must_be_one_of;
use crate::sentence::counted;
use crate::size::RESOLUTIONS;
use crate::{Kind, KitId};

pub(super) static PROVIDER: Field<Text> = Field::new(
    "provider",
    line(1..=64),
    "The model, by its id in the catalog. Without it, the first that takes all of the request.",
    || json!(null),
);
pub(super) static BRAND_KIT_ID: Field<Parsed<KitId>> = Field::new(
    "brand_kit_id",
    Parsed { text: line(1..=64), parse: kit_id, written: Written::Format("uuid") },
    "The brand kit whose colours, voice and logo are used.",
    || json!("0198c0de-0000-7000-8000-000000000000"),
);
// They are left as they are written, because an idempotency key is bound to the request as it is written.
pub(super) static BRAND_COLORS: Field<List<Color>> = Field::new(
    "brand_colors",
    List { of: Color, count: 0..=MAX_COLORS },
    "Colours that the result should have.",
    || json!(["#d4342c"]),
);
pub(super) static STYLE: Field<Text> =
    Field::new("style", line(1..=64), "The name of a style preset, or a style in words.", || {
        json!("photorealistic")
    });

pub(super) const A_SOURCE: Parsed<Source> =
    Parsed { text: line(1..=MAX_URL_CHARACTERS), parse: source, written: Written::Pattern(SOURCE_PATTERN) };
pub(super) const A_RESOLUTION: OneOf<&str> = OneOf { all: &RESOLUTIONS, name: |resolution| resolution };

/// An https address, a file of the drive, or a result of a job.
const SOURCE_PATTERN: &str = r"^([Hh][Tt][Tt][Pp][Ss]://[^\s/?#@\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+([/?#][^\s\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]*)?|asset:[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|job:[0-9A-Fa-f]{8}-([0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}(/[0-9]{1,9})?)$";

pub(super) const fn one_ratio(all: &'static [AspectRatio]) -> OneOf<AspectRatio> {
    OneOf { all, name: AspectRatio::as_str }
}

/// The model that `provider` names, among those that the family offers, or else `default`.
pub(super) fn model<'a>(
    fields: &mut Fields<'_>,
    catalog: &'a Catalog,
    kind: Kind,
    family: Family,
    default: &str,
) -> Option<&'a Model> {
    let asked = match fields.read(&PROVIDER) {
        Some(asked) => asked,
        // What is there and cannot be read has its own complaint.
        None if fields.has(PROVIDER.name()) => return None,
        None => default.to_owned(),
    };
    let offered = || offered(catalog, kind, family);
    let model = offered().find(|model| model.id == asked);
    if model.is_none() {
        let known: Vec<&str> = offered().map(|model| model.id.as_str()).collect();
        fields.refuse(PROVIDER.name(), must_be_one_of(&asked, &known));
    }
    model
}

/// The models of a kind that a family offers.
pub fn offered(catalog: &Catalog, kind: Kind, family: Family) -> impl Iterator<Item = &Model> {
    catalog.of_kind(kind).filter(move |model| family == Family::Studio || model.legacy)
}

fn source(text: &str) -> Result<Source, String> {
    Source::try_from(text.to_owned()).map_err(|problem| format!("{problem}, got '{}'", shown(text)))
}

fn kit_id(text: &str) -> Result<KitId, String> {
    text.parse().map_err(|_| no_kit(text))
}

/// One source in `single` and a list of them in `several`, in this order, and at most `most` together.
pub(super) fn sources(
    fields: &mut Fields<'_>,
    single: &Field<Parsed<Source>>,
    several: &Field<List<Parsed<Source>>>,
    most: usize,
) -> Vec<Source> {
    let mut sources: Vec<Source> = fields.read(single).into_iter().collect();
    sources.extend(fields.read(several).unwrap_or_default());
    if sources.len() > most {
        let (pictures, got) = (counted(most, "picture"), sources.len());
        let problem = format!("must be at most {pictures} together with {}, got {got}", single.name());
        fields.refuse(several.name(), problem);
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
