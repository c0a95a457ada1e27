//! The checks on a start: what a body may say. All that is wrong is told at once. Fields the schema does not
//! have are ignored, explicit nulls count as absent.

use serde_json::Value;

use super::errors::ApiError;
use super::issues::{Issue, Issues};
use super::models::{self, Model, Seconds, Shape};
use super::prompt_image::{self, Given};
use super::task::Task;
use super::{asset, throttle};
use crate::fields::{Fields, Why, Wrong};
use crate::picture::Size;
use crate::workshop::Kept;
use crate::world::World;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endpoint {
    TextToVideo,
    ImageToVideo,
}

/// What a body asks for.
#[derive(Debug)]
pub(super) struct Asked {
    pub(super) model: &'static Model,
    pub(super) prompt: String,
    pub(super) seed: Option<i64>,
    pub(super) task: Task,
}

pub(super) async fn read(world: &World, endpoint: Endpoint, body: &Value) -> Result<Asked, ApiError> {
    let one = |wrong: &Wrong| ApiError::Invalid(vec![Issue::of(wrong)]);
    let fields = Fields::of(body).map_err(|wrong| one(&wrong))?;
    let (model, shape) = model(&fields, endpoint).map_err(|wrong| one(&wrong))?;

    let mut issues = Issues::default();
    let prompt = issues.keep(prompt(&fields, model, shape));
    let ratio = issues.keep(fields.choice("ratio", shape.ratios));
    if ratio.is_none() && shape.needs_ratio && fields.get("ratio").is_none() {
        issues.add(&fields.wrong("ratio", Why::Missing));
    }
    let seconds = issues.keep(seconds(&fields, &model.seconds));
    let seed = issues.keep(fields.integer_within("seed", 0..=i64::from(u32::MAX)));
    let sound = issues.keep(sound(&fields, model));
    issues.keep(options(&fields, model));
    let pictures = match endpoint {
        Endpoint::TextToVideo => Vec::new(),
        Endpoint::ImageToVideo => issues.keep(prompt_image::read(&fields, model)),
    };
    issues.end().map_err(ApiError::Invalid)?;

    let size = models::size(ratio.unwrap_or("1280:720")).unwrap_or(Size { width: 1280, height: 720 });
    let (start_frame, has_bad_asset) = fetch(world, &pictures).await?;
    let credits = model.credits(size, seconds, sound);
    let throttled_until_ms = throttle::next_place_ms(world, model.name);
    let task = Task { size, seconds, sound, start_frame, has_bad_asset, credits, throttled_until_ms };
    Ok(Asked { model, prompt, seed, task })
}

fn model(fields: &Fields<'_>, endpoint: Endpoint) -> Result<(&'static Model, &'static Shape), Wrong> {
    let shape = |model: &'static Model| match endpoint {
        Endpoint::TextToVideo => model.text.as_ref(),
        Endpoint::ImageToVideo => Some(&model.image),
    };
    let name = fields.need("model", fields.text("model")?)?;
    let mut models = Model::all().iter().filter_map(|model| Some((model, shape(model)?)));
    models.clone().find(|(model, _)| model.name == name).ok_or_else(|| {
        let allowed = models.by_ref().map(|(model, _)| model.name.to_owned()).collect();
        fields.wrong("model", Why::Unknown { given: name.to_owned(), allowed })
    })
}

/// Empty if there is none and none is needed.
fn prompt(fields: &Fields<'_>, model: &Model, shape: &Shape) -> Result<String, Wrong> {
    let Some(prompt) = fields.text_within("promptText", 1, usize::MAX)? else {
        let needed = shape.needs_prompt.then(|| fields.wrong("promptText", Why::Missing));
        return needed.map_or(Ok(String::new()), Err);
    };
    let (given, most) = (prompt.encode_utf16().count(), model.longest_prompt);
    if given > most {
        return Err(fields.wrong("promptText", Why::Long { given, most }));
    }
    Ok(prompt.to_owned())
}

fn seconds(fields: &Fields<'_>, allowed: &Seconds) -> Result<u32, Wrong> {
    let Seconds { least, most, step, default, auto } = *allowed;
    let given = fields.get("duration").filter(|given| !(auto && *given == "auto"));
    let Some(given) = given else { return fields.need("duration", default) };
    // To JavaScript, and so to Runway, 5.0 is 5.
    let seconds = fields.integer_within("duration", i64::from(least)..=i64::from(most))?;
    let seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or(least);
    if seconds.saturating_sub(least) % step == 0 {
        return Ok(seconds);
    }
    let allowed = (least..=most).filter(|other| other.saturating_sub(least) % step == 0);
    let allowed = allowed.map(|other| other.to_string()).collect();
    Err(fields.wrong("duration", Why::Unknown { given: given.to_string(), allowed }))
}

fn sound(fields: &Fields<'_>, model: &Model) -> Result<bool, Wrong> {
    let asked = if model.has_sound { fields.flag("audio")? } else { None };
    Ok(asked.unwrap_or(model.has_sound))
}

/// What is checked and changes nothing here.
fn options(fields: &Fields<'_>, model: &Model) -> Result<(), Wrong> {
    if model.name.starts_with("veo") {
        fields.text("negativePrompt")?;
    }
    if model.name.starts_with("kling") {
        fields.number_within("cfgScale", 0.0..=1.0)?;
        fields.object("providerSettings")?;
    }
    if model.name.starts_with("gen4") {
        if let Some(moderation) = fields.object("contentModeration")? {
            moderation.choice("publicFigureThreshold", &["auto", "low"])?;
        }
        fields.choice("outputFormat", &["mp4"])?;
    }
    Ok(())
}

/// The picture that the clip begins with, and whether one of them is none.
async fn fetch(world: &World, pictures: &[Given<'_>]) -> Result<(Option<Kept>, bool), ApiError> {
    let (mut first, mut bad) = (None, false);
    for Given { uri, is_first, field } in pictures {
        let bytes = asset::fetch(world, uri).await.map_err(|sentence| {
            let wrong = Wrong { field: field.clone(), why: Why::Other(sentence) };
            ApiError::Invalid(vec![Issue::of(&wrong)])
        })?;
        match world.workshop.keep_picture(bytes).await? {
            None => bad = true,
            Some(picture) if *is_first => first = Some(picture.kept),
            Some(_) => {}
        }
    }
    Ok((first, bad))
}
