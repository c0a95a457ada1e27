//! Which model makes a request that names none: the first in the order of preference that takes all of it. Where none
//! does, the client reads what stands in the way of each.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Family, Request, read};
use crate::Kind;
use crate::catalog::Catalog;
use crate::fields::FieldError;
use crate::sentence::{and, then};

/// The preferred models of each kind; the others that are offered follow in the catalog's order. Videos of the
/// studio begin with the cheapest and end with the dearest.
const IMAGES: &[&str] = &["seedream_4"];
const IMAGES_WITH_REFERENCES: &[&str] = &["nano_banana"];
const LEGACY_IMAGES: &[&str] = &["flux_2_pro"];
const VIDEOS: &[&str] = &["kling_2_6", "kling_3_0", "luma_ray3", "runway_gen4", "seedance_pro", "veo_3_1"];
const LEGACY_VIDEOS: &[&str] = &["runway_gen4", "luma_ray3"];
const AVATARS: &[&str] = &["heygen"];
const SPEECH: &[&str] = &["openai_tts"];

/// Whether a body names its model.
pub fn names_provider(body: &Value) -> bool {
    body.get("provider").is_some_and(|provider| !provider.is_null())
}

/// What reading the body for one model complained of.
struct Tried<'a> {
    model: &'a str,
    mistakes: Vec<FieldError>,
    /// What it says of each field. A body may have thousands of unknown ones.
    by_field: BTreeMap<String, String>,
}

/// `read` reads the body in the vocabulary of a family, for a model.
pub(super) fn first_able(
    kind: Kind,
    family: Family,
    body: &Value,
    catalog: &Catalog,
    read: impl Fn(Family, &str) -> Result<Request, Vec<FieldError>>,
) -> Result<Request, Vec<FieldError>> {
    let mut tried = Vec::new();
    for model in candidates(kind, family, body, catalog) {
        match read(family, model) {
            Ok(request) => return Ok(request),
            Err(mistakes) => tried.push(Tried::new(model, mistakes)),
        }
    }
    let in_studio = || {
        let others = candidates(kind, Family::Studio, body, catalog);
        others.into_iter().find(|model| family == Family::Legacy && read(Family::Studio, model).is_ok())
    };
    Err(mistakes_of_all(&tried, body, in_studio))
}

fn candidates<'a>(kind: Kind, family: Family, body: &Value, catalog: &'a Catalog) -> Vec<&'a str> {
    let offered: Vec<&str> = read::offered(catalog, kind, family).map(|model| model.id.as_str()).collect();
    let preferred = preferred(kind, family, body);
    let known = preferred.iter().filter_map(|id| offered.iter().find(|model| *model == id));
    let others = offered.iter().filter(|model| !preferred.contains(model));
    known.chain(others).copied().collect()
}

fn preferred(kind: Kind, family: Family, body: &Value) -> &'static [&'static str] {
    match (kind, family) {
        (Kind::Image, Family::Legacy) => LEGACY_IMAGES,
        (Kind::Image, Family::Studio) if has_references(body) => IMAGES_WITH_REFERENCES,
        (Kind::Image, Family::Studio) => IMAGES,
        (Kind::Video, Family::Legacy) => LEGACY_VIDEOS,
        (Kind::Video, Family::Studio) => VIDEOS,
        (Kind::Avatar, _) => AVATARS,
        (Kind::Tts, _) => SPEECH,
        (Kind::Composite, _) => &[],
    }
}

fn has_references(body: &Value) -> bool {
    let several = body.get("reference_image_urls").and_then(Value::as_array);
    let single = body.get("reference_image_url").is_some_and(|source| !source.is_null());
    single || several.is_some_and(|sources| !sources.is_empty())
}

/// A mistake that every model makes of the body is the client's own. Only where there is none is it told that no model
/// takes all of it: by the one field that is in the way of the nearest models, or else by what each model lacks. Where just
/// something is missing, it is what the nearest model needs.
fn mistakes_of_all<'a>(
    tried: &[Tried<'a>],
    body: &Value,
    in_studio: impl Fn() -> Option<&'a str>,
) -> Vec<FieldError> {
    let Some(first) = tried.first() else { return vec![no_model(tried, None)] };
    let is_shared = |mistake: &FieldError| tried.iter().all(|it| it.has(&mistake.field));
    let all: Vec<&Tried<'_>> = tried.iter().collect();
    let shared = first.mistakes.iter().filter(|mistake| is_shared(mistake));
    let shared = shared.map(|mistake| {
        if tried.iter().all(|it| it.says(mistake)) {
            mistake.clone()
        } else {
            by_model(&all, &mistake.field, "is taken by no model as it is")
        }
    });
    let mut told: Vec<FieldError> = shared.collect();
    let own = |it: &Tried<'_>| it.mistakes.iter().filter(|mistake| !is_shared(mistake)).count();
    let nearest = tried.iter().min_by_key(|it| own(it)).unwrap_or(first);
    let missing: Vec<FieldError> =
        nearest.mistakes.iter().filter(|mistake| !is_shared(mistake)).cloned().collect();
    if missing.iter().all(|mistake| body.get(&mistake.field).is_none_or(Value::is_null)) {
        told.extend(missing);
    } else if told.is_empty() {
        let studio = in_studio();
        let in_the_way = studio.is_none().then(|| in_the_way(tried, own(nearest), is_shared)).flatten();
        return vec![in_the_way.unwrap_or_else(|| no_model(tried, studio))];
    }
    say_taken(told, nearest.model)
}

/// The one field that keeps the nearest models, which lack `least`, from taking all of it.
fn in_the_way(
    tried: &[Tried<'_>],
    least: usize,
    is_shared: impl Fn(&FieldError) -> bool,
) -> Option<FieldError> {
    let own = |it: &Tried<'_>| -> Vec<String> {
        let own = it.mistakes.iter().filter(|mistake| !is_shared(mistake));
        own.map(|mistake| mistake.field.clone()).collect()
    };
    let nearest: Vec<&Tried<'_>> = tried.iter().filter(|it| own(it).len() == least).collect();
    let [field] = &own(nearest.first()?)[..] else { return None };
    let is_alone = nearest.iter().all(|it| own(it).first() == Some(field));
    is_alone.then(|| by_model(&nearest, field, "is taken by no model together with the rest"))
}

/// Says of each complaint that names the model why it speaks of this one.
pub fn say_taken(mistakes: Vec<FieldError>, model: &str) -> Vec<FieldError> {
    let say = |mistake: FieldError| {
        if !mistake.message.contains(model) || mistake.message.contains(NOT_NAMED) {
            return mistake;
        }
        let message = then(&mistake.message, &format!("{NOT_NAMED}, so {model} was taken"));
        FieldError { message, ..mistake }
    };
    mistakes.into_iter().map(say).collect()
}

const NOT_NAMED: &str = "No provider was named";

/// A field that no model takes as it is, each for a reason of its own.
fn by_model(tried: &[&Tried<'_>], field: &str, problem: &str) -> FieldError {
    let each = tried.iter().filter_map(|it| Some((it.without_name(it.by_field.get(field)?), it.model)));
    let message =
        alike(each).into_iter().fold(format!("{problem}. {NOT_NAMED}."), |told, (message, models)| {
            then(&told, &format!("With {} it {message}", and(&models)))
        });
    FieldError::new(field, message)
}

fn no_model(tried: &[Tried<'_>], in_studio: Option<&str>) -> FieldError {
    let each = tried.iter().flat_map(|it| {
        let mistakes = it.mistakes.iter();
        mistakes
            .map(|mistake| (format!("`{}` {}", mistake.field, it.without_name(&mistake.message)), it.model))
    });
    let message = alike(each)
        .into_iter()
        .fold("is not named, and no model takes all of this.".to_owned(), |told, (message, models)| {
            then(&told, &format!("With {}, {message}", and(&models)))
        });
    match in_studio {
        Some(model) => FieldError::new(
            "provider",
            then(&message, &format!("The studio has a model that takes it: {model}")),
        ),
        None => FieldError::new("provider", message),
    }
}

/// What is said of models, each once, with all models that it is said of.
fn alike<'a>(said: impl Iterator<Item = (String, &'a str)>) -> Vec<(String, Vec<&'a str>)> {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (message, model) in said {
        match groups.iter_mut().find(|(known, _)| *known == message) {
            Some((_, models)) => models.push(model),
            None => groups.push((message, vec![model])),
        }
    }
    groups
}

impl<'a> Tried<'a> {
    fn new(model: &'a str, mistakes: Vec<FieldError>) -> Self {
        let by_field = mistakes.iter().map(|it| (it.field.clone(), it.message.clone())).collect();
        Self { model, mistakes, by_field }
    }

    fn has(&self, field: &str) -> bool {
        self.by_field.contains_key(field)
    }

    fn says(&self, mistake: &FieldError) -> bool {
        self.by_field.get(&mistake.field) == Some(&mistake.message)
    }

    fn without_name(&self, message: &str) -> String {
        let names = [format!(" for {}", self.model), format!(" by {}", self.model)];
        names.iter().fold(message.to_owned(), |message, name| message.replace(name, ""))
    }
}

#[cfg(test)]
mod tests;
